//! Sending a reply, and taking it back while there is time.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::letter::{notice, whose};
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, MailId};
use crate::domain::notice::{Notice, NoticeKind};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::ports::store::outbox::{MailLine, MailState};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::journal::{Line, record};
use crate::workflow::post::{Envelope, add_letter, own_wording, written_out};
use crate::workflow::{Desk, WorkError};

/// How long a reply waits before it goes out, so that it can be taken back.
pub const UNDO: TimeDelta = TimeDelta::seconds(30);

/// A reply on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The mail.
    pub mail: MailLine,
    /// When it goes out (UTC).
    pub goes_at: DateTime<Utc>,
    /// Whether it can still be taken back.
    pub undoable: bool,
}

/// Sends a reply to the person. The draft is forgotten.
pub fn send(desk: &Desk, actor: Actor, case: CaseId, text: &Personal) -> Result<MailId, WorkError> {
    let me = whose(actor)?;
    let text = text.clone();
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        let mail = send_in(desk, tx, now, actor, &case, &text)?;
        tx.put_reply_draft(case.id, me, None, now)?;
        Ok(mail)
    })
}

/// The same inside a transaction that does more. Drafts stay as they are.
pub(in crate::workflow) fn send_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    text: &Personal,
) -> Result<MailId, WorkError> {
    let me = whose(actor)?;
    let notice = notice(desk, tx, now, case, text)?;
    let controller = desk.controller(&case.controller)?;
    let wording = own_wording(desk, tx, controller, &notice)?;
    let key = format!("reply:{}:{me}:{}", case.id, now.timestamp_micros());
    let envelope = Envelope::to_requester(case, key);
    let mut mail = written_out(desk, controller, now, envelope, &notice, wording.as_deref())?;
    mail.send_at = now + UNDO;
    add_letter(tx, &mail, &notice)?;
    record(desk, tx, case, now, &Line::of_case(actor, "replied", json!({ "mail": mail.id })))?;
    Ok(mail.id)
}

/// A reply of a case, and whether it can still be taken back.
pub fn sending(desk: &Desk, actor: Actor, case: CaseId, mail: MailId) -> Result<Sending, WorkError> {
    whose(actor)?;
    desk.read(move |_, tx, now| {
        let mail = tx.mail(mail)?;
        if mail.case != Some(case) || mail.kind != NoticeKind::Message.code() {
            return Err(StoreError::NotFound.into());
        }
        let goes_at = mail.queued_at + UNDO;
        let waits = mail.state == MailState::Pending && mail.attempts == 0;
        Ok(Sending { undoable: waits && now < goes_at, goes_at, mail })
    })
}

/// Takes a reply back before it has gone. Its words are a draft again.
pub fn take_back(desk: &Desk, actor: Actor, case: CaseId, mail: MailId) -> Result<(), WorkError> {
    let me = whose(actor)?;
    sending(desk, actor, case, mail)?;
    desk.write(move |desk, tx, now| {
        let text = tx.letter(mail)?.map(|kept| said(&kept)).unwrap_or_default();
        if !tx.take_back_mail(mail, now)? {
            return Err(WorkError::field("text", "It has gone out already."));
        }
        let case = tx.case(case)?;
        tx.put_reply_draft(case.id, me, Some(&text), now)?;
        record(desk, tx, &case, now, &Line::of_case(actor, "reply_taken_back", json!({ "mail": mail })))
    })
}

/// The words of a reply, from what its letter was written from.
fn said(kept: &Personal) -> Personal {
    let paragraphs = match serde_json::from_str(kept.reveal()) {
        Ok(Notice::Message(message)) => message.paragraphs,
        _ => Vec::new(),
    };
    let paragraphs: Vec<&str> = paragraphs.iter().map(Personal::reveal).collect();
    Personal::new(paragraphs.join("\n\n"))
}
