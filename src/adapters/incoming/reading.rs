//! MIME and the reader joined: bytes become a message and a proposal.

use std::sync::OnceLock;

use chrono_tz::Tz;

use super::mime::enclosed;
use super::parse;
use crate::domain::incoming::{Message, Proposal, Reader};
use crate::ports::incoming::{EnclosedFile, LetterReader, NotRead};

/// Reads letters that come as MIME messages. The word lists take two megabytes, so they are made for the first letter.
pub struct MimeReader {
    words: fn() -> Option<Reader>,
    reader: OnceLock<Option<Reader>>,
}

impl MimeReader {
    /// Reads with the word lists that this gives.
    pub fn new(words: fn() -> Option<Reader>) -> Self {
        Self { words, reader: OnceLock::new() }
    }
}

impl LetterReader for MimeReader {
    fn read(&self, bytes: &[u8], zone: Tz) -> Result<(Message, Proposal), NotRead> {
        let message = parse(bytes)?;
        let reader = self.reader.get_or_init(self.words).as_ref().ok_or(NotRead::NoWords)?;
        let proposal = reader.read(&message, zone);
        Ok((message, proposal))
    }

    fn enclosed(&self, bytes: &[u8], nth: usize) -> Result<Option<EnclosedFile>, NotRead> {
        enclosed(bytes, nth)
    }
}
