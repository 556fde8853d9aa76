//! Files that people gave us, with their form or later on the status page. Their bytes lie in the vault.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, DraftId, UploadId};
use crate::domain::personal::Personal;
use crate::ports::vault::{ObjectName, Purpose};

/// What a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A form that has not been sent.
    Draft(DraftId),
    /// A case.
    Case(CaseId),
}

/// A file that a person gave us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its identifier.
    pub id: UploadId,
    /// What it belongs to.
    pub holder: Holder,
    /// Its name, without folders and tricks.
    pub name: Personal,
    /// Its media type, told from its content.
    pub media_type: String,
    /// Its size in bytes, before encryption.
    pub bytes: i64,
    /// When it came (UTC).
    pub added_at: DateTime<Utc>,
    /// When somebody at the desk first opened it (UTC).
    pub seen_at: Option<DateTime<Utc>>,
    /// Whether it is a proof of identity, as a colleague said; `None` when nobody has.
    pub proof: Option<bool>,
}

/// The name of a file's bytes in the vault.
pub fn upload_object(id: UploadId) -> ObjectName {
    ObjectName::new(Purpose::Evidence, id.0)
}

/// Files that people gave us.
pub trait Uploads {
    /// Adds one, whose bytes are in the vault already.
    fn add_upload(&mut self, upload: &Upload) -> Result<(), StoreError>;
    /// One of them.
    fn upload(&mut self, id: UploadId) -> Result<Upload, StoreError>;
    /// All of a form or a case, the oldest first.
    fn uploads_of(&mut self, holder: Holder) -> Result<Vec<Upload>, StoreError>;
    /// Gives the files of a form to the case that it has become; says how many.
    fn give_uploads(&mut self, draft: DraftId, case: CaseId) -> Result<usize, StoreError>;
    /// Notes that somebody at the desk opened it; `true` the first time.
    fn see_upload(&mut self, id: UploadId, at: DateTime<Utc>) -> Result<bool, StoreError>;
    /// Says whether it is a proof of identity; [`StoreError::NotFound`] when there is none.
    fn name_proof(&mut self, id: UploadId, proof: bool) -> Result<(), StoreError>;
    /// A page of the files of cases, by their ids.
    fn files_of_cases(&mut self, after: Option<UploadId>, limit: i64) -> Result<Vec<Upload>, StoreError>;
    /// Removes the row of one whose bytes are destroyed; `false` when there is none.
    fn remove_upload(&mut self, id: UploadId) -> Result<bool, StoreError>;
    /// Files of forms that have expired or are gone.
    fn stray_uploads(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<UploadId>, StoreError>;
}
