//! What staff decide about the rows of a plan that the map leaves to people. Every decision asks for a new plan, so that another
//! person approves the plan that contains it; whoever decided does not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::page::planned_group;
use super::papers::open;
use super::standing::ask_for_plan;
use crate::domain::access::Permission;
use crate::domain::datamap::Place;
use crate::domain::disclosure::finding::Finding;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{RowDecision, Stage, Verdict};
use crate::domain::ids::{RequestId, StaffId};
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, State};
use crate::ports::store::StoreError;
use crate::ports::store::erasures::Erasure;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::around::ROWS_DECIDED;
use crate::workflow::assignment::must;
use crate::workflow::casework::case_of;
use crate::workflow::erasing::Decisions;
use crate::workflow::gathering::RowDigest;
use crate::workflow::gathering::asking::digest;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// Findings that are read at once while the contents of rows are looked up.
const PAGE: i64 = 500;

/// A decision as it rests sealed beside the plan.
#[derive(Serialize, Deserialize)]
struct DecidedRow {
    place: Place,
    key: Vec<Value>,
    /// What stood in the row that was decided about.
    seen: RowDigest,
    decision: RowDecision,
    by: Option<StaffId>,
    at: DateTime<Utc>,
}

/// Rows of a group of the plan, and what is decided about them.
#[derive(Clone, Debug)]
pub struct RowsDecided {
    /// The place of the system and of the group in the plan's summary.
    pub place: (usize, usize),
    /// When the plan was made that the page showed; about another plan's rows nothing is decided.
    pub planned_at: Option<DateTime<Utc>>,
    /// The rows by their marks, as [`super::RowLine::mark`] has them; `None`: every row of the group.
    pub marks: Option<BTreeSet<String>>,
    /// The decision; `None` takes an earlier one back.
    pub decision: Option<RowDecision>,
}

/// The mark of a row on a page: a digest of its key, which tells nobody what the key is.
pub(super) fn mark(key: &[Value]) -> String {
    String::from(digest(key))
}

/// Decides about rows and has a new plan made; says how many rows that were.
pub fn decide_rows(desk: &Desk, actor: Actor, request: RequestId, said: RowsDecided) -> Result<usize, WorkError> {
    must(actor, Permission::HandleCases)?;
    let erasure = desk.read(move |_, tx, _| Ok(tx.erasure(request)?))?.ok_or(StoreError::NotFound)?;
    if erasure.stage != Stage::Planned || erasure.planned_at != said.planned_at {
        return Err(StoreError::Conflict.into());
    }
    let (place, rows) = meant(desk, &erasure, &said)?;
    if rows.is_empty() {
        return Err(WorkError::field("row", "Tick the rows that you decide about."));
    }
    let (count, seen_at) = (rows.len(), said.planned_at);
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        let erasure = tx.erasure(request.id)?.ok_or(StoreError::NotFound)?;
        if request.state != State::Reviewing || erasure.stage != Stage::Planned || erasure.planned_at != seen_at {
            return Err(StoreError::Conflict.into());
        }
        let mut all = opened(desk, &erasure)?;
        let names: BTreeSet<RowDigest> = rows.iter().map(|(key, _)| digest(key)).collect();
        all.retain(|known| known.place != place || !names.contains(&digest(&known.key)));
        if let Some(decision) = &said.decision {
            all.extend(rows.into_iter().map(|(key, seen)| DecidedRow {
                place: place.clone(),
                key,
                seen,
                decision: decision.clone(),
                by: actor.staff(),
                at: now,
            }));
        }
        let decided = Some(sealed(desk, request.id, &all)?);
        tx.put_erasure(&Erasure { decided, ..erasure })?;
        let about = content(&place, count, said.decision.as_ref());
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, ROWS_DECIDED, about))?;
        ask_for_plan(desk, tx, now, &request)?;
        Ok(count)
    })
}

/// A row by its key, and what stood in it.
type SeenRow = (Vec<Value>, RowDigest);

