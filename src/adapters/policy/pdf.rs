//! PDF to text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::Document;

use super::SourceError;

/// More pages than any policy has.
const MOST_PAGES: usize = 200;
/// The largest content of a page once unpacked, in bytes: a packed stream can grow a thousandfold.
const LARGEST_PAGE: usize = 8 << 20;

/// The text of all pages, page by page, with the page numbers and running heads that stand between them.
pub fn text(bytes: &[u8]) -> Result<String, SourceError> {
    // The parser is somebody else's, and the file a stranger's: what makes it stumble must not stop the desk.
    let parsed = catch_unwind(AssertUnwindSafe(|| parse(bytes)));
    parsed.unwrap_or_else(|_| Err(SourceError::Pdf("it is damaged".to_owned())))
}

fn parse(bytes: &[u8]) -> Result<String, SourceError> {
    let document = Document::load_mem(bytes).map_err(|why| SourceError::Pdf(why.to_string()))?;
    if document.is_encrypted() {
        return Err(SourceError::Pdf("it is locked with a password".to_owned()));
    }
    let pages: Vec<u32> = document.get_pages().into_keys().take(MOST_PAGES).collect();
    let text = document.extract_text_with_limit(&pages, LARGEST_PAGE);
    text.map_err(|why| SourceError::Pdf(why.to_string()))
}
