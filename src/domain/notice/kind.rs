//! The kinds of notices, who reads each, and how automatic each is.

use serde::{Deserialize, Serialize};

/// A kind of letter or mail. Codes are stored and name the wording: `config/languages/en/letters/{code}.txt`, or for staff
/// `templates/letters/{code}.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Receipt of a submission: what was understood, and by when the answer comes.
    Acknowledgement,
    /// The six digits that confirm an address in the form.
    EmailCode,
    /// A link by which somebody goes on with their form.
    FormLink,
    /// Fresh digits for the status page or a download.
    StatusCode,
    /// A mail has arrived; neutral, because nobody knows yet who wrote it.
    MessageReceived,
    /// Asks the person to show who they are (Article 12(6)).
    IdentityRequest,
    /// Asks an agent for the written authority of the person.
    AuthorityRequest,
    /// Asks which data an access request means (UK Article 12A(5)).
    ClarificationRequest,
    /// More time is needed (Article 12(3), UK Article 12A(3) and (4)).
    Extension,
    /// The answer can be fetched.
    PackageReady,
    /// The answer lies beside the letter, for somebody without an e-mail address.
    PackageEnclosed,
    /// The answer is that no data is held.
    NothingHeld,
    /// A request is refused, wholly or in part (Article 12(4)).
    Refusal,
    /// The person cannot be told apart in the data (Articles 11(2) and 12(2)).
    CannotIdentify,
    /// Closed because the person withdrew.
    Withdrawn,
    /// Closed because an answer that was needed did not come.
    Lapsed,
    /// Asks for a fee before work begins (Article 12(5)).
    FeeNotice,
    /// Says what was corrected (Articles 16 and 19).
    Rectified,
    /// Says what was erased, and what stays (Articles 17 and 19).
    Erased,
    /// Says what is restricted (Articles 18 and 19).
    Restricted,
    /// Announces that a restriction is lifted (Article 18(3)).
    Lifting,
    /// Data to take elsewhere can be fetched, or was sent on (Article 20).
    Portable,
    /// What became of an objection or of a consent taken back (Articles 21 and 7(3)).
    ObjectionAnswered,
    /// Tells a recipient to correct, erase or restrict (Article 19).
    RecipientNotice,
    /// Tells the person who was told (Article 19).
    RecipientsList,
    /// Where things stand (UK section 164A(5)(b) for complaints).
    Progress,
    /// A complaint has arrived (UK section 164A).
    ComplaintReceived,
    /// The outcome of a complaint (UK section 164A).
    ComplaintOutcome,
    /// A decision by computer was looked at by a person (UK Articles 22A to 22D).
    DecisionReviewed,
    /// Free words of a member of staff.
    Message,
    /// Asks somebody outside to answer a task from a link.
    TaskLink,
    /// Tells staff that a due date is near or past.
    Reminder,
    /// Tells staff that a job failed and that it will not repair itself.
    NeedsPerson,
    /// Tells a colleague that a case they watch has changed, or that they were mentioned.
    CaseNews,
}

/// Who reads a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The data subject or their agent.
    Person,
    /// Somebody who received data. Such a notice names no more than is needed to act.
    Recipient,
    /// Staff. Such a notice holds no personal data beyond the reference.
    Staff,
}

/// What the `Auto-Submitted` header says (RFC 3834 section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutoSubmitted {
    /// Somebody at the desk decided to send it; an out-of-office answer to it is worth having. No header.
    No,
    /// `auto-generated`: a machine's own initiative.
    Generated,
    /// `auto-replied`: a machine's immediate answer to something that came in.
    Replied,
}

