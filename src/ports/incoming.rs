//! Taking a message apart: bytes from a mailbox become the plain values that the reader reads.

use crate::domain::incoming::Message;

/// Why bytes are no message that can be read. The bytes are kept all the same.
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

/// Takes messages apart. Never panics, whatever the bytes; what is damaged is noted on the message.
pub trait Parser: Send + Sync {
    /// Reads a message as it came over the wire (RFC 5322).
    fn parse(&self, bytes: &[u8]) -> Result<Message, NotRead>;
}
