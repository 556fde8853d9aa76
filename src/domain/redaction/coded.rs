//! Words inside letters that only a program reads: base64, hexadecimal digits, `%4A`, `&#74;`, `\u004a`.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Shorter runs hold no word that matters.
const SHORTEST: usize = 6;
/// How often what was decoded is decoded again.
const DEEPEST: usize = 3;

/// The runs of a text that may be coded, each with what it may say.
pub(super) fn runs(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let mut found = Vec::new();
    for token in tokens(text) {
        let said = text.get(token.clone()).map(|token| meanings(token, DEEPEST)).unwrap_or_default();
        if !said.is_empty() {
            found.push((token, said));
        }
    }
    found
}

/// What stands between blanks, quotation marks and brackets, and is long enough.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    let ends =
        |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '<' | '>' | '(' | ')' | ',' | '[' | ']');
    for (at, letter) in text.char_indices().filter(|(_, letter)| ends(*letter)) {
        found.push(from..at);
        from = at + letter.len_utf8();
    }
    found.push(from..text.len());
    found.retain(|token| token.len() >= SHORTEST);
    found
}

/// Everything that a token may say besides itself.
fn meanings(token: &str, deep: usize) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    if deep == 0 {
        return said;
    }
    said.extend(unescaped(token));
    for part in
        token.split(['.', ':', ';', '=', '&', '?', '{', '}', '\\', '*', '~']).filter(|part| part.len() >= SHORTEST)
    {
        said.extend(unpacked(part));
    }
    let inner: Vec<String> = said.iter().flat_map(|said| meanings(said, deep - 1)).collect();
    said.extend(inner);
    said
}

/// Base64 and hexadecimal digits as text, where they are text.
fn unpacked(part: &str) -> Vec<String> {
    let mut bytes: Vec<Vec<u8>> = Vec::new();
    if part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')) {
        let whole = part.get(..part.len() - usize::from(part.len() % 4 == 1)).unwrap_or_default();
        bytes.extend(STANDARD_NO_PAD.decode(whole).ok().or_else(|| lenient(whole)));
        bytes.extend(URL_SAFE_NO_PAD.decode(whole).ok());
    }
    bytes.extend(hexadecimal(part));
    bytes.into_iter().flat_map(|bytes| texts(&bytes)).collect()
}

/// The last letter may carry bits that nobody reads; some programs leave them set.
fn lenient(part: &str) -> Option<Vec<u8>> {
    let whole = part.len() / 4 * 4;
    STANDARD_NO_PAD.decode(part.get(..whole)?).ok()
}

/// Bytes as hexadecimal digits.
fn hexadecimal(part: &str) -> Option<Vec<u8>> {
    let digits = part.strip_prefix("0x").unwrap_or(part);
    let digits: Vec<u32> = digits.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    let pair = |pair: &[u32]| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    };
    digits.chunks(2).map(pair).collect()
}

/// Bytes as text in the ways that texts are written.
pub(super) fn texts(bytes: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let plain = String::from_utf8_lossy(bytes);
    let odd = plain
        .chars()
        .filter(|letter| *letter == '\u{fffd}' || (letter.is_control() && !letter.is_whitespace()))
        .count();
    if odd * 4 <= plain.chars().count() {
        texts.push(plain.into_owned());
    }
    if bytes.contains(&0) {
        texts.push(wide(bytes, u16::from_le_bytes));
        texts.push(wide(bytes, u16::from_be_bytes));
    }
    texts
}

fn wide(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
    char::decode_utf16(units).map(|letter| letter.unwrap_or(' ')).collect()
}

/// `%4A`, `&#74;` and `\u004a` as the letters that they stand for; `None` where there are none.
fn unescaped(token: &str) -> Option<String> {
    if !token.contains(['%', '&', '\\', '=']) {
        return None;
    }
    let mut bytes = Vec::with_capacity(token.len());
    let mut rest = token;
    while let Some(letter) = rest.chars().next() {
        let (length, meant) = escape(rest).unwrap_or((letter.len_utf8(), letter));
        match (meant, length) {
            // One byte of several that make a letter.
            (byte @ '\u{80}'..='\u{ff}', 3) if rest.starts_with(['%', '=']) => bytes.extend(u8::try_from(byte).ok()),
            _ => bytes.extend(meant.encode_utf8(&mut [0; 4]).bytes()),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    let said = String::from_utf8_lossy(&bytes).into_owned();
    (said != token).then_some(said)
}

/// How long an escape is, and the letter that it stands for.
fn escape(rest: &str) -> Option<(usize, char)> {
    let number = |digits: &str, radix: u32| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    if let Some(digits) = rest.strip_prefix(['%', '=']).and_then(|after| after.get(..2)) {
        return number(digits, 16).map(|letter| (3, letter));
    }
    if let Some(digits) = rest.strip_prefix("\\u").and_then(|after| after.get(..4)) {
        return number(digits, 16).map(|letter| (6, letter));
    }
    if let Some(digits) = rest.strip_prefix("\\x").and_then(|after| after.get(..2)) {
        return number(digits, 16).map(|letter| (4, letter));
    }
    let (inner, _) = rest.strip_prefix("&#")?.split_once(';')?;
    let letter = match inner.strip_prefix(['x', 'X']) {
        Some(digits) => number(digits, 16),
        None => number(inner, 10),
    };
    letter.map(|letter| (inner.len() + 3, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        runs(text).into_iter().flat_map(|(_, said)| said).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn coded_words_are_read() {
        for coded in [
            "token=SmFuZSBTbWl0aA==",
            "4a616e6520536d697468",
            "jane?n=%4Aane%20Smith",
            "&#74;ane&#x20;Smith",
            "\\u004aane\\u0020Smith",
            "SgBhAG4AZQAgAFMAbQBpAHQAaAA=",
            "VTJGdVpYSWdTbUZ1WlNCVGJXbDBhQT09 U21GdVpTQlRiV2wwYUE9PQ==",
        ] {
            assert!(
                said(coded).contains("Jane Smith") || said(coded).contains("ane Smith"),
                "{coded}: {}",
                said(coded)
            );
        }
        assert!(said("J%C3%BCrgen").contains("Jürgen"));
    }
}
