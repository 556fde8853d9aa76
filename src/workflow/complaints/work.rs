//! Giving a command to a complaint: load, decide, save event, state and letter in one transaction.

use chrono::{DateTime, Utc};

use super::{dates, letters, schedule};
use crate::domain::complaint::{Command, CommandKind, Complaint, Context, Refused, allowed, decide, evolve};
use crate::domain::ids::CaseId;
use crate::domain::request::Actor;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::journal::{Line, record};
use crate::workflow::notices::Matter;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::{Desk, WorkError};

/// Gives a command to a complaint. `seen` is the version its page showed; a page that is out of date is told so.
pub fn give(
    desk: &Desk,
    actor: Actor,
    case: CaseId,
    seen: Option<i64>,
    command: Command,
) -> Result<Complaint, WorkError> {
    desk.write(move |desk, tx, now| {
        let complaint = tx.complaint(case)?.ok_or(StoreError::NotFound)?;
        if seen.is_some_and(|version| version != complaint.version) {
            return Err(StoreError::Conflict.into());
        }
        give_in(desk, tx, now, actor, complaint, &command)
    })
}

/// The same inside a transaction that does more.
pub fn give_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    complaint: Complaint,
    command: &Command,
) -> Result<Complaint, WorkError> {
    let case = tx.case(complaint.case)?;
    let controller = desk.controller(&case.controller)?;
    let schedule = schedule(desk, controller)?;
    let event = decide(&complaint, command, &context(desk, tx, now, actor, &complaint)?)?;
    let before = complaint.version;
    let after = evolve(complaint, &event);
    let content = serde_json::to_value(&event).unwrap_or_default();
    record(desk, tx, &case, now, &Line::of_case(actor, event.code(), content))?;
    tx.save_complaint(&after, before, dates(&after, &schedule)?)?;
    let matter = Matter { desk, controller, terms: desk.terms(controller)?, case: &case, now };
    if let Some(notice) = letters::for_event(&matter, &after, &schedule, &event)? {
        let key = format!("{}:{}:{}", notice.kind().code(), case.id, after.version);
        queue_mail(desk, tx, controller, now, Envelope::to_requester(&case, key), &notice)?;
    }
    Ok(after)
}

/// What staff could do now with a complaint: each command, and the reason why not where it is not possible.
pub fn choices(complaint: &Complaint, context: &Context) -> Vec<(CommandKind, Option<Refused>)> {
    CommandKind::ALL.into_iter().map(|kind| (kind, allowed(complaint, kind, context).err())).collect()
}

/// What is known around a complaint.
pub fn context(
    desk: &Desk,
    tx: &mut dyn Tx,
    at: DateTime<Utc>,
    actor: Actor,
    complaint: &Complaint,
) -> Result<Context, WorkError> {
    let case = tx.case(complaint.case)?;
    let today = desk.local_date(desk.controller(&case.controller)?, at)?;
    let own_request = own_request(tx, actor, complaint)?;
    Ok(Context { at, today, actor, own_request, solo: desk.is_solo() })
}

/// Whether whoever acts owns the request that is complained about, gathered for it, or approved it.
fn own_request(tx: &mut dyn Tx, actor: Actor, complaint: &Complaint) -> Result<bool, WorkError> {
    let (Some(me), Some(about)) = (actor.staff(), complaint.about) else { return Ok(false) };
    if tx.case(about)?.owner == Some(me) {
        return Ok(true);
    }
    let mine =
        |request: &crate::domain::request::Request| request.gathered_by == Some(me) || request.approved_by == Some(me);
    Ok(tx.requests(about)?.iter().any(mine))
}
