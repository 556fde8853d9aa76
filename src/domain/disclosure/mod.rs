//! The answer to an access or portability request: what it says and what is in it.
//!
//! [`Letter`] holds the facts; [`Letter::document`] turns them into a [`Document`], the one text that is then printed
//! as HTML and as PDF. Nothing here is guessed: what the company has not stated stands in the letter as a visible gap.

mod cell;
mod collection;
mod document;
mod exemption;
pub mod finding;
mod frame;
mod held;
mod lacks;
mod letter;
mod manifest;
mod opening;
mod portable;
mod searched;
pub mod value;
mod words;

pub use cell::{Cell, Record};
pub use collection::{CollectionHead, Column, Contents, FileInPackage};
pub use document::{Block, ColumnHead, Document, Label, Letterhead, Run, Section, Table, Text};
pub use exemption::{EXEMPTIONS, Exemption, Scope};
pub use frame::{letterhead, remedies_section};
pub use lacks::{Lack, lacks, unstated};
pub use letter::{Answer, LeftOut, Letter, Reasons, Signatory};
pub use manifest::{FORMAT, Manifest, ManifestFile};
pub use portable::{NotPortable, is_provided, on_portable_basis};
pub use searched::{Outcome, SearchTerm, Searched};
pub use words::long_date;
