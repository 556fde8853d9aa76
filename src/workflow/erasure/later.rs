//! What an erasure had to keep: written down with its last day, and erased by itself when that is over.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::domain::case::{Case, Reference};
use crate::domain::erasure::Summary;
use crate::domain::ids::DeferredId;
use crate::domain::request::Request;
use crate::ports::store::Tx;
use crate::ports::store::deferrals::Deferred;
use crate::workflow::{Desk, WorkError};

/// The most that a calendar shows.
const SHOWN: i64 = 1_000;

/// What is erased later, for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueErasure {
    /// The case.
    pub reference: Reference,
    /// The controller's id.
    pub controller: String,
    /// The day on which it is erased, civil, in the controller's zone: the one after its last day.
    pub day: NaiveDate,
    /// What, in the names that people know; no personal data.
    pub title: String,
    /// How many rows.
    pub rows: i64,
    /// Whether a legal hold keeps it beyond that day.
    pub on_hold: bool,
}

/// Everything that is erased later, the nearest first.
pub fn due_erasures(tx: &mut dyn Tx) -> Result<Vec<DueErasure>, WorkError> {
    let mut due = Vec::new();
    for kept in tx.deferred_open(SHOWN)? {
        due.push(DueErasure {
            reference: tx.case(kept.case)?.reference,
            day: kept.last_day.checked_add_days(Days::new(1)).unwrap_or(kept.last_day),
            on_hold: tx.hold(kept.case)?.is_some(),
            controller: kept.controller,
            title: kept.title,
            rows: kept.rows,
        });
    }
    Ok(due)
}

/// Writes down what a confirmed erasure kept, one entry for each map and last day. A second confirmation writes the same.
pub(super) fn defer(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
    (summary, object): (&Summary, &str),
) -> Result<(), WorkError> {
    let known = tx.deferred_of(case.id)?;
    for ((map, last_day), kept) in by_day(summary) {
        let same = |old: &&Deferred| old.request == request.id && old.map == map && old.last_day == last_day;
        let id = known.iter().find(same).map(|old| old.id);
        tx.put_deferred(&Deferred {
            id: id.unwrap_or_else(|| DeferredId::new(now, desk.entropy.bytes10())),
            request: request.id,
            case: case.id,
            controller: case.controller.clone(),
            map: map.to_owned(),
            title: kept.titles.join(", "),
            last_day,
            rows: i64::try_from(kept.rows).unwrap_or(i64::MAX),
            reason: kept.reasons.join(" "),
            object: object.to_owned(),
            erased: 0,
            message: None,
            done_at: None,
        })?;
    }
    Ok(())
}

/// What is kept of one map until one day.
#[derive(Default)]
struct Kept {
    titles: Vec<String>,
    reasons: Vec<String>,
    rows: u64,
}

fn by_day(summary: &Summary) -> BTreeMap<(&str, NaiveDate), Kept> {
    let mut days: BTreeMap<(&str, NaiveDate), Kept> = BTreeMap::new();
    for (system, group) in summary.groups() {
        let Some(last_day) = group.ruling.until else { continue };
        let kept = days.entry((&system.map, last_day)).or_default();
        let title = format!("{} ({})", group.title, system.title);
        if !kept.titles.contains(&title) {
            kept.titles.push(title);
        }
        if !kept.reasons.contains(&group.ruling.reason) {
            kept.reasons.push(group.ruling.reason.clone());
        }
        kept.rows += group.rows;
    }
    days
}
