//! A complaint becomes a case: reference, complaint, acknowledgement and log in one transaction.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::work::give_in;
use super::{dates, schedule};
use crate::domain::case::{Case, Reference, Submission};
use crate::domain::complaint::{AnswerBy, Command, Complaint, Received};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::counter::finding::index;
use crate::workflow::intake::{DRAWS, open_case};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// A complaint, parsed and complete.
#[derive(Clone, Debug)]
pub struct NewComplaint {
    /// Who wrote, when, and what is wrong in their own words. It asks for no right.
    pub submission: Submission,
    /// The reference of the request it is about, as the person gave it.
    pub quoted: Option<Reference>,
    /// What would put it right.
    pub remedy: Personal,
    /// How to answer.
    pub answer_by: AnswerBy,
    /// The address or number for that.
    pub answer_at: Personal,
}

/// Takes a complaint in. When this returns, it is on disk and its acknowledgement is in the outbox.
pub fn submit(desk: &Desk, actor: Actor, new: NewComplaint) -> Result<(Case, Complaint), WorkError> {
    desk.write(move |desk, tx, now| submit_in(desk, tx, now, actor, &new))
}

/// The same inside a transaction that does more (the form also finishes its draft).
pub fn submit_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    new: &NewComplaint,
) -> Result<(Case, Complaint), WorkError> {
    check(new, now)?;
    let submission = &new.submission;
    let controller = desk.controller(&submission.controller)?;
    let schedule = schedule(desk, controller)?;
    let case = add_case(tx, || open_case(desk, now, controller, &schedule.terms, submission))?;
    let received = Received {
        about: about(tx, &case, new.quoted.as_ref())?,
        quoted: new.quoted.clone(),
        remedy: new.remedy.clone(),
        answer_by: new.answer_by,
        answer_at: new.answer_at.clone(),
    };
    let complaint = Complaint::received(case.id, submission.received_at, received);
    tx.add_complaint(&complaint, &case.controller, dates(&complaint, &schedule)?)?;
    let content = receipt(&case, &complaint);
    record(desk, tx, &case, now, &Line::of_case(actor, "complaint_submitted", content))?;
    index(tx, &case)?;
    // The law gives 30 days for this; a machine needs none (section 164A(3)).
    let complaint = give_in(desk, tx, now, Actor::System, complaint, &Command::Acknowledge)?;
    Ok((case, complaint))
}

/// Adds a case, under another reference where the drawn one is taken.
fn add_case(tx: &mut dyn Tx, draw: impl Fn() -> Case) -> Result<Case, WorkError> {
    for _ in 0..DRAWS {
        let case = draw();
        match tx.add_case(&case) {
            Err(StoreError::Exists(_)) => {}
            other => return other.map(|()| case).map_err(WorkError::from),
        }
    }
    Err(StoreError::Exists("reference").into())
}

/// The case of the request that the person named, if the same company has it. They are never told whether it exists.
fn about(
    tx: &mut dyn Tx,
    case: &Case,
    quoted: Option<&Reference>,
) -> Result<Option<crate::domain::ids::CaseId>, WorkError> {
    let Some(quoted) = quoted else { return Ok(None) };
    let found = tx.case_by_reference(quoted)?;
    Ok(found.filter(|found| found.controller == case.controller).map(|found| found.id))
}

fn check(new: &NewComplaint, now: DateTime<Utc>) -> Result<(), WorkError> {
    if new.submission.words.reveal().trim().is_empty() {
        return Err(WorkError::field("wrong", "Tell us what went wrong."));
    }
    if new.submission.received_at > now {
        return Err(WorkError::field("received", "The day of receipt cannot be in the future."));
    }
    if new.submission.requester.email.reveal().trim().is_empty() {
        return Err(WorkError::field("email", "Enter an e-mail address."));
    }
    Ok(())
}

fn receipt(case: &Case, complaint: &Complaint) -> serde_json::Value {
    json!({
        "reference": case.reference,
        "channel": case.channel.code(),
        "received": case.received_at,
        "confirmed": case.email_confirmed_at.is_some(),
        "words": case.words,
        "complaint": complaint,
    })
}
