//! How far a request's amendments are, for the rules; and what follows when the request moves on.

use chrono::{DateTime, Utc};

use crate::domain::amendment::{Amending, AmendmentKind, AmendmentState};
use crate::domain::request::{Request, State};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::amendments::StoredAmendment;
use crate::workflow::casework::{jobs, queue_job};
use crate::workflow::{Desk, WorkError};

/// Whether a right is carried out by amendments.
const fn amends(right: Right) -> bool {
    matches!(right, Right::Rectification | Right::Restriction)
}

/// What the rules need to know.
pub(in crate::workflow) fn standing(tx: &mut dyn Tx, request: &Request) -> Result<Amending, WorkError> {
    if !amends(request.right) {
        return Ok(Amending::ByHand);
    }
    let states: Vec<AmendmentState> = tx.amendments_of(request.id)?.iter().map(|one| one.state).collect();
    // Which rows are marked is known only when the job has looked.
    let is_due = request.right == Right::Restriction && request.state == State::Executing && states.is_empty();
    let job = is_due && tx.jobs_of(request.case)?.iter().any(|job| job.kind == jobs::AMEND && job.state == "pending");
    Ok(Amending::of(states, job))
}

/// Whether the program carries the part of this system out: then no colleague is asked to. Who wrote a sheet of corrections
/// has seen the rows of every system that the program reads, and left alone what is right.
pub(in crate::workflow) fn is_carried_out_by_program(
    request: &Request,
    amendments: &[StoredAmendment],
    rows: i64,
) -> bool {
    match request.right {
        Right::Rectification => !amendments.is_empty() && rows > 0,
        // The job asks colleagues about the systems that have no mark.
        Right::Restriction => rows > 0,
        _ => false,
    }
}

/// It is approved: the job begins.
pub(in crate::workflow) fn begin(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<(), WorkError> {
    let has_any = !tx.amendments_of(request.id)?.is_empty();
    let found = tx.finding_counts(request.id)?.iter().any(|count| count.rows > 0);
    let begins = match request.right {
        Right::Rectification => has_any,
        Right::Restriction => has_any || found,
        _ => false,
    };
    if !begins {
        return Ok(());
    }
    queue_job(desk, tx, now, jobs::AMEND, request, request.not_before.map_or(now, |from| from.max(now)))
}

/// The search starts again: what nobody has written yet is dropped with the findings it came from.
pub(in crate::workflow) fn drop_proposed(tx: &mut dyn Tx, request: &Request) -> Result<(), WorkError> {
    let dropped = |one: &StoredAmendment| {
        matches!(one.state, AmendmentState::Proposed | AmendmentState::Differs | AmendmentState::NeedsPerson)
            && one.kind == AmendmentKind::Correction
    };
    for one in tx.amendments_of(request.id)?.into_iter().filter(dropped) {
        tx.remove_amendment(one.id)?;
    }
    Ok(())
}
