//! A notice with everything its letter needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::about::{About, Fill};
use super::beside::{
    ComplaintOutcome, ComplaintReceived, DecisionReviewed, FeeNotice, Progress, RecipientNotice, TaskLink,
};
use super::complete::lacks;
use super::deeds::{Erased, Lifting, ObjectionAnswered, Portable, RecipientsList, Rectified, Restricted};
use super::kind::NoticeKind;
use super::person::{
    Acknowledgement, AuthorityRequest, CannotIdentify, ClarificationRequest, EmailCode, Extension, FormLink,
    IdentityRequest, Lapsed, Message, MessageReceived, NothingHeld, PackageEnclosed, PackageReady, Refusal, StatusCode,
    Withdrawn,
};
use super::staff::{CaseNews, NeedsPerson, Reminder};
use crate::domain::language::DEFAULT;

/// A notice owed. Its JSON form is what the outbox stores; codes and names in it are personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is documented by its kind and by the struct it holds")]
pub enum Notice {
    Acknowledgement(Acknowledgement),
    EmailCode(EmailCode),
    FormLink(FormLink),
    MessageReceived(MessageReceived),
    StatusCode(StatusCode),
    IdentityRequest(IdentityRequest),
    AuthorityRequest(AuthorityRequest),
    ClarificationRequest(ClarificationRequest),
    Extension(Extension),
    PackageReady(PackageReady),
    PackageEnclosed(PackageEnclosed),
    NothingHeld(NothingHeld),
    Refusal(Refusal),
    CannotIdentify(CannotIdentify),
    Withdrawn(Withdrawn),
    Lapsed(Lapsed),
    FeeNotice(FeeNotice),
    Rectified(Rectified),
    Erased(Erased),
    Restricted(Restricted),
    Lifting(Lifting),
    Portable(Portable),
    ObjectionAnswered(ObjectionAnswered),
    RecipientNotice(RecipientNotice),
    RecipientsList(RecipientsList),
    Progress(Progress),
    ComplaintReceived(ComplaintReceived),
    ComplaintOutcome(ComplaintOutcome),
    DecisionReviewed(DecisionReviewed),
    Message(Message),
    TaskLink(TaskLink),
    Reminder(Reminder),
    NeedsPerson(NeedsPerson),
    CaseNews(CaseNews),
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

/// The case of a letter that is about one, borrowed as the letter is.
macro_rules! about_in {
    ($notice:expr) => {
        match $notice {
            Self::EmailCode(_)
            | Self::FormLink(_)
            | Self::StatusCode(_)
            | Self::MessageReceived(_)
            | Self::RecipientNotice(_)
            | Self::TaskLink(_)
            | Self::Reminder(_)
            | Self::NeedsPerson(_)
            | Self::CaseNews(_) => None,
            Self::Acknowledgement(Acknowledgement { about, .. })
            | Self::IdentityRequest(IdentityRequest { about, .. })
            | Self::AuthorityRequest(AuthorityRequest { about, .. })
            | Self::ClarificationRequest(ClarificationRequest { about, .. })
            | Self::Extension(Extension { about, .. })
            | Self::PackageReady(PackageReady { about, .. })
            | Self::PackageEnclosed(PackageEnclosed { about, .. })
            | Self::NothingHeld(NothingHeld { about, .. })
            | Self::Refusal(Refusal { about, .. })
            | Self::CannotIdentify(CannotIdentify { about, .. })
            | Self::Withdrawn(Withdrawn { about, .. })
            | Self::Lapsed(Lapsed { about, .. })
            | Self::FeeNotice(FeeNotice { about, .. })
            | Self::Rectified(Rectified { about, .. })
            | Self::Erased(Erased { about, .. })
            | Self::Restricted(Restricted { about, .. })
            | Self::Lifting(Lifting { about, .. })
            | Self::Portable(Portable { about, .. })
            | Self::ObjectionAnswered(ObjectionAnswered { about, .. })
            | Self::RecipientsList(RecipientsList { about, .. })
            | Self::Progress(Progress { about, .. })
            | Self::ComplaintReceived(ComplaintReceived { about, .. })
            | Self::ComplaintOutcome(ComplaintOutcome { about, .. })
            | Self::DecisionReviewed(DecisionReviewed { about, .. })
            | Self::Message(Message { about, .. }) => Some(about),
        }
    };
}

impl Notice {
    /// Its kind.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::Acknowledgement(_) => NoticeKind::Acknowledgement,
            Self::EmailCode(_) => NoticeKind::EmailCode,
            Self::FormLink(_) => NoticeKind::FormLink,
            Self::MessageReceived(_) => NoticeKind::MessageReceived,
            Self::StatusCode(_) => NoticeKind::StatusCode,
            Self::IdentityRequest(_) => NoticeKind::IdentityRequest,
            Self::AuthorityRequest(_) => NoticeKind::AuthorityRequest,
            Self::ClarificationRequest(_) => NoticeKind::ClarificationRequest,
            Self::Extension(_) => NoticeKind::Extension,
            Self::PackageReady(_) => NoticeKind::PackageReady,
            Self::PackageEnclosed(_) => NoticeKind::PackageEnclosed,
            Self::NothingHeld(_) => NoticeKind::NothingHeld,
            Self::Refusal(_) => NoticeKind::Refusal,
            Self::CannotIdentify(_) => NoticeKind::CannotIdentify,
            Self::Withdrawn(_) => NoticeKind::Withdrawn,
            Self::Lapsed(_) => NoticeKind::Lapsed,
            Self::FeeNotice(_) => NoticeKind::FeeNotice,
            Self::Rectified(_) => NoticeKind::Rectified,
            Self::Erased(_) => NoticeKind::Erased,
            Self::Restricted(_) => NoticeKind::Restricted,
            Self::Lifting(_) => NoticeKind::Lifting,
            Self::Portable(_) => NoticeKind::Portable,
            Self::ObjectionAnswered(_) => NoticeKind::ObjectionAnswered,
            Self::RecipientNotice(_) => NoticeKind::RecipientNotice,
            Self::RecipientsList(_) => NoticeKind::RecipientsList,
            Self::Progress(_) => NoticeKind::Progress,
            Self::ComplaintReceived(_) => NoticeKind::ComplaintReceived,
            Self::ComplaintOutcome(_) => NoticeKind::ComplaintOutcome,
            Self::DecisionReviewed(_) => NoticeKind::DecisionReviewed,
            Self::Message(_) => NoticeKind::Message,
            Self::TaskLink(_) => NoticeKind::TaskLink,
            Self::Reminder(_) => NoticeKind::Reminder,
            Self::NeedsPerson(_) => NoticeKind::NeedsPerson,
            Self::CaseNews(_) => NoticeKind::CaseNews,
        }
    }

    /// The case, for letters that are about one.
    pub const fn about(&self) -> Option<&About> {
        about_in!(self)
    }

    /// The same with what staff said about missing facts.
    #[must_use]
    pub fn with_fills(mut self, fills: &BTreeMap<String, Fill>) -> Self {
        if let Some(about) = self.about_mut() {
            about.fills.clone_from(fills);
        }
        self
    }

    const fn about_mut(&mut self) -> Option<&mut About> {
        about_in!(self)
    }

    /// The reference, if the notice has one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::StatusCode(notice) => Some(&notice.reference),
            Self::Reminder(notice) => Some(&notice.reference),
            Self::RecipientNotice(notice) => Some(&notice.reference),
            Self::TaskLink(notice) => Some(&notice.reference),
            Self::NeedsPerson(notice) => notice.reference.as_deref(),
            Self::CaseNews(notice) => Some(&notice.reference),
            _ => self.about().map(|about| about.reference.as_str()),
        }
    }

    /// The code of the language it is written in. Staff are written to in English.
    pub fn language(&self) -> &str {
        match self {
            Self::EmailCode(notice) => &notice.language,
            Self::FormLink(notice) => &notice.language,
            Self::StatusCode(notice) => &notice.language,
            Self::MessageReceived(notice) => &notice.language,
            Self::TaskLink(notice) => &notice.language,
            Self::RecipientNotice(notice) => &notice.language,
            _ => self.about().map_or(DEFAULT, |about| about.language.as_str()),
        }
    }

    /// Whether everything that must be in the letter is there (law: Articles 12(3), 12(4), 12(6), UK 12A).
    pub fn check(&self) -> Result<(), Incomplete> {
        match lacks(self) {
            Some(missing) => Err(Incomplete { kind: self.kind(), missing }),
            None => Ok(()),
        }
    }
}
