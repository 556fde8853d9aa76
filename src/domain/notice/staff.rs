//! Mails to staff. There is no free text in them, so that no personal data can slip in: only codes, dates and the reference.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::kind::NoticeKind;
use crate::domain::clock::ReminderKind;
use crate::domain::clock::words::days;

/// I1 to I4: a due date is near, or past. One logical mail per [`crate::domain::clock::Reminder::key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The reference.
    pub reference: String,
    /// Which reminder it is.
    pub reminder: ReminderKind,
    /// The day on which it is written, civil, in the controller's zone. After a gap a reminder may be late; it then counts the days that are left.
    pub today: NaiveDate,
    /// The due date in force, civil, in the controller's zone; for the extension decision the first due date.
    pub due: NaiveDate,
    /// What is missing, in the order in which it must be done.
    pub missing: Vec<Missing>,
    /// Why this date: the sum, in the order of counting. Dates and legal pointers only.
    #[serde(default)]
    pub sum: Vec<SumLine>,
    /// The case in the console, with scheme.
    pub link: String,
}

/// One line of a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumLine {
    /// The sentence.
    pub words: String,
    /// The legal pointer.
    pub source: String,
}

impl Reminder {
    /// The news in a few words, in calendar days: "3 days left", "due today", "overdue by 2 days", "decide about more time".
    pub fn news(&self) -> String {
        let left = (self.due - self.today).num_days();
        match (self.reminder, left) {
            (ReminderKind::ExtensionDecision, 0..) => "decide about more time".into(),
            (ReminderKind::DateMoved, _) => "a changed list of public holidays has moved the date".into(),
            (_, 0) => "due today".into(),
            (_, 1..) => format!("{} left", days(left)),
            (_, _) => format!("overdue by {}", days(-left)),
        }
    }

    /// Whether it asks for the decision about an extension, and that can still be taken.
    pub fn asks_for_decision(&self) -> bool {
        self.reminder == ReminderKind::ExtensionDecision && self.today <= self.due
    }

    /// Whether the due date has passed.
    pub fn is_overdue(&self) -> bool {
        self.reminder != ReminderKind::DateMoved && self.today > self.due
    }
}

/// A step that is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The requester's address.
    Address,
    /// Identity.
    Identity,
    /// An agent's authority.
    Authority,
    /// The person's answer about the scope.
    Clarification,
    /// Data from the systems.
    Gathering,
    /// A manual task of a colleague.
    Task,
    /// The review.
    Review,
    /// A second person's approval.
    Approval,
    /// Building or delivering the answer.
    Delivery,
    /// The acknowledgement of a complaint.
    ComplaintAcknowledgement,
    /// The outcome of a complaint.
    ComplaintOutcome,
}

impl Missing {
    /// What is missing, as a line of a list.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Address => "The address is not confirmed.",
            Self::Identity => "Identity has not been shown.",
            Self::Authority => "The agent's written authority has not arrived.",
            Self::Clarification => "Our question about the scope has not been answered.",
            Self::Gathering => "The data has not been gathered from every system.",
            Self::Task => "A colleague's task is open.",
            Self::Review => "The findings have not been reviewed.",
            Self::Approval => "A second person has not approved the answer.",
            Self::Delivery => "The answer has not been delivered.",
            Self::ComplaintAcknowledgement => "The complaint has not been acknowledged.",
            Self::ComplaintOutcome => "The person does not know yet what came of their complaint.",
        }
    }
}

/// A job failed and will not repair itself: what, why, what next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedsPerson {
    /// The reference; `None` for work that belongs to no case.
    #[serde(default)]
    pub reference: Option<String>,
    /// What was being done.
    pub work: Work,
    /// Why it failed.
    pub cause: Cause,
    /// How often it was tried.
    pub attempts: u32,
    /// The due date in force, if a clock runs.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Where to act, with scheme.
    pub link: String,
}

impl NeedsPerson {
    /// What to do next, as a sentence. Nobody leaves out somebody who received data: they are told, or it is said why not.
    pub const fn next(&self) -> &'static str {
        match (&self.work, self.cause) {
            (Work::Tell { .. }, Cause::NoReply | Cause::Declined) => {
                "Open the case: tell them again, reach them another way and record it, or say why it is not possible."
            }
            (_, cause) => cause.next(),
        }
    }
}

/// Something happened that a colleague wants to know. Who did it is a member of staff, never the requester.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNews {
    /// The reference.
    pub reference: String,
    /// What happened.
    pub news: News,
    /// The colleague who did it; `None` when it was the person or the desk itself.
    #[serde(default)]
    pub by: Option<String>,
    /// The case in the console, with scheme.
    pub link: String,
}

/// Why a colleague is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// A case that they watch has changed.
    Changed,
    /// Somebody named them in an internal note.
    Mentioned,
    /// The case was given to them.
    Given,
    /// The person answered, gave a file or asked for more on their own page.
    FromPerson,
}

impl CaseNews {
    /// What happened, as a sentence.
    pub fn sentence(&self) -> String {
        let by = self.by.as_deref();
        match self.news {
            News::Changed => match by {
                Some(by) => format!("{by} changed a case that you watch."),
                None => "There is news in a case that you watch.".into(),
            },
            News::Mentioned => format!("{} named you in an internal note.", by.unwrap_or("A colleague")),
            News::Given => format!("{} gave you this case.", by.unwrap_or("A colleague")),
            News::FromPerson => "The person has sent us something on their own page.".into(),
        }
    }
}

