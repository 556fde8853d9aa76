//! Taking the answer of somebody outside: what they found, that it is done, or why they cannot.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::seeing::{Behind, proved};
use super::standing::on_the_case;
use crate::domain::notice::{Cause, Work};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::task_link::LinkState;
use crate::ports::store::Tx;
use crate::ports::store::tasks::{TaskAnswer, TaskAnswerKind};
use crate::workflow::journal::{Line, record};
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::tasks::{take_answer, told};
use crate::workflow::{Desk, WorkError};

/// The longest remark, in characters.
const NOTE_CHARS: usize = 2_000;

/// What somebody outside answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The task is settled.
    Settled(TaskAnswerKind),
    /// They cannot; the remark says why.
    Cannot,
}

/// Takes an answer; `false` when the link does not work any more, so that nothing was taken.
pub fn answer(desk: &Desk, token: &str, reply: Reply, note: &Personal) -> Result<bool, WorkError> {
    let Some(id) = proved(desk, token) else { return Ok(false) };
    let note = Personal::new(note.reveal().trim());
    if reply == Reply::Cannot && note.is_empty() {
        return Err(WorkError::field("note", "Say in a sentence why it cannot be done."));
    }
    if note.reveal().chars().count() > NOTE_CHARS {
        return Err(WorkError::field("note", "Use at most 2,000 characters."));
    }
    desk.write(move |desk, tx, now| {
        let Some(behind) = Behind::read(tx, id)?.filter(|behind| behind.is_open(now)) else { return Ok(false) };
        match reply {
            Reply::Settled(kind) => settled(desk, tx, now, &behind, kind, note)?,
            Reply::Cannot => declined(desk, tx, now, &behind, note)?,
        }
        Ok(true)
    })
}

fn settled(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    behind: &Behind,
    kind: TaskAnswerKind,
    note: Personal,
) -> Result<(), WorkError> {
    let link = behind.link.closed(LinkState::Answered, Personal::default(), now);
    tx.save_task_link(&link)?;
    let about =
        json!({ "task": link.task, "system": link.system, "name": link.policy.spoken(), "answer": told(&kind) });
    let entry = Line::of_request(behind.request.id, Actor::System, "task_link_answered", about);
    record(desk, tx, &behind.case, now, &entry)?;
    let answer = TaskAnswer { kind, note, by: None, at: now };
    take_answer(desk, tx, now, Actor::System, &behind.task, &answer)
}

fn declined(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    behind: &Behind,
    note: Personal,
) -> Result<(), WorkError> {
    let about = json!({ "task": behind.task.id, "system": behind.link.system, "name": behind.link.policy.spoken(), "why": note });
    let link = behind.link.closed(LinkState::Declined, note, now);
    tx.save_task_link(&link)?;
    let entry = Line::of_request(behind.request.id, Actor::System, "task_link_declined", about);
    record(desk, tx, &behind.case, now, &entry)?;
    on_the_case(desk, tx, now, &behind.case, &behind.task, &link)?;
    let failed = Failed {
        work: Work::Ask { system: link.system.clone() },
        cause: Cause::Declined,
        attempts: 1 + i64::from(link.reminded),
        key: format!("task_link:{}:declined", link.id),
    };
    call_for_person(desk, tx, now, Some(&behind.case), &failed)
}
