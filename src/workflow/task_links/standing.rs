//! Where a link stands, in a sentence for staff with the next step; and that sentence on the system of the search.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::case::Case;
use crate::domain::clock::words::{local, long_date};
use crate::domain::request::{Request, State};
use crate::domain::task_link::{LinkState, Otherwise, TaskLink};
use crate::ports::store::Tx;
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::tasks::Task;
use crate::workflow::{Desk, WorkError};

/// Whether a task can still be answered: a search while the search goes on, a deed while the request is open.
pub(in crate::workflow) fn is_open_task(task: &Task, request: &Request) -> bool {
    let is_due = if task.system.is_empty() { request.state.is_open() } else { request.state == State::Gathering };
    task.answer.is_none() && is_due
}

/// What stands on the case about a link, and what comes next.
pub fn line(link: &TaskLink, zone: Tz) -> String {
    let day = |at: DateTime<Utc>| long_date(local(at, zone));
    let who = link.policy.spoken();
    let asked = format!("{who} was asked by a link on {}", day(link.made_at));
    let again = "Next: send a link again, ask somebody else, or leave it out with a reason.";
    match link.state {
        LinkState::Open => format!("{asked}{}. {}", reminded(link.reminded), upcoming(link, zone)),
        LinkState::Answered => format!("{asked} and has answered."),
        LinkState::Declined => format!("{asked} and says that they cannot. {again}"),
        LinkState::Expired => {
            format!("{asked}{}, and nothing came until {}. {again}", reminded(link.reminded), day(link.ends_at()))
        }
        LinkState::Revoked => {
            format!("{asked}; the link was taken back. Next: answer the task here, or send a new link.")
        }
    }
}

fn reminded(times: u16) -> String {
    match times {
        0 => String::new(),
        1 => ", reminded once".to_owned(),
        n => format!(", reminded {n} times"),
    }
}

fn upcoming(link: &TaskLink, zone: Tz) -> String {
    let ends = long_date(local(link.ends_at(), zone));
    let next = link.next_at().filter(|next| *next < link.ends_at());
    let reminder = next.map(|next| format!("Next: a reminder on {}. ", long_date(local(next, zone))));
    let after = match link.policy.otherwise {
        Otherwise::Wait => "then you are asked what to do",
        Otherwise::Skip => "then a search goes on without it",
    };
    format!("{}The link works until {ends}; {after}.", reminder.unwrap_or_default())
}

/// Puts the sentence onto the system that is searched by the task, while a person is needed there.
pub(in crate::workflow) fn on_the_case(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    task: &Task,
    link: &TaskLink,
) -> Result<(), WorkError> {
    let zone = desk.terms(desk.controller(&case.controller)?)?.zone;
    let parts = tx.gatherings(task.request)?.into_iter();
    for part in parts.filter(|part| part.system == task.system && part.state == SystemState::NeedsPerson) {
        tx.put_gathering(&Gathering { message: Some(line(link, zone)), updated_at: now, ..part })?;
    }
    Ok(())
}