/// Work that can fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum Work {
    /// Reaching a requester whose address was never confirmed.
    ConfirmAddress,
    /// Gathering from a system.
    Gather {
        /// The system's name in the data map.
        system: String,
    },
    /// Sending a notice.
    Send {
        /// Its kind.
        notice: NoticeKind,
    },
    /// Asking somebody outside by a link.
    Ask {
        /// The system's name in the data map.
        system: String,
    },
    /// Telling a recipient of the data what was decided (Article 19).
    Tell {
        /// The recipient's name.
        recipient: String,
    },
    /// Sending a package straight to another controller (Article 20(2)).
    Transmit {
        /// The receiver's name.
        to: String,
    },
    /// Building the package.
    Build,
    /// Any other job.
    Job {
        /// Its stored kind, a code without personal data.
        kind: String,
    },
}

impl Work {
    /// What failed, as a sentence's beginning: "Gathering from web-shop".
    pub fn words(&self) -> String {
        match self {
            Self::ConfirmAddress => "Confirming the requester's address".into(),
            Self::Gather { system } => format!("Gathering from the system {system}"),
            Self::Send { notice } => format!("Sending the notice “{}”", notice.name()),
            Self::Ask { system } if system.is_empty() => "Asking somebody outside by a link".into(),
            Self::Ask { system } => format!("Asking somebody outside about the system {system}"),
            Self::Tell { recipient } => format!("Telling {recipient}, who received the data,"),
            Self::Transmit { to } => format!("Sending the package straight to {to}"),
            Self::Build => "Building the package".into(),
            Self::Job { kind } => format!("The job {kind}"),
        }
    }
}

/// Why work failed, as far as a mail may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Nobody answered at the address of a system or server.
    Unreachable,
    /// It answered too slowly.
    TimedOut,
    /// It did not accept our name and password, or our rights there.
    SignIn,
    /// A mail server refused the recipient.
    Recipient,
    /// A mail server refused the mail.
    Refused,
    /// Nothing came back from the person.
    NoAnswer,
    /// Nothing came back from whoever was asked by a link.
    NoReply,
    /// Whoever was asked by a link says that they cannot.
    Declined,
    /// The disk or a quota is full.
    Full,
    /// The data is not as the map says.
    Unexpected,
    /// Several persons fit what is known.
    Several,
    /// The case says it.
    SeeCase,
    /// Anything else; the log has it.
    Other,
}

impl Cause {
    /// Why, as a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unreachable => "It could not be reached.",
            Self::TimedOut => "It did not answer in time.",
            Self::SignIn => "It refused our sign-in, or we lack a permission there.",
            Self::Recipient => "The mail server says that this mailbox cannot receive.",
            Self::Refused => "The mail server refused the mail.",
            Self::NoAnswer => "Nothing has come back from the requester.",
            Self::NoReply => "Nothing has come back from whoever was asked, and the link has ended.",
            Self::Declined => "Whoever was asked says that they cannot; the case has their reason.",
            Self::Full => "There is no space left.",
            Self::Unexpected => "The data there is not as the data map says.",
            Self::Several => "Several persons there fit what we know.",
            Self::SeeCase => "The reason stands in the case.",
            Self::Other => "The reason is in the log of the server.",
        }
    }

    /// What to do next, as a sentence.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Unreachable | Self::TimedOut => {
                "Check that the system is up, then start the step again. Nothing that was done is lost."
            }
            Self::SignIn => "Ask your administrator to check the account that Rightsdesk uses there, then start again.",
            Self::Recipient => {
                "Find another way to reach the person, and record it in the case. The clock keeps running."
            }
            Self::Refused => "Ask your administrator to read the mail log, then send it again.",
            Self::NoAnswer => "Reach the requester another way: telephone, post, or a second address.",
            Self::NoReply | Self::Declined => {
                "Open the case: send a link again, ask somebody else, or leave the system out with a reason."
            }
            Self::Full => "Ask your administrator to make room, then start the step again.",
            Self::Unexpected => "Ask whoever keeps the data map to check it, then start the step again.",
            Self::Several => "Open the case and choose who is meant, or ask the person for one more detail.",
            Self::SeeCase => "Open the case: it says what to do. Then start the step again.",
            Self::Other => "Open the case and start the step again; if it fails once more, tell your administrator.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_says_how_long_there_is_and_one_day_is_not_days() {
        let due = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
        let news = |kind, today: &str| {
            let today = today.parse().unwrap();
            let reminder = Reminder {
                reference: String::new(),
                reminder: kind,
                today,
                due,
                missing: vec![],
                sum: vec![],
                link: String::new(),
            };
            reminder.news()
        };
        assert_eq!(news(ReminderKind::DueIn3, "2026-12-01"), "3 days left");
        assert_eq!(news(ReminderKind::DueIn1, "2026-12-03"), "1 day left");
        assert_eq!(news(ReminderKind::DueIn1, "2026-12-04"), "due today");
        assert_eq!(news(ReminderKind::Overdue, "2026-12-05"), "overdue by 1 day");
        assert_eq!(news(ReminderKind::ExtensionDecision, "2026-11-27"), "decide about more time");
        assert_eq!(news(ReminderKind::ExtensionDecision, "2026-12-06"), "overdue by 2 days");
    }
}
