//! Letters beside the answer itself: a fee, progress, complaints, a decision looked at anew, a word to a recipient.
//! All dates are civil dates in the controller's zone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::person::Ground;
use crate::domain::language::default_code;
use crate::domain::personal::Personal;
use crate::domain::telling::RecipientAct;

/// L4: a fee, which only a manifestly unfounded or excessive request may cost (Article 12(5)). Sent before any work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeNotice {
    /// The case.
    pub about: About,
    /// Why a fee may be asked: the ground of Article 12(5) and the facts.
    pub ground: Ground,
    /// How much, as it is written: "£12.50".
    pub amount: String,
    /// How it was computed, one entry each: "Printing 250 pages at 4p: £10.00".
    pub computed: Vec<String>,
    /// How to pay, full sentences; nothing when nobody has said.
    #[serde(default)]
    pub pay: Option<String>,
    /// When the request is closed if nothing is paid.
    pub closes_on: NaiveDate,
}

/// Asks somebody outside to answer a task. It says what to do and not about whom: that stands behind the link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLink {
    /// The code of the language it is written in.
    #[serde(default = "default_code")]
    pub language: String,
    /// The reference.
    pub reference: String,
    /// Whom it is for, as they are called.
    pub name: String,
    /// What is asked, as staff read it, without personal data.
    pub ask: String,
    /// The address of the page, with scheme; whoever has it can answer.
    pub link: String,
    /// The last day on which it works.
    pub until: NaiveDate,
    /// Which reminder it is; 0 for the first mail.
    #[serde(default)]
    pub reminder: u16,
}

/// L17: where things stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The case.
    pub about: About,
    /// What has been done, full sentences.
    pub done: Vec<String>,
    /// What comes next, full sentences.
    #[serde(default)]
    pub next: Option<String>,
    /// When we write again at the latest.
    #[serde(default)]
    pub next_word: Option<NaiveDate>,
}

/// L18: a complaint has arrived (UK Data Protection Act 2018, section 164A: within 30 days).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintReceived {
    /// The complaint's case.
    pub about: About,
    /// The reference of the request it is about.
    #[serde(default)]
    pub concerns: Option<String>,
    /// When the outcome may be expected.
    #[serde(default)]
    pub expected: Option<NaiveDate>,
    /// Whether one person works the desk alone, so that nobody else can look into it.
    #[serde(default)]
    pub alone: bool,
}

/// How a complaint ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintResult {
    /// The person was right.
    Upheld,
    /// The person was right in part.
    PartlyUpheld,
    /// We found nothing wrong.
    NotUpheld,
}

/// L19: the outcome of a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintOutcome {
    /// The complaint's case.
    pub about: About,
    /// How it ended.
    pub result: ComplaintResult,
    /// What was checked, one entry each.
    #[serde(default)]
    pub checked: Vec<String>,
    /// What was found, full sentences.
    pub findings: Vec<Personal>,
    /// What is done about it, full sentences.
    #[serde(default)]
    pub action: Vec<Personal>,
}

/// How a decision that a computer made was looked at anew (UK GDPR Articles 22A to 22D, GDPR Article 22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewResult {
    /// A person has decided anew, and otherwise.
    Changed,
    /// A person has decided anew, and the same.
    Confirmed,
    /// No such decision was made: a person had taken part in it from the start.
    NotApplicable,
}

/// L22: a decision made by a computer, looked at by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionReviewed {
    /// The case.
    pub about: About,
    /// How it ended.
    pub result: ReviewResult,
    /// Who looked: a role, "a member of our payments team".
    pub reviewer: String,
    /// Why, full sentences.
    pub reasons: Vec<Personal>,
}

/// L15: tells a recipient what to do (Article 19; Article 17(2)). It names no more than is needed to act, and neither person nor case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientNotice {
    /// The code of the language it is written in.
    #[serde(default = "default_code")]
    pub language: String,
    /// A reference for the answer. Not the case's own: the recipient need not know it.
    pub reference: String,
    /// The recipient's name.
    pub recipient: String,
    /// The law: `uk-gdpr`.
    pub regime: String,
    /// The day the letter is written.
    pub date: NaiveDate,
    /// What to do.
    pub act: RecipientAct,
    /// What the recipient finds it by: name of the key and its value. Empty where both stand behind the link.
    pub keys: Vec<(String, Personal)>,
    /// Which data, one entry each; for a correction, how it should read.
    pub data: Vec<Personal>,
    /// Where they answer, with scheme; whoever has it can answer in their place.
    pub link: String,
    /// Whether what they find the data by stands behind the link alone.
    #[serde(default)]
    pub behind_link: bool,
    /// Which reminder it is; 0 for the first letter.
    #[serde(default)]
    pub reminder: u16,
    /// The day of our own decision.
    pub decided: NaiveDate,
    /// By when we ask for a word.
    pub answer_by: NaiveDate,
}
