//! Proofs of identity: destroyed soon after the check, whatever becomes of the case (Article 5(1)(c) and (e)).
//!
//! What came while somebody's identity was being checked counts as sent for the check, unless a colleague says of a file that it
//! is none; what a colleague says to be one is one whenever it came.

use chrono::{DateTime, NaiveDate, Utc};

use super::plan::{Item, PAGE, What};
use crate::domain::case::Case;
use crate::domain::controller::Controller;
use crate::domain::request::Request;
use crate::ports::store::Tx;
use crate::ports::store::retention::Original;
use crate::ports::store::uploads::{Holder, Upload};
use crate::workflow::{Desk, WorkError};

pub(super) fn proofs(desk: &Desk, on: NaiveDate) -> Result<Vec<Item>, WorkError> {
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let page = desk.read(move |_, tx, _| Ok(tx.originals(after, PAGE)?))?;
        let Some(last) = page.last() else { return Ok(items) };
        after = Some(last.entry);
        let due = desk.read(move |desk, tx, _| {
            let found: Result<Vec<Option<Item>>, _> = page.iter().map(|one| proof(desk, tx, one)).collect();
            Ok(found?.into_iter().flatten().collect::<Vec<_>>())
        })?;
        items.extend(due.into_iter().filter(|item| item.on <= on));
    }
}

/// A message that came while somebody's identity was being checked counts as sent for the check.
pub(super) fn proof(desk: &Desk, tx: &mut dyn Tx, one: &Original) -> Result<Option<Item>, WorkError> {
    let case = tx.case(one.case)?;
    let Some(controller) = desk.controllers.get(&case.controller) else { return Ok(None) };
    let requests = tx.requests(case.id)?;
    let asked = requests.iter().filter_map(|request| request.history.identity.map(|question| question.asked)).min();
    let Some(asked) = asked else { return Ok(None) };
    let ends: Option<Vec<DateTime<Utc>>> = requests.iter().map(checked_at).collect();
    let local = |at: DateTime<Utc>| desk.local_date(controller, at);
    let decided = ends.and_then(|ends| ends.into_iter().max()).map(local).transpose()?;
    let on = controller.keeping.proof_ends(local(asked)?, decided, local(one.received_at)?);
    let item = |on| Item {
        what: What::Proof(one.entry),
        controller: case.controller.clone(),
        reference: Some(case.reference.to_string()),
        on,
    };
    Ok(on.map(item))
}

/// When the check of a request ended: with the complete answer, or with the request.
fn checked_at(request: &Request) -> Option<DateTime<Utc>> {
    let answered = request.history.identity.and_then(|question| question.answered);
    answered.or_else(|| request.closed_at.filter(|_| !request.state.is_open()))
}

/// Files of cases that were proofs, and whose time is over.
pub(super) fn proof_files(desk: &Desk, on: NaiveDate) -> Result<Vec<Item>, WorkError> {
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let page = desk.read(move |_, tx, _| Ok(tx.files_of_cases(after, PAGE)?))?;
        let Some(last) = page.last() else { return Ok(items) };
        after = Some(last.id);
        let due = desk.read(move |desk, tx, _| {
            let found: Result<Vec<Option<Item>>, _> = page.iter().map(|one| proof_file(desk, tx, one)).collect();
            Ok(found?.into_iter().flatten().collect::<Vec<_>>())
        })?;
        items.extend(due.into_iter().filter(|item| item.on <= on));
    }
}

/// The day on which a file goes as a proof; none while it is not one, the check goes on, or a legal hold keeps the case.
pub(super) fn proof_file(desk: &Desk, tx: &mut dyn Tx, upload: &Upload) -> Result<Option<Item>, WorkError> {
    let Holder::Case(id) = upload.holder else { return Ok(None) };
    let case = tx.case(id)?;
    let Some(controller) = desk.controllers.get(&case.controller) else { return Ok(None) };
    if upload.proof == Some(false) || tx.hold(id)?.is_some() {
        return Ok(None);
    }
    let requests = tx.requests(id)?;
    let on = if upload.proof == Some(true) {
        named_proof_ends(desk, tx, controller, &case, &requests, upload)?
    } else {
        given_for_check_ends(desk, controller, &requests, upload)?
    };
    let item = |on| Item {
        what: What::ProofFile(upload.id),
        controller: case.controller.clone(),
        reference: Some(case.reference.to_string()),
        on,
    };
    Ok(on.map(item))
}

/// A file that came between the question and its answer.
fn given_for_check_ends(
    desk: &Desk,
    controller: &Controller,
    requests: &[Request],
    upload: &Upload,
) -> Result<Option<NaiveDate>, WorkError> {
    let asked = requests.iter().filter_map(|request| request.history.identity.map(|question| question.asked)).min();
    let ends: Option<Vec<DateTime<Utc>>> = requests.iter().map(checked_at).collect();
    let (Some(asked), Some(ended)) = (asked, ends.and_then(|ends| ends.into_iter().max())) else { return Ok(None) };
    if upload.added_at < asked || upload.added_at > ended {
        return Ok(None);
    }
    let local = |at: DateTime<Utc>| desk.local_date(controller, at);
    Ok(controller.keeping.proof_ends(local(asked)?, Some(local(ended)?), local(upload.added_at)?))
}

/// A file that a colleague has named a proof: it goes when the last request has been checked, asked or not.
fn named_proof_ends(
    desk: &Desk,
    tx: &mut dyn Tx,
    controller: &Controller,
    case: &Case,
    requests: &[Request],
    upload: &Upload,
) -> Result<Option<NaiveDate>, WorkError> {
    let log = tx.log_of(case.id)?;
    let recorded = |request: &Request| {
        let of_it = log.iter().filter(|entry| entry.request == Some(request.id));
        of_it.filter(|entry| SETTLED.contains(&entry.kind.as_str())).map(|entry| entry.at).max()
    };
    let ends: Option<Vec<DateTime<Utc>>> =
        requests.iter().map(|request| checked_at(request).or_else(|| recorded(request))).collect();
    let Some(ended) = ends.and_then(|ends| ends.into_iter().max()) else { return Ok(None) };
    let added = desk.local_date(controller, upload.added_at)?;
    Ok(controller.keeping.proof_ends(added, Some(desk.local_date(controller, ended)?), added))
}

/// What the log calls the end of a check.
const SETTLED: [&str; 2] = ["identity_shown", "identity_waived"];
