//! Text as the eye reads it: letters without case, accents and invisible marks, each with its place in the written text.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A letter as it is compared, and the bytes that write it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) sign: char,
    from: u32,
    to: u32,
}

impl Letter {
    pub(super) fn from(self) -> usize {
        usize::try_from(self.from).unwrap_or_default()
    }

    pub(super) fn to(self) -> usize {
        usize::try_from(self.to).unwrap_or_default()
    }
}

/// A text folded for comparing. Its letters are somebody's data, so it shows itself nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Folded(Vec<Letter>);

impl Folded {
    /// Folds a text of less than 4 GiB; what is beyond is not seen, so callers bound what they read.
    pub fn of(text: &str) -> Self {
        let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
        for (at, letter) in text.char_indices() {
            let (Ok(from), Ok(to)) = (u32::try_from(at), u32::try_from(at + letter.len_utf8())) else { break };
            if letter.is_ascii() {
                push(&mut letters, letter.to_ascii_lowercase(), from, to);
            } else if is_invisible(letter) || is_combining_mark(letter) {
                // It belongs to the letter before it and goes with it.
                letters.last_mut().into_iter().for_each(|last| last.to = to);
            } else {
                fold(letter, &mut |sign| push(&mut letters, sign, from, to));
            }
        }
        Self(letters)
    }

    pub(super) fn letters(&self) -> &[Letter] {
        &self.0
    }

    /// The folded letters in a row.
    pub fn signs(&self) -> String {
        self.0.iter().map(|letter| letter.sign).collect()
    }

    /// The bytes of the written text that a row of letters takes up.
    pub(super) fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        let row = self.0.get(letters).unwrap_or_default();
        let from = row.first().map_or(0, |first| first.from());
        from..row.iter().map(|letter| letter.to()).max().unwrap_or(from)
    }
}

/// Several blanks in a row are one; the bytes of all of them belong to it.
fn push(letters: &mut Vec<Letter>, sign: char, from: u32, to: u32) {
    let sign = if sign.is_whitespace() || sign.is_control() { ' ' } else { sign };
    match letters.last_mut() {
        Some(last) if sign == ' ' && last.sign == ' ' => last.to = to,
        _ => letters.push(Letter { sign, from, to }),
    }
}

fn fold(letter: char, push: &mut dyn FnMut(char)) {
    if letter.is_whitespace() {
        return push(' ');
    }
    for part in std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part) && !is_invisible(*part)) {
        match part {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{60}' | '\u{b4}' | '\u{2032}' => push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => push('-'),
            'ß' | 'ẞ' => ['s', 's'].into_iter().for_each(&mut *push),
            'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(&mut *push),
            'ø' | 'Ø' => push('o'),
            'ł' | 'Ł' => push('l'),
            'ı' => push('i'),
            other => other.to_lowercase().filter(|small| !is_combining_mark(*small)).for_each(&mut *push),
        }
    }
}

/// Marks that a reader does not see: they split a word for a program and not for the eye.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_folds_alike() {
        for written in ["José  O'Neill", "JOSE\u{301}\u{a0}O’NEILL", "Jo\u{200b}s\u{ad}e\tO\u{2bc}Neill"] {
            assert_eq!(Folded::of(written).signs(), "jose o'neill", "{written}");
        }
        assert_eq!(Folded::of("oﬃce Straße").signs(), "office strasse");
    }

    #[test]
    fn every_letter_knows_where_it_was_written() {
        let text = "a oﬃ b";
        let folded = Folded::of(text);
        let at = folded.signs().find("ffi").unwrap();
        assert_eq!(text.get(folded.bytes(at..at + 1)).unwrap(), "ﬃ", "a part of a ligature is all of it");
        assert_eq!(text.get(folded.bytes(0..2)).unwrap(), "a ");
    }
}
