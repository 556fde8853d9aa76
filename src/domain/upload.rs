//! What a file is, told from its content, and whether it may be taken in. Its name proves nothing.

/// The largest file that a person can give us, in bytes.
pub const LARGEST: u64 = 10_000_000;
/// The most files that belong to one form or case.
pub const MOST: usize = 20;

/// Why a file was not taken in. Nothing of it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It is larger than it may be.
    TooLarge,
    /// Nobody can tell what it is, or it is something that does harm when it is opened.
    Kind,
    /// The scanner found something harmful in it.
    Infected,
    /// There is a scanner, and it cannot be asked at the moment.
    Unchecked,
    /// There are as many as there may be.
    TooMany,
}

impl NotTaken {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::TooLarge, Self::Kind, Self::Infected, Self::Unchecked, Self::TooMany];

    /// Its name among the texts of a language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Kind => "kind",
            Self::Infected => "infected",
            Self::Unchecked => "unchecked",
            Self::TooMany => "too_many",
        }
    }
}

/// How many bytes from the beginning are looked at.
pub const HEAD_BYTES: usize = 4096;

/// The kinds of files that are taken in: how they begin, and their media type.
const SIGNATURES: [(&[u8], &str); 8] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
];

/// The media type of a file that may be taken in; `None` for what a person should not be sent: programs, web pages, scripts
/// and drawings with scripts, or bytes that nobody can tell.
pub fn media_type(head: &[u8]) -> Option<&'static str> {
    let known = SIGNATURES.iter().find(|(start, _)| head.starts_with(start));
    known.map(|(_, kind)| *kind).or_else(|| is_plain_text(head).then_some("text/plain"))
}

/// The same for a file that staff put into the review: a web page as well, because what goes out of one is never the page itself but
/// its words, written anew.
pub fn document_type(head: &[u8]) -> Option<&'static str> {
    let is_page = || text_of(head).is_some_and(|text| PAGE.iter().any(|mark| beginning(text).starts_with(mark)));
    media_type(head).or_else(|| is_page().then_some("text/html"))
}

/// How a web page begins.
const PAGE: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<!--"];
/// How text begins that a browser would not show as text.
const MARKUP: [&str; 8] = ["<!", "<?", "<html", "<svg", "<script", "<body", "<head", "#!"];

/// Text without markup at its beginning.
fn is_plain_text(head: &[u8]) -> bool {
    text_of(head).is_some_and(|text| !MARKUP.iter().any(|mark| beginning(text).starts_with(mark)))
}

fn beginning(text: &str) -> String {
    text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase()
}

/// Bytes as text; `None` when they are none. A character cut in half by the end of the head does not count against it.
fn text_of(head: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(head.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) => return None,
    };
    let plain = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
    (!text.is_empty() && plain).then_some(text)
}

/// A file's name as it is shown and kept: without folders, controls and tricks of direction, and not too long.
pub fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let tricky = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let plain: String = last.chars().filter(|c| !tricky(*c)).take(120).collect();
    let plain = plain.trim().trim_matches('.').to_owned();
    if plain.is_empty() { "file".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_content_says() {
        assert_eq!(media_type(b"%PDF-1.7 ..."), Some("application/pdf"));
        assert_eq!(media_type("Bestellung;Größe\r\n1;2".as_bytes()), Some("text/plain"));
        assert_eq!(media_type(&"é".as_bytes()[..1]), None);
        assert_eq!(media_type(&"aé".as_bytes()[..2]), Some("text/plain"));
        for refused in [
            &b"MZ\x90\0"[..],
            b"\x7fELF\x02",
            b"<svg xmlns=",
            b"\xef\xbb\xbf <!DOCTYPE html>",
            b"<?xml version",
            b"#!/bin/sh",
            b"\x1f\x8b\x08",
            b"",
            b"a\0b",
            b"\xff\xfeM\0Z\0",
        ] {
            assert_eq!(media_type(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn a_web_page_is_taken_in_for_review_alone() {
        for page in [&b"<!DOCTYPE html><title>x"[..], b"\xef\xbb\xbf\n<HTML lang=en>", b"<!-- saved --><html>"] {
            assert_eq!((media_type(page), document_type(page)), (None, Some("text/html")), "{page:?}");
        }
        for refused in [&b"<svg xmlns="[..], b"<script>", b"<?php", b"#!/bin/sh", b"<html>\0"] {
            assert_eq!(document_type(refused), None, "{refused:?}");
        }
        assert_eq!(document_type(b"%PDF-1.7"), Some("application/pdf"));
    }

    #[test]
    fn a_name_has_no_folders_and_no_tricks() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\Users\\ana\\returns.pdf"), "returns.pdf");
        assert_eq!(plain_name("fdp.\u{202e}exe.\r\n"), "fdp.exe");
        assert_eq!(plain_name(".."), "file");
    }
}
