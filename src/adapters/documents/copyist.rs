//! Copies of documents without what stays here. Every copy is a new file: nothing is painted over and nothing appended.
//!
//! | kind | how the copy is made |
//! |---|---|
//! | text | written without the words |
//! | CSV | written cell by cell, formulas defused |
//! | JSON | keys and values rewritten, JSON and codes inside strings as well; numbers keep their digits |
//! | HTML | its words, headings, lists and tables only: no script, style, comment, picture, or attribute that could hold something |
//! | PNG, JPEG | painted over and written again from its points of colour: nothing else of the file is kept |
//! | PDF | its words set anew on pages of the same size: no picture, drawing, form, script, layer or earlier version is kept |
//!
//! Then the copy is read again, as a stranger would read it; if a word is still there, there is no copy.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{data, page, picture, plain, print, table};
use crate::domain::redaction::{Choices, DocumentKind};
use crate::ports::redaction::{CannotRedact, Reading, Redactor};

/// Makes redacted copies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Copyist;

impl Redactor for Copyist {
    fn read(&self, kind: DocumentKind, bytes: &[u8]) -> Result<Reading, CannotRedact> {
        guarded(|| match kind {
            DocumentKind::Text => plain::read(bytes),
            DocumentKind::Csv => table::read(bytes),
            DocumentKind::Json => data::read(bytes),
            DocumentKind::Html => page::read(bytes),
            DocumentKind::Pdf => print::read(bytes),
            DocumentKind::Png | DocumentKind::Jpeg => picture::read(kind, bytes),
            DocumentKind::Other => Err(CannotRedact::Kind),
        })
    }

    fn redact(&self, kind: DocumentKind, bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact> {
        guarded(|| match kind {
            DocumentKind::Text => plain::redact(bytes, choices),
            DocumentKind::Csv => table::redact(bytes, choices),
            DocumentKind::Json => data::redact(bytes, choices),
            DocumentKind::Html => page::redact(bytes, choices),
            DocumentKind::Pdf => print::redact(bytes, choices),
            DocumentKind::Png | DocumentKind::Jpeg => picture::redact(kind, bytes, choices),
            DocumentKind::Other => Err(CannotRedact::Kind),
        })
    }
}

/// The parsers are other people's, and the file a stranger's: what makes one stumble must not stop the desk.
fn guarded<T>(work: impl FnOnce() -> Result<T, CannotRedact>) -> Result<T, CannotRedact> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(CannotRedact::Damaged))
}
