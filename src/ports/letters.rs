//! Turning a notice into words.

use chrono::{DateTime, Utc};

use crate::domain::controller::Controller;
use crate::domain::disclosure::Document;
use crate::domain::language::Language;
use crate::domain::letter::{Composed, LetterGap};
use crate::domain::notice::{Incomplete, Notice};
use crate::domain::report::Paper;

/// Writes letters. The same notice, controller and wording always give the same letter.
pub trait Letters: Send + Sync {
    /// Writes a notice out in a language, in the controller's own wording if it has one. The case keeps what was written.
    fn write(
        &self,
        controller: &Controller,
        notice: &Notice,
        wording: Option<&str>,
        language: &Language,
    ) -> Result<Written, LetterError>;

    /// Shows a composed letter as it would be written, gaps and all.
    fn show(&self, letter: &Composed) -> Result<Written, LetterError>;
}

/// Prints letters on A4.
pub trait Press: Send + Sync {
    /// Sets a letter as a tagged PDF (PDF/UA-1). The same letter gives the same bytes.
    fn print(&self, document: &Document, size: PrintSize) -> Result<Vec<u8>, PressError>;

    /// Sets a note on as few sheets as it needs, without room for an address: one sheet, unless it is very long.
    fn note(&self, document: &Document) -> Result<Vec<u8>, PressError>;

    /// Sets a report with its charts as a tagged PDF (PDF/UA-1). The same report gives the same bytes.
    fn report(&self, paper: &Paper) -> Result<Vec<u8>, PressError>;

    /// Packs files into a ZIP with a manifest of their lengths and SHA-256. The same bundle gives the same bytes.
    fn bundle(&self, bundle: &Bundle) -> Result<Vec<u8>, PressError>;

    /// Sets a table as a workbook (XLSX), every cell a text. Rows are asked for one by one; only the packed sheet is held.
    fn tabulate(&self, rows: Rows<'_>) -> Result<Vec<u8>, PressError>;
}

/// Files that are handed over together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The reference of the case that they are about.
    pub reference: String,
    /// The controller's name.
    pub controller: String,
    /// When they were made, UTC.
    pub made_at: DateTime<Utc>,
    /// Their names, with `/` between folders, and contents, in order.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A table as it is asked for, row by row; the first row is the head.
pub type Rows<'rows> = &'rows mut dyn FnMut() -> Option<Vec<String>>;

/// How large a letter is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintSize {
    /// As an ordinary letter.
    #[default]
    Ordinary,
    /// At least 16 points, for people who see less well.
    Large,
}

/// A letter or a table that could not be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it could not be set: {0}")]
pub struct PressError(pub String);

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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The law wants something in it that is not there: staff must complete it.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// Facts are missing that nobody has stated: staff fill them, or let their sentences out.
    #[error("the letter lacks {}", of(.0))]
    Gaps(Vec<LetterGap>),
    /// The template could not be filled: a fault of the desk.
    #[error("the letter's template could not be filled")]
    Template,
}

fn of(gaps: &[LetterGap]) -> String {
    gaps.iter().map(|gap| gap.what).collect::<Vec<_>>().join(" and ")
}
