//! Taking incoming mail apart: MIME, character sets and HTML become the plain values that the reader reads.

mod flowed;
mod html;
mod mime;
mod report;

pub use mime::{LARGEST, MimeParser, parse};
