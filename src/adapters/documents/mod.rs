//! Documents as files: policies become the text that [`crate::domain::policy`] reads, and what goes to a person becomes a copy without what
//! stays here ([`Copyist`]).
//!
//! Files come from strangers: sizes are bounded, nothing is fetched, no script is run, and a file that a parser cannot
//! stand is refused.

mod copyist;
mod data;
mod html;
mod logo;
mod markdown;
mod markup;
mod page;
mod pdf;
mod pdf_lines;
mod pdf_runs;
mod picture;
mod plain;
mod print;
mod print_draw;
mod print_read;
mod rewriting;
mod source;
mod table;

pub use copyist::Copyist;
pub use source::{FileReader, Format, SourceError, document};
