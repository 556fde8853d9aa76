//! Sending a link, and taking one back.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::seeing::token;
use super::standing::{is_open_task, on_the_case};
use crate::domain::access::Permission;
use crate::domain::case::Case;
use crate::domain::clock::words::local;
use crate::domain::ids::{TaskId, TaskLinkId};
use crate::domain::notice::{self, Notice};
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Request};
use crate::domain::task_link::{LinkPolicy, LinkState, TaskLink};
use crate::ports::store::tasks::Task;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casework::case_of;
use crate::workflow::journal::{Line, record};
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::{Desk, WorkError};

/// A task that is handed to somebody outside: whose request it belongs to, and who hands it over.
pub(in crate::workflow) struct Errand<'a> {
    pub(in crate::workflow) case: &'a Case,
    pub(in crate::workflow) request: &'a Request,
    pub(in crate::workflow) task: &'a Task,
    /// The system, also where the task itself belongs to none.
    pub(in crate::workflow) system: &'a str,
    pub(in crate::workflow) actor: Actor,
}

/// Sends a task to somebody outside. A link that was open for it is dead from now on.
pub fn send(desk: &Desk, actor: Actor, id: TaskId, typed: LinkPolicy) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    typed
        .check()
        .map_err(|_fault| WorkError::field("to", "Enter one e-mail address, like privacy@parcels.example."))?;
    desk.write(move |desk, tx, now| {
        let task = tx.task(id)?;
        let (request, case) = case_of(tx, task.request)?;
        if !is_open_task(&task, &request) {
            return Err(StoreError::Conflict.into());
        }
        let earlier = tx.task_links_of(case.id)?.into_iter().rev().find(|link| link.task == id);
        let system = earlier.as_ref().map_or_else(|| task.system.clone(), |link| link.system.clone());
        // What was agreed with this system stays: its time, its rhythm, and what they may see.
        let policy = match earlier {
            Some(link) => LinkPolicy { to: typed.to, name: typed.name, language: typed.language, ..link.policy },
            None => typed,
        };
        let errand = Errand { case: &case, request: &request, task: &task, system: &system, actor };
        send_in(desk, tx, now, &errand, policy)?;
        Ok(())
    })
}

/// The same in a transaction that does more.
pub(in crate::workflow) fn send_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    errand: &Errand<'_>,
    policy: LinkPolicy,
) -> Result<TaskLink, WorkError> {
    let task = errand.task;
    close_open(tx, now, errand.case, task.id)?;
    let id = TaskLinkId::new(now, desk.entropy.bytes10());
    let link = TaskLink::new(id, (task.id, errand.case.id), errand.system, policy, now);
    tx.add_task_link(&link)?;
    mail(desk, tx, now, errand.case, task, &link)?;
    let content = json!({ "task": task.id, "system": link.system, "name": link.policy.spoken() });
    let entry = Line::of_request(errand.request.id, errand.actor, "task_link_sent", content);
    record(desk, tx, errand.case, now, &entry)?;
    on_the_case(desk, tx, now, errand.case, task, &link)?;
    Ok(link)
}

/// Takes a link back. Staff ask in another way.
pub fn revoke(desk: &Desk, actor: Actor, id: TaskId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let task = tx.task(id)?;
        let (request, case) = case_of(tx, task.request)?;
        let link = close_open(tx, now, &case, id)?.ok_or(StoreError::Conflict)?;
        let content = json!({ "task": id, "system": link.system, "name": link.policy.spoken() });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "task_link_revoked", content))?;
        on_the_case(desk, tx, now, &case, &task, &link)
    })
}

/// The task was settled at the desk: its link, if one is open, does not work any more.
pub(in crate::workflow) fn settle_elsewhere(
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    task: TaskId,
) -> Result<(), WorkError> {
    close_open(tx, now, case, task).map(drop)
}

fn close_open(tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case, task: TaskId) -> Result<Option<TaskLink>, WorkError> {
    let links = tx.task_links_of(case.id)?;
    let Some(open) = links.iter().find(|link| link.task == task && link.state == LinkState::Open) else {
        return Ok(None);
    };
    let closed = open.closed(LinkState::Revoked, Personal::default(), now);
    tx.save_task_link(&closed)?;
    Ok(Some(closed))
}

/// Queues the mail of a link: the first one, or the reminder that it is at.
pub(super) fn mail(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    task: &Task,
    link: &TaskLink,
) -> Result<(), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let zone = desk.terms(controller)?.zone;
    let notice = Notice::TaskLink(notice::TaskLink {
        language: link.policy.language.clone().unwrap_or_else(|| controller.language.clone()),
        reference: case.reference.to_string(),
        name: link.policy.name.clone().unwrap_or_default(),
        ask: task.title.clone(),
        link: desk.url(&format!("/task/{}", token(desk, link.id))),
        until: local(link.ends_at(), zone),
        reminder: link.reminded,
    });
    let envelope = Envelope {
        case: Some(case.id),
        key: format!("task_link:{}:{}", link.id, link.reminded),
        to: link.policy.to.clone(),
        to_name: Personal::new(link.policy.name.clone().unwrap_or_default()),
    };
    queue_mail(desk, tx, controller, now, envelope, &notice).map(drop)
}
