//! What packing an answer needs, and what it gives.

use std::io::{Read, Write};

use crate::domain::disclosure::{CollectionHead, Letter, Manifest, Record};
use crate::domain::redaction::DocumentKind;

/// Why the contents of an answer cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the findings could not be read")]
pub struct Unreadable(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// A file that goes into a package as it is: a photograph, an invoice, what a colleague uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Attachment {
    /// Its own file name; only its letters, digits and a well-known ending are used.
    pub file_name: String,
    /// Plain name: "The workshop's note".
    pub title: String,
    /// One sentence on what it is.
    pub description: Option<String>,
    /// Plain name of the system it came from.
    pub system_title: String,
    /// What kind of file it is, where that is known.
    pub kind: Option<DocumentKind>,
    /// That parts of it were withheld, and why: "parts were withheld: Other person (…)".
    pub withheld: Option<String>,
}

/// The records of a collection, one after the other.
pub type Records<'source> = Box<dyn Iterator<Item = Result<Record, Unreadable>> + 'source>;

/// What goes into a package, as a source that can be read more than once and in bounded memory.
///
/// Every reading must give the same records in the same order; packing notices when the number differs.
pub trait Collections {
    /// The collections, in the order in which the package tells of them.
    fn heads(&mut self) -> Result<Vec<CollectionHead>, Unreadable>;

    /// Reads a collection from its beginning. `index` counts as in [`Collections::heads`].
    fn records(&mut self, index: usize) -> Result<Records<'_>, Unreadable>;

    /// Files that go in as they are.
    fn attachments(&mut self) -> Result<Vec<Attachment>, Unreadable> {
        Ok(Vec::new())
    }

    /// Reads a file from its beginning. `index` counts as in [`Collections::attachments`].
    fn attachment(&mut self, index: usize) -> Result<Box<dyn Read + '_>, Unreadable> {
        Err(Unreadable(format!("there is no file {index}").into()))
    }
}

/// How far packing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many collections are packed.
    pub done: usize,
    /// How many there are.
    pub of: usize,
    /// How many records have been packed.
    pub rows: u64,
}

/// Why a package could not be made. Nothing that was written up to then is a package.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The contents cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The contents changed while they were packed.
    #[error("the collection {collection} had {first} records on the first reading and {second} on the second")]
    Changed {
        /// The collection's key.
        collection: String,
        /// Records on the first reading.
        first: u64,
        /// Records on the second.
        second: u64,
    },
    /// The package cannot be written: the disk is full, the receiver is gone.
    #[error("the package could not be written")]
    Write(#[from] std::io::Error),
    /// The letter could not be set as PDF.
    #[error("the letter could not be set as PDF: {0}")]
    Pdf(String),
    /// The index page could not be set.
    #[error("the index page could not be set: {0}")]
    Page(String),
}

/// Packs an answer.
pub trait Packager: Send + Sync {
    /// Writes the package, front to back, in memory that does not grow with it. The same letter and contents give the same bytes.
    fn pack(
        &self,
        letter: &Letter,
        collections: &mut dyn Collections,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Manifest, PackageError>;
}
