//! Which kind of file it is, and its way to a document.

use crate::domain::logo::{Logo, NotALogo};
use crate::domain::policy::{Document, Source};
use crate::ports::policies::{PolicyFiles, UnreadPolicy};

use super::{html, logo, markdown, pdf};

/// The largest file that is read, in bytes. Policies are a few dozen kilobytes; a saved page carries its styles along.
const LARGEST_FILE: usize = 8 << 20;
/// The longest text that is read, in bytes: a policy of a hundred pages.
const LONGEST_TEXT: usize = 400_000;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, or a page pasted as text.
    Text,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
    /// PDF with text in it, not a scan.
    Pdf,
}

/// Why a file cannot be read as a policy.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SourceError {
    /// More bytes than a policy has.
    #[error("it is larger than {} MiB; save only the page of the policy", LARGEST_FILE >> 20)]
    TooLarge,
    /// More text than a policy has.
    #[error("its text is longer than {LONGEST_TEXT} bytes; save only the page of the policy")]
    TooLong,
    /// Bytes that are no text.
    #[error("it is neither text (UTF-8 or UTF-16), HTML, Markdown nor PDF")]
    NotText,
    /// A PDF that cannot be opened.
    #[error("the PDF cannot be read: {0}")]
    Pdf(String),
    /// A file without words: empty, or a scan.
    #[error("there are no words in it; a scanned page must first be turned into text")]
    Empty,
}

impl Format {
    /// The kind, told from the name and the first bytes.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let name = name.to_lowercase();
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if bytes.starts_with(b"%PDF-") || ends(&[".pdf"]) {
            Self::Pdf
        } else if ends(&[".html", ".htm", ".xhtml"])
            || head.contains("<!doctype html")
            || head.contains("<html")
            || head.contains("<body")
        {
            Self::Html
        } else if ends(&[".md", ".markdown"]) {
            Self::Markdown
        } else {
            Self::Text
        }
    }
}

/// Reads files with the parsers built in.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileReader;

impl PolicyFiles for FileReader {
    fn source(&self, name: &str, bytes: &[u8]) -> Result<Source, UnreadPolicy> {
        let source = source(name, bytes).map_err(|why| UnreadPolicy(why.to_string()))?;
        readable(&source).map(|_| source).map_err(|why| UnreadPolicy(why.to_string()))
    }

    fn logo(&self, bytes: &[u8]) -> Result<Logo, NotALogo> {
        logo::logo(bytes)
    }
}

/// The document in the bytes of a file; its name helps to tell the kind.
pub fn document(name: &str, bytes: &[u8]) -> Result<Document, SourceError> {
    readable(&source(name, bytes)?)
}

fn source(name: &str, bytes: &[u8]) -> Result<Source, SourceError> {
    if bytes.len() > LARGEST_FILE {
        return Err(SourceError::TooLarge);
    }
    Ok(match Format::of(name, bytes) {
        Format::Pdf => Source::Plain(bounded(pdf::text(bytes)?)?),
        Format::Html => Source::Lines(html::lines(&text(bytes)?)),
        Format::Markdown => Source::Lines(markdown::lines(&bounded(text(bytes)?)?)),
        Format::Text => Source::Plain(bounded(text(bytes)?)?),
    })
}

fn readable(source: &Source) -> Result<Document, SourceError> {
    let document = source.document();
    if document.text.len() > LONGEST_TEXT {
        return Err(SourceError::TooLong);
    }
    if document.sentences.is_empty() { Err(SourceError::Empty) } else { Ok(document) }
}

fn bounded(text: String) -> Result<String, SourceError> {
    if text.len() > LONGEST_TEXT { Err(SourceError::TooLong) } else { Ok(text) }
}

/// UTF-8, UTF-16 with a byte order mark, or the western code page that old shops still save in.
fn text(bytes: &[u8]) -> Result<String, SourceError> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = pairs.filter_map(|pair| pair.try_into().ok()).map(unit).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
            .map_or_else(|_| western(bytes), str::to_owned),
    };
    let strange = text.chars().filter(|letter| letter.is_control() && !letter.is_whitespace()).count();
    if strange * 50 > text.chars().count() { Err(SourceError::NotText) } else { Ok(text) }
}

/// Windows-1252: Latin-1 with typographic marks between 0x80 and 0x9f.
fn western(bytes: &[u8]) -> String {
    const MARKS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let letter = |byte: &u8| match byte.checked_sub(0x80) {
        Some(at) if at < 0x20 => MARKS.chars().nth(usize::from(at)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Your rights. You can ask for a copy of your data.";

    #[test]
    fn texts_are_read_in_the_encodings_that_shops_use() {
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(WORDS.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(document("p.txt", &wide).unwrap().text, WORDS);
        assert_eq!(document("p.txt", b"We\x92ll keep it \x96 safely.").unwrap().text, "We’ll keep it – safely.");
        assert_eq!(document("p.txt", format!("\u{feff}{WORDS}").as_bytes()).unwrap().text, WORDS);
    }

    #[test]
    fn what_is_no_policy_is_refused_with_a_reason() {
        assert_eq!(document("p.txt", b" \n "), Err(SourceError::Empty));
        assert_eq!(document("p.bin", &[0, 1, 2, 3, 0, 1]), Err(SourceError::NotText));
        assert_eq!(document("p.txt", &vec![b'a'; LONGEST_TEXT + 1]), Err(SourceError::TooLong));
        assert_eq!(document("p.txt", &vec![b'a'; LARGEST_FILE + 1]), Err(SourceError::TooLarge));
        assert!(matches!(document("p.pdf", b"%PDF-1.7 broken"), Err(SourceError::Pdf(_))));
    }
}
