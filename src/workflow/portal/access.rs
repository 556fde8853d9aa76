//! Getting in: a code to the address of the case, then a short session.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::case::{Case, Reference};
use crate::domain::controller::Controller;
use crate::domain::ids::CaseId;
use crate::domain::keyed::keyed_hash;
use crate::domain::language::default_code;
use crate::domain::notice::{CodePurpose, Notice, StatusCode};
use crate::domain::request::Actor;
use crate::ports::store::Tx;
use crate::ports::store::codes::PortalSession;
use crate::workflow::codes::{self, Issued, MINUTES, Purpose, Tried, Wanted};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// How long the page stays open.
const SESSION: TimeDelta = TimeDelta::minutes(30);
/// How long a download code counts as fresh.
pub const FRESH: TimeDelta = TimeDelta::minutes(10);

/// What became of a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// The session is open.
    Open(CaseId),
    /// The code was wrong.
    Wrong,
    /// No code works any more.
    Over,
}

/// A session that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The case it shows.
    pub case: CaseId,
    /// Whether a download code was entered in the last ten minutes.
    pub fresh: bool,
    /// When it ends.
    pub until: DateTime<Utc>,
}

/// "Send me a code" for a reference. What comes back says nothing about whether the reference exists.
pub fn send_code(desk: &Desk, reference: &Reference, purpose: Purpose) -> Result<Issued, WorkError> {
    let reference = reference.clone();
    desk.write(move |desk, tx, now| {
        let case = still_there(tx, &reference)?;
        let controller = controller_of(desk, &reference, case.as_ref())?;
        let wanted = Wanted {
            controller,
            case: case.as_ref().map(|case| case.id),
            purpose,
            subject: subject_of(desk, &reference, case.as_ref()),
            to: case.as_ref().map(|case| &case.requester.email).filter(|email| !email.is_empty()),
        };
        codes::issue(desk, tx, now, &wanted, |code| {
            let opens = if purpose == Purpose::Download { CodePurpose::Download } else { CodePurpose::Page };
            let language = case.as_ref().map_or_else(default_code, |case| case.requester.language.clone());
            let reference = reference.to_string();
            Notice::StatusCode(StatusCode { reference, code, minutes: MINUTES, purpose: opens, language })
        })
    })
}

/// A code was typed: on success a new session is opened under `token_hash`, never an old one made stronger.
pub fn enter(
    desk: &Desk,
    reference: &Reference,
    purpose: Purpose,
    typed: &str,
    token_hash: [u8; 32],
) -> Result<Entered, WorkError> {
    let (reference, typed) = (reference.clone(), typed.to_owned());
    desk.write(move |desk, tx, now| {
        let case = still_there(tx, &reference)?;
        let subject = subject_of(desk, &reference, case.as_ref());
        match (codes::attempt(desk, tx, now, purpose, subject, &typed)?, case) {
            (Tried::Right, Some(case)) => {
                confirm_address(desk, tx, now, &case)?;
                open(tx, now, case.id, purpose, token_hash)?;
                tx.note_opened(case.id, now)?;
                Ok(Entered::Open(case.id))
            }
            (Tried::Wrong, _) => Ok(Entered::Wrong),
            (Tried::Over, _) | (Tried::Right, None) => Ok(Entered::Over),
        }
    })
}

/// The session behind a cookie, if it shows this reference.
pub fn session(desk: &Desk, token_hash: [u8; 32], reference: &Reference) -> Result<Option<Opened>, WorkError> {
    let reference = reference.clone();
    desk.read(move |_, tx, now| {
        let Some(session) = tx.portal_session(&token_hash, now)? else { return Ok(None) };
        let case = tx.case(session.case)?;
        Ok((case.reference == reference).then(|| Opened {
            case: session.case,
            fresh: session.confirmed_at + FRESH > now,
            until: session.expires_at,
        }))
    })
}

/// "Lock this page".
pub fn lock(desk: &Desk, token_hash: [u8; 32]) -> Result<(), WorkError> {
    desk.write(move |_, tx, _| Ok(tx.end_portal_session(&token_hash)?))
}

/// A session that was opened by a status code has no fresh download code: its confirmation lies at the beginning of time.
fn open(
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: CaseId,
    purpose: Purpose,
    token_hash: [u8; 32],
) -> Result<(), WorkError> {
    let confirmed_at = if purpose == Purpose::Download { now } else { DateTime::UNIX_EPOCH };
    Ok(tx.add_portal_session(&PortalSession { token_hash, case, confirmed_at, expires_at: now + SESSION })?)
}

/// Whoever could not confirm their address in the form has done so now.
fn confirm_address(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case) -> Result<(), WorkError> {
    if case.email_confirmed_at.is_some() {
        return Ok(());
    }
    tx.save_case(&Case { email_confirmed_at: Some(now), ..case.clone() })?;
    let line = Line::of_case(Actor::Person, "address_confirmed", serde_json::json!({}));
    record(desk, tx, case, now, &line)
}

/// The case of a reference. One whose contents were destroyed has nobody any more to whom its page could be shown.
fn still_there(tx: &mut dyn Tx, reference: &Reference) -> Result<Option<Case>, WorkError> {
    let Some(case) = tx.case_by_reference(reference)? else { return Ok(None) };
    Ok(tx.emptied_at(case.id)?.is_none().then_some(case))
}

/// The controller whose references look like this, also when there is no such case.
fn controller_of<'a>(desk: &'a Desk, reference: &Reference, case: Option<&Case>) -> Result<&'a Controller, WorkError> {
    match case {
        Some(case) => desk.controller(&case.controller),
        None => by_prefix(desk, reference).or_else(|| desk.controllers.values().next()).ok_or(WorkError::NoController),
    }
}

/// The controller whose prefix a reference bears.
pub fn by_prefix<'a>(desk: &'a Desk, reference: &Reference) -> Option<&'a Controller> {
    desk.controllers.values().find(|controller| reference.as_str().starts_with(&format!("{}-", controller.prefix)))
}

/// What codes are bound to. An unknown reference has a subject, too, so that its codes are counted and refused alike.
fn subject_of(desk: &Desk, reference: &Reference, case: Option<&Case>) -> Uuid {
    let hash = keyed_hash(&desk.settings.pepper, &[b"no-case", reference.as_str().as_bytes()]);
    let nobody = Uuid::from_slice(hash.get(..16).unwrap_or_default()).unwrap_or_default();
    case.map_or(nobody, |case| case.id.0)
}
