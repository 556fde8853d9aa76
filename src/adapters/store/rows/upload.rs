//! Rows of `uploads`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::uploads;
use crate::domain::ids::{CaseId, DraftId, UploadId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::uploads::{Holder, Upload};

/// The table, for errors.
pub const UPLOADS: Table = Table("uploads");

/// A file that a person gave us.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = uploads, treat_none_as_default_value = false)]
pub struct UploadRow {
    id: Vec<u8>,
    draft_id: Option<Vec<u8>>,
    case_id: Option<Vec<u8>>,
    name: String,
    media_type: String,
    bytes: i64,
    added_at: i64,
    seen_at: Option<i64>,
    proof: Option<bool>,
}

impl From<&Upload> for UploadRow {
    fn from(upload: &Upload) -> Self {
        let (draft_id, case_id) = match upload.holder {
            Holder::Draft(id) => (Some(bytes(id.0)), None),
            Holder::Case(id) => (None, Some(bytes(id.0))),
        };
        Self {
            id: bytes(upload.id.0),
            draft_id,
            case_id,
            name: upload.name.reveal().to_owned(),
            media_type: upload.media_type.clone(),
            bytes: upload.bytes,
            added_at: micros(upload.added_at),
            seen_at: upload.seen_at.map(micros),
            proof: upload.proof,
        }
    }
}

impl UploadRow {
    /// The file.
    pub fn into_upload(self) -> Result<Upload, StoreError> {
        let draft = UPLOADS.maybe_id("draft_id", self.draft_id.as_ref())?.map(DraftId).map(Holder::Draft);
        let case = UPLOADS.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId).map(Holder::Case);
        Ok(Upload {
            id: UploadId(UPLOADS.id("id", &self.id)?),
            holder: UPLOADS.parsed("case_id", draft.or(case))?,
            name: Personal::new(self.name),
            media_type: self.media_type,
            bytes: self.bytes,
            added_at: UPLOADS.instant("added_at", self.added_at)?,
            seen_at: UPLOADS.maybe_instant("seen_at", self.seen_at)?,
            proof: self.proof,
        })
    }
}
