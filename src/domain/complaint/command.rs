//! What somebody wants to happen to a complaint, and what is known around it at that moment.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::state::Verdict;
use crate::domain::refusing::command_kinds;
pub use crate::domain::request::Actor;

/// What somebody wants to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub enum Command {
    /// Tell the person that it is here.
    Acknowledge,
    /// Begin to look into it.
    Investigate {
        /// What is going to be looked into, for the record.
        plan: String,
    },
    /// Tell the person how far it is (section 164A(5)(b)).
    TellProgress {
        /// What has been done, as the person reads it.
        said: String,
        /// The day by which they hear from us again, civil, in the controller's zone.
        next: NaiveDate,
    },
    /// Decide, and tell the person the outcome.
    Decide(Decision),
    /// The person takes it back.
    Withdraw,
    /// Look into it once more.
    Reopen {
        /// Why.
        reason: String,
    },
}

/// The outcome with everything its letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who was right.
    pub verdict: Verdict,
    /// What was checked.
    pub checked: String,
    /// What was found.
    pub findings: String,
    /// What we do about it.
    pub action: String,
    /// Why somebody decides who looked after the request that the complaint is about; blank when it is another person.
    #[serde(default)]
    pub alone: String,
}

command_kinds! {
    6 in order of "a complaint's life";
    Acknowledge => "acknowledge", "Tell the person that we have it";
    Investigate => "investigate", "Begin to look into it";
    TellProgress => "tell_progress", "Tell the person how far it is";
    Decide => "decide", "Send the outcome";
    Withdraw => "withdraw", "Record that it was withdrawn";
    Reopen => "reopen", "Look into it once more";
}

impl CommandKind {
    /// Reads [`CommandKind::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What is known around a complaint when a command arrives.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Now.
    pub at: DateTime<Utc>,
    /// The civil day of now in the controller's zone.
    pub today: NaiveDate,
    /// Who acts.
    pub actor: Actor,
    /// Whether whoever acts looked after the request that the complaint is about. Nobody is a good judge of their own work.
    pub own_request: bool,
    /// Whether one person works the desk alone; then they may judge their own work, and say why.
    pub solo: bool,
}
