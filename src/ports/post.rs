//! The ways of mail as an installation knows them: what its settings file says, and opening others that are typed in the console.

use std::io;
use std::sync::Arc;

use crate::domain::office::{MailWay, MailboxWay};
use crate::domain::personal::Personal;
use crate::ports::incoming::MailboxError;
use crate::ports::mailer::{MailError, MailFault, MailStep, Mailer, Trouble};

/// Opens ways for mail.
pub trait PostRoom: Send + Sync {
    /// How letters leave by the settings file.
    fn in_file(&self) -> Outlet;

    /// The mailboxes that the settings file names, in its order.
    fn mailboxes(&self) -> Vec<FileMailbox>;

    /// Prepares a way out. Nothing is connected yet. A password that was typed counts instead of the one in the file.
    fn open(&self, way: &MailWay, typed: Option<&Personal>) -> Result<Arc<dyn Mailer>, Closed>;

    /// Connects to a mailbox, signs in, and counts the messages that wait. None is taken or marked. A password that was typed counts
    /// instead of the one in the file.
    fn look(&self, way: &MailboxWay, typed: Option<&Personal>) -> Result<usize, MailboxError>;

    /// Puts a password that was typed into a file of the data folder that this program alone may read.
    fn keep_secret(&self, file: &str, secret: &Personal) -> Result<(), io::ErrorKind>;
}

/// A mailbox that the settings file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMailbox {
    /// Its name.
    pub name: String,
    /// The company whose it is, by id.
    pub controller: Option<String>,
    /// Where it is: an account at a server, or a folder of the machine.
    pub place: String,
    /// The same as a way, where it is on a server; without its secret.
    pub way: Option<MailboxWay>,
}

/// How letters leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlet {
    /// As files into this folder: nobody receives them.
    Folder(String),
    /// Through a server.
    Server(MailWay),
}

/// Why a way out cannot even be prepared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// The file with the password cannot be read.
    #[error("the file with the password cannot be read: {0}")]
    Secret(io::ErrorKind),
    /// The file with the password has nothing in its first line.
    #[error("the first line of the file with the password is empty")]
    NoSecret,
    /// The file with certificates cannot be read, or holds none.
    #[error("the file with certificates cannot be used")]
    Authority,
    /// Something else in the settings file: the key that signs, the name of the server.
    #[error("{0}")]
    Other(String),
}

impl Closed {
    /// What it means for a letter: an operator can mend it, so the letter waits.
    pub const fn trouble(&self) -> MailError {
        let kind = match self {
            Self::Secret(kind) => *kind,
            Self::NoSecret | Self::Authority | Self::Other(_) => io::ErrorKind::InvalidData,
        };
        MailError::Temporary { why: Trouble::new(MailStep::SigningIn, MailFault::Disk(kind)), after: None }
    }
}
