//! What comes back: the answer from a link, a mail, a colleague's task, or the letter itself.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::letter::{answer_by, number, proved};
use super::sending::ask_for_help;
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, TaskId};
use crate::domain::notice::{Cause, RecipientAct};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::telling::{Happening, Telling, TellingState, Way};
use crate::ports::store::tasks::TaskAnswerKind;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// The longest remark, in characters.
const NOTE_CHARS: usize = 2_000;

/// What a recipient answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is done.
    Done,
    /// They know, and see to it.
    Acknowledged,
    /// They cannot; the remark says why.
    Cannot,
}

/// What a recipient sees behind a link. Nothing else of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Who asks, by their id.
    pub controller: String,
    /// What to quote.
    pub reference: String,
    /// Who is asked.
    pub recipient: String,
    /// What they are to do.
    pub act: RecipientAct,
    /// What they find it by.
    pub keys: Vec<(String, Personal)>,
    /// Which data.
    pub data: Vec<Personal>,
    /// By when a word is awaited.
    pub answer_by: NaiveDate,
    /// Where the notice stands.
    pub state: TellingState,
    /// Whether it can be answered.
    pub is_open: bool,
}

/// Whether an answer is of use: told, neither done nor settled by a person, and the contents of the case are still there.
fn is_open(telling: &Telling) -> bool {
    let awaited = matches!(
        telling.state,
        TellingState::Told | TellingState::Acknowledged | TellingState::Declined | TellingState::NoAnswer
    );
    awaited && !telling.facts.keys.is_empty()
}

/// What stands behind a token; `None` for a token that proves nothing, or whose case is gone. Changes nothing.
pub fn see(desk: &Desk, token: &str) -> Result<Option<Sight>, WorkError> {
    let Some(id) = proved(desk, token) else { return Ok(None) };
    desk.read(move |desk, tx, now| {
        let Some(telling) = tx.telling(id)? else { return Ok(None) };
        let controller = desk.controller(&tx.case(telling.case)?.controller)?;
        let is_open = is_open(&telling);
        Ok(Some(Sight {
            controller: controller.id.clone(),
            reference: number(desk, telling.id),
            answer_by: answer_by(desk, controller, &telling, now)?,
            keys: if is_open { telling.facts.keys } else { Vec::new() },
            data: if is_open { telling.facts.data } else { Vec::new() },
            recipient: telling.recipient,
            act: telling.act,
            state: telling.state,
            is_open,
        }))
    })
}

/// Takes an answer from a link; `false` when it is of no use any more, so that nothing was taken.
pub fn answer(desk: &Desk, token: &str, answer: Answer, note: &Personal) -> Result<bool, WorkError> {
    let Some(id) = proved(desk, token) else { return Ok(false) };
    let note = Personal::new(note.reveal().trim());
    if answer == Answer::Cannot && note.is_empty() {
        return Err(WorkError::field("note", "Say in a sentence why it cannot be done."));
    }
    if note.reveal().chars().count() > NOTE_CHARS {
        return Err(WorkError::field("note", "Use at most 2,000 characters."));
    }
    desk.write(move |desk, tx, now| {
        let Some(telling) = tx.telling(id)?.filter(is_open) else { return Ok(false) };
        // The same said twice is no news.
        if telling.state == TellingState::Acknowledged && answer == Answer::Acknowledged {
            return Ok(true);
        }
        take(desk, tx, now, &telling, answer, note)?;
        Ok(true)
    })
}

/// Writes an answer down. Somebody who cannot is put before a person.
pub(super) fn take(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    telling: &Telling,
    answer: Answer,
    note: Personal,
) -> Result<(), WorkError> {
    let happening = match answer {
        Answer::Done => Happening::Done,
        Answer::Acknowledged => Happening::Acknowledged,
        Answer::Cannot => Happening::Declined,
    };
    let after = telling.after(happening, Some(note), now)?;
    tx.save_telling(&after)?;
    let case = tx.case(telling.case)?;
    let about = json!({ "recipient": after.recipient, "state": after.state, "note": after.note });
    record(desk, tx, &case, now, &Line::of_request(after.request, Actor::System, "recipient_answered", about))?;
    if answer == Answer::Cannot { ask_for_help(desk, tx, now, &case, &after, Cause::Declined) } else { Ok(()) }
}

/// A colleague has answered the task to tell somebody: they know, or hold nothing.
pub(in crate::workflow) fn answered_by_task(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    task: TaskId,
    kind: &TaskAnswerKind,
    note: &Personal,
) -> Result<(), WorkError> {
    let Some(telling) = tx.telling_of_task(task)?.filter(|telling| telling.state == TellingState::Due) else {
        return Ok(());
    };
    let told = telling.after(Happening::Told, None, now)?;
    let answer = if *kind == TaskAnswerKind::NothingHeld { Answer::Done } else { Answer::Acknowledged };
    take(desk, tx, now, &told, answer, note.clone())
}

/// A letter to a recipient came back or was given up: they have not been told.
pub fn came_back(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    to: &Personal,
    why: &str,
) -> Result<(), WorkError> {
    for telling in written_to(tx, case.id, to)? {
        let Ok(failed) = telling.after(Happening::Failed, None, now) else { continue };
        let trouble = format!("The mail did not arrive ({why}). Next: correct the address and tell them again.");
        let failed = failed.troubled(trouble);
        tx.save_telling(&failed)?;
        let about =
            json!({ "recipient": failed.recipient, "act": failed.act, "way": failed.way, "why": failed.trouble });
        let line = Line::of_request(failed.request, Actor::System, "recipient_not_notified", about);
        record(desk, tx, case, now, &line)?;
    }
    Ok(())
}

/// A mail came for a case from an address to which a recipient was written: only a person can say what it says.
pub(in crate::workflow) fn wrote(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: CaseId,
    from: &Personal,
) -> Result<(), WorkError> {
    for telling in written_to(tx, case, from)?.into_iter().filter(is_open) {
        let trouble = "They have answered by mail. Next: read it in the inbox, and record here what they say.";
        let case = tx.case(case)?;
        let about = json!({ "recipient": telling.recipient });
        record(desk, tx, &case, now, &Line::of_request(telling.request, Actor::System, "recipient_wrote", about))?;
        match tx.save_telling(&Telling { changed_at: now, ..telling.troubled(trouble) }) {
            Err(StoreError::Conflict) | Ok(()) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

fn written_to(tx: &mut dyn Tx, case: CaseId, address: &Personal) -> Result<Vec<Telling>, WorkError> {
    let same = |telling: &Telling| {
        let by_mail = matches!(telling.way, Some(Way::Mail | Way::Link));
        by_mail && telling.facts.to.reveal().trim().eq_ignore_ascii_case(address.reveal().trim())
    };
    Ok(tx.tellings_in(case)?.into_iter().filter(|telling| !address.is_empty() && same(telling)).collect())
}
