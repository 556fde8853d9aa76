//! Where an erasure writes down what it is about to do and what it has done.

use thiserror::Error;

/// Why a journal cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JournalError {
    /// The place cannot be read or written.
    #[error("the journal of the erasure cannot be kept: {0}")]
    Failed(String),
    /// A line before the last cannot be understood.
    #[error("the journal of the erasure is damaged: {0}")]
    Unreadable(String),
}

/// The journal of one erasure: lines that survive the death of the program once they are synced.
pub trait ErasureJournal {
    /// Adds a line. It lasts only after the next [`ErasureJournal::sync`].
    fn append(&mut self, line: &str) -> Result<(), JournalError>;

    /// Makes every line so far last.
    fn sync(&mut self) -> Result<(), JournalError>;

    /// Puts one line in place of all others, at once: keys of the erased are not kept longer than they are needed.
    fn conclude(&mut self, line: &str) -> Result<(), JournalError>;
}
