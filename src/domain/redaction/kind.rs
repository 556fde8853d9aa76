//! What a document is, told from its content; its name only tells kinds of text apart.

use serde::{Deserialize, Serialize};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Plain text.
    Text,
    /// A table, its values parted by commas, semicolons or tabs.
    Csv,
    /// JSON.
    Json,
    /// A web page.
    Html,
    /// A PDF.
    Pdf,
    /// A picture that can be painted over: PNG.
    Png,
    /// A picture that can be painted over: JPEG.
    Jpeg,
    /// Something of which no part can be kept back here.
    Other,
}

impl DocumentKind {
    /// Tells the kind from the media type that the content has, the beginning of the content, and the name.
    pub fn of(media_type: &str, head: &[u8], name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match media_type {
            "application/pdf" => Self::Pdf,
            "image/png" => Self::Png,
            "image/jpeg" => Self::Jpeg,
            "text/html" => Self::Html,
            "application/json" => Self::Json,
            "text/csv" => Self::Csv,
            "text/plain" => match ending.as_str() {
                "csv" | "tsv" => Self::Csv,
                "json" => Self::Json,
                "html" | "htm" => Self::Html,
                _ if looks_like_json(head) => Self::Json,
                _ => Self::Text,
            },
            _ => Self::Other,
        }
    }

    /// What it is called in a sentence and in the manifest.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Csv => "a table (CSV)",
            Self::Json => "data (JSON)",
            Self::Html => "a web page (HTML)",
            Self::Pdf => "a PDF document",
            Self::Png | Self::Jpeg => "a picture",
            Self::Other => "a file",
        }
    }

    /// Whether parts of it can be kept back; else it goes as it is, or not at all.
    pub const fn can_be_redacted(self) -> bool {
        !matches!(self, Self::Other)
    }

    /// Whether it is a picture.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg)
    }

    /// The ending of a redacted copy's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Other => "bin",
        }
    }
}

fn looks_like_json(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    matches!(start, [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [b'"' | b'}', ..]))
        || matches!(start, [b'[', rest @ ..] if matches!(rest.trim_ascii_start(), [b'{' | b'"' | b'[' | b']', ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_and_the_name_only_parts_texts() {
        assert_eq!(DocumentKind::of("application/pdf", b"%PDF-", "x.csv"), DocumentKind::Pdf);
        assert_eq!(DocumentKind::of("text/plain", b"a;b", "List.CSV"), DocumentKind::Csv);
        assert_eq!(DocumentKind::of("text/plain", b" {\"a\": 1}", "notes"), DocumentKind::Json);
        assert_eq!(DocumentKind::of("text/plain", b"[see above]", "notes.txt"), DocumentKind::Text);
        assert_eq!(DocumentKind::of("application/zip", b"PK", "x.docx"), DocumentKind::Other);
        assert!(!DocumentKind::Other.can_be_redacted());
    }
}