impl AutoSubmitted {
    /// The header's value, if it is sent.
    pub const fn keyword(self) -> Option<&'static str> {
        match self {
            Self::No => None,
            Self::Generated => Some("auto-generated"),
            Self::Replied => Some("auto-replied"),
        }
    }
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 34] = [
        Self::Acknowledgement,
        Self::EmailCode,
        Self::FormLink,
        Self::StatusCode,
        Self::MessageReceived,
        Self::IdentityRequest,
        Self::AuthorityRequest,
        Self::ClarificationRequest,
        Self::Extension,
        Self::PackageReady,
        Self::PackageEnclosed,
        Self::NothingHeld,
        Self::Refusal,
        Self::CannotIdentify,
        Self::Withdrawn,
        Self::Lapsed,
        Self::FeeNotice,
        Self::Rectified,
        Self::Erased,
        Self::Restricted,
        Self::Lifting,
        Self::Portable,
        Self::ObjectionAnswered,
        Self::RecipientNotice,
        Self::RecipientsList,
        Self::Progress,
        Self::ComplaintReceived,
        Self::ComplaintOutcome,
        Self::DecisionReviewed,
        Self::Message,
        Self::TaskLink,
        Self::Reminder,
        Self::NeedsPerson,
        Self::CaseNews,
    ];

    /// The stored name, also the stem of the wording's file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Acknowledgement => "acknowledgement",
            Self::EmailCode => "email_code",
            Self::FormLink => "form_link",
            Self::StatusCode => "status_code",
            Self::MessageReceived => "message_received",
            Self::IdentityRequest => "identity_request",
            Self::AuthorityRequest => "authority_request",
            Self::ClarificationRequest => "clarification_request",
            Self::Extension => "extension",
            Self::PackageReady => "package_ready",
            Self::PackageEnclosed => "package_enclosed",
            Self::NothingHeld => "nothing_held",
            Self::Refusal => "refusal",
            Self::CannotIdentify => "cannot_identify",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::FeeNotice => "fee_notice",
            Self::Rectified => "rectified",
            Self::Erased => "erased",
            Self::Restricted => "restricted",
            Self::Lifting => "lifting",
            Self::Portable => "portable",
            Self::ObjectionAnswered => "objection_answered",
            Self::RecipientNotice => "recipient_notice",
            Self::RecipientsList => "recipients_list",
            Self::Progress => "progress",
            Self::ComplaintReceived => "complaint_received",
            Self::ComplaintOutcome => "complaint_outcome",
            Self::DecisionReviewed => "decision_reviewed",
            Self::Message => "message",
            Self::TaskLink => "task_link",
            Self::Reminder => "reminder",
            Self::NeedsPerson => "needs_person",
            Self::CaseNews => "case_news",
        }
    }

    /// Reads [`NoticeKind::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The name staff see in a timeline.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acknowledgement => "Acknowledgement",
            Self::EmailCode => "Code to confirm an address",
            Self::FormLink => "Link to go on with a form",
            Self::StatusCode => "Code for the private page",
            Self::MessageReceived => "Neutral receipt of a message",
            Self::IdentityRequest => "Identity request",
            Self::AuthorityRequest => "Request for written authority",
            Self::ClarificationRequest => "Question about the scope",
            Self::Extension => "Extension notice",
            Self::PackageReady => "Answer ready to download",
            Self::PackageEnclosed => "Answer on paper",
            Self::NothingHeld => "Answer: no data held",
            Self::Refusal => "Refusal",
            Self::CannotIdentify => "Answer: person cannot be identified",
            Self::Withdrawn => "Closed as withdrawn",
            Self::Lapsed => "Closed without an answer from the person",
            Self::FeeNotice => "Fee notice",
            Self::Rectified => "Answer: corrected",
            Self::Erased => "Answer: erased",
            Self::Restricted => "Answer: restricted",
            Self::Lifting => "Restriction will be lifted",
            Self::Portable => "Answer: data to take elsewhere",
            Self::ObjectionAnswered => "Answer to an objection",
            Self::RecipientNotice => "Notice to a recipient",
            Self::RecipientsList => "List of recipients told",
            Self::Progress => "Progress note",
            Self::ComplaintReceived => "Complaint: receipt",
            Self::ComplaintOutcome => "Complaint: outcome",
            Self::DecisionReviewed => "Decision by computer reviewed",
            Self::Message => "Message",
            Self::TaskLink => "Task for somebody outside",
            Self::Reminder => "Reminder to staff",
            Self::NeedsPerson => "Call for a person",
            Self::CaseNews => "News of a case, to a colleague",
        }
    }

    /// Its number in the list of letters of `docs/LETTERS.md`; nothing for codes and calls, which are no letters.
    pub const fn number(self) -> Option<&'static str> {
        Some(match self {
            Self::Acknowledgement => "L1",
            Self::IdentityRequest => "L2",
            Self::AuthorityRequest => "L2a",
            Self::ClarificationRequest => "L3",
            Self::FeeNotice => "L4",
            Self::Extension => "L5",
            Self::Refusal => "L6",
            Self::CannotIdentify => "L7",
            Self::PackageReady => "L8",
            Self::PackageEnclosed => "L8a",
            Self::Rectified => "L9",
            Self::Erased => "L10",
            Self::Restricted => "L11",
            Self::Lifting => "L12",
            Self::Portable => "L13",
            Self::ObjectionAnswered => "L14",
            Self::RecipientNotice => "L15",
            Self::RecipientsList => "L16",
            Self::Progress => "L17",
            Self::ComplaintReceived => "L18",
            Self::ComplaintOutcome => "L19",
            Self::NothingHeld => "L20",
            Self::Withdrawn | Self::Lapsed => "L21",
            Self::DecisionReviewed => "L22",
            Self::Reminder => "I1–I4",
            Self::EmailCode
            | Self::FormLink
            | Self::StatusCode
            | Self::MessageReceived
            | Self::Message
            | Self::TaskLink
            | Self::NeedsPerson
            | Self::CaseNews => return None,
        })
    }

    /// Whether it can be had on paper: the letters of the law and what staff write. A code is never printed, nor kept twice.
    pub const fn is_printable(self) -> bool {
        self.number().is_some() || matches!(self, Self::Message)
    }

    /// Who reads it.
    pub const fn audience(self) -> Audience {
        match self {
            Self::Reminder | Self::NeedsPerson | Self::CaseNews => Audience::Staff,
            Self::RecipientNotice | Self::TaskLink => Audience::Recipient,
            _ => Audience::Person,
        }
    }

    /// How automatic it is (RFC 3834).
    pub const fn auto_submitted(self) -> AutoSubmitted {
        match self {
            Self::Acknowledgement | Self::EmailCode | Self::FormLink | Self::StatusCode | Self::MessageReceived => {
                AutoSubmitted::Replied
            }
            Self::PackageReady
            | Self::PackageEnclosed
            | Self::Portable
            | Self::Lapsed
            | Self::TaskLink
            | Self::Reminder
            | Self::NeedsPerson
            | Self::CaseNews => AutoSubmitted::Generated,
            _ => AutoSubmitted::No,
        }
    }

    /// Whether it carries a secret that opens something: it goes to the address it was asked for and nowhere else, and is shown to
    /// nobody but its reader.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::EmailCode | Self::FormLink | Self::StatusCode)
    }

    /// Whether the law or good practice wants the full list of remedies in it (Article 12(4), UK sections 164A, 165 and 167).
    pub const fn carries_remedies(self) -> bool {
        matches!(
            self,
            Self::FeeNotice
                | Self::Extension
                | Self::PackageReady
                | Self::PackageEnclosed
                | Self::NothingHeld
                | Self::Refusal
                | Self::CannotIdentify
                | Self::Rectified
                | Self::Erased
                | Self::Restricted
                | Self::Lifting
                | Self::Portable
                | Self::ObjectionAnswered
                | Self::ComplaintOutcome
                | Self::DecisionReviewed
                | Self::Withdrawn
                | Self::Lapsed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_its_own_code_back_and_has_its_own() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::parse(kind.code()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
    }

    #[test]
    fn mails_to_staff_are_generated_and_never_replies() {
        for kind in NoticeKind::ALL.into_iter().filter(|kind| kind.audience() == Audience::Staff) {
            assert_eq!(kind.auto_submitted(), AutoSubmitted::Generated);
        }
    }

    #[test]
    fn a_refusal_always_carries_the_remedies() {
        assert!(NoticeKind::Refusal.carries_remedies());
        assert!(NoticeKind::CannotIdentify.carries_remedies());
    }
}
