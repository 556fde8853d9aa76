//! Rows of `gatherings`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::gatherings;
use crate::domain::ids::RequestId;
use crate::ports::store::StoreError;
use crate::ports::store::findings::{Gathering, SystemState};

const GATHERINGS: Table = Table("gatherings");

/// The stored names of the states.
const STATES: [(SystemState, &str); 6] = [
    (SystemState::Waiting, "waiting"),
    (SystemState::Running, "running"),
    (SystemState::Done, "done"),
    (SystemState::Retrying, "retrying"),
    (SystemState::NeedsPerson, "needs_person"),
    (SystemState::Skipped, "skipped"),
];

/// A system's part that is planned, with its place in the plan.
#[derive(Insertable)]
#[diesel(table_name = gatherings, treat_none_as_default_value = false)]
pub struct NewGatheringRow {
    request_id: Vec<u8>,
    system: String,
    ordinal: i64,
    #[diesel(embed)]
    progress: Progress,
}

/// How far it is.
#[derive(Clone, Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = gatherings, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Progress {
    title: String,
    state: String,
    found: i64,
    attempts: i64,
    message: Option<String>,
    frontier: Option<Vec<u8>>,
    updated_at: i64,
}

/// What is read back.
#[derive(Queryable, Selectable)]
#[diesel(table_name = gatherings)]
pub struct GatheringRow {
    request_id: Vec<u8>,
    system: String,
    #[diesel(embed)]
    progress: Progress,
}

impl From<&Gathering> for Progress {
    fn from(gathering: &Gathering) -> Self {
        let state = STATES.iter().find(|(state, _)| *state == gathering.state).map_or("waiting", |(_, code)| code);
        Self {
            title: gathering.title.clone(),
            state: state.to_owned(),
            found: gathering.rows,
            attempts: gathering.attempts,
            message: gathering.message.clone(),
            frontier: gathering.frontier.clone(),
            updated_at: micros(gathering.updated_at),
        }
    }
}

impl NewGatheringRow {
    /// The row of a system that has its place in the plan.
    pub fn new(gathering: &Gathering, ordinal: i64) -> Self {
        Self {
            request_id: bytes(gathering.request.0),
            system: gathering.system.clone(),
            ordinal,
            progress: gathering.into(),
        }
    }
}

impl GatheringRow {
    /// How far the system is.
    pub fn into_gathering(self) -> Result<Gathering, StoreError> {
        let progress = self.progress;
        let state = STATES.iter().find(|(_, code)| *code == progress.state).map(|(state, _)| *state);
        Ok(Gathering {
            request: RequestId(GATHERINGS.id("request_id", &self.request_id)?),
            system: self.system,
            title: progress.title,
            state: GATHERINGS.parsed("state", state)?,
            rows: progress.found,
            attempts: progress.attempts,
            message: progress.message,
            frontier: progress.frontier,
            updated_at: GATHERINGS.instant("updated_at", progress.updated_at)?,
        })
    }
}
