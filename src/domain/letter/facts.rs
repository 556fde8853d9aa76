//! The facts that fill a wording: fields inside sentences, and fixed parts.

use std::collections::BTreeMap;

use crate::domain::disclosure::{Block, Text};

/// A fact for a field.
#[derive(Clone, PartialEq, Eq)]
pub enum Fact {
    /// Known. Empty when there is nothing to say: then the field vanishes.
    Words(String),
    /// What the company wrote itself, marked where it is in another language than the letter.
    Own(Text),
    /// Nobody has stated it: the sentence cannot go out. What it is, in words: "how long backups are kept".
    Missing(&'static str),
}

/// A fixed part.
#[derive(Clone, PartialEq, Eq)]
pub enum FixedPart {
    /// What stands there; nothing when there is nothing to say.
    Blocks(Vec<Block>),
    /// Nobody has stated it.
    Missing(&'static str),
}

/// All facts of one letter.
#[derive(Clone, Default)]
pub struct Facts {
    fields: BTreeMap<&'static str, Fact>,
    parts: BTreeMap<&'static str, FixedPart>,
}

impl Facts {
    /// Adds words for a field.
    #[must_use]
    pub fn field(mut self, name: &'static str, words: impl Into<String>) -> Self {
        self.fields.insert(name, Fact::Words(words.into()));
        self
    }

    /// Adds what the company wrote itself for a field that may be missing.
    #[must_use]
    pub fn own(mut self, name: &'static str, words: Option<Text>, what: &'static str) -> Self {
        let words = words.filter(|words| !words.words().trim().is_empty());
        self.fields.insert(name, words.map_or(Fact::Missing(what), Fact::Own));
        self
    }

    /// Adds a fixed part.
    #[must_use]
    pub fn part(mut self, name: &'static str, blocks: Vec<Block>) -> Self {
        self.parts.insert(name, FixedPart::Blocks(blocks));
        self
    }

    /// Adds a fixed part that nobody has stated.
    #[must_use]
    pub fn missing_part(mut self, name: &'static str, what: &'static str) -> Self {
        self.parts.insert(name, FixedPart::Missing(what));
        self
    }

    /// Adds a list of plain entries; an entry alone becomes a paragraph.
    #[must_use]
    pub fn list(self, name: &'static str, entries: Vec<String>) -> Self {
        let entries: Vec<Text> =
            entries.into_iter().filter(|entry| !entry.trim().is_empty()).map(Text::plain).collect();
        self.part(name, listed(entries))
    }

    /// Adds paragraphs.
    #[must_use]
    pub fn paragraphs(self, name: &'static str, words: impl IntoIterator<Item = String>) -> Self {
        let words = words.into_iter().filter(|words| !words.trim().is_empty());
        self.part(name, words.map(|words| Block::Paragraph(Text::plain(words))).collect())
    }

    /// A field's fact.
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.fields.get(name)
    }

    /// A fixed part.
    pub fn fixed(&self, name: &str) -> Option<&FixedPart> {
        self.parts.get(name)
    }

    /// The names of all fields and parts.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.fields.keys().chain(self.parts.keys()).copied()
    }
}

/// Entries as a list; one alone as a paragraph; none as nothing.
pub fn listed(entries: Vec<Text>) -> Vec<Block> {
    match entries.len() {
        0 => Vec::new(),
        1 => entries.into_iter().map(Block::Paragraph).collect(),
        _ => vec![Block::List { numbered: false, entries }],
    }
}
