//! Legal holds: a case that is kept whatever its time, because a dispute or an inquiry needs it.

use serde_json::json;

use super::ending::may_hold;
use super::standing::kept_case;
use crate::domain::access::Permission;
use crate::domain::ids::CaseId;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::retention::Fate;
use crate::ports::store::StoreError;
use crate::ports::store::retention::Hold;
use crate::workflow::assignment::must;
use crate::workflow::erasure::wake;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// Keeps the contents of a case until the hold is lifted.
pub fn place_hold(desk: &Desk, actor: Actor, case: CaseId, reason: &str) -> Result<(), WorkError> {
    must(actor, Permission::DecideLimits)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::DecideLimits.words()))?;
    let reason = Personal::new(reason.trim());
    if reason.is_empty() || reason.reveal().chars().count() > 500 {
        return Err(WorkError::field("reason", "Say in at most 500 characters why the case must be kept."));
    }
    desk.write(move |desk, tx, at| {
        let case = tx.case(case)?;
        if !may_hold(tx, case.id)? {
            return Err(WorkError::field("reason", "The contents are being destroyed at this moment; it is too late."));
        }
        if matches!(kept_case(desk, tx, &case)?.fate, Fate::Emptied { .. }) {
            return Err(WorkError::field("reason", "The contents are gone; there is nothing left to keep."));
        }
        let content = json!({ "reason": reason });
        match tx.place_hold(case.id, &Hold { reason, by, at }) {
            Err(StoreError::Exists(_)) => return Err(WorkError::field("reason", "The case is held already.")),
            other => other?,
        }
        record(desk, tx, &case, at, &Line::of_case(actor, "hold_placed", content))
    })
}

/// Lets the time of a case take its course again. An erasure that waited goes on by itself.
pub fn lift_hold(desk: &Desk, actor: Actor, case: CaseId) -> Result<(), WorkError> {
    must(actor, Permission::DecideLimits)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        tx.lift_hold(case.id)?;
        record(desk, tx, &case, now, &Line::of_case(actor, "hold_lifted", json!({})))?;
        wake(desk, tx, now, case.id)
    })
}
