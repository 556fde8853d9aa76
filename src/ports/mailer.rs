//! Sending a mail. Called from a job's thread, outside any transaction.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::notice::{AutoSubmitted, MessageId};
use crate::domain::personal::Personal;

/// The way out for mail: an SMTP server, or a folder.
pub trait Mailer: Send + Sync {
    /// Hands a mail over. Blocks until the other side has taken responsibility for it, or an error is certain enough.
    ///
    /// Sending the same [`OutgoingMail::message_id`] again is allowed and is how an [`MailError::Ambiguous`] end is repaired.
    fn send(&self, mail: &OutgoingMail) -> Result<Accepted, MailError>;

    /// Connects and signs in without sending anything. A way that has nobody to connect to is always open.
    fn probe(&self) -> Result<(), MailError> {
        Ok(())
    }
}

/// A mail, ready but for its encoding. Every text may hold anything: the adapter keeps it inside its header or part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingMail {
    /// Fixed when the mail was queued.
    pub message_id: MessageId,
    /// The `Date` header, the moment of queueing; UTC.
    pub date: DateTime<Utc>,
    /// Who writes.
    pub from: Mailbox,
    /// Where an answer goes, if not to the sender.
    pub reply_to: Option<Mailbox>,
    /// The one recipient's address. There is never a second one.
    pub to: Personal,
    /// The subject: the reference and nothing personal.
    pub subject: String,
    /// The whole letter as plain text.
    pub text: String,
    /// The whole letter as HTML that needs nothing from elsewhere.
    pub html: String,
    /// How automatic the mail is.
    pub auto_submitted: AutoSubmitted,
    /// The mail it answers.
    pub in_reply_to: Option<MessageId>,
    /// The thread so far, oldest first.
    pub references: Vec<MessageId>,
}

/// An address of the controller or the desk, with the name shown beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// "Justroo".
    #[serde(default)]
    pub name: Option<String>,
    /// "legal@justroo.com".
    pub address: String,
}

/// Somebody else is now responsible for the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The server's reply code; `None` where there is no server.
    pub code: Option<u16>,
    /// The server's words, without addresses.
    pub said: Option<Box<str>>,
    /// Whether this very mail had been handed over before and nothing was done now. Only a folder can know.
    pub repeated: bool,
}

/// Why a mail was not, or may not have been, handed over. What is shown of it holds no words of a server, because they may quote
/// addresses; [`Trouble::said`] has them without.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It certainly was not, and trying again later may help.
    #[error("{why}; it will be tried again")]
    Temporary {
        /// What went wrong.
        why: Trouble,
        /// How long to wait at least, where the kind of trouble tells.
        after: Option<Duration>,
    },
    /// It certainly was not, and trying again will not help.
    #[error("{why}; trying again will not help")]
    Permanent {
        /// What went wrong.
        why: Trouble,
    },
    /// The contents were on their way and the answer did not come: it may have been delivered. Sending it again with the
    /// same message id makes at most one duplicate, which mail programs and our own inbox recognise.
    #[error("{why}; it may have been delivered")]
    Ambiguous {
        /// What went wrong.
        why: Trouble,
    },
}

impl MailError {
    /// What went wrong.
    pub const fn why(&self) -> &Trouble {
        match self {
            Self::Temporary { why, .. } | Self::Permanent { why } | Self::Ambiguous { why } => why,
        }
    }
}

/// Where in the conversation something went wrong, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The step.
    pub step: MailStep,
    /// What happened there.
    pub fault: MailFault,
    /// The server's own words, from which addresses were taken out.
    pub said: Option<Box<str>>,
}

impl Trouble {
    /// A trouble about which no server said anything.
    pub const fn new(step: MailStep, fault: MailFault) -> Self {
        Self { step, fault, said: None }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.step.words(), self.fault)
    }
}

/// A step of handing a mail over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MailStep {
    /// Putting the mail into its wire form.
    Composing,
    /// Finding and greeting the server, up to and including TLS.
    Connecting,
    /// Signing in.
    SigningIn,
    /// Naming the sender (`MAIL`).
    Sender,
    /// Naming the recipient (`RCPT`).
    Recipient,
    /// Asking to send the contents (`DATA`).
    Data,
    /// Sending the contents, until the reply to their end.
    Contents,
    /// Writing the file, for a folder.
    Writing,
}

impl MailStep {
    /// What is being done: "signing in to the mail server".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Composing => "composing the mail",
            Self::Connecting => "connecting to the mail server",
            Self::SigningIn => "signing in to the mail server",
            Self::Sender => "naming the sender to the mail server",
            Self::Recipient => "naming the recipient to the mail server",
            Self::Data => "announcing the contents to the mail server",
            Self::Contents => "sending the contents to the mail server",
            Self::Writing => "writing the mail to its folder",
        }
    }
}

/// What went wrong in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// The server said no (RFC 5321 section 4.2, RFC 3463). Its words are dropped.
    #[error("refused with {}", reply(*code, *enhanced))]
    Refused {
        /// The reply code.
        code: u16,
        /// The enhanced status code, if it gave one.
        enhanced: Option<(u8, u16, u16)>,
    },
    /// Nobody listens at the address, or its name is unknown.
    #[error("the server cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// The connection broke or was closed.
    #[error("the connection was lost")]
    Lost,
    /// The answer was not SMTP.
    #[error("the answer is not SMTP")]
    Garbled,
    /// TLS failed: an unknown or wrong certificate, or no common version.
    #[error("no trusted encrypted connection")]
    Untrusted,
    /// The server does not offer something that is needed.
    #[error("the server does not offer {0}")]
    NotOffered(&'static str),
    /// The address is not one that can be put on a wire.
    #[error("the {0} address is not valid")]
    BadAddress(&'static str),
    /// The mail cannot be encoded.
    #[error("the mail cannot be encoded")]
    Unencodable,
    /// The file system said no.
    #[error("{0}")]
    Disk(std::io::ErrorKind),
}

fn reply(code: u16, enhanced: Option<(u8, u16, u16)>) -> String {
    enhanced.map_or_else(|| code.to_string(), |(class, subject, detail)| format!("{code} {class}.{subject}.{detail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_and_what_and_what_follows() {
        let fault = MailFault::Refused { code: 550, enhanced: Some((5, 1, 1)) };
        let error = MailError::Permanent { why: Trouble::new(MailStep::Recipient, fault) };
        let said = "naming the recipient to the mail server: refused with 550 5.1.1; trying again will not help";
        assert_eq!(error.to_string(), said);
    }
}
