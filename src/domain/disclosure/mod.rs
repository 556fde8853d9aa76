//! The answer to an access or portability request: what it says and what is in it.
//!
//! [`Letter`] holds the facts; [`Letter::document`] turns them into a [`Document`], the one text that is then printed
//! as HTML and as PDF. Nothing here is guessed: what the company has not stated stands in the letter as a visible gap.

mod around;
mod cell;
mod collection;
mod document;
mod exemption;
pub mod finding;
mod frame;
mod held;
mod lacks;
mod left_out;
mod letter;
mod manifest;
mod opening;
mod portable;
mod said;
mod searched;
pub mod value;
mod voice;
mod words;

pub use around::Around;
pub use cell::{Cell, Record};
pub use collection::{CollectionHead, Column, Contents, FileInPackage, Kept, Use};
pub use document::{Block, ColumnHead, Document, Label, Letterhead, Run, Section, Table, Text};
pub use exemption::{EXEMPTIONS, Exemption, Scope};
pub use frame::{letterhead, letterhead_in, registration, remedies_section};
pub use lacks::{Lack, lacks, unstated};
pub use left_out::{LeftOut, Reasons};
pub use letter::{Answer, Letter, Signatory};
pub use manifest::{FORMAT, Manifest, ManifestFile};
pub use portable::{NotPortable, is_provided, on_portable_basis};
pub use said::said;
pub use searched::{Outcome, SearchTerm, Searched};
pub use voice::Voice;
pub use words::long_date;
