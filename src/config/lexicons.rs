//! The words of the languages that letters are read in: `config/lexicons/*.toml`, compiled in.

use crate::domain::incoming::{Lexicon, LexiconFile, Reader, UnknownClass};

const FILES: [(&str, &str); 13] = [
    ("en.toml", include_str!("../../config/lexicons/en.toml")),
    ("de.toml", include_str!("../../config/lexicons/de.toml")),
    ("fr.toml", include_str!("../../config/lexicons/fr.toml")),
    ("es.toml", include_str!("../../config/lexicons/es.toml")),
    ("nl.toml", include_str!("../../config/lexicons/nl.toml")),
    ("it.toml", include_str!("../../config/lexicons/it.toml")),
    ("pl.toml", include_str!("../../config/lexicons/pl.toml")),
    ("pt.toml", include_str!("../../config/lexicons/pt.toml")),
    ("sv.toml", include_str!("../../config/lexicons/sv.toml")),
    ("da.toml", include_str!("../../config/lexicons/da.toml")),
    ("fi.toml", include_str!("../../config/lexicons/fi.toml")),
    ("cs.toml", include_str!("../../config/lexicons/cs.toml")),
    ("ja.toml", include_str!("../../config/lexicons/ja.toml")),
];

/// A lexicon that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// Not TOML, an unknown key, or a value of the wrong kind.
    #[error("the lexicon `{file}` cannot be read: {source}")]
    Syntax {
        /// Which file.
        file: &'static str,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A phrase that cannot be compiled.
    #[error("the lexicon `{file}` has a phrase that cannot be used: {source}")]
    Phrase {
        /// Which file.
        file: &'static str,
        /// Which phrase, and why.
        source: UnknownClass,
    },
}

/// The reader with every language that comes with the program.
pub fn reader() -> Result<Reader, LexiconError> {
    FILES.into_iter().map(|(file, text)| lexicon(file, text)).collect::<Result<Vec<_>, _>>().map(Reader::new)
}

fn lexicon(file: &'static str, text: &str) -> Result<Lexicon, LexiconError> {
    let parsed: LexiconFile =
        toml::from_str(text).map_err(|source| LexiconError::Syntax { file, source: Box::new(source) })?;
    Lexicon::new(parsed).map_err(|source| LexiconError::Phrase { file, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_lexicon_can_be_used() {
        assert!(reader().is_ok(), "{:?}", reader().err());
    }
}
