//! Rows of `deferred_erasures`.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::deferred_erasures;
use crate::domain::ids::{CaseId, DeferredId, RequestId};
use crate::ports::store::StoreError;
use crate::ports::store::deferrals::Deferred;

const DEFERRED: Table = Table("deferred_erasures");

/// Something that is erased later.
#[derive(Clone, Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = deferred_erasures, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct DeferredRow {
    id: Vec<u8>,
    request_id: Vec<u8>,
    case_id: Vec<u8>,
    controller: String,
    map: String,
    title: String,
    last_day: NaiveDate,
    kept: i64,
    reason: String,
    object: String,
    erased: i64,
    message: Option<String>,
    done_at: Option<i64>,
}

impl From<&Deferred> for DeferredRow {
    fn from(deferred: &Deferred) -> Self {
        Self {
            id: bytes(deferred.id.0),
            request_id: bytes(deferred.request.0),
            case_id: bytes(deferred.case.0),
            controller: deferred.controller.clone(),
            map: deferred.map.clone(),
            title: deferred.title.clone(),
            last_day: deferred.last_day,
            kept: deferred.rows,
            reason: deferred.reason.clone(),
            object: deferred.object.clone(),
            erased: deferred.erased,
            message: deferred.message.clone(),
            done_at: deferred.done_at.map(micros),
        }
    }
}

impl DeferredRow {
    /// What is erased later.
    pub fn into_deferred(self) -> Result<Deferred, StoreError> {
        Ok(Deferred {
            id: DeferredId(DEFERRED.id("id", &self.id)?),
            request: RequestId(DEFERRED.id("request_id", &self.request_id)?),
            case: CaseId(DEFERRED.id("case_id", &self.case_id)?),
            controller: self.controller,
            map: self.map,
            title: self.title,
            last_day: self.last_day,
            rows: self.kept,
            reason: self.reason,
            object: self.object,
            erased: self.erased,
            message: self.message,
            done_at: DEFERRED.maybe_instant("done_at", self.done_at)?,
        })
    }
}
