//! The end of a try: what was confirmed and what remains is written down, and the person is told when nothing is open.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::confirming::Confirmed;
use super::later::defer;
use super::proof::proof_of;
use crate::domain::case::Case;
use crate::domain::erasure::{Action, Stage, Summary};
use crate::domain::ids::RequestId;
use crate::domain::notice::RecipientAct;
use crate::domain::request::{Actor, Command, Deed, Outcome, Request, State};
use crate::ports::store::Tx;
use crate::ports::store::erasures::{Erasure, ErasurePart, PartState};
use crate::workflow::casework::{case_of, give_in};
use crate::workflow::execution::add_task;
use crate::workflow::journal::{Line, record};
use crate::workflow::telling::{Change, tell_recipients};
use crate::workflow::{Desk, Lease, WorkError};

/// Writes down what the second search found.
pub(super) fn conclude(desk: &Desk, lease: Lease, request: RequestId, confirmed: Confirmed) -> Result<(), WorkError> {
    lease.write(desk, move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        if request.state != State::Executing {
            return lease.done_in(tx);
        }
        let parts = settle_parts(tx, &request, &confirmed, now)?;
        let is_whole = parts.iter().all(|part| part.state == PartState::Confirmed) && confirmed.remains.is_empty();
        if let Some(erasure) = tx.erasure(request.id)? {
            let stage = if is_whole { Stage::Confirmed } else { Stage::Remains };
            let confirmed_at = is_whole.then_some(now);
            if let (true, Some(summary), Some(object)) = (is_whole, &erasure.summary, &erasure.object) {
                defer(desk, tx, now, &case, &request, (summary, object))?;
            }
            tx.put_erasure(&Erasure { stage, confirmed_at, ..erasure })?;
        }
        if is_whole {
            tx.remember_erased(&confirmed.traces)?;
            write_certificate(desk, tx, now, &case, &request, &parts)?;
            tell(desk, tx, now, &case, &request)?;
            answer_at_once(desk, tx, now, request)?;
        } else {
            ask_for_the_rest(desk, tx, now, &case, &request, &parts)?;
        }
        lease.done_in(tx)
    })
}

fn settle_parts(
    tx: &mut dyn Tx,
    request: &Request,
    confirmed: &Confirmed,
    now: DateTime<Utc>,
) -> Result<Vec<ErasurePart>, WorkError> {
    let mut parts = tx.erasure_parts(request.id)?;
    for part in &mut parts {
        part.remaining = i64::try_from(confirmed.remaining(&part.system)).unwrap_or(i64::MAX);
        if part.remaining == 0 && part.state != PartState::NeedsPerson {
            part.state = PartState::Confirmed;
            part.confirmed_at = Some(now);
            part.message = None;
        }
        tx.put_erasure_part(part)?;
    }
    Ok(parts)
}

/// Whoever had received what is gone is told in the same transaction (Article 19).
fn tell(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case, request: &Request) -> Result<(), WorkError> {
    let Some(summary) = tx.erasure(request.id)?.and_then(|erasure| erasure.summary) else { return Ok(()) };
    let change = Change { case, request, act: RecipientAct::Erase, touched: &summary.touched, occasion: None };
    tell_recipients(desk, tx, now, &change)
}

/// The facts of the certificate stand on the log, which nobody can change later.
fn write_certificate(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
    parts: &[ErasurePart],
) -> Result<(), WorkError> {
    let systems: Vec<_> = parts
        .iter()
        .map(|part| {
            json!({
                "system": part.system,
                "requested": part.requested,
                "erased": part.erased,
                "emptied": part.emptied,
                "committed": part.committed_at,
                "confirmed": part.confirmed_at,
            })
        })
        .collect();
    let line = Line::of_request(request.id, Actor::System, "erasure_confirmed", json!({ "systems": systems }));
    record(desk, tx, case, now, &line)
}

/// What remains is put before a person, one task for each system, with what is wrong and what to do.
fn ask_for_the_rest(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
    parts: &[ErasurePart],
) -> Result<(), WorkError> {
    for part in parts.iter().filter(|part| part.state != PartState::Confirmed) {
        let what = match &part.message {
            Some(why) => format!("{} did not take the erasure: {why}.", part.title),
            None => format!("A second search in {} still found rows: {}.", part.title, part.remaining),
        };
        let title = format!("{what} Mend it there, then let Rightsdesk look again on the page of the erasure.");
        let content = json!({ "system": part.system, "remaining": part.remaining, "why": title });
        record(desk, tx, case, now, &Line::of_request(request.id, Actor::System, "erasure_remains", content))?;
        add_task(desk, tx, now, request, title)?;
    }
    Ok(())
}

/// Where nothing is left to say for a person, the answer goes out by itself. A recipient that could not be told at once is such
/// a thing: the rules then refuse the answer.
fn answer_at_once(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, request: Request) -> Result<(), WorkError> {
    let Some(summary) = tx.erasure(request.id)?.and_then(|erasure| erasure.summary) else { return Ok(()) };
    let tasks = tx.tasks_of(request.case)?;
    let is_busy = tasks.iter().any(|task| task.request == request.id && task.answer.is_none());
    let by_hand = tx
        .gatherings(request.id)?
        .iter()
        .any(|part| part.rows > 0 && !summary.systems.iter().any(|system| system.system == part.system));
    // A plan of an earlier release knows who had received the data, and not what of it.
    let untold = summary.touched.is_empty() && !summary.recipients.is_empty();
    if is_busy || by_hand || untold || summary.rows(Action::Review) > 0 {
        return Ok(());
    }
    let (outcome, said) = suggested(&summary);
    let deed = Deed { proof: proof_of(desk, tx, &request)?, ..Deed::of(outcome) };
    match give_in(desk, tx, now, Actor::System, request, &Command::Fulfil { outcome: said, deed: Some(deed) }) {
        // The answer waits for a person, who sees what it lacks.
        Ok(_) | Err(WorkError::Refused(_) | WorkError::Letter(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

/// How a confirmed erasure ended, and the words for it.
pub fn suggested(summary: &Summary) -> (Outcome, String) {
    let outcome = outcome_of(summary);
    (outcome, words(summary, outcome))
}

fn outcome_of(summary: &Summary) -> Outcome {
    match (summary.is_empty(), summary.keeps(), summary.rows(Action::Erase)) {
        (true, ..) => Outcome::NoDataHeld,
        (_, true, _) => Outcome::PartlyErased,
        (_, _, 0) if summary.changes() > 0 => Outcome::Anonymised,
        _ => Outcome::Erased,
    }
}

fn words(summary: &Summary, outcome: Outcome) -> String {
    if outcome == Outcome::NoDataHeld {
        return summary.systems.iter().map(|system| system.title.clone()).collect::<Vec<_>>().join("\n");
    }
    "We searched again afterwards. Everything that the list names is gone.".to_owned()
}

/// A system changed after the plan was approved: it was left alone, and people look at a new plan.
pub(super) fn back_to_review(desk: &Desk, lease: Lease, request: RequestId) -> Result<(), WorkError> {
    lease.write(desk, move |desk, tx, now| {
        lease.done_in(tx)?;
        let (request, case) = case_of(tx, request)?;
        let why = "a row was changed in the shop since the plan was made; it was left alone and a new plan is made";
        let line = Line::of_request(request.id, Actor::System, "erasure_outdated", json!({ "why": why }));
        record(desk, tx, &case, now, &line)?;
        give_in(desk, tx, now, Actor::System, request, &Command::TakeBackApproval).map(drop)
    })
}
