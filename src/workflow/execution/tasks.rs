//! Rights other than access and portability: what was approved is carried out by colleagues, task by task.

use chrono::{DateTime, Utc};

use crate::domain::clock::words;
use crate::domain::controller::Controller;
use crate::domain::ids::TaskId;
use crate::domain::outside::{Ask, EVERYWHERE, not_before};
use crate::domain::request::{Actor, Request};
use crate::domain::right::Right;
use crate::domain::task_link::TaskLink;
use crate::ports::store::Tx;
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::tasks::{Task, TaskAnswerKind};
use crate::workflow::amending;
use crate::workflow::erasure::is_carried_out_by_program;
use crate::workflow::task_links::{Errand, send_in};
use crate::workflow::{Desk, WorkError};

/// Adds a task for every system in which something was found; one for all where nothing had to be searched. A second
/// approval adds nothing that is there already.
pub(in crate::workflow) fn add_tasks(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    controller: &Controller,
    request: &Request,
) -> Result<(), WorkError> {
    let tasks: Vec<Task> = tx.tasks_of(request.case)?.into_iter().filter(|task| task.request == request.id).collect();
    let parts = tx.gatherings(request.id)?;
    let erasure = tx.erasure(request.id)?;
    let amendments = tx.amendments_of(request.id)?;
    let by_program = |part: &&Gathering| {
        is_carried_out_by_program(erasure.as_ref(), &part.system)
            || amending::is_carried_out_by_program(request, &amendments, part.rows)
    };
    let by_hand = parts.iter().filter(|part| !by_program(part));
    let concerned = by_hand.filter(|part| is_concerned(part, &tasks));
    let mut places: Vec<(&str, &str)> = concerned.map(|part| (part.system.as_str(), part.title.as_str())).collect();
    if places.is_empty() && !parts.iter().any(|part| by_program(&part)) {
        places.push(("", EVERYWHERE));
    }
    for (system, place) in places {
        let title = what_to_do(request.right).title(place);
        let title = match request.not_before.filter(|from| *from > now) {
            Some(from) => {
                let zone = desk.terms(controller)?.zone;
                let day = words::long_date(words::local(from, zone));
                not_before(&title, &words::clock_time(from, zone), &day)
            }
            None => title,
        };
        if let Some(task) = add_task(desk, tx, now, request, title)? {
            ask_outside(desk, tx, now, request, &task, system)?;
        }
    }
    Ok(())
}

/// Whoever was asked by a link what they hold is asked by a link to do something about it.
fn ask_outside(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
    task: &Task,
    system: &str,
) -> Result<(), WorkError> {
    let mine: Vec<Task> = tx.tasks_of(request.case)?.into_iter().filter(|task| task.request == request.id).collect();
    let links = tx.task_links_of(request.case)?;
    let here = |link: &&TaskLink| link.system == system && mine.iter().any(|task| task.id == link.task);
    let Some(earlier) = links.iter().rev().find(here).filter(|_| !system.is_empty()) else { return Ok(()) };
    let case = tx.case(request.case)?;
    let errand = Errand { case: &case, request, task, system, actor: Actor::System };
    send_in(desk, tx, now, &errand, earlier.policy.clone()).map(drop)
}

/// Adds a task and returns it, unless the same one is open already.
pub(in crate::workflow) fn add_task(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
    title: String,
) -> Result<Option<Task>, WorkError> {
    let same = |task: &Task| task.request == request.id && task.answer.is_none() && task.title == title;
    if tx.tasks_of(request.case)?.iter().any(same) {
        return Ok(None);
    }
    let task = new_task(desk, now, request, title);
    tx.add_task(&task)?;
    Ok(Some(task))
}

/// Tasks of this kind belong to no system in the store's sense: a system has one task only, and that was to look there.
fn new_task(desk: &Desk, now: DateTime<Utc>, request: &Request, title: String) -> Task {
    Task {
        id: TaskId::new(now, desk.entropy.bytes10()),
        case: request.case,
        request: request.id,
        system: String::new(),
        title,
        answer: None,
        made_at: now,
    }
}

/// Something was found there, or a colleague gave a file, or nobody looked.
fn is_concerned(part: &Gathering, tasks: &[Task]) -> bool {
    let gave = |task: &Task| {
        task.system == part.system
            && task.answer.as_ref().is_some_and(|answer| !matches!(answer.kind, TaskAnswerKind::NothingHeld))
    };
    part.rows > 0 || part.state == SystemState::Skipped || tasks.iter().any(gave)
}

const fn what_to_do(right: Right) -> Ask {
    match right {
        Right::Erasure => Ask::Erasure,
        Right::Rectification => Ask::Rectification,
        Right::Restriction => Ask::Restriction,
        Right::Objection => Ask::Objection,
        Right::ConsentWithdrawal => Ask::ConsentWithdrawal,
        Right::Access | Right::Portability => Ask::Copy,
    }
}
