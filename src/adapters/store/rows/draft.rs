//! Rows of `drafts`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::drafts;
use crate::domain::ids::{CaseId, DraftId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::drafts::Draft;

const DRAFTS: Table = Table("drafts");

/// A form being filled in.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = drafts, treat_none_as_default_value = false)]
pub struct DraftRow {
    id: Vec<u8>,
    token_hash: Vec<u8>,
    controller: String,
    answers: String,
    started_at: i64,
    expires_at: i64,
    case_id: Option<Vec<u8>>,
}

impl From<&Draft> for DraftRow {
    fn from(draft: &Draft) -> Self {
        Self {
            id: bytes(draft.id.0),
            token_hash: draft.token_hash.to_vec(),
            controller: draft.controller.clone(),
            answers: draft.answers.reveal().to_owned(),
            started_at: micros(draft.started_at),
            expires_at: micros(draft.expires_at),
            case_id: draft.case.map(|id| bytes(id.0)),
        }
    }
}

impl DraftRow {
    /// The draft.
    pub fn into_draft(self) -> Result<Draft, StoreError> {
        Ok(Draft {
            id: DraftId(DRAFTS.id("id", &self.id)?),
            token_hash: DRAFTS.hash("token_hash", &self.token_hash)?,
            controller: self.controller,
            answers: Personal::new(self.answers),
            started_at: DRAFTS.instant("started_at", self.started_at)?,
            expires_at: DRAFTS.instant("expires_at", self.expires_at)?,
            case: DRAFTS.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId),
        })
    }
}
