//! Reminders about complaints: the same days and the same keys as those about requests.

use chrono::{DateTime, NaiveDate, Utc};

use super::schedule;
use crate::domain::case::Case;
use crate::domain::clock::{Reminder, owed_on};
use crate::domain::complaint::{Clock, Complaint};
use crate::domain::ids::CaseId;
use crate::domain::notice::{self, Missing, Notice};
use crate::ports::store::Tx;
use crate::workflow::reminders::{PAGE, Seen, go_round, seen};
use crate::workflow::staff_mail::{About, tell_staff};
use crate::workflow::{Desk, WorkError};

/// Looks through every open complaint and queues the reminders owed; says how many mails are new.
pub fn remind(desk: &Desk) -> Result<usize, WorkError> {
    go_round(desk, look_at_page, remind_one)
}

fn look_at_page(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    after: Option<CaseId>,
) -> Result<Seen<CaseId>, WorkError> {
    let page = tx.open_complaints(after, PAGE)?;
    seen(
        &page,
        |complaint| complaint.case,
        |complaint| {
            let case = tx.case(complaint.case)?;
            Ok(owed(desk, &case, complaint, now).map(|(_, owed)| !owed.is_empty()))
        },
    )
}

fn owed(
    desk: &Desk,
    case: &Case,
    complaint: &Complaint,
    now: DateTime<Utc>,
) -> Result<(NaiveDate, Vec<Reminder>), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let schedule = schedule(desk, controller)?;
    let today = desk.local_date(controller, now)?;
    let clock = Clock::of(complaint, &schedule)?;
    let reckoning = clock.to_remind_of(complaint.state);
    Ok((today, reckoning.map_or_else(Vec::new, |reckoning| owed_on(&reckoning, &schedule.terms, today))))
}

fn remind_one(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, id: CaseId) -> Result<usize, WorkError> {
    let Some(complaint) = tx.complaint(id)? else { return Ok(0) };
    let case = tx.case(complaint.case)?;
    let controller = desk.controller(&case.controller)?;
    let (today, owed) = owed(desk, &case, &complaint, now)?;
    let mut queued = 0;
    for reminder in owed {
        let notice = Notice::Reminder(notice::Reminder {
            reference: case.reference.to_string(),
            reminder: reminder.kind,
            today,
            due: reminder.due,
            missing: missing(&case, &complaint),
            sum: Vec::new(),
            link: desk.url(&format!("/console/complaint/{}", case.reference)),
        });
        let key = format!("reminder:{}:{}", case.id, reminder.key());
        queued += tell_staff(desk, tx, now, About { controller, case: Some(&case) }, &key, &notice)?;
    }
    Ok(queued)
}

fn missing(case: &Case, complaint: &Complaint) -> Vec<Missing> {
    let address = case.email_confirmed_at.is_none().then_some(Missing::Address);
    let receipt = complaint.acknowledged_at.is_none().then_some(Missing::ComplaintAcknowledgement);
    address.into_iter().chain(receipt).chain([Missing::ComplaintOutcome]).collect()
}
