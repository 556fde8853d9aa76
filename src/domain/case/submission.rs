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

impl Submission {
    /// An objection to direct marketing beside another objection is a submission of its own: the one stops at once and
    /// nobody decides about it, the other is weighed (Article 21(1) to (3)).
    #[must_use]
    pub fn split(self) -> (Self, Option<Self>) {
        let of = |marketing: bool| {
            self.asked.iter().any(|asked| asked.right == Right::Objection && asked.direct_marketing == marketing)
        };
        if !(of(true) && of(false)) {
            return (self, None);
        }
        let (marketing, own): (Vec<Asked>, Vec<Asked>) =
            self.asked.iter().cloned().partition(|asked| asked.direct_marketing);
        let other = Self { asked: marketing, words: Personal::default(), ..self.clone() };
        (Self { asked: own, ..self }, Some(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(objections: &[bool]) -> Submission {
        let asked = |marketing: &bool| Asked {
            right: Right::Objection,
            detail: Personal::default(),
            direct_marketing: *marketing,
            channels: Vec::new(),
        };
        Submission {
            controller: "justroo".into(),
            channel: Channel::Form,
            received_at: DateTime::UNIX_EPOCH,
            requester: Requester {
                name: Personal::new("Emma"),
                email: Personal::new("emma@example.org"),
                language: "en".into(),
            },
            on_behalf: OnBehalf::Myself,
            identifiers: Identifiers(std::collections::BTreeMap::new()),
            asked: objections.iter().map(asked).collect(),
            words: Personal::new("words"),
            email_confirmed_at: None,
        }
    }

    #[test]
    fn only_two_kinds_of_objection_in_one_submission_part_ways() {
        assert_eq!(submission(&[true]).split().1, None);
        assert_eq!(submission(&[false]).split().1, None);
        let (own, marketing) = submission(&[true, false]).split();
        let marketing = marketing.unwrap();
        assert_eq!(own.asked.iter().map(|asked| asked.direct_marketing).collect::<Vec<_>>(), [false]);
        assert_eq!(marketing.asked.iter().map(|asked| asked.direct_marketing).collect::<Vec<_>>(), [true]);
        assert_eq!((own.words.reveal(), marketing.words.reveal()), ("words", ""));
    }
}
