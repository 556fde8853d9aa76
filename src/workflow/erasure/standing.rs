//! How far an erasure is, for the rules; and what follows when a request moves on.

use chrono::{DateTime, Utc};

use crate::domain::erasure::{Action, Stage, Standing, Summary};
use crate::domain::request::{Request, State};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::erasures::Erasure;
use crate::workflow::casework::{jobs, queue_job};
use crate::workflow::execution::add_task;
use crate::workflow::{Desk, WorkError};

/// What the rules need to know of a request's plan.
pub(in crate::workflow) fn standing(tx: &mut dyn Tx, request: &Request) -> Result<Standing, WorkError> {
    if request.right != Right::Erasure {
        return Ok(Standing::ByHand);
    }
    Ok(tx.erasure(request.id)?.as_ref().map_or(Standing::ByHand, of))
}

/// A plan without systems leaves everything to colleagues.
fn of(erasure: &Erasure) -> Standing {
    let summary = erasure.summary.as_ref();
    if erasure.stage != Stage::Planning && summary.is_none_or(|summary| summary.systems.is_empty()) {
        return Standing::ByHand;
    }
    Standing::Planned {
        stage: erasure.stage,
        obstacles: summary.map_or(0, |summary| summary.in_the_way.len()),
        keeps: summary.is_some_and(Summary::keeps),
        empty: summary.is_some_and(Summary::is_empty),
    }
}

/// Whether the program carries a system's part out, so that no colleague is asked to.
pub(in crate::workflow) fn is_carried_out_by_program(erasure: Option<&Erasure>, system: &str) -> bool {
    let summary = erasure.and_then(|erasure| erasure.summary.as_ref());
    summary.is_some_and(|summary| summary.systems.iter().any(|part| part.system == system))
}

/// The search is over: the plan is asked for.
pub(in crate::workflow) fn ask_for_plan(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<(), WorkError> {
    if request.right != Right::Erasure {
        return Ok(());
    }
    let earlier = tx.erasure(request.id)?.unwrap_or(Erasure::asked_for(request.id, request.case));
    tx.put_erasure(&Erasure { stage: Stage::Planning, ..earlier })?;
    queue_job(desk, tx, now, jobs::PLAN_ERASURE, request, now)
}

/// The plan is approved: it is carried out when it can no longer be taken back, and colleagues are asked about the rest.
pub(in crate::workflow) fn begin_after_approval(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<bool, WorkError> {
    let Some(erasure) = tx.erasure(request.id)? else { return Ok(false) };
    if of(&erasure) == Standing::ByHand {
        return Ok(false);
    }
    queue_job(desk, tx, now, jobs::ERASE, request, request.not_before.unwrap_or(now))?;
    for title in erasure.summary.as_ref().map(doubtful).unwrap_or_default() {
        add_task(desk, tx, now, request, title)?;
    }
    Ok(true)
}

/// What a person decides, one sentence for each collection.
fn doubtful(summary: &Summary) -> Vec<String> {
    let groups = summary.groups().filter(|(_, group)| group.ruling.action == Action::Review);
    let ask = groups.map(|(system, group)| {
        let rows = if group.rows == 1 { "one row".to_owned() } else { format!("{} rows", group.rows) };
        format!(
            "Look at {rows} of {} in {} and erase there what is only theirs; note what you did. {}",
            group.title, system.title, group.ruling.reason
        )
    });
    ask.collect()
}

/// Something that an erasure waited for is over: a copy was delivered, or a legal hold was lifted. It goes on by itself.
pub(in crate::workflow) fn wake(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: crate::domain::ids::CaseId,
) -> Result<(), WorkError> {
    let email = tx.case(case)?.requester.email;
    // A case whose contents were destroyed has no address, and is nobody's.
    let others = if email.is_empty() { Vec::new() } else { tx.seen_before(email.reveal(), case)? };
    let others = others.into_iter().map(|line| line.case);
    for case in std::iter::once(case).chain(others) {
        for request in tx.requests(case)?.iter().filter(|request| is_due(request)) {
            let stage = tx.erasure(request.id)?.map(|erasure| erasure.stage);
            if matches!(stage, Some(Stage::Planned | Stage::Carrying)) {
                queue_job(desk, tx, now, jobs::ERASE, request, request.not_before.map_or(now, |from| from.max(now)))?;
            }
        }
    }
    Ok(())
}

fn is_due(request: &Request) -> bool {
    request.right == Right::Erasure && request.state == State::Executing
}
