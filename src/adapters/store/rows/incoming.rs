//! Rows of `incoming`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::incoming;
use crate::domain::ids::{CaseId, IncomingId, StaffId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::incoming::{Decision, Entry, EntryState, Tie};

const INCOMING: Table = Table("incoming");

/// A message that arrived.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = incoming, treat_none_as_default_value = false)]
pub struct IncomingRow {
    id: Vec<u8>,
    fingerprint: Vec<u8>,
    sha256: Vec<u8>,
    controller: String,
    source: String,
    taken_at: i64,
    received_at: i64,
    contents: Vec<u8>,
    suggested: Option<Vec<u8>>,
    tie: Option<String>,
    state: String,
    case_id: Option<Vec<u8>>,
    decided_by: Option<Vec<u8>>,
    decided_at: Option<i64>,
    reason: String,
    message_id: Option<String>,
}

/// What a person decided.
#[derive(AsChangeset)]
#[diesel(table_name = incoming, treat_none_as_null = true)]
pub struct DecisionRow {
    state: String,
    case_id: Option<Vec<u8>>,
    decided_by: Option<Vec<u8>>,
    decided_at: Option<i64>,
    reason: String,
}

impl From<&Entry> for IncomingRow {
    fn from(entry: &Entry) -> Self {
        Self {
            id: bytes(entry.id.0),
            fingerprint: entry.fingerprint.to_vec(),
            sha256: entry.sha256.to_vec(),
            controller: entry.controller.clone(),
            source: entry.source.clone(),
            taken_at: micros(entry.taken_at),
            received_at: micros(entry.received_at),
            contents: entry.contents.clone(),
            suggested: entry.suggested.map(|(case, _)| bytes(case.0)),
            tie: entry.suggested.map(|(_, tie)| tie.code().to_owned()),
            state: entry.state.code().to_owned(),
            case_id: entry.case.map(|case| bytes(case.0)),
            decided_by: entry.decided.map(|(staff, _)| bytes(staff.0)),
            decided_at: entry.decided.map(|(_, at)| micros(at)),
            reason: entry.reason.reveal().to_owned(),
            message_id: entry.message_id.clone(),
        }
    }
}

impl From<&Decision> for DecisionRow {
    fn from(decision: &Decision) -> Self {
        Self {
            state: decision.state.code().to_owned(),
            case_id: decision.case.map(|case| bytes(case.0)),
            decided_by: Some(bytes(decision.by.0)),
            decided_at: Some(micros(decision.at)),
            reason: decision.reason.reveal().to_owned(),
        }
    }
}

impl IncomingRow {
    /// The entry.
    pub fn into_entry(self) -> Result<Entry, StoreError> {
        let suggested = INCOMING.maybe_id("suggested", self.suggested.as_ref())?.map(CaseId);
        let decided_by = INCOMING.maybe_id("decided_by", self.decided_by.as_ref())?.map(StaffId);
        Ok(Entry {
            id: IncomingId(INCOMING.id("id", &self.id)?),
            fingerprint: INCOMING.hash("fingerprint", &self.fingerprint)?,
            sha256: INCOMING.hash("sha256", &self.sha256)?,
            taken_at: INCOMING.instant("taken_at", self.taken_at)?,
            received_at: INCOMING.instant("received_at", self.received_at)?,
            // A case that is gone leaves its tie behind, which then ties to nothing.
            suggested: suggested.zip(self.tie.as_deref().and_then(Tie::parse)),
            state: INCOMING.parsed("state", EntryState::parse(&self.state))?,
            case: INCOMING.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId),
            decided: decided_by.zip(INCOMING.maybe_instant("decided_at", self.decided_at)?),
            reason: Personal::new(self.reason),
            controller: self.controller,
            source: self.source,
            contents: self.contents,
            message_id: self.message_id,
        })
    }
}