/// The rows of a plan that are meant, with what stood in them.
fn meant(desk: &Desk, erasure: &Erasure, said: &RowsDecided) -> Result<(Place, Vec<SeenRow>), WorkError> {
    let papers = open(desk, erasure.object.as_deref().ok_or(StoreError::NotFound)?)?;
    let group = planned_group(erasure, &papers, said.place).ok_or(StoreError::NotFound)?;
    if !group.ruling.is_for_people() {
        return Err(WorkError::field("row", "The data map decides about these rows."));
    }
    let wanted = |key: &[Value]| said.marks.as_ref().is_none_or(|marks| marks.contains(&mark(key)));
    let rows = group.rows().filter(|row| wanted(&row.key)).map(|row| (row.key.to_vec(), row.seen));
    Ok((Place::new(group.system, &group.held.name), rows.collect()))
}

fn content(place: &Place, rows: usize, decision: Option<&RowDecision>) -> serde_json::Value {
    let (verdict, until) = match decision.map(|decision| decision.verdict) {
        Some(Verdict::Erase) => ("erase", None),
        Some(Verdict::Anonymise) => ("anonymise", None),
        Some(Verdict::Keep { until }) => ("keep", until),
        None => ("undecided", None),
    };
    let why = decision.map(|decision| decision.reason.as_str());
    json!({ "place": place.to_string(), "rows": rows, "verdict": verdict, "until": until, "why": why })
}

/// What was decided for a request's erasure, for its plan.
pub(super) fn decisions(desk: &Desk, erasure: Option<&Erasure>) -> Result<Decisions, WorkError> {
    let mut decisions = Decisions::default();
    for row in erasure.map(|erasure| opened(desk, erasure)).transpose()?.unwrap_or_default() {
        decisions.put(row.place, &row.key, Some(row.seen), row.decision);
    }
    Ok(decisions)
}

fn opened(desk: &Desk, erasure: &Erasure) -> Result<Vec<DecidedRow>, WorkError> {
    let Some(sealed) = &erasure.decided else { return Ok(Vec::new()) };
    let plain = desk.vault.open_small(name(erasure.request), sealed)?;
    let unreadable = StoreError::Inconsistent { table: "erasures", column: "decided" };
    Ok(serde_json::from_slice(&plain).ok().ok_or(unreadable)?)
}

fn sealed(desk: &Desk, request: RequestId, all: &[DecidedRow]) -> Result<Vec<u8>, WorkError> {
    let unwritable = StoreError::Inconsistent { table: "erasures", column: "decided" };
    let plain = serde_json::to_vec(all).ok().ok_or(unwritable)?;
    Ok(desk.vault.seal_small(name(request), &plain)?)
}

fn name(request: RequestId) -> ObjectName {
    ObjectName::new(Purpose::Plan, request.0)
}

/// What the search found in some rows of a collection, by their marks, for whoever decides about them.
pub(super) fn contents(
    desk: &Desk,
    request: RequestId,
    place: &Place,
    mut wanted: BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<(String, Personal)>>, WorkError> {
    let mut found = BTreeMap::new();
    let mut after = None;
    while !wanted.is_empty() {
        let (system, collection) = (place.system.clone(), place.collection.clone());
        let page = desk.read(move |_, tx, _| Ok(tx.findings_page(request, &system, &collection, after, PAGE)?))?;
        let Some(last) = page.last() else { break };
        after = Some(last.ordinal);
        for stored in &page {
            let plain = desk.vault.open_small(ObjectName::new(Purpose::Finding, stored.id.0), &stored.sealed)?;
            let Ok(finding) = serde_json::from_slice::<Finding>(&plain) else { continue };
            let key: Vec<Value> = finding.key.into_iter().map(|(_, value)| value).collect();
            let mark = mark(&key);
            if wanted.remove(&mark) {
                let text = |value: Value| value.as_text().map(Personal::new);
                let fields = finding.fields.into_iter().filter_map(|(name, value)| Some((name, text(value)?)));
                found.insert(mark, fields.collect());
            }
        }
    }
    Ok(found)
}
