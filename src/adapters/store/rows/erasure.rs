//! Rows of `erasures`, `erasure_parts` and `erased_traces`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::{erased_traces, erasure_parts, erasures};
use crate::domain::erasure::Stage;
use crate::domain::ids::{CaseId, RequestId};
use crate::ports::store::StoreError;
use crate::ports::store::erasures::{ErasedTrace, Erasure, ErasurePart, PartState};

const ERASURES: Table = Table("erasures");
const PARTS: Table = Table("erasure_parts");
const TRACES: Table = Table("erased_traces");

/// The stored names of the states.
const STATES: [(PartState, &str); 5] = [
    (PartState::Waiting, "waiting"),
    (PartState::Begun, "begun"),
    (PartState::Committed, "committed"),
    (PartState::NeedsPerson, "needs_person"),
    (PartState::Confirmed, "confirmed"),
];

/// An erasure.
#[derive(Clone, Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = erasures, primary_key(request_id), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ErasureRow {
    request_id: Vec<u8>,
    case_id: Vec<u8>,
    stage: String,
    obstacles: i64,
    summary: Option<String>,
    object: Option<String>,
    decided: Option<Vec<u8>>,
    planned_at: Option<i64>,
    begun_at: Option<i64>,
    confirmed_at: Option<i64>,
}

impl ErasureRow {
    /// The row of an erasure.
    pub fn new(erasure: &Erasure) -> Result<Self, StoreError> {
        let obstacles = erasure.summary.as_ref().map_or(0, |summary| summary.in_the_way.len());
        Ok(Self {
            request_id: bytes(erasure.request.0),
            case_id: bytes(erasure.case.0),
            stage: erasure.stage.code().to_owned(),
            obstacles: i64::try_from(obstacles).unwrap_or(i64::MAX),
            summary: erasure.summary.as_ref().map(|summary| ERASURES.to_json("summary", summary)).transpose()?,
            object: erasure.object.clone(),
            decided: erasure.decided.clone(),
            planned_at: erasure.planned_at.map(micros),
            begun_at: erasure.begun_at.map(micros),
            confirmed_at: erasure.confirmed_at.map(micros),
        })
    }

    /// The erasure.
    pub fn into_erasure(self) -> Result<Erasure, StoreError> {
        Ok(Erasure {
            request: RequestId(ERASURES.id("request_id", &self.request_id)?),
            case: CaseId(ERASURES.id("case_id", &self.case_id)?),
            stage: ERASURES.parsed("stage", Stage::parse(&self.stage))?,
            summary: self.summary.map(|text| ERASURES.json("summary", &text)).transpose()?,
            object: self.object,
            decided: self.decided,
            planned_at: ERASURES.maybe_instant("planned_at", self.planned_at)?,
            begun_at: ERASURES.maybe_instant("begun_at", self.begun_at)?,
            confirmed_at: ERASURES.maybe_instant("confirmed_at", self.confirmed_at)?,
        })
    }
}

/// A system's part.
#[derive(Clone, Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(
    table_name = erasure_parts,
    primary_key(request_id, system),
    treat_none_as_default_value = false,
    treat_none_as_null = true
)]
pub struct PartRow {
    request_id: Vec<u8>,
    system: String,
    map: String,
    title: String,
    state: String,
    requested: i64,
    erased: i64,
    emptied: i64,
    remaining: i64,
    message: Option<String>,
    committed_at: Option<i64>,
    confirmed_at: Option<i64>,
}

impl From<&ErasurePart> for PartRow {
    fn from(part: &ErasurePart) -> Self {
        let state = STATES.iter().find(|(state, _)| *state == part.state).map_or("waiting", |(_, code)| code);
        Self {
            request_id: bytes(part.request.0),
            system: part.system.clone(),
            map: part.map.clone(),
            title: part.title.clone(),
            state: state.to_owned(),
            requested: part.requested,
            erased: part.erased,
            emptied: part.emptied,
            remaining: part.remaining,
            message: part.message.clone(),
            committed_at: part.committed_at.map(micros),
            confirmed_at: part.confirmed_at.map(micros),
        }
    }
}

impl PartRow {
    /// The part.
    pub fn into_part(self) -> Result<ErasurePart, StoreError> {
        let state = STATES.iter().find(|(_, code)| *code == self.state).map(|(state, _)| *state);
        Ok(ErasurePart {
            request: RequestId(PARTS.id("request_id", &self.request_id)?),
            system: self.system,
            map: self.map,
            title: self.title,
            state: PARTS.parsed("state", state)?,
            requested: self.requested,
            erased: self.erased,
            emptied: self.emptied,
            remaining: self.remaining,
            message: self.message,
            committed_at: PARTS.maybe_instant("committed_at", self.committed_at)?,
            confirmed_at: PARTS.maybe_instant("confirmed_at", self.confirmed_at)?,
        })
    }
}

/// A trace of somebody who was erased.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = erased_traces, treat_none_as_default_value = false)]
pub struct TraceRow {
    hash: Vec<u8>,
    kind: String,
    erased_at: i64,
}

impl From<&ErasedTrace> for TraceRow {
    fn from(trace: &ErasedTrace) -> Self {
        Self { hash: trace.hash.to_vec(), kind: trace.kind.clone(), erased_at: micros(trace.erased_at) }
    }
}

impl TraceRow {
    /// The trace.
    pub fn into_trace(self) -> Result<ErasedTrace, StoreError> {
        Ok(ErasedTrace {
            hash: TRACES.hash("hash", &self.hash)?,
            kind: self.kind,
            erased_at: TRACES.instant("erased_at", self.erased_at)?,
        })
    }
}
