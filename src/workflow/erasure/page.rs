//! What staff see of a plan row by row, and what they can do about an erasure beside approving it.

use chrono::NaiveDate;
use serde_json::json;

use super::papers::open;
use super::standing::ask_for_plan;
use crate::domain::access::Permission;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{Ruling, Stage, Summary};
use crate::domain::ids::RequestId;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command, Request, State, Why};
use crate::ports::store::erasures::{Erasure, PartState};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casework::{case_of, give_in, jobs, queue_job};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// One row of a plan, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowLine {
    /// The columns of the key with their values, for staff's eyes only.
    pub key: Vec<(String, Personal)>,
    /// The last day on which it is kept.
    pub until: Option<NaiveDate>,
}

/// A page of rows that share a ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPage {
    /// The rows.
    pub rows: Vec<RowLine>,
    /// Whether there are more after them.
    pub more: bool,
}

/// Some rows of a group of the plan, and of the groups that differ from it only in their day: the place is that of the system and
/// of the group in its summary. `None` when the plan has no such group
/// or its rows have been destroyed.
pub fn rows(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    place: (usize, usize),
    (after, limit): (usize, usize),
) -> Result<Option<RowPage>, WorkError> {
    must(actor, Permission::SeeCases)?;
    let Some(erasure) = desk.read(move |_, tx, _| Ok(tx.erasure(request)?))? else { return Ok(None) };
    let (Some(summary), Some(object)) = (&erasure.summary, &erasure.object) else { return Ok(None) };
    let Some((system, group)) = group_at(summary, place) else { return Ok(None) };
    let papers = open(desk, object)?;
    let parts = papers.iter().filter(|paper| paper.map == system.map).flat_map(|paper| &paper.plan.systems);
    let held = parts.filter(|part| part.system == system.system).flat_map(|part| &part.collections);
    let mut held = held.filter(|held| held.name == group.collection);
    let Some(held) = held.next() else { return Ok(None) };
    let wanted = Ruling { until: None, ..group.ruling.clone() };
    let same = held.rows.iter().filter(|row| Ruling { until: None, ..(*row.ruling).clone() } == wanted);
    let mut shown: Vec<RowLine> =
        same.skip(after).take(limit + 1).map(|row| line(&held.key_columns, &row.key, row.ruling.until)).collect();
    let more = shown.len() > limit;
    shown.truncate(limit);
    Ok(Some(RowPage { rows: shown, more }))
}

fn group_at(
    summary: &Summary,
    (system, group): (usize, usize),
) -> Option<(&crate::domain::erasure::SystemSummary, &crate::domain::erasure::Group)> {
    let system = summary.systems.get(system)?;
    Some((system, system.groups.get(group)?))
}

fn line(columns: &[String], key: &[Value], until: Option<NaiveDate>) -> RowLine {
    let text = |value: &Value| Personal::new(value.as_text().unwrap_or_default());
    RowLine { key: columns.iter().cloned().zip(key.iter().map(text)).collect(), until }
}

/// Lets the program go on where it stopped: what a system did not take is tried again, then everything is looked for again.
pub fn again(desk: &Desk, actor: Actor, request: RequestId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        let erasure = unfinished(tx, &request)?;
        for mut part in tx.erasure_parts(request.id)? {
            if part.state == PartState::NeedsPerson {
                part.state = PartState::Waiting;
                tx.put_erasure_part(&part)?;
            }
        }
        tx.put_erasure(&Erasure { stage: Stage::Carrying, ..erasure })?;
        for job in tx.jobs_of(case.id)?.into_iter().filter(|job| job.kind == jobs::ERASE) {
            tx.retry_job(job.id, now)?;
        }
        queue_job(desk, tx, now, jobs::ERASE, &request, now)?;
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "erasure_tried_again", json!({})))
    })
}

/// Has a new plan made: at once while nothing is approved; after that the request goes back to review with it.
pub fn plan_again(desk: &Desk, actor: Actor, request: RequestId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "erasure_planned_again", json!({})))?;
        match request.state {
            State::Reviewing => {
                for job in tx.jobs_of(case.id)?.into_iter().filter(|job| job.kind == jobs::PLAN_ERASURE) {
                    tx.retry_job(job.id, now)?;
                }
                ask_for_plan(desk, tx, now, &request)
            }
            State::Executing => {
                unfinished(tx, &request)?;
                give_in(desk, tx, now, Actor::System, request, &Command::TakeBackApproval).map(drop)
            }
            _ => Err(StoreError::Conflict.into()),
        }
    })
}

/// The erasure of a request that was begun and not confirmed.
fn unfinished(tx: &mut dyn Tx, request: &Request) -> Result<Erasure, WorkError> {
    let erasure = tx.erasure(request.id)?.ok_or(StoreError::NotFound)?;
    let jobs = tx.jobs_of(request.case)?;
    let gave_up = jobs.iter().any(|job| job.kind == jobs::ERASE && job.state == "needs_person");
    if request.state == State::Executing && (gave_up || erasure.stage == Stage::Remains) {
        return Ok(erasure);
    }
    Err(WorkError::field("erasure", Why::ErasureRuns.to_string()))
}
