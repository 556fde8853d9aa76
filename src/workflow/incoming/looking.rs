//! Who reads a message: one that belongs to a case is seen as its case is; any other by whoever handles cases, and that they
//! opened it stands on the desk's log.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::taking::{Opened, open};
use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::ids::IncomingId;
use crate::domain::request::Actor;
use crate::domain::showing::LOOK_MINUTES;
use crate::ports::store::Tx;
use crate::ports::store::codes::Counter;
use crate::ports::store::incoming::Entry;
use crate::workflow::journal::{actor_code, record_at_the_desk};
use crate::workflow::together::sight::sight_of;
use crate::workflow::{Desk, WorkError};

/// How much of a message somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageSight {
    /// All of it.
    Full,
    /// That it came, by whom in short, and what became of it: its case is masked for them.
    OfCase(Reference),
    /// The same, because they handle no cases.
    ReadsOnly,
}

/// How somebody sees each of several messages, in their order.
pub fn sights(desk: &Desk, actor: Actor, messages: &[Opened]) -> Result<Vec<MessageSight>, WorkError> {
    let entries: Vec<Entry> = messages.iter().map(|opened| opened.entry.clone()).collect();
    desk.read(move |desk, tx, now| entries.iter().map(|entry| sight_in(desk, tx, now, actor, entry)).collect())
}

/// Opens a message for somebody. The first time within some minutes is noted on the desk's log, when no case keeps one.
pub fn look(desk: &Desk, actor: Actor, id: IncomingId) -> Result<(Opened, MessageSight), WorkError> {
    let opened = open(desk, id)?;
    let (entry, key) = (opened.entry.clone(), format!("message_look:{}:{id}", actor_code(actor)));
    let (sight, noted) = desk.read({
        let key = key.clone();
        move |desk, tx, now| Ok((sight_in(desk, tx, now, actor, &entry)?, tx.counted(&key, now)? > 0))
    })?;
    if sight == MessageSight::Full && opened.entry.case.is_none() && !noted {
        desk.write(move |desk, tx, now| {
            let until = now + TimeDelta::minutes(LOOK_MINUTES);
            if tx.count(&Counter { key: key.clone(), until }, now)? > 1 {
                return Ok(());
            }
            record_at_the_desk(desk, tx, now, actor, "message_opened", &json!({ "message": id }))
        })?;
    }
    Ok((opened, sight))
}

/// The same inside a transaction that does more, without a note.
pub(super) fn sight_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    entry: &Entry,
) -> Result<MessageSight, WorkError> {
    let Some(case) = entry.case else {
        let handles = actor.may(Permission::HandleCases);
        return Ok(if handles { MessageSight::Full } else { MessageSight::ReadsOnly });
    };
    let case = tx.case(case)?;
    let sight = sight_of(desk, tx, now, actor, &case)?;
    Ok(if sight.is_masked() { MessageSight::OfCase(case.reference) } else { MessageSight::Full })
}
