//! Showing that words are gone: from the text as it reads, and from the bytes in other ways of writing.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::coded;
use super::folded::Folded;
use super::phrase::{Phrase, Spacing};

/// Shorter words stand by chance in what programs write; they are only looked for as words.
const TELLING: usize = 5;

/// How words that should be gone are still written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As words.
    Words,
    /// In base64, hexadecimal digits or escapes.
    Coded,
    /// In two bytes for each letter.
    Wide,
}

/// How one of the words still stands in a text; `None` when all are gone.
pub fn remains(text: &str, words: &[Phrase], spacing: Spacing) -> Option<Written> {
    let folded = Folded::of(text);
    if words.iter().any(|phrase| !phrase.find(&folded, spacing).is_empty()) {
        return Some(Written::Words);
    }
    let says = |said: &String| {
        let folded = Folded::of(said);
        words.iter().any(|phrase| !phrase.find(&folded, Spacing::Written).is_empty())
    };
    coded::runs(text).iter().any(|(_, said)| said.iter().any(says)).then_some(Written::Coded)
}

/// How one of the words still stands in bytes of any kind, compared letter by letter in the cases people write; `None` when all
/// are gone. Blanks in the bytes are passed over, as programs break long lines.
pub fn remains_in_bytes(bytes: &[u8], words: &[Phrase]) -> Option<Written> {
    let dense: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    for phrase in words.iter().filter(|phrase| phrase.len() >= TELLING) {
        for form in forms(phrase.written()) {
            if contains(bytes, form.as_bytes()) {
                return Some(Written::Words);
            }
            let wide: [Vec<u8>; 2] = [
                form.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                form.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            ];
            if wide.iter().any(|wide| contains(bytes, wide)) {
                return Some(Written::Wide);
            }
            let [le, be] = &wide;
            let coded = [form.as_bytes(), le, be].into_iter().flat_map(codes);
            if coded.into_iter().any(|code| contains(&dense, code.as_bytes())) {
                return Some(Written::Coded);
            }
        }
    }
    None
}

/// A word in the cases people write it in.
fn forms(written: &str) -> Vec<String> {
    let mut forms = vec![written.to_owned(), written.to_lowercase(), written.to_uppercase()];
    forms.dedup();
    forms
}

/// Bytes in hexadecimal digits and in base64, whichever byte of three they begin at.
fn codes(bytes: &[u8]) -> Vec<String> {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    let digits: String = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    let mut codes = vec![digits.to_uppercase(), digits];
    for shift in 0..3_usize {
        let padded: Vec<u8> = std::iter::repeat_n(0, shift).chain(bytes.iter().copied()).collect();
        // Letters that also hold bits of what stands before or after are left away.
        let (first, last) = ((shift * 8).div_ceil(6), padded.len() * 8 / 6);
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            codes.extend(engine.encode(&padded).get(first..last).map(str::to_owned));
        }
    }
    codes.retain(|code| code.len() >= TELLING);
    codes
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some((first, _)) = wanted.split_first() else { return false };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(wanted) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_seen_in_every_way_of_writing() {
        let words = [Phrase::new("Jane Smith").unwrap()];
        let wide: Vec<u8> = "JANE SMITH".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(remains_in_bytes(&wide, &words), Some(Written::Wide));
        for (shift, before) in ["", "x", "xy"].into_iter().enumerate() {
            let coded = STANDARD_NO_PAD.encode(format!("{before}Jane Smith and more"));
            assert_eq!(remains_in_bytes(coded.as_bytes(), &words), Some(Written::Coded), "{shift}");
            let broken: String =
                coded.chars().collect::<Vec<_>>().chunks(5).map(|c| c.iter().collect::<String>() + "\r\n").collect();
            assert_eq!(remains_in_bytes(broken.as_bytes(), &words), Some(Written::Coded), "{shift}");
        }
        assert_eq!(remains_in_bytes(b"x4A616E6520536D697468", &words), Some(Written::Coded));
        assert_eq!(remains("jane\u{ad} smith", &words, Spacing::Written), Some(Written::Words));
        assert_eq!(remains("n=%4Aane%20Smith", &words, Spacing::Written), Some(Written::Coded));
        assert_eq!(remains("Jane Smart", &words, Spacing::Written), None);
        assert_eq!(remains_in_bytes(b"Jane Smart", &words), None);
    }
}
