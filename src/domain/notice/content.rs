//! A notice with everything its letter needs.

use serde::{Deserialize, Serialize};

use super::about::About;
use super::kind::NoticeKind;
use super::person::{
    Acknowledgement, AuthorityRequest, CannotIdentify, ClarificationRequest, EmailCode, Extension, IdentityRequest,
    Lapsed, Message, NothingHeld, PackageReady, Refusal, StatusCode, Withdrawn,
};
use super::staff::{NeedsPerson, Reminder};

/// A notice owed. Its JSON form is what the outbox stores; codes and names in it are personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is documented by its kind and by the struct it holds")]
pub enum Notice {
    Acknowledgement(Acknowledgement),
    EmailCode(EmailCode),
    StatusCode(StatusCode),
    IdentityRequest(IdentityRequest),
    AuthorityRequest(AuthorityRequest),
    ClarificationRequest(ClarificationRequest),
    Extension(Extension),
    PackageReady(PackageReady),
    NothingHeld(NothingHeld),
    Refusal(Refusal),
    CannotIdentify(CannotIdentify),
    Withdrawn(Withdrawn),
    Lapsed(Lapsed),
    Message(Message),
    Reminder(Reminder),
    NeedsPerson(NeedsPerson),
}

/// A notice that may not go out: the law wants something in it that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the notice “{}” cannot be sent without {missing}", kind.name())]
pub struct Incomplete {
    /// The kind of notice.
    pub kind: NoticeKind,
    /// What is missing, in words.
    pub missing: &'static str,
}

impl Notice {
    /// Its kind.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::Acknowledgement(_) => NoticeKind::Acknowledgement,
            Self::EmailCode(_) => NoticeKind::EmailCode,
            Self::StatusCode(_) => NoticeKind::StatusCode,
            Self::IdentityRequest(_) => NoticeKind::IdentityRequest,
            Self::AuthorityRequest(_) => NoticeKind::AuthorityRequest,
            Self::ClarificationRequest(_) => NoticeKind::ClarificationRequest,
            Self::Extension(_) => NoticeKind::Extension,
            Self::PackageReady(_) => NoticeKind::PackageReady,
            Self::NothingHeld(_) => NoticeKind::NothingHeld,
            Self::Refusal(_) => NoticeKind::Refusal,
            Self::CannotIdentify(_) => NoticeKind::CannotIdentify,
            Self::Withdrawn(_) => NoticeKind::Withdrawn,
            Self::Lapsed(_) => NoticeKind::Lapsed,
            Self::Message(_) => NoticeKind::Message,
            Self::Reminder(_) => NoticeKind::Reminder,
            Self::NeedsPerson(_) => NoticeKind::NeedsPerson,
        }
    }

    /// The case, for letters that are about one.
    pub const fn about(&self) -> Option<&About> {
        match self {
            Self::EmailCode(_) | Self::StatusCode(_) | Self::Reminder(_) | Self::NeedsPerson(_) => None,
            Self::Acknowledgement(Acknowledgement { about, .. })
            | Self::IdentityRequest(IdentityRequest { about, .. })
            | Self::AuthorityRequest(AuthorityRequest { about, .. })
            | Self::ClarificationRequest(ClarificationRequest { about, .. })
            | Self::Extension(Extension { about, .. })
            | Self::PackageReady(PackageReady { about, .. })
            | Self::NothingHeld(NothingHeld { about, .. })
            | Self::Refusal(Refusal { about, .. })
            | Self::CannotIdentify(CannotIdentify { about, .. })
            | Self::Withdrawn(Withdrawn { about, .. })
            | Self::Lapsed(Lapsed { about, .. })
            | Self::Message(Message { about, .. }) => Some(about),
        }
    }

    /// The reference, if the notice has one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::StatusCode(notice) => Some(&notice.reference),
            Self::Reminder(notice) => Some(&notice.reference),
            Self::NeedsPerson(notice) => notice.reference.as_deref(),
            _ => self.about().map(|about| about.reference.as_str()),
        }
    }

    /// Whether everything that must be in the letter is there (law: Articles 12(3), 12(4), 12(6), UK 12A).
    pub fn check(&self) -> Result<(), Incomplete> {
        match self.lacks() {
            Some(missing) => Err(Incomplete { kind: self.kind(), missing }),
            None => Ok(()),
        }
    }

    fn lacks(&self) -> Option<&'static str> {
        match self {
            Self::Acknowledgement(notice) => when(notice.understood.is_empty(), "what was understood"),
            Self::IdentityRequest(notice) => when(is_blank(&notice.doubt), "the reason for doubt (Article 12(6))")
                .or_else(|| when(all_blank(&notice.any_of), "what would be enough")),
            Self::ClarificationRequest(notice) => when(is_blank(&notice.why), "why it is needed (Article 12A(5))"),
            Self::Extension(notice) => when(all_blank(&notice.reasons), "the reasons (Article 12A(4))").or_else(|| {
                when(notice.about.date > notice.first_due, "being in time: the first due date is past")
                    .or_else(|| when(notice.new_due <= notice.first_due, "a due date later than the one until now"))
            }),
            Self::PackageReady(notice) => {
                when(notice.left_out.iter().any(|ground| is_blank(&ground.reason)), "a reason for each thing left out")
            }
            Self::NothingHeld(notice) => when(all_blank(&notice.searched_in), "where was looked"),
            Self::Refusal(notice) => when(notice.refused.is_empty(), "the right that is refused").or_else(|| {
                let silent = notice.grounds.iter().all(|ground| is_blank(&ground.reason));
                when(silent, "the reasons (Article 12(4))")
            }),
            Self::CannotIdentify(notice) => when(is_blank(&notice.why), "why the person cannot be identified")
                .or_else(|| when(all_blank(&notice.would_help), "what would let us identify them (Article 11(2))")),
            Self::Message(notice) => when(notice.paragraphs.iter().all(|p| is_blank(p.reveal())), "any words"),
            Self::EmailCode(_)
            | Self::StatusCode(_)
            | Self::AuthorityRequest(_)
            | Self::Withdrawn(_)
            | Self::Lapsed(_)
            | Self::Reminder(_)
            | Self::NeedsPerson(_) => None,
        }
    }
}

fn when(missing: bool, what: &'static str) -> Option<&'static str> {
    missing.then_some(what)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn all_blank(texts: &[String]) -> bool {
    texts.iter().all(|text| is_blank(text))
}
