//! What staff see of a plan row by row, and what they can do about an erasure beside approving it.

use chrono::NaiveDate;
use serde_json::json;

use super::deciding::{contents, mark};
use super::papers::{Paper, open};
use super::standing::ask_for_plan;
use crate::domain::access::Permission;
use crate::domain::datamap::Place;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{Ruling, Stage, Summary};
use crate::domain::ids::RequestId;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command, Request, State, Why};
use crate::ports::store::erasures::{Erasure, PartState};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casework::{case_of, give_in, jobs, queue_job};
use crate::workflow::erasing::{CollectionErasure, ErasureRow};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// One row of a plan, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowLine {
    /// What names the row on a page.
    pub mark: String,
    /// The columns of the key with their values, for staff's eyes only.
    pub key: Vec<(String, Personal)>,
    /// What the search found in it, where a person decides about it; for staff's eyes only.
    pub held: Vec<(String, Personal)>,
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
    let Some(object) = &erasure.object else { return Ok(None) };
    let papers = open(desk, object)?;
    let Some(group) = planned_group(&erasure, &papers, place) else { return Ok(None) };
    let mut shown: Vec<RowLine> =
        group.rows().skip(after).take(limit + 1).map(|row| line(&group.held.key_columns, row)).collect();
    let more = shown.len() > limit;
    shown.truncate(limit);
    if group.ruling.is_for_people() {
        let marks = shown.iter().map(|row| row.mark.clone()).collect();
        let mut held = contents(desk, request, &Place::new(group.system, &group.held.name), marks)?;
        for row in &mut shown {
            row.held = held.remove(&row.mark).unwrap_or_default();
        }
    }
    Ok(Some(RowPage { rows: shown, more }))
}

/// Rows of a plan that a page shows together.
pub(super) struct PlannedGroup<'a> {
    pub(super) system: &'a str,
    pub(super) ruling: &'a Ruling,
    pub(super) held: &'a CollectionErasure,
}

impl<'a> PlannedGroup<'a> {
    /// The rows, whatever the day until which each is kept.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'a ErasureRow> {
        let wanted = Ruling { until: None, ..self.ruling.clone() };
        self.held.rows.iter().filter(move |row| Ruling { until: None, ..(*row.ruling).clone() } == wanted)
    }
}

/// A group by its place in the summary; `None` when the plan has no such group.
pub(super) fn planned_group<'a>(
    erasure: &'a Erasure,
    papers: &'a [Paper],
    place: (usize, usize),
) -> Option<PlannedGroup<'a>> {
    let (system, group) = group_at(erasure.summary.as_ref()?, place)?;
    let parts = papers.iter().filter(|paper| paper.map == system.map).flat_map(|paper| &paper.plan.systems);
    let mut held = parts.filter(|part| part.system == system.system).flat_map(|part| &part.collections);
    let held = held.find(|held| held.name == group.collection)?;
    Some(PlannedGroup { system: &system.system, ruling: &group.ruling, held })
}

fn group_at(
    summary: &Summary,
    (system, group): (usize, usize),
) -> Option<(&crate::domain::erasure::SystemSummary, &crate::domain::erasure::Group)> {
    let system = summary.systems.get(system)?;
    Some((system, system.groups.get(group)?))
}

fn line(columns: &[String], row: &ErasureRow) -> RowLine {
    let text = |value: &Value| Personal::new(value.as_text().unwrap_or_default());
    let key = columns.iter().cloned().zip(row.key.iter().map(text)).collect();
    RowLine { mark: mark(&row.key), key, held: Vec::new(), until: row.ruling.until }
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
