//! Deadline reminders to staff: whatever is owed today, each exactly once per recipient however often this runs.
//!
//! Nothing is planned ahead and nothing is remembered but the mails themselves: their keys say what has been sent. A day
//! on which nothing ran is caught up with the most urgent of what was missed ([`owed_on`]).

use chrono::{DateTime, NaiveDate, Utc};

use super::rounds::{PAGE, Seen, go_round, seen};
use crate::domain::case::Case;
use crate::domain::clock::{Reminder, owed_on, reckon};
use crate::domain::controller::Controller;
use crate::domain::ids::RequestId;
use crate::domain::notice::{self, Missing, Notice, SumLine};
use crate::domain::request::{Request, State};
use crate::ports::store::Tx;
use crate::workflow::staff_mail::{About, tell_staff};
use crate::workflow::{Desk, WorkError};

/// Looks through every open request and queues the reminders owed; says how many mails are new.
pub fn remind(desk: &Desk) -> Result<usize, WorkError> {
    go_round(desk, look_at_page, remind_one)
}

/// The last request of a page, and those of it to which something is owed; most are owed nothing and cost no write.
fn look_at_page(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    after: Option<RequestId>,
) -> Result<Seen<RequestId>, WorkError> {
    let page = tx.open_requests(after, PAGE)?;
    seen(
        &page,
        |request| request.id,
        |request| {
            let case = tx.case(request.case)?;
            Ok(owed(desk, &case, request, now).map(|(_, owed)| !owed.is_empty()))
        },
    )
}

/// The local day, and what is owed on it.
fn owed(
    desk: &Desk,
    case: &Case,
    request: &Request,
    now: DateTime<Utc>,
) -> Result<(NaiveDate, Vec<Reminder>), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let terms = desk.terms_for(controller, request)?;
    let today = desk.local_date(controller, now)?;
    let reckoning = reckon(&request.history, request.right, &terms)?;
    Ok((today, owed_on(&reckoning, &terms, today)))
}

/// Queues what is owed today for one request. The request is read in the same transaction: one that was answered a moment
/// ago gets no reminder.
fn remind_one(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, id: RequestId) -> Result<usize, WorkError> {
    let request = tx.request(id)?;
    if !request.state.is_open() {
        return Ok(0);
    }
    let case = tx.case(request.case)?;
    let controller = desk.controller(&case.controller)?;
    let (today, owed) = owed(desk, &case, &request, now)?;
    let mut queued = 0;
    for reminder in owed {
        let notice = letter(desk, tx, &case, &request, &reminder, today)?;
        let key = format!("reminder:{}:{}", request.id, reminder.key());
        queued += tell_staff(desk, tx, now, About { controller, case: Some(&case) }, &key, &notice)?;
    }
    Ok(queued)
}

fn letter(
    desk: &Desk,
    tx: &mut dyn Tx,
    case: &Case,
    request: &Request,
    reminder: &Reminder,
    today: NaiveDate,
) -> Result<Notice, WorkError> {
    let facts = Facts {
        confirmed: case.email_confirmed_at.is_some(),
        open_tasks: tx.tasks_of(case.id)?.iter().any(|task| task.request == request.id && task.answer.is_none()),
        solo: desk.is_solo(),
    };
    Ok(Notice::Reminder(notice::Reminder {
        reference: case.reference.to_string(),
        reminder: reminder.kind,
        today,
        due: reminder.due,
        missing: missing(request.state, facts),
        sum: sum_of(desk, desk.controller(&case.controller)?, request)?,
        link: desk.url(&format!("/console/case/{}", case.reference)),
    }))
}

/// The sum that leads to a request's date, for a mail to staff.
pub fn sum_of(desk: &Desk, controller: &Controller, request: &Request) -> Result<Vec<SumLine>, WorkError> {
    let reckoning = reckon(&request.history, request.right, &desk.terms_for(controller, request)?)?;
    let lines = reckoning.explanation.into_iter().map(|step| SumLine { words: step.words, source: step.source });
    Ok(lines.collect())
}

/// What is known beside the state.
#[derive(Clone, Copy, Debug)]
struct Facts {
    confirmed: bool,
    open_tasks: bool,
    solo: bool,
}

/// What is still to be done, in the order in which it must be done.
fn missing(state: State, facts: Facts) -> Vec<Missing> {
    let mut missing = Vec::new();
    let phase = state.phase();
    let mut add = |owed: bool, what| {
        if owed {
            missing.push(what);
        }
    };
    add(!facts.confirmed, Missing::Address);
    add(state == State::AwaitingAuthority, Missing::Authority);
    add(phase <= State::Verifying.phase(), Missing::Identity);
    add(state == State::AwaitingClarification, Missing::Clarification);
    add(phase <= State::Gathering.phase(), Missing::Gathering);
    add(facts.open_tasks, Missing::Task);
    add(phase <= State::Reviewing.phase(), Missing::Review);
    add(phase <= State::Reviewing.phase() && !facts.solo, Missing::Approval);
    add(phase <= State::Executing.phase(), Missing::Delivery);
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_lists_what_is_missing_in_the_order_of_doing() {
        use Missing::{Address, Approval, Authority, Delivery, Gathering, Identity, Review, Task};

        let facts = Facts { confirmed: true, open_tasks: true, solo: false };
        assert_eq!(missing(State::Received, facts), [Identity, Gathering, Task, Review, Approval, Delivery]);
        assert_eq!(missing(State::Executing, facts), [Task, Delivery]);
        let alone = Facts { confirmed: false, open_tasks: false, solo: true };
        assert_eq!(
            missing(State::AwaitingAuthority, alone),
            [Address, Authority, Identity, Gathering, Review, Delivery]
        );
        assert!(!missing(State::Reviewing, alone).contains(&Approval));
        assert_eq!(missing(State::Fulfilled, Facts { confirmed: true, ..alone }), []);
    }
}
