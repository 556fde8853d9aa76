//! Rows of `amendments`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::amendment_schema::amendments;
use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::domain::ids::{AmendmentId, CaseId, RequestId};
use crate::ports::store::StoreError;
use crate::ports::store::amendments::StoredAmendment;

const AMENDMENTS: Table = Table("amendments");

/// An amendment.
#[derive(Clone, Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = amendments, primary_key(id), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct AmendmentRow {
    id: Vec<u8>,
    request_id: Vec<u8>,
    case_id: Vec<u8>,
    kind: String,
    system: String,
    title: String,
    collection: String,
    column_name: String,
    what: String,
    state: String,
    guarded: bool,
    sealed: Vec<u8>,
    message: Option<String>,
    made_at: i64,
    written_at: Option<i64>,
    confirmed_at: Option<i64>,
}

impl From<&StoredAmendment> for AmendmentRow {
    fn from(amendment: &StoredAmendment) -> Self {
        Self {
            id: bytes(amendment.id.0),
            request_id: bytes(amendment.request.0),
            case_id: bytes(amendment.case.0),
            kind: amendment.kind.code().to_owned(),
            system: amendment.system.clone(),
            title: amendment.title.clone(),
            collection: amendment.collection.clone(),
            column_name: amendment.column.clone(),
            what: amendment.what.clone(),
            state: amendment.state.code().to_owned(),
            guarded: amendment.guarded,
            sealed: amendment.sealed.clone(),
            message: amendment.message.clone(),
            made_at: micros(amendment.made_at),
            written_at: amendment.written_at.map(micros),
            confirmed_at: amendment.confirmed_at.map(micros),
        }
    }
}

impl AmendmentRow {
    /// The amendment.
    pub fn into_amendment(self) -> Result<StoredAmendment, StoreError> {
        Ok(StoredAmendment {
            id: AmendmentId(AMENDMENTS.id("id", &self.id)?),
            request: RequestId(AMENDMENTS.id("request_id", &self.request_id)?),
            case: CaseId(AMENDMENTS.id("case_id", &self.case_id)?),
            kind: AMENDMENTS.parsed("kind", AmendmentKind::parse(&self.kind))?,
            state: AMENDMENTS.parsed("state", AmendmentState::parse(&self.state))?,
            made_at: AMENDMENTS.instant("made_at", self.made_at)?,
            written_at: AMENDMENTS.maybe_instant("written_at", self.written_at)?,
            confirmed_at: AMENDMENTS.maybe_instant("confirmed_at", self.confirmed_at)?,
            system: self.system,
            title: self.title,
            collection: self.collection,
            column: self.column_name,
            what: self.what,
            guarded: self.guarded,
            sealed: self.sealed,
            message: self.message,
        })
    }
}
