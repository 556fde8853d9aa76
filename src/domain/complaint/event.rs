//! What has happened to a complaint. Past tense, complete enough to fold, written to the case log.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::command::Decision;
use super::state::State;
use crate::domain::ids::StaffId;

/// Something that happened. The free texts are the erasable part; the chain covers a commitment to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// The person was told that it is here.
    Acknowledged {
        /// When.
        at: DateTime<Utc>,
    },
    /// Somebody began to look into it.
    EnquiryBegun {
        /// When.
        at: DateTime<Utc>,
        /// What is looked into.
        plan: String,
    },
    /// The person was told how far it is.
    ProgressTold {
        /// When.
        at: DateTime<Utc>,
        /// What they were told.
        said: String,
        /// By when they hear from us again.
        next: NaiveDate,
    },
    /// It was decided, and the person was told.
    Decided {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: StaffId,
        /// The outcome.
        #[serde(flatten)]
        decision: Decision,
    },
    /// The person took it back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
    },
    /// It is looked into once more.
    Reopened {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
}

impl Event {
    /// The stored name of its kind in the case log, where requests have events, too.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Acknowledged { .. } => "complaint_acknowledged",
            Self::EnquiryBegun { .. } => "complaint_enquiry_begun",
            Self::ProgressTold { .. } => "complaint_progress_told",
            Self::Decided { .. } => "complaint_decided",
            Self::Withdrawn { .. } => "complaint_withdrawn",
            Self::Reopened { .. } => "complaint_reopened",
        }
    }

    /// The state a complaint is in after it, if it moves. Agrees with the transition table (a test says so).
    pub const fn leads_to(&self) -> Option<State> {
        match self {
            Self::Acknowledged { .. } => Some(State::Acknowledged),
            Self::EnquiryBegun { .. } | Self::Reopened { .. } => Some(State::Investigating),
            Self::Decided { .. } => Some(State::OutcomeSent),
            Self::Withdrawn { .. } => Some(State::Withdrawn),
            Self::ProgressTold { .. } => None,
        }
    }
}
