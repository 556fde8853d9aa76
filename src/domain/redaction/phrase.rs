//! Words to keep back, and where they stand in a text.

use std::ops::Range;

use super::folded::{Folded, Letter};

/// The fewest letters or digits of a phrase: one letter stands everywhere.
const SHORTEST: usize = 2;
/// From this many on, letters that are drawn one by one are read together whatever lies between them.
const APART: usize = 5;
/// From this many digits on, a number is the same however it is grouped.
const NUMBER: usize = 6;

/// How the blanks of a text came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Somebody typed them.
    Written,
    /// They were guessed from where letters were drawn: a word may be torn, and two may have grown together.
    Drawn,
}

/// The words are fewer than two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write at least two letters or digits for each of the words that stay here")]
pub struct TooShort;

/// Words to keep back. They are somebody's data, so they show themselves nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase {
    signs: Vec<char>,
    is_number: bool,
    written: String,
}

impl Phrase {
    /// Reads the words as somebody typed them.
    pub fn new(words: &str) -> Result<Self, TooShort> {
        let folded = Folded::of(words.trim()).signs();
        let signs: Vec<char> = folded.trim().chars().collect();
        let telling = signs.iter().filter(|sign| sign.is_alphanumeric()).count();
        if telling < SHORTEST {
            return Err(TooShort);
        }
        let digits: Vec<char> = signs.iter().copied().filter(char::is_ascii_digit).collect();
        let is_number = digits.len() >= NUMBER && digits.len() == telling;
        let written = words.trim().to_owned();
        Ok(Self { signs: if is_number { digits } else { signs }, is_number, written })
    }

    /// The words as they were typed.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// How many letters and digits it has.
    pub(super) fn len(&self) -> usize {
        self.signs.iter().filter(|sign| **sign != ' ').count()
    }

    /// The folded letters without blanks, for comparing where blanks mean nothing.
    pub fn unspaced(&self) -> String {
        self.signs.iter().filter(|sign| **sign != ' ').collect()
    }

    /// Every place in a text, as bytes, in their order and without overlaps.
    pub fn find(&self, text: &Folded, spacing: Spacing) -> Vec<Range<usize>> {
        let (letters, mut found, mut at) = (text.letters(), Vec::new(), 0);
        while at < letters.len() {
            match self.end_at(letters.get(at..).unwrap_or_default(), spacing) {
                Some(length) => {
                    found.push(text.bytes(at..at + length));
                    at += length.max(1);
                }
                None => at += 1,
            }
        }
        found
    }

    /// How many letters the phrase takes up where it begins here.
    fn end_at(&self, letters: &[Letter], spacing: Spacing) -> Option<usize> {
        let loose = spacing == Spacing::Drawn && self.len() >= APART;
        let mut at = 0;
        for (index, sign) in self.signs.iter().enumerate() {
            if *sign == ' ' {
                let blanks = blanks(letters, at);
                at += if blanks == 0 && !loose { return None } else { blanks };
                continue;
            }
            if index > 0 && !is(letters, at, *sign) {
                at += self.between(letters, at, loose);
            }
            if !is(letters, at, *sign) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// What may lie between two letters of one word: a hyphen at the end of a line, the groups of a number, torn letters.
    fn between(&self, letters: &[Letter], at: usize, loose: bool) -> usize {
        let sign = |at: usize| letters.get(at).map(|letter| letter.sign);
        if self.is_number {
            let groups = letters.get(at..).unwrap_or_default().iter();
            return groups
                .take(3)
                .take_while(|letter| matches!(letter.sign, ' ' | '-' | '.' | '/' | '(' | ')'))
                .count();
        }
        match (sign(at), sign(at + 1)) {
            (Some('-'), Some(' ')) => 2,
            (Some(' '), _) if loose => 1,
            _ => 0,
        }
    }
}

fn is(letters: &[Letter], at: usize, sign: char) -> bool {
    letters.get(at).is_some_and(|letter| letter.sign == sign)
}

fn blanks(letters: &[Letter], at: usize) -> usize {
    letters.get(at..).unwrap_or_default().iter().take_while(|letter| letter.sign == ' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(phrase: &str, text: &'a str, spacing: Spacing) -> Vec<&'a str> {
        let ranges = Phrase::new(phrase).unwrap().find(&Folded::of(text), spacing);
        ranges.into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn words_are_found_whatever_they_are_written_like() {
        let text = "JANE  Smith, jane\nsmith; Jane Smi-\nthers and janesmith";
        assert_eq!(found("Jane Smith", text, Spacing::Written), ["JANE  Smith", "jane\nsmith", "Jane Smi-\nth"]);
        assert_eq!(found("jane smith", "J a n e S m i t h", Spacing::Drawn), ["J a n e S m i t h"]);
        assert_eq!(found("jane smith", "JaneSmith", Spacing::Drawn), ["JaneSmith"]);
        assert_eq!(found("Zoë", "ZOE and Zoe\u{308}", Spacing::Written), ["ZOE", "Zoe\u{308}"]);
    }

    #[test]
    fn a_number_is_the_same_however_it_is_grouped() {
        let text = "4111-1111 1111 1111 and 4111111111111111, not 4111 1111 1111 1112";
        assert_eq!(found("4111 1111 1111 1111", text, Spacing::Written), ["4111-1111 1111 1111", "4111111111111111"]);
    }

    #[test]
    fn a_single_letter_is_refused() {
        assert!(Phrase::new(" a ").is_err() && Phrase::new("--").is_err() && Phrase::new("Li").is_ok());
    }
}
