//! Turning a notice into words.

use crate::domain::controller::Controller;
use crate::domain::notice::{Incomplete, Notice};

/// Writes letters. The same notice and controller always give the same letter.
pub trait Letters: Send + Sync {
    /// Writes a notice out. The case keeps what was written.
    fn write(&self, controller: &Controller, notice: &Notice) -> Result<Written, LetterError>;
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// One line: the reference, never the right or a name.
    pub subject: String,
    /// Complete on its own, lines of at most 76 characters but for addresses that cannot be broken.
    pub text: String,
    /// Complete on its own, nothing fetched from elsewhere.
    pub html: String,
}

/// Why a letter was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The law wants something in it that is not there: staff must complete it.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// The template could not be filled: a fault of the desk.
    #[error("the letter's template could not be filled")]
    Template,
}
