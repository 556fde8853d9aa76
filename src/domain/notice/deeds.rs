//! What was done, as the letters L9 to L14 and L16 tell it. All dates are civil dates in the controller's zone.
//!
//! Each says only what was confirmed: whoever fills one in has looked again in the systems.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::person::Ground;
use crate::domain::personal::Personal;
use crate::domain::right::Right;
use crate::domain::telling::TellingState;

/// Who was told of a correction, erasure or restriction (Article 19).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "told")]
pub enum RecipientsTold {
    /// Nobody had received the data.
    #[default]
    Nobody,
    /// These were told.
    These {
        /// Names or kinds.
        names: Vec<String>,
    },
    /// It was impossible, or would take a disproportionate effort (Article 19).
    NotPossible {
        /// Why, full sentences.
        reason: String,
    },
    /// It was for staff to say and they have not: the letter cannot go out like that.
    NotSaid,
}

/// One fact before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What: "Delivery address".
    pub what: String,
    /// As it stood; nothing when it was missing.
    #[serde(default)]
    pub before: Option<Personal>,
    /// As it stands.
    pub after: Personal,
}

/// How a rectification ended (Article 16). A refusal is a [`super::Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// What was wrong has been put right.
    Corrected,
    /// What was missing has been added.
    Completed,
    /// The person's statement stands beside the data.
    StatementAdded,
}

/// L9: corrected, completed, or a statement added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rectified {
    /// The case.
    pub about: About,
    /// How it ended.
    pub correction: Correction,
    /// What changed; empty for a statement.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// What was done in staff's own words, full sentences.
    #[serde(default)]
    pub words: Vec<Personal>,
    /// The day of the change.
    pub on: NaiveDate,
    /// In which systems, plain names.
    #[serde(default)]
    pub systems: Vec<String>,
    /// Who was told.
    pub recipients: RecipientsTold,
}

/// How an erasure ended (Article 17). A refusal is a [`super::Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureResult {
    /// All of it is gone.
    Erased,
    /// A part stays, with its ground and period.
    PartlyErased,
    /// What stays tells of nobody any more.
    Anonymised,
}

/// Something that stays after an erasure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What, in general terms: "Invoices of the last six years".
    pub what: String,
    /// Why and by which rule.
    pub ground: Ground,
    /// Until when, in words: "5 April 2032, then it is erased by itself".
    #[serde(default)]
    pub until: Option<String>,
}

/// L10: erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// The case.
    pub about: About,
    /// How it ended.
    pub result: ErasureResult,
    /// What was erased or made anonymous, in general terms, one entry each.
    #[serde(default)]
    pub erased: Vec<String>,
    /// What was done in staff's own words, full sentences.
    #[serde(default)]
    pub words: Vec<Personal>,
    /// What stays.
    #[serde(default)]
    pub kept: Vec<Kept>,
    /// The day on which a second search found it gone.
    pub on: NaiveDate,
    /// Whether a scrambled form of the address stays on the do-not-contact list.
    #[serde(default)]
    pub suppressed: bool,
    /// Who was told (Articles 17(2) and 19).
    pub recipients: RecipientsTold,
}

/// Why data is restricted (Article 18(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestrictionGround {
    /// (a): the person says that it is wrong.
    AccuracyContested,
    /// (b): unlawful, but the person does not want it erased.
    UnlawfulNotErased,
    /// (c): the person needs it for legal claims.
    NeededForClaims,
    /// (d): an objection is being weighed.
    ObjectionPending,
}

impl RestrictionGround {
    /// All of them, in the order of the article.
    pub const ALL: [Self; 4] =
        [Self::AccuracyContested, Self::UnlawfulNotErased, Self::NeededForClaims, Self::ObjectionPending];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AccuracyContested => "accuracy_contested",
            Self::UnlawfulNotErased => "unlawful_not_erased",
            Self::NeededForClaims => "needed_for_claims",
            Self::ObjectionPending => "objection_pending",
        }
    }

    /// Reads [`RestrictionGround::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// The ground in plain words, a full sentence to the person.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AccuracyContested => "You say that it is wrong, and we are checking.",
            Self::UnlawfulNotErased => "We should not have used it, and you do not want it erased.",
            Self::NeededForClaims => "We no longer need it, but you need it for a legal claim.",
            Self::ObjectionPending => "You object to its use, and we are weighing that.",
        }
    }

    /// The pointer to cite.
    pub const fn article(self) -> &'static str {
        match self {
            Self::AccuracyContested => "Article 18(1)(a)",
            Self::UnlawfulNotErased => "Article 18(1)(b)",
            Self::NeededForClaims => "Article 18(1)(c)",
            Self::ObjectionPending => "Article 18(1)(d)",
        }
    }
}

