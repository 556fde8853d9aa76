//! Rows of `task_links`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::task_links;
use crate::domain::ids::{CaseId, TaskId, TaskLinkId};
use crate::domain::personal::Personal;
use crate::domain::task_link::{LinkState, TaskLink};
use crate::ports::store::StoreError;

const LINKS: Table = Table("task_links");

/// The stored names of the states.
const STATES: [(LinkState, &str); 5] = [
    (LinkState::Open, "open"),
    (LinkState::Answered, "answered"),
    (LinkState::Declined, "declined"),
    (LinkState::Expired, "expired"),
    (LinkState::Revoked, "revoked"),
];

/// A link.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = task_links, treat_none_as_default_value = false)]
pub struct TaskLinkRow {
    id: Vec<u8>,
    task_id: Vec<u8>,
    case_id: Vec<u8>,
    system: String,
    policy: String,
    made_at: i64,
    #[diesel(embed)]
    standing: StandingRow,
}

/// What can change of it.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = task_links, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct StandingRow {
    reminded: i32,
    state: String,
    note: String,
    next_at: Option<i64>,
    closed_at: Option<i64>,
    version: i64,
}

impl StandingRow {
    /// How a link stands, under a version.
    pub fn of(link: &TaskLink, version: i64) -> Result<Self, StoreError> {
        let state = STATES.iter().find(|(state, _)| *state == link.state).map(|(_, code)| (*code).to_owned());
        Ok(Self {
            reminded: i32::from(link.reminded),
            state: LINKS.parsed("state", state)?,
            note: link.note.reveal().to_owned(),
            next_at: link.next_at().map(micros),
            closed_at: link.closed_at.map(micros),
            version,
        })
    }
}

impl TaskLinkRow {
    /// The row of a new link.
    pub fn of(link: &TaskLink) -> Result<Self, StoreError> {
        Ok(Self {
            id: bytes(link.id.0),
            task_id: bytes(link.task.0),
            case_id: bytes(link.case.0),
            system: link.system.clone(),
            policy: LINKS.to_json("policy", &link.policy)?,
            made_at: micros(link.made_at),
            standing: StandingRow::of(link, link.version)?,
        })
    }

    /// The link.
    pub fn into_link(self) -> Result<TaskLink, StoreError> {
        let standing = self.standing;
        let state = STATES.iter().find(|(_, code)| *code == standing.state).map(|(state, _)| *state);
        Ok(TaskLink {
            id: TaskLinkId(LINKS.id("id", &self.id)?),
            task: TaskId(LINKS.id("task_id", &self.task_id)?),
            case: CaseId(LINKS.id("case_id", &self.case_id)?),
            system: self.system,
            policy: LINKS.json("policy", &self.policy)?,
            made_at: LINKS.instant("made_at", self.made_at)?,
            reminded: LINKS.parsed("reminded", u16::try_from(standing.reminded).ok())?,
            state: LINKS.parsed("state", state)?,
            note: Personal::new(standing.note),
            closed_at: LINKS.maybe_instant("closed_at", standing.closed_at)?,
            version: standing.version,
        })
    }
}
