//! The reference people quote: `JR-26-7K4M-2`.
//!
//! Controller prefix, year of receipt, four characters of an alphabet without look-alikes (no 0 O 1 I L U), and a check
//! character (Luhn mod 30 over year and characters) that catches every single mistyped character.

use std::fmt;

use serde::{Deserialize, Serialize};

/// 30 characters that nobody confuses on the telephone or on paper.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A case's reference, always in its canonical spelling.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

/// Why a typed reference is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReference {
    /// It has not the shape `XX-00-XXXX-X`.
    #[error("a reference looks like JR-26-7K4M-2")]
    Shape,
    /// The check character does not fit: something is mistyped.
    #[error("there is a typing mistake in the reference")]
    Check,
}

impl Reference {
    /// Makes a reference for a controller prefix and a year from four bytes of chance.
    pub fn new(prefix: &str, year: i32, chance: [u8; 4]) -> Self {
        let year = format!("{:02}", year.rem_euclid(100));
        let body: String = chance.iter().map(|byte| letter(usize::from(*byte))).collect();
        let check = check_letter(&format!("{year}{body}"));
        Self(format!("{prefix}-{year}-{body}-{check}"))
    }

    /// Reads what a person typed: any case, with or without hyphens and blanks.
    pub fn parse(typed: &str) -> Result<Self, NotAReference> {
        if typed.len() > 64 {
            return Err(NotAReference::Shape);
        }
        let plain: Vec<char> =
            typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let [p1, p2, y1, y2, a, b, c, d, check] = plain[..] else { return Err(NotAReference::Shape) };
        let body = [a, b, c, d];
        let well_formed = [p1, p2].iter().all(char::is_ascii_alphabetic)
            && [y1, y2].iter().all(char::is_ascii_digit)
            && body.iter().all(|c| position(*c).is_some());
        if !well_formed {
            return Err(NotAReference::Shape);
        }
        let body: String = body.iter().collect();
        if check_letter(&format!("{y1}{y2}{body}")) != check {
            return Err(NotAReference::Check);
        }
        Ok(Self(format!("{p1}{p2}-{y1}{y2}-{body}-{check}")))
    }

    /// The canonical spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn letter(value: usize) -> char {
    ALPHABET.get(value % ALPHABET.len()).map_or('2', |byte| char::from(*byte))
}

fn position(c: char) -> Option<usize> {
    let byte = u8::try_from(c).ok()?;
    ALPHABET.iter().position(|known| *known == byte)
}

/// Digits of the year keep their own value where the alphabet lacks them, so that 0 and 1 are allowed there.
fn check_letter(text: &str) -> char {
    let n = ALPHABET.len();
    let mut sum = 0;
    for (index, c) in text.chars().rev().enumerate() {
        let value = position(c).or_else(|| c.to_digit(10).and_then(|d| usize::try_from(d).ok())).unwrap_or_default();
        let weighted = if index % 2 == 0 { value * 2 } else { value };
        sum += weighted / n + weighted % n;
    }
    letter((n - sum % n) % n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_reference_is_read_in_any_spelling() {
        let made = Reference::new("JR", 2026, [5, 18, 2, 20]);
        let spoken = made.as_str().to_lowercase().replace('-', " ");
        assert_eq!(Reference::parse(&spoken), Ok(made));
        assert_eq!(Reference::parse("hello"), Err(NotAReference::Shape));
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_always_noticed(chance: [u8; 4], place in 0usize..4, other in 0usize..30) {
            let made = Reference::new("JE", 2031, chance);
            let mut typed: Vec<char> = made.as_str().chars().collect();
            let wrong = letter(other);
            prop_assume!(typed[6 + place] != wrong);
            typed[6 + place] = wrong;
            let typed: String = typed.into_iter().collect();
            prop_assert_eq!(Reference::parse(&typed), Err(NotAReference::Check));
        }
    }
}
