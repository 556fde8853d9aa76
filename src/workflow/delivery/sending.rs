//! Handing a package to a receiver's program: read, sent outside any transaction, and written down under the job's lease.

use std::io::Read;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};

use super::asking::{dispatch, is_kept};
use super::outcome::accepted;
use super::package::object_of;
use crate::domain::case::Case;
use crate::domain::ids::TransmissionId;
use crate::domain::notice::{Cause, Work};
use crate::domain::request::{Actor, State};
use crate::domain::transmission::{Transmission, TransmissionState, Turn, wait_after};
use crate::ports::connector::ConnectorError;
use crate::ports::receivers::{Parcel, Receivers, Taken};
use crate::ports::store::Tx;
use crate::ports::store::delivery::Disclosure;
use crate::ports::vault::VaultError;
use crate::workflow::journal::{Line, record};
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// The longest that a receiver can put us off.
const LONGEST_PUT_OFF: TimeDelta = TimeDelta::days(2);
/// What staff can do about a package that did not arrive.
const CHOICES: &str = "Next: try again, give the person the link, or say that it is not technically feasible.";

/// Sends a package straight to a receiver. One that is not due any more is let be.
pub fn transmit(desk: &Desk, receivers: &dyn Receivers, lease: Lease, payload: &str) -> Result<(), Setback> {
    let id = named_in(payload).ok_or_else(|| Setback::lasting(Cause::Other, "the job names no transmission"))?;
    let Some((due, package)) = desk.read(move |_, tx, _| still_due(tx, id))? else {
        return Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?);
    };
    let answer = hand_over(desk, receivers, &due, package.as_ref());
    Ok(lease.write(desk, move |desk, tx, now| {
        lease.done_in(tx)?;
        match answer {
            Ok(taken) => accepted(desk, tx, now, &due, taken),
            Err(error) => failed(desk, tx, now, &due, &error),
        }
    })?)
}

fn named_in(payload: &str) -> Option<TransmissionId> {
    let payload: Json = serde_json::from_str(payload).ok()?;
    TransmissionId::parse(payload.get("transmission")?.as_str()?)
}

/// A transmission that is to be sent, with its package if that is still there.
fn still_due(tx: &mut dyn Tx, id: TransmissionId) -> Result<Option<(Transmission, Option<Disclosure>)>, WorkError> {
    let due = tx.transmission(id)?.filter(|known| known.state == TransmissionState::Due);
    let Some(due) = due else { return Ok(None) };
    if !matches!(tx.request(due.request)?.state, State::Executing | State::Fulfilled) {
        return Ok(None);
    }
    let package = due.disclosure.map(|package| tx.disclosure(package)).transpose()?.filter(is_kept);
    Ok(Some((due, package)))
}

/// Talks to the receiver, without any transaction.
fn hand_over(
    desk: &Desk,
    receivers: &dyn Receivers,
    due: &Transmission,
    package: Option<&Disclosure>,
) -> Result<Taken, ConnectorError> {
    let gone = || ConnectorError::needs_person("the package is not there any more", "approve a new one");
    let (package, key) = package.zip(due.key()).ok_or_else(gone)?;
    let body: Box<dyn Read + Send> = desk.vault.open(object_of(package.id)).map_err(|error| match error {
        VaultError::Io { .. } => ConnectorError::retry("the package could not be read just now"),
        _ => gone(),
    })?;
    let parcel = Parcel { key, bytes: u64::try_from(package.bytes).unwrap_or_default(), sha256: package.sha256 };
    receivers.send(&due.program, &parcel, body)
}

/// A try that failed: another one later, by itself, or a person. The case says which, with what the other side answered.
fn failed(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    due: &Transmission,
    error: &ConnectorError,
) -> Result<(), WorkError> {
    let tries = due.tries.saturating_add(1);
    let wait = match error {
        ConnectorError::Retry { after, .. } => {
            let asked = TimeDelta::from_std(*after).unwrap_or(LONGEST_PUT_OFF).min(LONGEST_PUT_OFF);
            wait_after(tries).map(|wait| wait.max(asked))
        }
        ConnectorError::NeedsPerson { .. } | ConnectorError::Refused { .. } => None,
    };
    let next_at = wait.map(|wait| now + wait);
    let turn = if next_at.is_some() { Turn::Failed } else { Turn::GaveUp };
    let next_words = if next_at.is_some() { "It is tried again by itself." } else { CHOICES };
    let trouble = format!("It did not arrive: {error}. {next_words}");
    let next = Transmission { tries, next_at, ..due.after(turn, now)? }.troubled(trouble);
    let case = tx.case(next.case)?;
    let about = json!({
        "transmission": next.id, "to": next.to, "try": tries, "answer": error.to_string(), "next": next_at,
    });
    record(desk, tx, &case, now, &Line::of_request(next.request, Actor::System, "transmission_tried", about))?;
    if next_at.is_some() {
        return dispatch(desk, tx, now, &next);
    }
    tx.save_transmission(&next)?;
    ask_for_help(desk, tx, now, &case, &next)
}

fn ask_for_help(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    stuck: &Transmission,
) -> Result<(), WorkError> {
    let failed = Failed {
        work: Work::Transmit { to: stuck.to.clone() },
        cause: Cause::SeeCase,
        attempts: i64::from(stuck.tries),
        key: format!("transmission:{}:{}", stuck.id, now.timestamp_micros()),
    };
    call_for_person(desk, tx, now, Some(case), &failed)
}
