//! Looking into a document and writing a copy of it without what stays here.

use std::fmt;

use crate::domain::redaction::{Choices, DocumentKind, Spacing, TooShort, Written};

/// A part of a document's text, in reading order. It is somebody's data: `Debug` shows only how long it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands: "page 2", "row 3, Note"; empty in a plain text.
    pub place: String,
    /// The name of its column or key, where it has one.
    pub column: String,
    /// The text.
    pub text: String,
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({} bytes)", self.text.len())
    }
}

/// A place in a JSON document; a list's entries count as one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathInDocument {
    /// `orders[].gift.name`.
    pub path: String,
    /// How often there is a value.
    pub number: usize,
}

/// What of a page can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageText {
    /// Its words.
    Read,
    /// Nothing stands on it.
    Empty,
    /// Only pictures or drawings: no program can say what they show.
    Pictures,
    /// Letters that cannot be told.
    Unreadable,
}

/// The parts of a document that can be chosen as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Only words.
    Plain,
    /// A table: its headings, and how many rows stand below them.
    Table {
        /// The headings.
        columns: Vec<String>,
        /// Rows below them.
        rows: usize,
    },
    /// Places with values.
    Paths(Vec<PathInDocument>),
    /// Pages.
    Pages(Vec<PageText>),
    /// A picture and its size in points of colour.
    Picture {
        /// From left to right.
        width: u32,
        /// From top to bottom.
        height: u32,
    },
}

/// What is in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its text.
    pub parts: Vec<Part>,
    /// What else can be chosen.
    pub shape: Shape,
    /// Whether its blanks were written or guessed.
    pub spacing: Spacing,
}

/// Why no redacted copy of a document can be made. Every sentence says what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotRedact {
    /// It is locked.
    #[error("It is locked with a password. Leave it out, or bring an unlocked or redacted copy.")]
    Locked,
    /// It is broken, or not what its name says.
    #[error(
        "It is damaged or not what it seems, so nobody can say what is in it. Leave it out, or bring a redacted copy."
    )]
    Damaged,
    /// It is larger than can be looked through here.
    #[error("It is too large to be looked through here ({0}). Leave it out, split it, or bring a redacted copy.")]
    TooLarge(&'static str),
    /// Its letters are not UTF-8.
    #[error("Its letters cannot be read (it is not UTF-8). Save it as UTF-8, leave it out, or bring a redacted copy.")]
    Letters,
    /// No part of this kind of file can be kept back.
    #[error(
        "Parts of this kind of file cannot be kept back here. Leave it out, or bring a redacted copy, for example as PDF."
    )]
    Kind,
    /// Words are too short.
    #[error("Write at least two letters or digits for each of the words that stay here.")]
    Words(#[from] TooShort),
    /// Something of it would still be there.
    #[error(
        "Some of the words would still stand in it, perhaps in a coded form, so no copy was made. Leave it out, or bring a redacted copy."
    )]
    Remains(Written),
    /// Nothing would be left.
    #[error("Nothing of it would be left. Leave it out as a whole.")]
    NothingLeft,
    /// The copy could not be written.
    #[error("The redacted copy could not be made. Leave it out, or bring a redacted copy.")]
    Write,
}

/// Looks into documents. Never panics, whatever the bytes.
pub trait Redactor: Send + Sync {
    /// What is in a document.
    fn read(&self, kind: DocumentKind, bytes: &[u8]) -> Result<Reading, CannotRedact>;

    /// A copy without what was chosen: a new file in which nothing of it is left in any form, or an error. The same bytes and choices give the
    /// same copy.
    fn redact(&self, kind: DocumentKind, bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact>;
}
