//! Who looks after a case, notes to each other, and seeing what is masked: small things that are on the log all the same.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::counter::finding::index;
use super::journal::{Line, record};
use super::office::Cover;
use super::together::sight::last_look;
use super::together::{given, mention};
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, StaffId};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::showing::still_looks;
use crate::ports::store::Tx;
use crate::ports::store::tasks::Note;

/// The line of the log which says that somebody looked at a case in full.
pub(super) const LOOKED: &str = "identifiers_shown";
/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 10_000;

/// Gives a case to somebody who may handle it, or to nobody. Whoever is given it hears of it. While somebody is away, whoever
/// stands in for them is given it; people who take a case themselves are plainly there.
pub fn assign(desk: &Desk, actor: Actor, case: CaseId, owner: Option<StaffId>) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        assign_in(desk, tx, now, actor, &case, owner)
    })
}

/// The same inside a transaction that does more.
pub(super) fn assign_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    wanted: Option<StaffId>,
) -> Result<(), WorkError> {
    let owner = wanted.map(|wanted| taker(desk, tx, now, actor, wanted)).transpose()?;
    if case.owner == owner {
        return Ok(());
    }
    tx.assign(case.id, owner)?;
    let content = json!({ "from": case.owner, "to": owner, "for": wanted.filter(|wanted| Some(*wanted) != owner) });
    record(desk, tx, case, now, &Line::of_case(actor, "assigned", content))?;
    owner.map_or(Ok(()), |to| given(desk, tx, case, now, actor, to))
}

/// Who takes a case that is meant for somebody.
fn taker(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    wanted: StaffId,
) -> Result<StaffId, WorkError> {
    let staff = tx.staff(wanted)?;
    if !staff.active || !staff.role.may(Permission::HandleCases) {
        return Err(WorkError::field("owner", "Choose somebody who handles cases."));
    }
    let cover = Cover::on(desk, tx, now)?;
    if actor.staff() == Some(wanted) || !cover.is_away(wanted) {
        return Ok(wanted);
    }
    let nobody =
        || WorkError::field("owner", format!("{} is away and nobody stands in. Choose somebody else.", staff.name));
    cover.acting(wanted).map(|deputy| deputy.id).ok_or_else(nobody)
}

/// Writes an internal note. It can be found by search and is never sent; colleagues whom it names are told that it does.
pub fn add_note(desk: &Desk, actor: Actor, case: CaseId, text: &Personal) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let text = text.clone();
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        add_note_in(desk, tx, now, actor, &case, &text)
    })
}

/// The same inside a transaction that does more.
pub(super) fn add_note_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    text: &Personal,
) -> Result<(), WorkError> {
    let by = actor.staff().ok_or(WorkError::NotAllowed("write notes"))?;
    let text = Personal::new(text.reveal().trim());
    if text.is_empty() || text.reveal().chars().count() > LONGEST_NOTE {
        return Err(WorkError::field("note", format!("Write a note of at most {LONGEST_NOTE} characters.")));
    }
    mention(desk, tx, case, now, actor, &text)?;
    tx.add_note(case.id, &Note { by, at: now, text })?;
    index(tx, case)?;
    record(desk, tx, case, now, &Line::of_case(actor, "noted", json!({})))
}

/// Notes on the log that somebody looks at a case in full. From then on they see it for some minutes; asking again meanwhile is
/// the same look.
pub fn unmask(desk: &Desk, actor: Actor, case: CaseId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        if still_looks(last_look(&tx.log_of(case.id)?, actor), now) {
            return Ok(());
        }
        record(desk, tx, &case, now, &Line::of_case(actor, LOOKED, json!({})))
    })
}

/// The permission that an action outside the transition table needs.
pub fn must(actor: Actor, permission: Permission) -> Result<(), WorkError> {
    if actor.may(permission) { Ok(()) } else { Err(WorkError::NotAllowed(permission.words())) }
}
