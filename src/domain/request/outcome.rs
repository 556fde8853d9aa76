//! How a request can end (law: Articles 15 to 22D), and what was done to get there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::weighing::Weighing;
use crate::domain::notice::{Change, RecipientsTold, RestrictionGround};
use crate::domain::right::Right;

macro_rules! outcomes {
    ($($name:ident => $code:literal, $words:literal;)*) => {
        /// How a request ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Outcome {
            $(#[doc = $words] $name,)*
        }

        impl Outcome {
            /// All of them.
            pub const ALL: [Self; 21] = [$(Self::$name,)*];

            /// The stored name.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What staff see.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

outcomes! {
    Full => "full", "A whole copy was given";
    Partial => "partial", "A copy was given, and something was left out";
    NoDataHeld => "no_data_held", "Nothing is held";
    Corrected => "corrected", "What was wrong was corrected";
    Completed => "completed", "What was missing was added";
    StatementAdded => "statement_added", "The person’s statement was added";
    RefusedAccurate => "refused_accurate", "Refused: it is accurate";
    Erased => "erased", "All of it was erased";
    PartlyErased => "partly_erased", "A part was erased, the rest must stay";
    Anonymised => "anonymised", "It was made anonymous";
    Restricted => "restricted", "It is restricted";
    Lifted => "lifted", "The restriction was lifted";
    DeliveredToSubject => "delivered_to_subject", "Delivered to the person";
    Transmitted => "transmitted", "Sent to another company";
    Stopped => "stopped", "It was stopped";
    RefusedCompellingGrounds => "refused_compelling_grounds", "Refused: compelling grounds";
    RefusedLegalClaims => "refused_legal_claims", "Refused: legal claims";
    HumanReviewDone => "human_review_done", "A person looked at a decision of the computer";
    Withdrawn => "withdrawn", "The consent is taken back";
    NotApplicable => "not_applicable", "No decision was made by computer alone";
    Refused => "refused", "Refused";
}

impl Outcome {
    /// Reads [`Outcome::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// The ways in which a request for a right can be fulfilled, the usual one first.
    pub const fn of(right: Right) -> &'static [Self] {
        match right {
            Right::Access => &[Self::Full, Self::Partial, Self::NoDataHeld],
            Right::Rectification => &[Self::Corrected, Self::Completed, Self::StatementAdded],
            Right::Erasure => &[Self::Erased, Self::PartlyErased, Self::Anonymised, Self::NoDataHeld],
            Right::Restriction => &[Self::Restricted],
            Right::Portability => &[Self::DeliveredToSubject, Self::Transmitted, Self::Partial, Self::NoDataHeld],
            Right::Objection => &[Self::Stopped, Self::HumanReviewDone],
            Right::ConsentWithdrawal => &[Self::Withdrawn],
        }
    }
}

/// A decision that a computer made alone, looked at by a person (UK GDPR Articles 22A to 22D; EU GDPR Article 22(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who looked, as the person reads it: "a member of our payments team".
    pub reviewer: String,
    /// Whether they decided otherwise than the computer.
    pub changed: bool,
}

/// What was done, as whoever did it records it. The letter says it to the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// How it ended.
    pub outcome: Outcome,
    /// Which ground a restriction has (Article 18(1)).
    #[serde(default)]
    pub ground: Option<RestrictionGround>,
    /// What stays, why, and until when; one line each, in staff's words. Needed when a part stays (Article 17(3)).
    #[serde(default)]
    pub kept: Option<String>,
    /// Who looked at a decision of the computer, and what came of it.
    #[serde(default)]
    pub review: Option<Review>,
    /// Who was told, or why nobody could be (Article 19).
    #[serde(default)]
    pub told: RecipientsTold,
    /// What a second search in the systems confirmed, where the program itself erased. Never from a form.
    #[serde(default)]
    pub proof: Option<Proof>,
    /// What a second look confirmed of corrections and marks that the program wrote. Never from a form.
    #[serde(default)]
    pub amended: Option<Amended>,
    /// How the interests were weighed, for an objection. Never from a form.
    #[serde(default)]
    pub weighed: Option<Box<Weighing>>,
}

/// What a second look confirmed of corrections and marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// The day of the second look, civil, in the controller's zone.
    pub on: NaiveDate,
    /// The corrections, before and after.
    pub changes: Vec<Change>,
    /// What is marked as restricted, in general terms, one entry each.
    pub marked: Vec<String>,
    /// The systems, in the names that people know.
    pub systems: Vec<String>,
}

/// What a second search confirmed of an erasure, in general terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The day of the second search, civil, in the controller's zone.
    pub on: NaiveDate,
    /// What is gone or tells of nobody any more, one entry each.
    pub gone: Vec<String>,
    /// What stays.
    pub kept: Vec<Stays>,
}

/// Something that stays, why, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stays {
    /// What, in the names that people know.
    pub what: String,
    /// Why, as a sentence.
    pub reason: String,
    /// The last day on which it is kept; nothing where no rule has an end.
    pub until: Option<NaiveDate>,
}

impl Deed {
    /// A deed with nothing beside its outcome.
    pub const fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            ground: None,
            kept: None,
            review: None,
            told: RecipientsTold::Nobody,
            proof: None,
            amended: None,
            weighed: None,
        }
    }
}

/// Whether carrying a right out changes what a copy would show.
pub const fn alters_data(right: Right) -> bool {
    matches!(right, Right::Erasure | Right::Rectification)
}

/// Whether Article 19 wants the recipients told.
pub const fn tells_recipients(right: Right) -> bool {
    matches!(right, Right::Rectification | Right::Erasure | Right::Restriction)
}
