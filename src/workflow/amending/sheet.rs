//! The sheet of corrections: what a handler proposes, takes off, and compares anew, before a second person approves.

use serde_json::json;

use super::opened::{open_one, put, seal};
use crate::domain::access::Permission;
use crate::domain::amendment::{AmendmentContent, AmendmentKind, AmendmentState};
use crate::domain::case::Case;
use crate::domain::controller::Controller;
use crate::domain::disclosure::finding::Finding;
use crate::domain::disclosure::value::Value;
use crate::domain::ids::{AmendmentId, FindingId, RequestId};
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Request, State};
use crate::domain::right::Right;
use crate::ports::store::amendments::StoredAmendment;
use crate::ports::store::findings::StoredFinding;
use crate::ports::store::{StoreError, Tx};
use crate::ports::systems::Systems;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::assignment::must;
use crate::workflow::casework::{case_of, due_dates, jobs, queue_job};
use crate::workflow::journal::{Line, record};
use crate::workflow::mapping::pinned;
use crate::workflow::{Desk, WorkError};

/// The longest value and the longest evidence, in characters.
const LONGEST: usize = 4_000;

/// A correction as a handler proposes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The row.
    pub finding: FindingId,
    /// The column, by the map's name.
    pub column: String,
    /// As it is to read; empty for nothing.
    pub after: Personal,
    /// What shows that it is right.
    pub evidence: Personal,
}

/// Puts a correction onto the sheet; an earlier one of the same column is replaced.
pub fn propose(
    desk: &Desk,
    systems: &dyn Systems,
    actor: Actor,
    request: RequestId,
    wanted: &Correction,
) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let systems = &pinned(desk, systems, request)?;
    let evidence = checked(&wanted.after, &wanted.evidence)?;
    let id = wanted.finding;
    let (stored, case) = desk.read(move |_, tx, _| {
        let (_, case) = under_review(tx, request)?;
        let stored = tx.finding(id)?;
        if stored.request == request { Ok((stored, case)) } else { Err(StoreError::NotFound.into()) }
    })?;
    let plain = desk.vault.open_small(ObjectName::new(Purpose::Finding, stored.id.0), &stored.sealed)?;
    let finding: Finding = serde_json::from_slice(&plain).ok().ok_or(StoreError::NotFound)?;
    let content = content_of(&finding, wanted, evidence)?;
    let new = amendment(desk, systems, desk.controller(&case.controller)?, request, &case, &stored, wanted);
    let sealed = seal(desk, new.id, &content)?;
    let same = same_place(desk, request, &new, &content)?;
    desk.write(move |desk, tx, now| {
        let (request, case) = under_review(tx, request)?;
        same.into_iter().try_for_each(|earlier| tx.remove_amendment(earlier))?;
        let about = json!({ "system": new.system, "collection": new.collection, "column": new.column });
        tx.put_amendment(&StoredAmendment { sealed, made_at: now, ..new })?;
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "correction_proposed", about))?;
        touch(desk, tx, &case, request)
    })
}

fn checked(after: &Personal, evidence: &Personal) -> Result<Personal, WorkError> {
    let too_long = |text: &Personal| text.reveal().chars().count() > LONGEST;
    if too_long(after) || too_long(evidence) {
        return Err(WorkError::field("after", format!("Write at most {LONGEST} characters.")));
    }
    let evidence = evidence.reveal().trim();
    if evidence.is_empty() {
        return Err(WorkError::field(
            "evidence",
            "Write what shows that the new value is right, and how you checked it.",
        ));
    }
    Ok(Personal::new(evidence))
}

fn content_of(finding: &Finding, wanted: &Correction, evidence: Personal) -> Result<AmendmentContent, WorkError> {
    if finding.key.iter().any(|(name, _)| *name == wanted.column) {
        return Err(WorkError::field(
            "column",
            "This column tells the row from every other. It is changed in the system itself.",
        ));
    }
    let before = finding.fields.iter().find(|(name, _)| *name == wanted.column).map(|(_, value)| value.clone());
    let before = before.ok_or_else(|| WorkError::field("column", "Choose what is wrong."))?;
    let after = match wanted.after.reveal().trim() {
        "" => Value::Null,
        text => Value::Text(text.to_owned()),
    };
    if before.as_text() == after.as_text() {
        return Err(WorkError::field("after", "It reads like that already."));
    }
    Ok(AmendmentContent { key: finding.key.clone(), before, after, seen: None, evidence })
}

