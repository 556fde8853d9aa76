//! Who else has a case open, and what changed since a page was loaded.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::audit::Entry;
use crate::domain::ids::{CaseId, StaffId};
use crate::domain::request::Actor;
use crate::ports::store::Tx;
use crate::workflow::casefile::CaseFile;
use crate::workflow::journal::actor_code;
use crate::workflow::{Desk, WorkError};

/// After this time without a page somebody is no longer thought to be there.
const THERE: TimeDelta = TimeDelta::minutes(10);
/// A visit is written again after this time, so that loading a page over and over costs no more than once.
const AGAIN: TimeDelta = TimeDelta::seconds(20);
/// What happened without changing anything that a colleague decides by.
const NO_CHANGE: [&str; 5] = ["mail_queued", "mail_sent", "mail_opened", "identifiers_shown", "downloaded"];

/// Somebody who has the case open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub staff: StaffId,
    /// When they last loaded a page of it (UTC).
    pub seen_at: DateTime<Utc>,
}

/// Notes that somebody has a case open; a watcher is told of news again from now on.
pub fn come_in(desk: &Desk, actor: Actor, case: CaseId) -> Result<(), WorkError> {
    let Some(me) = actor.staff() else { return Ok(()) };
    let now = desk.clock.now();
    let fresh = desk.read(move |_, tx, _| {
        let own = tx.visits(case)?.into_iter().find(|(staff, _)| *staff == me);
        Ok(own.is_some_and(|(_, at)| now - at < AGAIN))
    })?;
    if fresh { Ok(()) } else { desk.write(move |_, tx, now| Ok(tx.visit(case, me, now)?)) }
}

/// Who else has a case open now, the latest first.
pub fn beside(tx: &mut dyn Tx, case: CaseId, now: DateTime<Utc>) -> Result<Vec<Present>, WorkError> {
    let there = tx.visits(case)?.into_iter().filter(|(_, at)| now - *at < THERE);
    Ok(there.map(|(staff, seen_at)| Present { staff, seen_at }).collect())
}

/// What colleagues, the person or the desk itself did to a case after a line of its log; nothing when the line is the last.
pub fn changed_since(file: &CaseFile, seen: i64, me: Actor) -> Vec<&Entry> {
    let own = actor_code(me);
    let news = |entry: &&Entry| entry.seq > seen && entry.actor != own && !NO_CHANGE.contains(&entry.kind.as_str());
    file.log.iter().filter(news).collect()
}
