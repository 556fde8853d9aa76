//! What the ways through a document share: reading its letters, collecting its parts, keeping words back, and the proof.

use std::fmt::Display;

use crate::domain::redaction::{Choices, Spacing, Withholding, remains, remains_in_bytes};
use crate::ports::redaction::{CannotRedact, Part};

/// The largest text, in bytes. Folding it for comparing takes some twelve times as much for a moment.
const LARGEST: usize = 5 * 1024 * 1024;

/// The letters of a text file, without the mark at its beginning.
pub(super) fn letters(bytes: &[u8]) -> Result<&str, CannotRedact> {
    if bytes.len() > LARGEST {
        return Err(CannotRedact::TooLarge("5 MB for text, tables and data"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_error| CannotRedact::Letters)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Something that goes through a document and may change the texts that it meets.
pub(super) trait Visitor {
    /// Meets a text; gives what stands there instead, or nothing when it stays.
    fn text(&mut self, place: &dyn Display, column: &str, text: &str) -> Option<String>;
}

/// Collects the parts of a document.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) parts: Vec<Part>,
}

impl Visitor for Collector {
    fn text(&mut self, place: &dyn Display, column: &str, text: &str) -> Option<String> {
        self.parts.push(Part { place: place.to_string(), column: column.to_owned(), text: text.to_owned() });
        None
    }
}

impl Visitor for Withholding {
    fn text(&mut self, _place: &dyn Display, _column: &str, text: &str) -> Option<String> {
        self.rewritten(text)
    }
}

/// Begins to keep back what was chosen in a text that somebody typed.
pub(super) fn withholding(choices: &Choices) -> Result<Withholding, CannotRedact> {
    Ok(Withholding::new(choices, Spacing::Written)?)
}

/// The copy, if every word that stays here wherever it stands is gone from it: from the parts as they read, and from its bytes.
pub(super) fn proven(
    copy: Vec<u8>,
    parts: &[Part],
    choices: &Choices,
    spacing: Spacing,
) -> Result<Vec<u8>, CannotRedact> {
    let words = choices.everywhere()?;
    let written = parts.iter().find_map(|part| remains(&part.text, &words, spacing));
    match written.or_else(|| remains_in_bytes(&copy, &words)) {
        Some(written) => Err(CannotRedact::Remains(written)),
        None => Ok(copy),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::domain::personal::Personal;
    use crate::domain::redaction::{Choices, Places, WordChoice};

    /// These words stay here wherever they stand.
    pub(in crate::adapters::documents) fn everywhere(words: &[&str]) -> Choices {
        let words = words.iter().map(|words| WordChoice { words: Personal::new(*words), places: Places::All });
        Choices { words: words.collect(), ..Choices::default() }
    }
}
