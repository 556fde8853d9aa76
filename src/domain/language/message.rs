//! One text: words with slots for values, strong words and links.
//!
//! `{name}` is a slot, `**words**` are strong, `[words](name)` is a link to the address in a slot. Nothing else has a meaning,
//! so a text holds no markup, and what fills a slot is never read as text.

use std::collections::BTreeSet;
use std::fmt::Display;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand.
    Words(String),
    /// The value of a slot.
    Value(String),
    /// Strong words begin, or end.
    Strong(bool),
    /// A link begins, to the address in this slot.
    Link(String),
    /// The link ends.
    LinkEnd,
}

/// A text that can be filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message(Vec<Piece>);

/// A text that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadMessage {
    /// A slot without its end, or with a name that is none.
    #[error("a slot is written like {{name}}, in small letters")]
    Slot,
    /// A link that is not complete.
    #[error("a link is written like [words](name)")]
    Link,
    /// Strong words without their end.
    #[error("strong words are written like **words**")]
    Strong,
}

impl Message {
    /// Reads a text.
    pub fn parse(text: &str) -> Result<Self, BadMessage> {
        let mut pieces = Vec::new();
        read(text, &mut pieces)?;
        Ok(Self(pieces))
    }

    /// Its parts.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The names of its slots.
    pub fn slots(&self) -> BTreeSet<&str> {
        self.0.iter().filter_map(slot_name).collect()
    }

    /// The words with their slots filled: plain text, without strong words or addresses.
    pub fn fill(&self, values: &[(&str, &dyn Display)]) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Value(name) => {
                    let value = values.iter().find(|(slot, _)| slot == name);
                    text.push_str(&value.map(|(_, value)| value.to_string()).unwrap_or_default());
                }
                Piece::Strong(_) | Piece::Link(_) | Piece::LinkEnd => {}
            }
        }
        text
    }
}

fn slot_name(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Value(name) | Piece::Link(name) => Some(name),
        _ => None,
    }
}

/// A text that is being filled with words, one slot after the other.
#[derive(Clone, Debug)]
pub struct Filled<'m> {
    message: &'m Message,
    values: Vec<(&'m str, String)>,
}

impl<'m> Filled<'m> {
    /// Begins to fill a text.
    pub const fn new(message: &'m Message) -> Self {
        Self { message, values: Vec::new() }
    }

    /// Fills a slot.
    #[must_use]
    pub fn with(mut self, slot: &'m str, value: impl Display) -> Self {
        self.values.push((slot, value.to_string()));
        self
    }

    /// What a slot was filled with; empty when it was not.
    pub fn value(&self, slot: &str) -> &str {
        self.values.iter().find(|(name, _)| *name == slot).map_or("", |(_, value)| value.as_str())
    }

    /// The text.
    pub const fn message(&self) -> &'m Message {
        self.message
    }

    /// The words, without strong words or addresses.
    pub fn plain(&self) -> String {
        let mut values: Vec<(&str, &dyn Display)> = Vec::with_capacity(self.values.len());
        for (slot, value) in &self.values {
            values.push((slot, value));
        }
        self.message.fill(&values)
    }
}

fn read(text: &str, pieces: &mut Vec<Piece>) -> Result<(), BadMessage> {
    let mut rest = text;
    let mut strong = false;
    while let Some(at) = rest.find(['{', '[']).into_iter().chain(rest.find("**")).min() {
        let (words, marked) = rest.split_at(at);
        words_into(words, pieces);
        if let Some(after) = marked.strip_prefix("**") {
            strong = !strong;
            pieces.push(Piece::Strong(strong));
            rest = after;
        } else if let Some(after) = marked.strip_prefix('{') {
            let (slot, after) = after.split_once('}').ok_or(BadMessage::Slot)?;
            pieces.push(Piece::Value(named(slot).ok_or(BadMessage::Slot)?));
            rest = after;
        } else {
            let (inside, after) = marked.strip_prefix('[').and_then(|l| l.split_once("](")).ok_or(BadMessage::Link)?;
            let (slot, after) = after.split_once(')').ok_or(BadMessage::Link)?;
            pieces.push(Piece::Link(named(slot).ok_or(BadMessage::Link)?));
            read(inside, pieces)?;
            pieces.push(Piece::LinkEnd);
            rest = after;
        }
    }
    words_into(rest, pieces);
    if strong { Err(BadMessage::Strong) } else { Ok(()) }
}

fn words_into(words: &str, pieces: &mut Vec<Piece>) {
    if !words.is_empty() {
        pieces.push(Piece::Words(words.to_owned()));
    }
}

fn named(slot: &str) -> Option<String> {
    let good = !slot.is_empty() && slot.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    good.then(|| slot.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_its_parts() {
        let message = Message::parse("It **works** until {until}. [Ask {whom}](again)!").unwrap();
        assert_eq!(message.slots(), BTreeSet::from(["again", "until", "whom"]));
        let filled = Filled::new(&message).with("until", "14:12").with("whom", "us").with("again", "/a");
        assert_eq!(filled.plain(), "It works until 14:12. Ask us!");
        assert!(message.pieces().contains(&Piece::Strong(true)));
    }

    #[test]
    fn what_is_not_complete_is_refused() {
        for (text, why) in [
            ("{until", BadMessage::Slot),
            ("{Until}", BadMessage::Slot),
            ("{}", BadMessage::Slot),
            ("[words]", BadMessage::Link),
            ("[words](", BadMessage::Link),
            ("**words", BadMessage::Strong),
        ] {
            assert_eq!(Message::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn what_fills_a_slot_is_never_read() {
        let message = Message::parse("{name}").unwrap();
        assert_eq!(message.fill(&[("name", &"**{x}** [y](z)")]), "**{x}** [y](z)");
    }
}
