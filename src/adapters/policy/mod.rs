//! Policies as files: plain text, HTML, Markdown and PDF become the text that [`crate::domain::policy`] reads.
//!
//! Files come from strangers: sizes are bounded, nothing is fetched, no script is run, and a file that a parser cannot
//! stand is refused.

mod html;
mod markdown;
mod pdf;
mod pdf_lines;
mod pdf_runs;
mod source;

pub use source::{FileReader, Format, SourceError, document};
