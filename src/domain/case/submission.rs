//! What arrives: one message, possibly with several rights.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::requester::{Identifiers, Requester};
use crate::domain::personal::Personal;
use crate::domain::right::Right;

/// How a submission came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The public form.
    Form,
    /// Entered by staff: a call, a letter, a message pasted in.
    Staff,
    /// A message in a mailbox.
    Mail,
}

impl Channel {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Staff => "staff",
            Self::Mail => "mail",
        }
    }

    /// Reads [`Channel::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Form, Self::Staff, Self::Mail].into_iter().find(|channel| channel.code() == code)
    }
}

/// For whom somebody asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "who")]
pub enum OnBehalf {
    /// For themselves.
    Myself,
    /// For another adult; written authority is needed.
    Another {
        /// The data subject's name.
        name: Personal,
    },
    /// As a parent or guardian.
    Child {
        /// The child's name.
        name: Personal,
    },
}

/// One right in a submission, with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The right.
    pub right: Right,
    /// What the person said about it: what is wrong and should be, which data, which channels.
    pub detail: Personal,
    /// Whether an objection is about direct marketing.
    #[serde(default)]
    pub direct_marketing: bool,
    /// Which channels such an objection names, codes of the controller's marketing channels; empty means all of them.
    #[serde(default)]
    pub channels: Vec<String>,
}

/// A submission, parsed and complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The controller's id.
    pub controller: String,
    /// How it came.
    pub channel: Channel,
    /// When it reached the company.
    pub received_at: DateTime<Utc>,
    /// Who asks.
    pub requester: Requester,
    /// For whom.
    pub on_behalf: OnBehalf,
    /// What they gave so that we find them.
    pub identifiers: Identifiers,
    /// The rights used; at least one, each once.
    pub asked: Vec<Asked>,
    /// Their own words.
    pub words: Personal,
    /// When the e-mail address was confirmed, if it was.
    pub email_confirmed_at: Option<DateTime<Utc>>,
}
