//! Files that may go into an answer with what was decided about each, and files that staff put with a case.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseFileId, CaseId, DocumentId, RequestId, StaffId};
use crate::domain::personal::Personal;

/// A file as it lies in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name as uploaded.
    pub name: Personal,
    /// Its media type by content.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: i64,
    /// Where the vault keeps it.
    pub object: String,
}

/// A file that may go into the answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its identifier.
    pub id: DocumentId,
    /// The request.
    pub request: RequestId,
    /// The system it came from; empty for one that staff added.
    pub system: String,
    /// The original, which never changes.
    pub file: StoredFile,
    /// Who gave it; `None`: somebody outside, from a link.
    pub by: Option<StaffId>,
    /// When.
    pub at: DateTime<Utc>,
    /// What was decided; `None` while nobody has.
    pub decision: Option<DocumentDecision>,
}

/// What becomes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentVerdict {
    /// It goes out as it is.
    Included,
    /// It stays here.
    LeftOut,
    /// A copy without some of it goes out.
    Redacted {
        /// Where the vault keeps the copy.
        object: String,
        /// The copy's size in bytes.
        bytes: i64,
        /// What was kept back, as JSON, sealed.
        choices: Vec<u8>,
    },
}

/// What was decided about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDecision {
    /// What becomes of it.
    pub verdict: DocumentVerdict,
    /// The exemption, if anything stays here.
    pub exemption: Option<String>,
    /// The reason.
    pub reason: String,
    /// Whether the ground is not told to the person, because telling it would defeat it. A second person approves.
    pub silent: bool,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a file came to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOrigin {
    /// It is the scan of a letter.
    Post,
    /// It belongs to a note.
    Note,
}

impl FileOrigin {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Note => "note",
        }
    }

    /// Reads [`FileOrigin::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Post, Self::Note].into_iter().find(|origin| origin.code() == code)
    }
}

/// A file that staff put with a case. It is for the desk alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFileRecord {
    /// Its identifier.
    pub id: CaseFileId,
    /// The case.
    pub case: CaseId,
    /// How it came.
    pub origin: FileOrigin,
    /// The file.
    pub file: StoredFile,
    /// Who put it there.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Documents of requests, and files of cases.
pub trait Documents {
    /// Adds a document.
    fn add_document(&mut self, document: &Document) -> Result<(), StoreError>;
    /// The documents of a request, oldest first.
    fn documents_of(&mut self, request: RequestId) -> Result<Vec<Document>, StoreError>;
    /// One document.
    fn document(&mut self, id: DocumentId) -> Result<Document, StoreError>;
    /// Records or, with `None`, takes back a decision.
    fn decide_document(&mut self, id: DocumentId, decision: Option<&DocumentDecision>) -> Result<(), StoreError>;
    /// Removes the documents of a request; says how many there were. The vault's objects are the caller's to destroy first.
    fn destroy_documents(&mut self, request: RequestId) -> Result<usize, StoreError>;
    /// Adds a file to a case.
    fn add_case_file(&mut self, file: &CaseFileRecord) -> Result<(), StoreError>;
    /// The files of a case, oldest first.
    fn case_files(&mut self, case: CaseId) -> Result<Vec<CaseFileRecord>, StoreError>;
}
