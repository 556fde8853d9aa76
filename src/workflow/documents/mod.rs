//! Files that may go into an answer: coming in, being looked through, and what becomes of each.
//!
//! The original is sealed in the vault and never changes. What goes out is what somebody decided: the file as it is, or a redacted copy that is
//! made when they decide and is what the second person sees.

mod adding;
mod bringing;
mod deciding;
mod looking;
mod others;
mod rows;
mod sealing;

pub(in crate::workflow) use adding::of_task;
pub use adding::{add, attach_to_case, file_of_case};
pub use bringing::{MailFile, add_bytes, add_from_mail, add_from_row, mail_files};
pub use deciding::{DocumentWish, decide};
pub(in crate::workflow) use looking::named;
pub use looking::{Found, Looked, bytes_to_look_at, copy_of, look, original_of};
pub use rows::{RowSuggestion, suggest_in_rows};
pub use sealing::{not_taken, scanned};

use crate::domain::ids::RequestId;
use crate::domain::redaction::DocumentKind;
use crate::ports::store::documents::{Document, DocumentVerdict, StoredFile};
use crate::ports::store::{StoreError, Tx};
use crate::ports::vault::ObjectName;

/// The kind of a stored file.
pub fn kind_of(file: &StoredFile) -> DocumentKind {
    DocumentKind::of(&file.media_type, b"", file.name.reveal())
}

/// How many documents of a request nobody has decided.
pub(in crate::workflow) fn undecided(tx: &mut dyn Tx, request: RequestId) -> Result<usize, StoreError> {
    Ok(tx.documents_of(request)?.iter().filter(|document| document.decision.is_none()).count())
}

/// Everything that the vault keeps of a document.
pub(in crate::workflow) fn objects(document: &Document) -> Vec<ObjectName> {
    let copy = match document.decision.as_ref().map(|decision| &decision.verdict) {
        Some(DocumentVerdict::Redacted { object, .. }) => ObjectName::parse(object),
        _ => None,
    };
    ObjectName::parse(&document.file.object).into_iter().chain(copy).collect()
}
