//! The job that makes the plan of an erasure. It changes nothing in any system.

use std::sync::Arc;

use serde_json::json;

use super::approved::Matter;
use super::counting::summary;
use super::deciding::decisions;
use super::papers::{Paper, seal};
use crate::domain::datamap::DataMap;
use crate::domain::erasure::{Action, Stage, Summary};
use crate::domain::ids::RequestId;
use crate::domain::notice::Cause;
use crate::domain::request::{Actor, Request, State};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::erasures::{Erasure, ErasurePart, PartState};
use crate::ports::systems::Systems;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::casework::{case_of, due_dates};
use crate::workflow::erasing::{Decisions, EraseError, ErasurePlan, Planned, plan_erasure};
use crate::workflow::gathering::{Status, SystemReport};
use crate::workflow::journal::{Line, record};
use crate::workflow::mapping::pinned;
use crate::workflow::search::connectors;
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// Makes the plan, seals its rows and writes it down in counts.
pub fn make_plan(desk: &Desk, systems: &dyn Systems, lease: Lease, request: RequestId) -> Result<(), Setback> {
    let matter = Matter::read(desk, request)?;
    if matter.request.state != State::Reviewing || matter.request.right != Right::Erasure {
        return Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?);
    }
    let controller = desk.controller(&matter.case.controller)?;
    let systems = &pinned(desk, systems, request)?;
    let decided = decisions(desk, matter.erasure.as_ref())?;
    let (mut papers, mut maps): (Vec<Paper>, Vec<Arc<DataMap>>) = (Vec::new(), Vec::new());
    for (name, map) in controller.datamaps.iter().filter_map(|name| Some((name, systems.map(name)?))) {
        if let Some(plan) = plan_of(&matter, systems, &map, &decided)? {
            papers.push(Paper { map: name.clone(), plan, day: matter.day });
            maps.push(map);
        }
    }
    let object = ObjectName::new(Purpose::Plan, lease.job.0);
    seal(desk, object, &papers)?;
    let counts = summary(&papers, &maps, matter.day);
    let earlier = matter.erasure.as_ref().and_then(|erasure| erasure.object.clone());
    lease.write(desk, move |desk, tx, _| {
        write_down(desk, tx, request, counts, object)?;
        lease.done_in(tx)
    })?;
    destroy(desk, earlier.as_deref(), object);
    Ok(())
}

/// The plan of one map; `None` when the program changes nothing there by itself.
fn plan_of(
    matter: &Matter,
    systems: &dyn Systems,
    map: &DataMap,
    decided: &Decisions,
) -> Result<Option<ErasurePlan>, Setback> {
    let own = matter.own_systems(map, systems);
    if own.is_empty() {
        return Ok(None);
    }
    let way = matter.way(map, &own)?;
    let question = matter.question(map, &way);
    match plan_erasure(&question, &mut connectors(systems, &way), matter.day, decided) {
        Ok(Planned::Plan(plan)) => plan.reports.iter().try_for_each(answered).map(|()| Some(plan)),
        Ok(Planned::Candidates(_)) => Err(Setback::lasting(
            Cause::Several,
            "several persons fit what is known, or somebody with another name: search again and choose who is meant",
        )),
        Err(error) => Err(unplanned(&error)),
    }
}

/// A plan that leaves a silent system out would promise too much.
fn answered(report: &SystemReport) -> Result<(), Setback> {
    match &report.status {
        Status::Done => Ok(()),
        Status::Waiting => Err(Setback::passing(Cause::Unreachable, format!("{} was not asked", report.system))),
        Status::Retry { why, .. } => Err(Setback::passing(Cause::Unreachable, format!("{}: {why}", report.system))),
        Status::NeedsPerson { why, next } => {
            Err(Setback::lasting(Cause::SeeCase, format!("{}: {why}; {next}", report.system)))
        }
    }
}

fn unplanned(error: &EraseError) -> Setback {
    use crate::ports::connector::ConnectorError;
    match error {
        EraseError::System { error: ConnectorError::Retry { .. }, .. } => {
            Setback::passing(Cause::Unreachable, error.to_string())
        }
        _ => Setback::lasting(Cause::SeeCase, error.to_string()),
    }
}

/// The plan in counts, and the request's version with it: an approval of a page that showed another plan is refused.
fn write_down(
    desk: &Desk,
    tx: &mut dyn Tx,
    request: RequestId,
    counts: Summary,
    object: ObjectName,
) -> Result<(), WorkError> {
    let (request, case) = case_of(tx, request)?;
    if request.state != State::Reviewing {
        return Ok(());
    }
    let now = desk.clock.now();
    let earlier = tx.erasure(request.id)?.unwrap_or(Erasure::asked_for(request.id, case.id));
    write_parts(tx, &request, &counts)?;
    let content = json!({
        "erase": counts.rows(Action::Erase),
        "anonymise": counts.rows(Action::Anonymise),
        "detach": counts.rows(Action::Detach),
        "keep": counts.rows(Action::Keep),
        "review": counts.rows(Action::Review),
        "in_the_way": counts.in_the_way,
    });
    tx.put_erasure(&Erasure {
        stage: Stage::Planned,
        summary: Some(counts),
        object: Some(object.to_string()),
        planned_at: Some(now),
        confirmed_at: None,
        ..earlier
    })?;
    record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, "erasure_planned", content))?;
    let terms = desk.terms_for(desk.controller(&case.controller)?, &request)?;
    let dates = due_dates(&request, &terms)?;
    let before = request.version;
    Ok(tx.save_request(&Request { version: before + 1, ..request }, before, dates)?)
}

/// What an earlier plan has done already stays counted.
fn write_parts(tx: &mut dyn Tx, request: &Request, counts: &Summary) -> Result<(), WorkError> {
    let known = tx.erasure_parts(request.id)?;
    for system in &counts.systems {
        let earlier = known.iter().find(|part| part.system == system.system);
        let (erased, emptied) = earlier.map_or((0, 0), |part| (part.erased, part.emptied));
        tx.put_erasure_part(&ErasurePart {
            request: request.id,
            system: system.system.clone(),
            map: system.map.clone(),
            title: system.title.clone(),
            state: PartState::Waiting,
            requested: erased + emptied + i64::try_from(system.changes()).unwrap_or(i64::MAX),
            erased,
            emptied,
            remaining: 0,
            message: None,
            committed_at: earlier.and_then(|part| part.committed_at),
            confirmed_at: None,
        })?;
    }
    Ok(())
}

/// A plan that another one replaced is destroyed. What cannot be destroyed now lies sealed and is nobody's plan.
fn destroy(desk: &Desk, earlier: Option<&str>, now: ObjectName) {
    let Some(name) = earlier.and_then(ObjectName::parse).filter(|name| *name != now) else { return };
    if let Err(error) = desk.vault.destroy(name) {
        tracing::warn!(%error, "a plan that nobody needs could not be destroyed yet");
    }
}
