//! The trial: a real request that somebody at the desk sends to themselves, follows, and clears away without a trace but on the log.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Reference, Requester, Submission};
use crate::domain::ids::CaseId;
use crate::domain::language::default_code;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::ports::store::outbox::MailState;
use crate::ports::store::staff::Staff;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::retention::clear_away;
use crate::workflow::{Desk, WorkError, intake};

/// The setting that names the case of the trial, or says how it ended.
const TRIAL: &str = "trial";
/// What stands there afterwards.
const DONE: &str = "done";
/// The setting that says that nobody wants to see the first steps any more.
const DISMISSED: &str = "first_steps_dismissed";

/// How far the trial is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// Nobody has begun one.
    NotBegun,
    /// It runs.
    Running {
        /// The reference of its case.
        reference: Reference,
        /// When the receipt left; `None` while it has not.
        receipt: Option<DateTime<Utc>>,
        /// What the mail server said when it did not take the receipt.
        trouble: Option<String>,
    },
    /// One was begun, followed and cleared away.
    Done,
}

/// How far the trial is.
pub fn trial(tx: &mut dyn Tx) -> Result<Trial, WorkError> {
    let Some(kept) = tx.setting(TRIAL)? else { return Ok(Trial::NotBegun) };
    let Some(case) = CaseId::parse(&kept) else { return Ok(Trial::Done) };
    let case = match tx.case(case) {
        Ok(case) => case,
        Err(StoreError::NotFound) => return Ok(Trial::NotBegun),
        Err(other) => return Err(other.into()),
    };
    let mails = tx.mail_of(case.id)?;
    let receipt = mails.iter().find_map(|mail| mail.sent_at);
    let mut stuck = mails.iter().filter(|mail| mail.state != MailState::Sent);
    let trouble = stuck.find_map(|mail| mail.last_error.clone()).filter(|_| receipt.is_none());
    Ok(Trial::Running { reference: case.reference, receipt, trouble })
}

/// Whether somebody has put the first steps away.
pub fn is_dismissed(tx: &mut dyn Tx) -> Result<bool, WorkError> {
    Ok(tx.setting(DISMISSED)?.is_some())
}

/// Puts the first steps away, or takes them out again.
pub fn dismiss(desk: &Desk, actor: Actor, away: bool) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    desk.write(move |desk, tx, now| {
        tx.put_setting(DISMISSED, away.then_some("yes"))?;
        record_at_the_desk(desk, tx, now, actor, "first_steps_dismissed", &json!({ "away": away }))
    })
}

/// Sends a request for a copy in the name and to the address of somebody at the desk. One trial runs at a time.
pub fn begin(desk: &Desk, actor: Actor, staff: &Staff) -> Result<Case, WorkError> {
    must(actor, Permission::WriteCompanies)?;
    if matches!(desk.read(|_, tx, _| trial(tx))?, Trial::Running { .. }) {
        return Err(WorkError::field("trial", "A test request is on its way already."));
    }
    let controller = desk.controllers.keys().next().ok_or(WorkError::NoController)?.clone();
    let (case, _) = intake::submit(desk, actor, &submission(desk, controller, staff))?;
    let id = case.id;
    desk.write(move |_, tx, _| Ok(tx.put_setting(TRIAL, Some(&id.to_string()))?))?;
    Ok(case)
}

/// Clears the trial away: its contents, its case, its letters and its lines of the register. The log says that there was one.
pub fn finish(desk: &Desk, actor: Actor) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let case = desk.read(|_, tx, _| Ok(tx.setting(TRIAL)?))?.as_deref().and_then(CaseId::parse);
    let case = case.ok_or(StoreError::NotFound)?;
    clear_away(desk, case)?;
    desk.write(move |desk, tx, now| {
        tx.put_setting(TRIAL, Some(DONE))?;
        record_at_the_desk(desk, tx, now, actor, "trial_cleared", &json!({ "case": case }))
    })
}

fn submission(desk: &Desk, controller: String, staff: &Staff) -> Submission {
    let now = desk.clock.now();
    Submission {
        controller,
        channel: Channel::Staff,
        received_at: now,
        requester: Requester {
            name: Personal::new(staff.name.clone()),
            email: staff.email.clone(),
            language: default_code(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers::default(),
        asked: vec![Asked {
            right: Right::Access,
            detail: Personal::default(),
            direct_marketing: false,
            channels: Vec::new(),
        }],
        words: Personal::new("A test request from the first steps. It is cleared away afterwards."),
        email_confirmed_at: Some(now),
    }
}