/// L11: data is restricted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restricted {
    /// The case.
    pub about: About,
    /// Why.
    pub ground: RestrictionGround,
    /// Which data, in general terms, one entry each.
    #[serde(default)]
    pub data: Vec<String>,
    /// What was done in staff's own words, full sentences.
    #[serde(default)]
    pub words: Vec<Personal>,
    /// The day on which it took effect.
    pub on: NaiveDate,
    /// Who was told.
    pub recipients: RecipientsTold,
}

/// L12: a restriction will be lifted. It must reach the person before (Article 18(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifting {
    /// The case.
    pub about: About,
    /// Why, full sentences.
    pub reason: String,
    /// The day on which it is lifted; later than [`About::date`].
    pub on: NaiveDate,
}

/// How an objection ended (Article 21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectionResult {
    /// The use has stopped.
    Stopped,
    /// Direct marketing has stopped; nobody may refuse that (Article 21(3)).
    MarketingStopped,
    /// Compelling legitimate grounds outweigh the person's interests (Article 21(1)).
    CompellingGrounds,
    /// The use is needed for legal claims (Article 21(1)).
    LegalClaims,
}

impl ObjectionResult {
    /// Whether the objection was turned down.
    pub const fn is_refusal(self) -> bool {
        matches!(self, Self::CompellingGrounds | Self::LegalClaims)
    }
}

/// L14: what became of an objection, or of a consent taken back (Article 7(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionAnswered {
    /// The case.
    pub about: About,
    /// How it ended.
    pub result: ObjectionResult,
    /// [`Right::Objection`] or [`Right::ConsentWithdrawal`].
    pub right: Right,
    /// What has stopped, one entry each.
    #[serde(default)]
    pub stopped: Vec<String>,
    /// What was done, or how the interests were weighed, full sentences.
    #[serde(default)]
    pub words: Vec<Personal>,
    /// The day from which it holds.
    pub on: NaiveDate,
    /// Whether a scrambled form of the address stays on the do-not-contact list.
    #[serde(default)]
    pub suppressed: bool,
}

/// L13: data to take elsewhere (Article 20).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portable {
    /// The case.
    pub about: About,
    /// How it reaches its goal.
    pub delivery: PortableDelivery,
    /// What is in it, in general terms, one entry each: "Account", "Orders".
    #[serde(default)]
    pub files: Vec<String>,
    /// What is not included, and why.
    #[serde(default)]
    pub left_out: Vec<Ground>,
}

/// How portable data reaches its goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "delivery")]
pub enum PortableDelivery {
    /// The person fetches it.
    ToSubject {
        /// Where, with scheme; useless without a fresh code.
        link: String,
        /// The last day on which the link works.
        until: NaiveDate,
    },
    /// The person fetches it, because it did not go straight to another company as they wished.
    Instead {
        /// Where, with scheme; useless without a fresh code.
        link: String,
        /// The last day on which the link works.
        until: NaiveDate,
        /// Where it was to go.
        to: String,
        /// Whether sending it there is not technically feasible (Article 20(2)); else it only did not arrive.
        not_feasible: bool,
    },
    /// It lies beside the letter, for somebody without an e-mail address.
    Enclosed,
    /// It went straight to another company (Article 20(2)).
    Transmitted {
        /// To whom.
        to: String,
        /// When.
        on: NaiveDate,
        /// What shows that it arrived, a full sentence.
        proof: String,
    },
}

/// L16: who was told (Article 19, last sentence).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientsList {
    /// The case.
    pub about: About,
    /// Who, when, and what became of it.
    pub told: Vec<Told>,
}

/// One recipient that was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// When it was told; nothing when it could not be.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// What became of it, full sentences: "It has confirmed." Empty where the state says it.
    pub result: String,
    /// Where the notice to it stands, said in the language of the letter.
    #[serde(default)]
    pub state: Option<TellingState>,
}
