//! Reading what arrives: bytes from a mailbox become a message and a proposal.

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
