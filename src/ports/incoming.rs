//! Reading what arrives: bytes from a mailbox become a message and a proposal.

use std::io;
use std::sync::Arc;

use chrono_tz::Tz;

use crate::domain::incoming::{Message, Proposal};
use crate::domain::office::MailboxWay;

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
    /// The lists of words to read it by cannot be used. The message is as good as before.
    #[error("the lists of words that come with the program cannot be used")]
    NoWords,
}

/// Takes messages apart and reads them. Never panics, whatever the bytes; what is damaged is noted on the message.
pub trait LetterReader: Send + Sync {
    /// Reads a message as it came over the wire (RFC 5322). `zone` is the company's time, in which the day of receipt is counted.
    fn read(&self, bytes: &[u8], zone: Tz) -> Result<(Message, Proposal), NotRead>;

    /// One of the files of a message, counted from 0 in the order of [`Message::attachments`]; `None` when there is none so far on.
    fn enclosed(&self, bytes: &[u8], nth: usize) -> Result<Option<EnclosedFile>, NotRead>;
}

/// A file that came with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct EnclosedFile {
    /// Its name, as the sender wrote it.
    pub name: String,
    /// What is in it, decoded.
    pub bytes: Vec<u8>,
}

/// The name of a message that waits in a mailbox, as the mailbox knows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting(pub String);

/// A message as a mailbox gives it.
#[derive(Clone, PartialEq, Eq)]
pub enum Fetched {
    /// All of it.
    Whole(Vec<u8>),
    /// It is larger than may be read: its size in bytes, and the start of its headers. The rest was not loaded.
    TooLarge {
        /// Its size.
        bytes: u64,
        /// Its headers, or their start.
        head: Vec<u8>,
    },
    /// Somebody has taken it away since it was listed.
    Gone,
}

/// Why a mailbox cannot be looked into. The message stays where it is then. No variant holds what a message says.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    /// Nobody listens there, or the name is unknown.
    #[error("the mail server {server} cannot be reached")]
    Unreachable {
        /// The server's name.
        server: String,
    },
    /// TLS failed.
    #[error("there is no trusted encrypted connection with {server}: its certificate must be valid and for this name")]
    Untrusted {
        /// The server's name.
        server: String,
    },
    /// Something that is needed is missing.
    #[error("{server} does not offer {what}")]
    NotOffered {
        /// The server's name.
        server: String,
        /// What is missing.
        what: &'static str,
    },
    /// The account, the password or the token is wrong.
    #[error("{server} refused the sign-in: {said}")]
    SignIn {
        /// The server's name.
        server: String,
        /// Its words.
        said: String,
    },
    /// A command was refused.
    #[error("{server} refused to {doing}: {said}")]
    Refused {
        /// The server's name.
        server: String,
        /// What was asked of it.
        doing: &'static str,
        /// Its words.
        said: String,
    },
    /// No answer in time.
    #[error("{server} did not answer in time")]
    TimedOut {
        /// The server's name.
        server: String,
    },
    /// The connection broke.
    #[error("the connection with {server} was lost")]
    Lost {
        /// The server's name.
        server: String,
    },
    /// The answer makes no sense, or is larger than was asked for.
    #[error("{server} does not speak IMAP as expected")]
    Garbled {
        /// The server's name.
        server: String,
    },
    /// The messages have new numbers (UIDVALIDITY): they are listed anew, and those that are known are recognised.
    #[error("the mailbox was rebuilt meanwhile; it is read anew")]
    Rebuilt,
    /// The file with the password or the token cannot be read.
    #[error("the password or token cannot be read: {0}")]
    Secret(String),
    /// The file system said no.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

impl MailboxError {
    /// What somebody can do about it, as a whole sentence.
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } | Self::TimedOut { .. } | Self::Lost { .. } => {
                "It is tried again by itself; if that goes on, ask your provider, and compare the server’s name and port."
            }
            Self::Untrusted { .. } => {
                "Write the server’s name as its certificate has it, or ask your provider for a valid one."
            }
            Self::NotOffered { .. } | Self::Garbled { .. } => {
                "Compare the port and the encryption with what your provider gives."
            }
            Self::SignIn { .. } => {
                "Give the account and its password anew; many providers want one made for this program alone."
            }
            Self::Refused { .. } => "Look whether the folder is still there, and spelt as the server lists it.",
            Self::Rebuilt => "Nothing needs to be done: what is known already is recognised.",
            Self::Secret(_) => "Give the password anew.",
            Self::Disk(_) => "Look on the machine whether the folder is there and may be read.",
        }
    }
}

/// A mailbox that is watched: a folder, or a folder of an account on a server.
pub trait MailFolder: Send + Sync {
    /// The messages that wait, in the order of their arrival as far as names tell it.
    fn waiting(&self) -> Result<Vec<Waiting>, MailboxError>;
    /// A message.
    fn read(&self, waiting: &Waiting) -> Result<Fetched, MailboxError>;
    /// Marks a message or moves it out of the way, after it was stored; never deletes it. That it is gone already is no error.
    fn taken(&self, waiting: &Waiting) -> Result<(), MailboxError>;
}

/// A mailbox that tells when mail comes.
pub trait MailBell: Send + Sync {
    /// Waits until mail comes; `false` when nothing came for long, or when `go_on` said no, which is asked about twice a second.
    /// [`MailboxError::NotOffered`] when it never tells, so that one has to look instead.
    fn wait(&self, go_on: &dyn Fn() -> bool) -> Result<bool, MailboxError>;
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
    /// Tells when mail comes, where it can.
    pub bell: Option<Arc<dyn MailBell>>,
    /// Whether senders get a neutral receipt.
    pub receipts: bool,
}

/// Every mailbox that is to be looked into, now.
pub trait Mailboxes: Send + Sync {
    /// Those of the settings file, and these that were set up in the console. One that is as it was before keeps its connection.
    fn watched(&self, kept: &[MailboxWay]) -> Vec<WatchedMailbox>;
}

/// A fixed list, whatever the console says.
impl Mailboxes for Vec<WatchedMailbox> {
    fn watched(&self, _kept: &[MailboxWay]) -> Vec<WatchedMailbox> {
        self.clone()
    }
}
