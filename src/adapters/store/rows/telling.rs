//! Rows of `recipient_notices`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::recipient_notices;
use crate::domain::ids::{CaseId, DeferredId, RequestId, TaskId, TellingId};
use crate::domain::notice::RecipientAct;
use crate::domain::personal::Personal;
use crate::domain::telling::{Telling, TellingState, Way};
use crate::ports::store::StoreError;

const NOTICES: Table = Table("recipient_notices");

/// A notice to a recipient.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = recipient_notices, treat_none_as_default_value = false)]
pub struct TellingRow {
    id: Vec<u8>,
    case_id: Vec<u8>,
    request_id: Vec<u8>,
    recipient: String,
    act: String,
    occasion: String,
    made_at: i64,
    #[diesel(embed)]
    changing: ChangingRow,
}

/// What can change of it.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = recipient_notices, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ChangingRow {
    way: Option<String>,
    facts: String,
    state: String,
    round: i32,
    reminded: i32,
    told_at: Option<i64>,
    changed_at: i64,
    next_at: Option<i64>,
    note: String,
    trouble: Option<String>,
    task_id: Option<Vec<u8>>,
    version: i64,
}

impl ChangingRow {
    /// How a notice stands, under a version.
    pub fn of(telling: &Telling, version: i64) -> Result<Self, StoreError> {
        Ok(Self {
            way: telling.way.map(|way| way.code().to_owned()),
            facts: NOTICES.to_json("facts", &telling.facts)?,
            state: telling.state.code().to_owned(),
            round: i32::from(telling.round),
            reminded: i32::from(telling.reminded),
            told_at: telling.told_at.map(micros),
            changed_at: micros(telling.changed_at),
            next_at: telling.next_at().map(micros),
            note: telling.note.reveal().to_owned(),
            trouble: telling.trouble.clone(),
            task_id: telling.task.map(|task| bytes(task.0)),
            version,
        })
    }
}

impl TellingRow {
    /// The row of a new notice.
    pub fn of(telling: &Telling) -> Result<Self, StoreError> {
        Ok(Self {
            id: bytes(telling.id.0),
            case_id: bytes(telling.case.0),
            request_id: bytes(telling.request.0),
            recipient: telling.recipient.clone(),
            act: telling.act.code().to_owned(),
            occasion: telling.occasion.map(|kept| kept.to_string()).unwrap_or_default(),
            made_at: micros(telling.made_at),
            changing: ChangingRow::of(telling, telling.version)?,
        })
    }

    /// The notice.
    pub fn into_telling(self) -> Result<Telling, StoreError> {
        let now = self.changing;
        let kept = Some(self.occasion.as_str()).filter(|occasion| !occasion.is_empty());
        let way = now.way.map(|code| NOTICES.parsed("way", Way::parse(&code))).transpose()?;
        Ok(Telling {
            id: TellingId(NOTICES.id("id", &self.id)?),
            case: CaseId(NOTICES.id("case_id", &self.case_id)?),
            request: RequestId(NOTICES.id("request_id", &self.request_id)?),
            recipient: self.recipient,
            act: NOTICES.parsed("act", RecipientAct::parse(&self.act))?,
            occasion: kept.map(|kept| NOTICES.parsed("occasion", DeferredId::parse(kept))).transpose()?,
            way,
            facts: NOTICES.json("facts", &now.facts)?,
            state: NOTICES.parsed("state", TellingState::parse(&now.state))?,
            round: NOTICES.parsed("round", u16::try_from(now.round).ok())?,
            reminded: NOTICES.parsed("reminded", u16::try_from(now.reminded).ok())?,
            made_at: NOTICES.instant("made_at", self.made_at)?,
            told_at: NOTICES.maybe_instant("told_at", now.told_at)?,
            changed_at: NOTICES.instant("changed_at", now.changed_at)?,
            note: Personal::new(now.note),
            trouble: now.trouble,
            task: NOTICES.maybe_id("task_id", now.task_id.as_ref())?.map(TaskId),
            version: now.version,
        })
    }
}
