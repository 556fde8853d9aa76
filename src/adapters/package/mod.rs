//! The package: a ZIP that a person opens at home, without us, and understands.
//!
//! | name | what it is |
//! |---|---|
//! | `index.html` | the covering letter, with the small collections as tables; offline, no script, nothing remote |
//! | `letter.pdf` | the same letter, tagged (PDF/UA-1), to print or to keep |
//! | `data/*.csv` | one table per collection for spreadsheets, formulas defused |
//! | `data/*.json` | the same records, exact |
//! | `files/*` | files that were found, as they are |
//! | `portable.json`, `portable.schema.json` | of data to take elsewhere: the catalogue in the words of schema.org, and its JSON Schema |
//! | `manifest.json` | name, length, SHA-256 and number of records of every other file |
//!
//! Everything is written front to back in bounded memory. Records are read twice: for JSON, with the first rows kept for
//! the index, and for CSV. Names are made from the data map's keys, never from a person's data.

mod archive;
mod blocks;
mod builder;
mod central;
mod chart;
mod csv;
mod evidence;
mod flow;
mod fonts;
mod html;
mod json;
mod lines;
mod names;
mod pdf;
mod portable;
mod press;
mod preview;
mod report;
mod sheet;
mod verify;
mod workbook;

pub use builder::{ZipPackager, build};
pub use evidence::{EvidenceError, Proven, verify_evidence};
pub use pdf::PdfPress;
pub use verify::{Problem, Verified, VerifyError, verify};
pub use workbook::Workbook;
