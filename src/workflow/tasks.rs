//! Systems that need a person: answering a task, asking a system again, leaving one out with a reason.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::assignment::must;
use super::casework::{case_of, give_in, jobs, queue_job};
use super::documents::of_task;
use super::journal::{Line, record};
use super::task_links::settle_elsewhere;
use super::telling::answered_by_task;
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::ids::{RequestId, TaskId};
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command, Request, State};
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::tasks::{Task, TaskAnswer, TaskAnswerKind};
use crate::ports::store::{StoreError, Tx};
use crate::ports::vault::{ObjectName, Purpose};

/// The largest file that answers a task, in bytes.
pub const LARGEST_FILE: u64 = 25 * 1024 * 1024;

/// The object that keeps the file of a task. One task has one file.
pub fn file_object(task: TaskId) -> ObjectName {
    ObjectName::new(Purpose::Evidence, task.0)
}

/// A task, if it can still be answered.
pub fn open_task(desk: &Desk, actor: Actor, id: TaskId) -> Result<Task, WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.read(move |_, tx, _| {
        let task = tx.task(id)?;
        if task.answer.is_some() { Err(StoreError::Conflict.into()) } else { Ok(task) }
    })
}

/// Answers a task. When it was the last open system, the search is finished in the same transaction.
pub fn answer(desk: &Desk, actor: Actor, id: TaskId, kind: TaskAnswerKind, note: &Personal) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))?;
    let note = Personal::new(note.reveal().trim());
    desk.write(move |desk, tx, now| {
        let task = tx.task(id)?;
        let (request, case) = case_of(tx, task.request)?;
        let about = json!({ "task": id, "system": task.system, "answer": told(&kind) });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "task_answered", about))?;
        settle_elsewhere(tx, now, &case, id)?;
        take_answer(desk, tx, now, actor, &task, &TaskAnswer { kind, note, by: Some(by), at: now })
    })
}

/// Puts an answer to its task, and the system of the task as answered; the search is finished when it was the last.
pub(super) fn take_answer(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    task: &Task,
    answer: &TaskAnswer,
) -> Result<(), WorkError> {
    tx.answer_task(task.id, answer)?;
    answered_by_task(desk, tx, now, task.id, &answer.kind, &answer.note)?;
    if let Some(part) = system_of(tx, task.request, &task.system)? {
        let message = Some(told(&answer.kind).to_owned());
        tx.put_gathering(&Gathering { state: SystemState::Done, message, updated_at: now, ..part })?;
    }
    let request = tx.request(task.request)?;
    of_task(tx, &request, task, answer)?;
    finish_if_last(desk, tx, now, actor, request)
}

/// Leaves a system out of the search. The answer to the person says so, with the reason.
pub fn skip(desk: &Desk, actor: Actor, request: RequestId, system: &str, reason: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let (system, reason) = (system.to_owned(), reason.trim().to_owned());
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(WorkError::field("reason", "Write in a sentence why this system is not searched."));
    }
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        let part = open_system(tx, &request, &system)?;
        tx.put_gathering(&Gathering {
            state: SystemState::Skipped,
            message: Some(reason.clone()),
            updated_at: now,
            ..part
        })?;
        let about = json!({ "system": system, "reason": reason });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "system_skipped", about))?;
        let here = |task: &Task| task.request == request.id && task.system == system;
        if let Some(task) = tx.tasks_of(case.id)?.into_iter().find(here) {
            settle_elsewhere(tx, now, &case, task.id)?;
        }
        finish_if_last(desk, tx, now, actor, request)
    })
}

/// Asks a system again at once instead of at its next turn.
pub fn retry(desk: &Desk, actor: Actor, request: RequestId, system: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let system = system.to_owned();
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        let part = open_system(tx, &request, &system)?;
        tx.put_gathering(&Gathering { state: SystemState::Waiting, message: None, updated_at: now, ..part })?;
        for job in tx.jobs_of(case.id)?.into_iter().filter(|job| job.kind == jobs::GATHER) {
            tx.retry_job(job.id, now)?;
        }
        queue_job(desk, tx, now, jobs::GATHER, &request, now)?;
        let about = json!({ "system": system });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "system_retried", about))
    })
}

/// What an answer says, as a sentence.
pub(super) const fn told(kind: &TaskAnswerKind) -> &'static str {
    match kind {
        TaskAnswerKind::NothingHeld => "Nothing is held there.",
        TaskAnswerKind::Done => "Done.",
        TaskAnswerKind::File { .. } => "A file was uploaded.",
    }
}

fn system_of(tx: &mut dyn Tx, request: RequestId, system: &str) -> Result<Option<Gathering>, WorkError> {
    Ok(tx.gatherings(request)?.into_iter().find(|part| part.system == system))
}

fn open_system(tx: &mut dyn Tx, request: &Request, system: &str) -> Result<Gathering, WorkError> {
    let part = system_of(tx, request.id, system)?.ok_or(StoreError::NotFound)?;
    let is_open = !matches!(part.state, SystemState::Done | SystemState::Skipped);
    if is_open && request.state == State::Gathering { Ok(part) } else { Err(StoreError::Conflict.into()) }
}

/// Whoever answers for the last open system has finished the gathering, and so does not approve it.
pub(super) fn finish_if_last(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    request: Request,
) -> Result<(), WorkError> {
    let settled =
        tx.gatherings(request.id)?.iter().all(|part| matches!(part.state, SystemState::Done | SystemState::Skipped));
    if !settled || request.state != State::Gathering {
        return Ok(());
    }
    match give_in(desk, tx, now, actor, request, &Command::FinishGathering) {
        Ok(_) | Err(WorkError::Refused(_)) => Ok(()),
        Err(other) => Err(other),
    }
}
