//! What links owe by the clock: reminders, and their end. Looked at every hour; each reminder is one logical mail.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::seeing::Behind;
use super::sending::mail;
use super::standing::{is_open_task, line, on_the_case};
use crate::domain::ids::TaskLinkId;
use crate::domain::notice::{Cause, Work};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::task_link::{LinkState, Otherwise, Owed, TaskLink};
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::journal::{Line, record};
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::tasks::finish_if_last;
use crate::workflow::{Desk, WorkError};

/// Links looked at in one run; the rest have their turn in the next.
const AT_ONCE: i64 = 500;

/// Reminds and ends whatever is owed now; says how many links it was.
pub fn tend(desk: &Desk) -> Result<usize, WorkError> {
    let owed = desk.read(|_, tx, now| Ok(tx.task_links_owed(now, AT_ONCE)?))?;
    let mut tended = 0;
    for link in owed {
        match desk.write(move |desk, tx, now| tend_one(desk, tx, now, link.id)) {
            Ok(()) => tended += 1,
            // Somebody answered at this moment: nothing is owed any more.
            Err(WorkError::Store(StoreError::Conflict)) => {}
            // One link that cannot be written must not keep the reminders of all others back.
            Err(error @ (WorkError::NoController | WorkError::Law(_) | WorkError::Letter(_))) => {
                tracing::error!(link = %link.id, %error, "a link could not be tended");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(tended)
}

fn tend_one(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, id: TaskLinkId) -> Result<(), WorkError> {
    let Some(behind) = Behind::read(tx, id)? else { return Ok(()) };
    if !is_open_task(&behind.task, &behind.request) {
        // The task was settled in another way: nobody is reminded of it.
        return Ok(tx.save_task_link(&behind.link.closed(LinkState::Revoked, Personal::default(), now))?);
    }
    match behind.link.owed_at(now) {
        Some(Owed::Reminder(n)) => remind(desk, tx, now, &behind, n),
        Some(Owed::End) => end(desk, tx, now, &behind),
        None => Ok(()),
    }
}

fn remind(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, behind: &Behind, n: u16) -> Result<(), WorkError> {
    let link = TaskLink { reminded: n, ..behind.link.clone() };
    tx.save_task_link(&link)?;
    mail(desk, tx, now, &behind.case, &behind.task, &link)?;
    let content = json!({ "system": link.system, "name": link.policy.spoken(), "reminder": n });
    let entry = Line::of_request(behind.request.id, Actor::System, "task_link_reminded", content);
    record(desk, tx, &behind.case, now, &entry)?;
    on_the_case(desk, tx, now, &behind.case, &behind.task, &link)
}

/// Nothing came. A search goes on without the system where its policy says so; anything else waits for staff.
fn end(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, behind: &Behind) -> Result<(), WorkError> {
    let link = behind.link.closed(LinkState::Expired, Personal::default(), now);
    tx.save_task_link(&link)?;
    let content = json!({ "system": link.system, "name": link.policy.spoken() });
    let ended = Line::of_request(behind.request.id, Actor::System, "task_link_expired", content);
    record(desk, tx, &behind.case, now, &ended)?;
    if link.policy.otherwise == Otherwise::Skip && !behind.task.system.is_empty() {
        return leave_out(desk, tx, now, behind, &link);
    }
    on_the_case(desk, tx, now, &behind.case, &behind.task, &link)?;
    let failed = Failed {
        work: Work::Ask { system: link.system.clone() },
        cause: Cause::NoReply,
        attempts: 1 + i64::from(link.reminded),
        key: format!("task_link:{}:ended", link.id),
    };
    call_for_person(desk, tx, now, Some(&behind.case), &failed)
}

fn leave_out(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    behind: &Behind,
    link: &TaskLink,
) -> Result<(), WorkError> {
    let zone = desk.terms(desk.controller(&behind.case.controller)?)?.zone;
    let said = line(link, zone);
    let reason = said.split(" Next:").next().unwrap_or_default().to_owned();
    for part in tx.gatherings(behind.request.id)?.into_iter().filter(|part| part.system == behind.task.system) {
        let message = Some(reason.clone());
        tx.put_gathering(&Gathering { state: SystemState::Skipped, message, updated_at: now, ..part })?;
    }
    let content = json!({ "system": behind.task.system, "reason": reason });
    let skipped = Line::of_request(behind.request.id, Actor::System, "system_skipped", content);
    record(desk, tx, &behind.case, now, &skipped)?;
    finish_if_last(desk, tx, now, Actor::System, behind.request.clone())
}
