//! A reply before it is sent: its draft, and the letter that it would be.

use chrono::{DateTime, Utc};

use crate::domain::access::Permission;
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, StaffId};
use crate::domain::notice::{Message, Notice};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::ports::letters::Written;
use crate::ports::store::Tx;
use crate::workflow::assignment::must;
use crate::workflow::notices::Matter;
use crate::workflow::post::own_wording;
use crate::workflow::{Desk, WorkError};

/// The longest reply, in characters.
pub const LONGEST: usize = 10_000;

/// What a member of staff is writing to the person of a case.
pub fn draft(desk: &Desk, actor: Actor, case: CaseId) -> Result<Option<Personal>, WorkError> {
    let me = whose(actor)?;
    desk.read(move |_, tx, _| Ok(tx.reply_draft(case, me)?))
}

/// Keeps it; an empty one is forgotten.
pub fn keep_draft(desk: &Desk, actor: Actor, case: CaseId, text: &Personal) -> Result<(), WorkError> {
    let me = whose(actor)?;
    let text = Some(text.clone()).filter(|text| !text.reveal().trim().is_empty());
    if text.as_ref().is_some_and(|text| text.reveal().chars().count() > LONGEST) {
        return Err(too_long());
    }
    desk.write(move |_, tx, now| {
        let case = tx.case(case)?.id;
        Ok(tx.put_reply_draft(case, me, text.as_ref(), now)?)
    })
}

/// The letter as it would go out.
pub fn preview(desk: &Desk, actor: Actor, case: CaseId, text: &Personal) -> Result<Written, WorkError> {
    must(actor, Permission::HandleCases)?;
    let text = text.clone();
    desk.read(move |desk, tx, now| {
        let case = tx.case(case)?;
        preview_in(desk, tx, now, &case, &text)
    })
}

/// The same inside a transaction that does more.
pub(in crate::workflow) fn preview_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    text: &Personal,
) -> Result<Written, WorkError> {
    let notice = notice(desk, tx, now, case, text)?;
    let controller = desk.controller(&case.controller)?;
    let wording = own_wording(desk, tx, controller, &notice)?;
    let language = desk.languages.of(notice.language());
    Ok(desk.letters.write(controller, &notice, wording.as_deref(), &language)?)
}

/// The reply as a letter of the company.
pub(super) fn notice(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    text: &Personal,
) -> Result<Notice, WorkError> {
    let said = text.reveal().trim();
    if said.is_empty() {
        return Err(WorkError::field("text", "Write what you want to tell the person."));
    }
    if said.chars().count() > LONGEST {
        return Err(too_long());
    }
    if !case.is_reachable() {
        return Err(WorkError::field("text", "There is no address any more to which a letter could go."));
    }
    let controller = desk.controller(&case.controller)?;
    let matter = Matter { desk, controller, terms: desk.terms(controller)?, case, now };
    let rights = tx.requests(case.id)?.into_iter().map(|request| request.right).collect();
    let paragraphs = said.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let paragraphs = paragraphs.map(Personal::new).collect();
    Ok(Notice::Message(Message { about: matter.about(rights), paragraphs, signed: None }))
}

/// Who writes.
pub(super) fn whose(actor: Actor) -> Result<StaffId, WorkError> {
    must(actor, Permission::HandleCases)?;
    actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))
}

fn too_long() -> WorkError {
    WorkError::field("text", format!("Write at most {LONGEST} characters."))
}
