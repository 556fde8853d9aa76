//! What keeps a case, read from the store.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::case::Case;
use crate::domain::controller::Controller;
use crate::domain::request::{Request, State};
use crate::domain::retention::{Fate, Standing};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::outbox::MailState;
use crate::ports::store::retention::Hold;
use crate::workflow::{Desk, WorkError};

/// A case, what becomes of its contents, and the hold on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCase {
    /// What becomes of its contents.
    pub fate: Fate,
    /// The legal hold.
    pub hold: Option<Hold>,
}

/// Reads what becomes of the contents of a case.
pub fn kept_case(desk: &Desk, tx: &mut dyn Tx, case: &Case) -> Result<KeptCase, WorkError> {
    let controller = desk.controller(&case.controller)?;
    let hold = tx.hold(case.id)?;
    let standing = standing(desk, tx, controller, case, hold.is_some())?;
    Ok(KeptCase { fate: controller.keeping.fate(&standing), hold })
}

fn standing(
    desk: &Desk,
    tx: &mut dyn Tx,
    controller: &Controller,
    case: &Case,
    held: bool,
) -> Result<Standing, WorkError> {
    let local = |at: DateTime<Utc>| desk.local_date(controller, at);
    let requests = tx.requests(case.id)?;
    let own = tx.complaint(case.id)?;
    let mut closings: Vec<Option<DateTime<Utc>>> = requests.iter().map(closing).collect();
    closings.extend(own.iter().map(|complaint| complaint.closed_at.filter(|_| !complaint.state.is_open())));
    let about = tx.complaints_about(case.id)?;
    let about = about.iter().map(|(_, complaint)| complaint.closed_at.filter(|_| !complaint.state.is_open()));
    let about: Vec<Option<DateTime<Utc>>> = about.collect();
    let deferred_until = deferred_until(tx, case)?;
    // The word that is owed when the rest is erased needs an address.
    let owes_a_word = deferred_until.is_some() && desk.settings.tell_when_kept_is_erased;
    Ok(Standing {
        closed_on: last(closings).map(local).transpose()?,
        complaint: own.is_some(),
        complained: if about.is_empty() { None } else { Some(last(about).map(local).transpose()?) },
        held,
        restricted: is_restricted(tx, &requests)?,
        work_left: owes_a_word || is_work_left(tx, case)?,
        deferred_until,
        emptied_on: tx.emptied_at(case.id)?.map(local).transpose()?,
    })
}

fn closing(request: &Request) -> Option<DateTime<Utc>> {
    request.closed_at.filter(|_| !request.state.is_open())
}

/// The last closing, once everything is closed.
fn last(closings: Vec<Option<DateTime<Utc>>>) -> Option<DateTime<Utc>> {
    let all: Option<Vec<DateTime<Utc>>> = closings.into_iter().collect();
    all?.into_iter().max()
}

/// A restriction that was put in place and not lifted since.
fn is_restricted(tx: &mut dyn Tx, requests: &[Request]) -> Result<bool, WorkError> {
    let in_place = |request: &&Request| request.right == Right::Restriction && request.state == State::Fulfilled;
    let Some(request) = requests.iter().find(in_place) else { return Ok(false) };
    let log = tx.log_of(request.case)?;
    let last = log
        .iter()
        .rev()
        .find(|entry| entry.request == Some(request.id) && matches!(entry.kind.as_str(), "fulfilled" | "lifted"));
    Ok(last.is_some_and(|entry| entry.kind == "fulfilled"))
}

/// The last day of what is still to be erased in the shop's systems.
fn deferred_until(tx: &mut dyn Tx, case: &Case) -> Result<Option<NaiveDate>, WorkError> {
    let owed = tx.deferred_of(case.id)?;
    Ok(owed.iter().filter(|kept| kept.done_at.is_none()).map(|kept| kept.last_day).max())
}

/// A letter that has not gone needs its address.
fn is_work_left(tx: &mut dyn Tx, case: &Case) -> Result<bool, WorkError> {
    Ok(tx.mail_of(case.id)?.iter().any(|mail| mail.state == MailState::Pending))
}
