//! Reminders about complaints: the same days and the same keys as those about requests.

use chrono::{DateTime, NaiveDate, Utc};

use super::schedule;
use crate::domain::case::Case;
use crate::domain::clock::{Reminder, owed_on};
use crate::domain::complaint::{Clock, Complaint};
use crate::domain::ids::CaseId;
use crate::domain::notice::{self, Missing, Notice};
use crate::ports::store::Tx;
use crate::workflow::staff_mail::{About, tell_staff};
use crate::workflow::{Desk, WorkError};

/// Complaints looked at in one transaction.
const PAGE: i64 = 200;

/// Looks through every open complaint and queues the reminders owed; says how many mails are new.
pub fn remind(desk: &Desk) -> Result<usize, WorkError> {
    let (mut queued, mut after) = (0, None);
    loop {
        let (last, ids) = desk.read(move |desk, tx, now| look_at_page(desk, tx, now, after))?;
        if last.is_none() {
            return Ok(queued);
        }
        after = last;
        if !ids.is_empty() {
            queued += desk.write(move |desk, tx, now| remind_page(desk, tx, now, &ids))?;
        }
    }
}

fn look_at_page(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    after: Option<CaseId>,
) -> Result<(Option<CaseId>, Vec<CaseId>), WorkError> {
    let page = tx.open_complaints(after, PAGE)?;
    let mut ids = Vec::new();
    for complaint in &page {
        let case = tx.case(complaint.case)?;
        // What cannot be reckoned is looked at again, and reported, where mails are written.
        if owed(desk, &case, complaint, now).map_or(true, |(_, owed)| !owed.is_empty()) {
            ids.push(complaint.case);
        }
    }
    Ok((page.last().map(|complaint| complaint.case), ids))
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

fn remind_page(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, ids: &[CaseId]) -> Result<usize, WorkError> {
    let mut queued = 0;
    for id in ids {
        let Some(complaint) = tx.complaint(*id)? else { continue };
        match remind_one(desk, tx, now, &complaint) {
            Ok(more) => queued += more,
            // One complaint whose dates contradict each other must not keep the reminders of all others back.
            Err(error @ (WorkError::Dates(_) | WorkError::NoController | WorkError::Law(_) | WorkError::Letter(_))) => {
                tracing::error!(case = %id, %error, "no reminder could be made");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(queued)
}

fn remind_one(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, complaint: &Complaint) -> Result<usize, WorkError> {
    let case = tx.case(complaint.case)?;
    let controller = desk.controller(&case.controller)?;
    let (today, owed) = owed(desk, &case, complaint, now)?;
    let mut queued = 0;
    for reminder in owed {
        let notice = Notice::Reminder(notice::Reminder {
            reference: case.reference.to_string(),
            reminder: reminder.kind,
            today,
            due: reminder.due,
            missing: missing(&case, complaint),
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
