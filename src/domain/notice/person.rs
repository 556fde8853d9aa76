//! What each letter to a person needs. All dates are civil dates in the controller's zone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::about::{About, Awaited, FirstDue, Understood};
use crate::domain::language::default_code;
use crate::domain::personal::Personal;
use crate::domain::right::Right;

/// L1: receipt. It reads the same whether or not the person is known to the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The case.
    pub about: About,
    /// What was understood, one entry per right.
    pub understood: Vec<Understood>,
    /// The first due date, or what it waits for.
    pub due: FirstDue,
}

/// The digits that confirm an address. It names neither person nor reference: whoever typed the address may not own it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailCode {
    /// Six digits.
    pub code: Personal,
    /// How long they work, in minutes.
    pub minutes: u16,
    /// The code of the language it is written in.
    #[serde(default = "default_code")]
    pub language: String,
}

/// A link by which somebody goes on with a form that they had to leave. It names neither person nor what was answered: whoever
/// typed the address may not own it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormLink {
    /// Where the form goes on, with scheme.
    pub link: Personal,
    /// The day on which the link ends, in the controller's time.
    pub day: NaiveDate,
    /// The time of day at which it ends, with its zone, in the language of the mail.
    pub time: String,
    /// The code of the language it is written in.
    #[serde(default = "default_code")]
    pub language: String,
}

/// A mail has arrived. It names neither person nor case and repeats nothing: whoever stands as its sender may not have written it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReceived {
    /// When it arrived, in the controller's time.
    pub received: NaiveDate,
    /// Where a request can be made with less waiting.
    pub form: String,
    /// The code of the language it is written in.
    #[serde(default = "default_code")]
    pub language: String,
}

/// Fresh digits for somebody who has a reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCode {
    /// The reference.
    pub reference: String,
    /// Six digits.
    pub code: Personal,
    /// How long they work, in minutes.
    pub minutes: u16,
    /// What they open.
    pub purpose: CodePurpose,
    /// The code of the language it is written in.
    #[serde(default = "default_code")]
    pub language: String,
}

/// What a fresh code opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// The private page of the case.
    Page,
    /// The download of an answer.
    Download,
}

impl CodePurpose {
    /// Its name among the texts of a language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Download => "download",
        }
    }
}

/// L2: asks who is asking. Only what is necessary may be asked, and only with a reason for doubt (Article 12(6)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRequest {
    /// The case.
    pub about: About,
    /// Why there is doubt, full sentences.
    pub doubt: String,
    /// What would be enough; any one of them. Each without a full stop.
    pub any_of: Vec<String>,
    /// After how many days a proof is destroyed, once looked at.
    pub proof_kept_days: u16,
    /// When the case is closed if nothing comes.
    pub closes_on: NaiveDate,
}

/// L2a: asks an agent for the person's written authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityRequest {
    /// The case; its name is the agent's.
    pub about: About,
    /// When the case is closed if nothing comes.
    pub closes_on: NaiveDate,
}

/// L3: asks which data is meant. Access only; the days from asking to answering do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClarificationRequest {
    /// The case.
    pub about: About,
    /// Why it is reasonably needed, full sentences.
    pub why: String,
    /// The choices offered, each without a full stop.
    pub choices: Vec<String>,
    /// What is answered meanwhile, full sentences.
    #[serde(default)]
    pub meanwhile: Option<String>,
    /// When the case is closed if nothing comes; `None` when it then goes on with everything.
    #[serde(default)]
    pub closes_on: Option<NaiveDate>,
}

/// L5: more time. Must be sent before the first due date and must give the reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The case.
    pub about: About,
    /// The due date until now.
    pub first_due: NaiveDate,
    /// The new due date.
    pub new_due: NaiveDate,
    /// The reasons: facts that make it complex, or the number of requests. Full sentences.
    pub reasons: Vec<String>,
    /// What can be given now, full sentences.
    #[serde(default)]
    pub now: Option<String>,
}

/// L8 and L13 by mail: the answer waits behind a link and a fresh code. It is never attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageReady {
    /// The case.
    pub about: About,
    /// Where to fetch it, with scheme; useless without a fresh code.
    pub link: String,
    /// The last day on which the link works.
    pub until: NaiveDate,
    /// What was left out, in general terms, with the reasons (Article 12(4)); empty when nothing was.
    #[serde(default)]
    pub left_out: Vec<Ground>,
}

/// L8 on paper: the answer lies beside it, for somebody without an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageEnclosed {
    /// The case.
    pub about: About,
    /// What was left out, in general terms, with the reasons (Article 12(4)); empty when nothing was.
    #[serde(default)]
    pub left_out: Vec<Ground>,
}

/// L20: nothing is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NothingHeld {
    /// The case.
    pub about: About,
    /// What was searched with: "the e-mail address you wrote from". Kinds, not values.
    pub searched_with: Vec<String>,
    /// Where was looked, in general terms: "the web shop and its orders".
    pub searched_in: Vec<String>,
}

/// A reason for refusing or leaving out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The reason in plain words, full sentences.
    pub reason: String,
    /// Article and paragraph; `None` when naming it would defeat it, which a second person approves.
    #[serde(default)]
    pub pointer: Option<String>,
}

/// L6: a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The case.
    pub about: About,
    /// The rights refused.
    pub refused: Vec<Right>,
    /// Why.
    pub grounds: Vec<Ground>,
}

/// L7: the person cannot be told apart in the data (Articles 11(2) and 12(2)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannotIdentify {
    /// The case.
    pub about: About,
    /// Why not, full sentences.
    pub why: String,
    /// What would let the desk find the person, each without a full stop.
    pub would_help: Vec<String>,
}

/// L21: closed because the person withdrew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The case.
    pub about: About,
    /// The day on which they withdrew.
    pub withdrawn: NaiveDate,
}

/// L21: closed because an answer did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapsed {
    /// The case.
    pub about: About,
    /// What did not come.
    pub awaited: Awaited,
    /// The day on which it was asked for.
    pub asked: NaiveDate,
}

/// Free words of a member of staff, in the letter's frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The case.
    pub about: About,
    /// Paragraphs.
    pub paragraphs: Vec<Personal>,
    /// Who signs: a first name, or the team.
    #[serde(default)]
    pub signed: Option<String>,
}
