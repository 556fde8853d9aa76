//! What a person decides about a message: a new case, part of a case, or not for the desk.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::taking::{Opened, open};
use crate::domain::access::Permission;
use crate::domain::case::{Asked, Case, Channel, EmailAddress, Identifiers, OnBehalf, Requester, Submission};
use crate::domain::ids::{CaseId, IncomingId};
use crate::domain::incoming::Kind;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::incoming::{Decision, EntryState};
use crate::workflow::assignment::must;
use crate::workflow::casework::give_in;
use crate::workflow::intake::submit_in;
use crate::workflow::journal::{Line, record, record_at_the_desk};
use crate::workflow::{Desk, WorkError};

/// What a colleague accepts, after their corrections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Whose case.
    pub controller: String,
    /// Which rights.
    pub rights: Vec<Right>,
    /// The data subject's name, or the agent's.
    pub name: Personal,
    /// The address on file, to which everything is sent.
    pub email: Personal,
    /// The person for whom an agent writes; empty when they write for themselves.
    pub on_behalf_of: Personal,
    /// What helps to find them: identity names of the data map and values.
    pub identifiers: Identifiers,
}

/// Opens a case from a message, with the day on which the company really got it. The person receives the acknowledgement.
pub fn accept(desk: &Desk, actor: Actor, id: IncomingId, accepted: &Accepted) -> Result<Case, WorkError> {
    must(actor, Permission::HandleCases)?;
    if accepted.name.reveal().trim().is_empty() {
        return Err(WorkError::field("name", "Enter the name."));
    }
    let email =
        EmailAddress::parse(accepted.email.reveal()).map_err(|why| WorkError::field("email", why.to_string()))?;
    let opened = open(desk, id)?;
    let submission = submission(&opened, accepted, email.to_personal());
    desk.write(move |desk, tx, now| {
        let (case, _) = submit_in(desk, tx, now, actor, &submission)?;
        decide(tx, actor, now, id, EntryState::Opened, Some(case.id), Personal::default())?;
        record(desk, tx, &case, now, &Line::of_case(actor, "message_became_case", json!({ "entry": id })))?;
        Ok(case)
    })
}

fn submission(opened: &Opened, accepted: &Accepted, email: Personal) -> Submission {
    let marketing = opened.contents.proposal.kind == Kind::OptOut;
    let asked = accepted.rights.iter().map(|right| Asked {
        right: *right,
        detail: Personal::default(),
        direct_marketing: marketing && *right == Right::Objection,
        channels: Vec::new(),
    });
    let other = Personal::new(accepted.on_behalf_of.reveal().trim());
    Submission {
        controller: accepted.controller.clone(),
        channel: Channel::Staff,
        received_at: opened.entry.received_at,
        requester: Requester { name: Personal::new(accepted.name.reveal().trim()), email },
        on_behalf: if other.is_empty() { OnBehalf::Myself } else { OnBehalf::Another { name: other } },
        identifiers: accepted.identifiers.clone(),
        asked: asked.collect(),
        words: opened.contents.text.clone(),
        email_confirmed_at: None,
    }
}

/// Adds a message to a case. As an answer it ends the pauses that wait for one, on the day on which it came.
pub fn attach(desk: &Desk, actor: Actor, id: IncomingId, case: CaseId, answers: bool) -> Result<Case, WorkError> {
    must(actor, Permission::HandleCases)?;
    let opened = open(desk, id)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        decide(tx, actor, now, id, EntryState::Attached, Some(case.id), Personal::default())?;
        let Opened { entry, contents } = &opened;
        let content = json!({
            "entry": id,
            "kind": contents.proposal.kind,
            "received": entry.received_at,
            "text": contents.text,
        });
        record(desk, tx, &case, now, &Line::of_case(actor, "message_attached", content))?;
        if !contents.unreachable.is_empty() {
            let content = json!({ "addresses": contents.unreachable });
            record(desk, tx, &case, now, &Line::of_case(actor, "address_unreachable", content))?;
        }
        if answers {
            end_pauses(desk, tx, now, actor, &case, entry.received_at)?;
        }
        Ok(case)
    })
}

fn end_pauses(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    at: DateTime<Utc>,
) -> Result<(), WorkError> {
    for request in tx.requests(case.id)? {
        if request.state.is_open() && request.history.clarifications.iter().any(|question| question.answered.is_none())
        {
            give_in(desk, tx, now, actor, request, &Command::AnswerClarification { provided_at: at })?;
        }
    }
    Ok(())
}

/// Sets a message aside: it is not for the desk, and somebody says why.
pub fn put_aside(desk: &Desk, actor: Actor, id: IncomingId, reason: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let reason = Personal::new(reason.trim());
    if reason.is_empty() || reason.reveal().chars().count() > 500 {
        return Err(WorkError::field("reason", "Say in at most 500 characters why it is not for the desk."));
    }
    desk.write(move |desk, tx, now| {
        let content = json!({ "entry": id, "reason": reason });
        decide(tx, actor, now, id, EntryState::SetAside, None, reason)?;
        record_at_the_desk(desk, tx, now, actor, "message_set_aside", &content)
    })
}

fn decide(
    tx: &mut dyn Tx,
    actor: Actor,
    at: DateTime<Utc>,
    id: IncomingId,
    state: EntryState,
    case: Option<CaseId>,
    reason: Personal,
) -> Result<(), WorkError> {
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))?;
    Ok(tx.decide_entry(id, &Decision { state, case, by, at, reason })?)
}