fn amendment(
    desk: &Desk,
    systems: &dyn Systems,
    controller: &Controller,
    request: RequestId,
    case: &Case,
    finding: &StoredFinding,
    wanted: &Correction,
) -> StoredAmendment {
    let now = desk.clock.now();
    let maps: Vec<_> = controller.datamaps.iter().filter_map(|name| systems.map(name)).collect();
    let system = maps.iter().find_map(|map| map.system(&finding.system));
    let held = system.and_then(|system| system.collection(&finding.collection));
    let label = held.and_then(|held| held.field(&wanted.column)).map_or(wanted.column.as_str(), |field| field.label());
    let of = held.map_or(finding.collection.as_str(), |held| held.label());
    StoredAmendment {
        id: AmendmentId::new(now, desk.entropy.bytes10()),
        request,
        case: case.id,
        kind: AmendmentKind::Correction,
        system: finding.system.clone(),
        title: system.map_or_else(|| finding.system.clone(), |system| system.label().to_owned()),
        collection: finding.collection.clone(),
        column: wanted.column.clone(),
        what: format!("{of}: {label}"),
        state: AmendmentState::Proposed,
        guarded: false,
        sealed: Vec::new(),
        message: None,
        made_at: now,
        written_at: None,
        confirmed_at: None,
    }
}

/// The amendments of the same column of the same row.
fn same_place(
    desk: &Desk,
    request: RequestId,
    new: &StoredAmendment,
    content: &AmendmentContent,
) -> Result<Vec<AmendmentId>, WorkError> {
    let opened = super::opened(desk, request)?.into_iter();
    let at = |one: &StoredAmendment| (one.system.clone(), one.collection.clone(), one.column.clone());
    Ok(opened
        .filter(|one| at(&one.stored) == at(new))
        .filter(|one| one.content.as_ref().is_some_and(|known| known.key == content.key))
        .map(|one| one.stored.id)
        .collect())
}

/// Takes a correction off the sheet, unless it was written already.
pub fn take_off(desk: &Desk, actor: Actor, request: RequestId, amendment: AmendmentId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let (request, case) = under_review(tx, request)?;
        let stored = own(tx, &request, amendment)?;
        if matches!(stored.state, AmendmentState::Written | AmendmentState::Confirmed) {
            return Err(StoreError::Conflict.into());
        }
        tx.remove_amendment(stored.id)?;
        let about = json!({ "system": stored.system, "collection": stored.collection, "column": stored.column });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "correction_taken_off", about))?;
        touch(desk, tx, &case, request)
    })
}

/// Somebody changed the value meanwhile; a handler has looked at it, and wants it corrected all the same.
pub fn compare_anew(desk: &Desk, actor: Actor, request: RequestId, amendment: AmendmentId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let (request, case) = under_review(tx, request)?;
        let stored = own(tx, &request, amendment)?;
        let opened = open_one(desk, stored)?;
        let Some(content) = opened.content.filter(|_| opened.stored.state == AmendmentState::Differs) else {
            return Err(StoreError::Conflict.into());
        };
        let about = json!({ "system": opened.stored.system, "column": opened.stored.column });
        let anew =
            StoredAmendment { state: AmendmentState::Proposed, message: None, written_at: None, ..opened.stored };
        put(desk, tx, anew, &content.anew())?;
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "correction_compared_anew", about))?;
        touch(desk, tx, &case, request)
    })
}

/// Lets the program try again what a system did not take, and look again.
pub fn again(desk: &Desk, actor: Actor, request: RequestId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        let lifts = request.state == State::Fulfilled && request.right == Right::Restriction;
        if request.state != State::Executing && !lifts {
            return Err(StoreError::Conflict.into());
        }
        let state = if lifts { AmendmentState::Lifting } else { AmendmentState::Proposed };
        for stored in tx.amendments_of(request.id)?.into_iter().filter(|one| one.state == AmendmentState::NeedsPerson) {
            tx.put_amendment(&StoredAmendment { state, message: None, ..stored })?;
        }
        for job in tx.jobs_of(case.id)?.into_iter().filter(|job| job.kind == jobs::AMEND) {
            tx.retry_job(job.id, now)?;
        }
        queue_job(desk, tx, now, jobs::AMEND, &request, now)?;
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "amendments_tried_again", json!({})))
    })
}

fn under_review(tx: &mut dyn Tx, request: RequestId) -> Result<(Request, Case), WorkError> {
    let (request, case) = case_of(tx, request)?;
    let fits = request.right == Right::Rectification && request.state == State::Reviewing;
    if fits { Ok((request, case)) } else { Err(StoreError::Conflict.into()) }
}

fn own(tx: &mut dyn Tx, request: &Request, id: AmendmentId) -> Result<StoredAmendment, WorkError> {
    let stored = tx.amendment(id)?;
    if stored.request == request.id { Ok(stored) } else { Err(StoreError::NotFound.into()) }
}

/// The sheet is another one now: an approval of a page that showed the earlier one is refused.
fn touch(desk: &Desk, tx: &mut dyn Tx, case: &Case, request: Request) -> Result<(), WorkError> {
    let terms = desk.terms_for(desk.controller(&case.controller)?, &request)?;
    let (before, dates) = (request.version, due_dates(&request, &terms)?);
    Ok(tx.save_request(&Request { version: before + 1, ..request }, before, dates)?)
}
