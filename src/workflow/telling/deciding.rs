//! What staff do about a notice: tell again, write down what came of it, or decide that telling is impossible.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::sending::hand_over;
use crate::domain::access::Permission;
use crate::domain::case::EmailAddress;
use crate::domain::ids::TellingId;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::telling::{Happening, Resolution, Telling, Way};
use crate::ports::store::tasks::{TaskAnswer, TaskAnswerKind};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// The longest reason, in characters.
const NOTE_CHARS: usize = 1_000;

/// Tells a recipient again, by mail to an address that may be new; with no address, in the way it was told before.
pub fn again(desk: &Desk, actor: Actor, id: TellingId, to: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let to = to.trim().to_owned();
    if !to.is_empty() && EmailAddress::parse(&to).is_err() {
        return Err(WorkError::field("to", "Enter one e-mail address, like privacy@parcels.example."));
    }
    desk.write(move |desk, tx, now| {
        let telling = tx.telling(id)?.ok_or(StoreError::NotFound)?;
        let mut anew = telling.after(Happening::Again, None, now)?;
        if !to.is_empty() {
            anew.facts.to = Personal::new(to);
            anew.way = Some(anew.way.filter(|way| *way == Way::Link).unwrap_or(Way::Mail));
        }
        let case = tx.case(telling.case)?;
        close_task(tx, now, actor, &telling)?;
        let about = json!({ "recipient": anew.recipient });
        record(desk, tx, &case, now, &Line::of_request(anew.request, actor, "recipient_told_again", about))?;
        hand_over(desk, tx, now, &case, Telling { task: None, ..anew })
    })
}

/// Writes down how it ended, always with a reason.
pub fn resolve(desk: &Desk, actor: Actor, id: TellingId, how: Resolution, reason: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let reason = Personal::new(reason.trim());
    if reason.is_empty() {
        return Err(WorkError::field("reason", "Write in a sentence how you know, or why it is so."));
    }
    if reason.reveal().chars().count() > NOTE_CHARS {
        return Err(WorkError::field("reason", "Use at most 1,000 characters."));
    }
    desk.write(move |desk, tx, now| {
        let telling = tx.telling(id)?.ok_or(StoreError::NotFound)?;
        let settled = telling.after(Happening::Resolved(how), Some(reason.clone()), now)?;
        tx.save_telling(&settled)?;
        close_task(tx, now, actor, &telling)?;
        let case = tx.case(settled.case)?;
        let about = json!({ "recipient": settled.recipient, "state": settled.state, "reason": reason });
        record(desk, tx, &case, now, &Line::of_request(settled.request, actor, "recipient_settled", about))
    })
}

/// Whether a colleague's task for a notice can be settled with it.
fn close_task(tx: &mut dyn Tx, now: DateTime<Utc>, actor: Actor, telling: &Telling) -> Result<(), WorkError> {
    let Some(id) = telling.task else { return Ok(()) };
    if tx.task(id)?.answer.is_some() {
        return Ok(());
    }
    let note = Personal::default();
    Ok(tx.answer_task(id, &TaskAnswer { kind: TaskAnswerKind::Done, note, by: actor.staff(), at: now })?)
}
