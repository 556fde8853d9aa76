//! What was changed in the set-up: written with every change, read on every page of it.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::ids::SetupChangeId;
use crate::domain::office::SetupArea;
use crate::domain::request::Actor;
use crate::domain::setup::Difference;
use crate::ports::store::Tx;
use crate::ports::store::office::SetupChange;
use crate::workflow::casefile::Colleagues;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// How many changes are read at most.
const SHOWN: i64 = 2_000;

/// A change on its way into the history.
pub(in crate::workflow) struct Edit {
    /// The part of the set-up.
    pub(in crate::workflow) area: SetupArea,
    /// Which one of them: an identifier or a key.
    pub(in crate::workflow) subject: String,
    /// What it is called.
    pub(in crate::workflow) name: String,
    /// What changed; `None` where a fact stayed as it was.
    pub(in crate::workflow) changes: Vec<Option<Difference>>,
}

/// A change as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The part of the set-up: "Staff".
    pub area: &'static str,
    /// What it was called then.
    pub name: String,
    /// Who changed it.
    pub who: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What is not as it was before.
    pub changes: Vec<Difference>,
}

/// Remembers a change, and says on the log of the desk which facts changed, without their values. Nothing is written when none did.
pub(in crate::workflow) fn remember(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    edit: Edit,
) -> Result<(), WorkError> {
    let changes: Vec<Difference> = edit.changes.into_iter().flatten().collect();
    if changes.is_empty() {
        return Ok(());
    }
    let id = SetupChangeId::new(now, desk.entropy.bytes10());
    let facts: Vec<&str> = changes.iter().map(|change| change.label.as_str()).collect();
    let content = json!({ "area": edit.area.code(), "subject": edit.subject, "change": id, "facts": facts });
    record_at_the_desk(desk, tx, now, actor, "setup_changed", &content)?;
    let Edit { area, subject, name, .. } = edit;
    tx.add_setup_change(&SetupChange { id, area, subject, name, changes, by: actor.staff(), at: now })?;
    Ok(())
}

/// Says on the log of the desk that somebody took a list away as a file, and how long it was.
pub fn note_export(desk: &Desk, actor: Actor, list: &str, rows: Option<usize>) -> Result<(), WorkError> {
    let content = json!({ "list": list, "rows": rows });
    desk.write(move |desk, tx, now| record_at_the_desk(desk, tx, now, actor, "list_exported", &content))
}

/// What was changed, the newest first: in one area or in all, about one subject of it or about all.
pub fn past(tx: &mut dyn Tx, area: Option<SetupArea>, subject: Option<&str>) -> Result<Vec<Past>, WorkError> {
    let colleagues = Colleagues::read(tx)?;
    let changes = tx.setup_changes(area, subject, SHOWN)?;
    let line = |change: SetupChange| Past {
        area: change.area.name(),
        name: change.name,
        who: change.by.map_or_else(|| "The command line".to_owned(), |by| colleagues.name(by)),
        at: change.at,
        changes: change.changes,
    };
    Ok(changes.into_iter().map(line).collect())
}
