//! A policy as it is kept: its words and the shape that its file gave them, so that it can be read again and gives the same places.

use serde::{Deserialize, Serialize};

use super::document::{Document, Line};

/// What was taken out of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Plain text, of a text file, a PDF or the clipboard.
    Plain(String),
    /// Lines whose kind the file knew: HTML and Markdown.
    Lines(Vec<Line>),
}

impl Source {
    /// The document, ready to be read.
    pub fn document(&self) -> Document {
        match self {
            Self::Plain(text) => Document::plain(text),
            Self::Lines(lines) => Document::of(lines),
        }
    }
}
