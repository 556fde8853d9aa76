//! Reading what arrives: bytes from a mailbox become a message and a proposal.

use std::io;
use std::sync::Arc;

use chrono_tz::Tz;

use crate::domain::incoming::{Message, Proposal};

/// Why bytes are no message that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It is larger than 25 MiB.
    #[error("it is larger than 25 MiB, which is the most that we read")]
    TooLarge,
    /// It has none of the headers of a message.
    #[error("it is no e-mail message: it has neither a sender nor a date nor a subject")]
    NoMessage,
}

/// Takes messages apart and reads them. Never panics, whatever the bytes; what is damaged is noted on the message.
pub trait LetterReader: Send + Sync {
    /// Reads a message as it came over the wire (RFC 5322). `zone` is the company's time, in which the day of receipt is counted.
    fn read(&self, bytes: &[u8], zone: Tz) -> Result<(Message, Proposal), NotRead>;
}

/// The name of a message that waits in a mailbox, as the mailbox knows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting(pub String);

/// A mailbox that is a folder. Errors are those of the file system; the message stays where it is then.
pub trait MailFolder: Send + Sync {
    /// The messages that wait, in the order of their arrival as far as names tell it.
    fn waiting(&self) -> io::Result<Vec<Waiting>>;
    /// The bytes of a message, or a few more than may be read.
    fn read(&self, waiting: &Waiting) -> io::Result<Vec<u8>>;
    /// Moves a message out of the way, after it was stored; never deletes it. That it is gone already is no error.
    fn taken(&self, waiting: &Waiting) -> io::Result<()>;
}

/// A mailbox that is watched.
#[derive(Clone)]
pub struct WatchedMailbox {
    /// Its name, for the log and the inbox.
    pub name: String,
    /// The controller whose mailbox it is; else the one whose address a message names.
    pub controller: Option<String>,
    /// Where its messages lie.
    pub folder: Arc<dyn MailFolder>,
}
