//! MIME and the reader joined: bytes become a message and a proposal.

use chrono_tz::Tz;

use super::parse;
use crate::domain::incoming::{Message, Proposal, Reader};
use crate::ports::incoming::{LetterReader, NotRead};

/// Reads letters that come as MIME messages.
pub struct MimeReader {
    reader: Reader,
}

impl MimeReader {
    /// Reads with these word lists.
    pub fn new(reader: Reader) -> Self {
        Self { reader }
    }
}

impl LetterReader for MimeReader {
    fn read(&self, bytes: &[u8], zone: Tz) -> Result<(Message, Proposal), NotRead> {
        let message = parse(bytes)?;
        let proposal = self.reader.read(&message, zone);
        Ok((message, proposal))
    }
}
