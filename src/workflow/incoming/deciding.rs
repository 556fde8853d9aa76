//! What a person decides about a message: a new case, part of a case, or not for the desk.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::taking::{Opened, open};
use crate::domain::access::Permission;
use crate::domain::case::{
    Asked, Case, Channel, EmailAddress, Identifiers, OnBehalf, Reference, Requester, Submission,
};
use crate::domain::complaint::AnswerBy;
use crate::domain::ids::{CaseId, IncomingId};
use crate::domain::incoming::Kind;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command, IdentityMethod, State};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::incoming::{Decision, EntryState};
use crate::workflow::assignment::must;
use crate::workflow::casework::give_in;
use crate::workflow::complaints::{NewComplaint, arrival};
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
    let submission = submission(desk, &opened, accepted, email.to_personal());
    desk.write(move |desk, tx, now| {
        let (case, _) = submit_in(desk, tx, now, actor, &submission)?;
        decide(tx, actor, now, id, EntryState::Opened, Some(case.id), Personal::default())?;
        record(desk, tx, &case, now, &Line::of_case(actor, "message_became_case", json!({ "entry": id })))?;
        Ok(case)
    })
}

fn submission(desk: &Desk, opened: &Opened, accepted: &Accepted, email: Personal) -> Submission {
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
        channel: if opened.entry.source == "paste" { Channel::Staff } else { Channel::Mail },
        received_at: opened.entry.received_at,
        requester: Requester {
            name: Personal::new(accepted.name.reveal().trim()),
            email,
            // Whoever wrote in a language that the desk speaks is answered in it.
            language: desk.languages.of(&opened.contents.proposal.language).code().to_owned(),
        },
        on_behalf: if other.is_empty() { OnBehalf::Myself } else { OnBehalf::Another { name: other } },
        identifiers: accepted.identifiers.clone(),
        asked: asked.collect(),
        words: opened.contents.text.clone(),
        email_confirmed_at: None,
    }
}

/// Opens a complaint from a message, with the day on which it came, about the case that is named. Its acknowledgement is owed at once.
pub fn accept_complaint(
    desk: &Desk,
    actor: Actor,
    id: IncomingId,
    accepted: &Accepted,
    about: Option<Reference>,
) -> Result<Case, WorkError> {
    must(actor, Permission::HandleCases)?;
    if accepted.name.reveal().trim().is_empty() {
        return Err(WorkError::field("name", "Enter the name."));
    }
    let email =
        EmailAddress::parse(accepted.email.reveal()).map_err(|why| WorkError::field("email", why.to_string()))?;
    let opened = open(desk, id)?;
    let submission = Submission { asked: Vec::new(), ..submission(desk, &opened, accepted, email.to_personal()) };
    let new = NewComplaint {
        submission,
        quoted: about,
        remedy: Personal::default(),
        answer_by: AnswerBy::Email,
        answer_at: email.to_personal(),
    };
    desk.write(move |desk, tx, now| {
        let (case, _) = arrival::submit_in(desk, tx, now, actor, &new)?;
        decide(tx, actor, now, id, EntryState::Opened, Some(case.id), Personal::default())?;
        record(desk, tx, &case, now, &Line::of_case(actor, "message_became_case", json!({ "entry": id })))?;
        Ok(case)
    })
}

/// What of ours a message answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing that we asked.
    Nothing,
    /// Our question about what is meant.
    Clarification,
    /// Our request to show who they are; how they did it, and what was looked at.
    Identity {
        /// How.
        method: IdentityMethod,
        /// What was looked at.
        note: String,
    },
}

/// Adds a message to a case. As an answer it ends the pauses that wait for one, on the day on which it came.
pub fn attach(desk: &Desk, actor: Actor, id: IncomingId, case: CaseId, answer: &Answer) -> Result<Case, WorkError> {
    must(actor, Permission::HandleCases)?;
    let (opened, answer) = (open(desk, id)?, answer.clone());
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        let command = command(&opened, &case, answer)?;
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
        if let Some(command) = command {
            answer_all(desk, tx, now, actor, &case, &command)?;
        }
        Ok(case)
    })
}

/// The command that an answer stands for. Proof by writing from the address on file needs our own server's word that they did.
fn command(opened: &Opened, case: &Case, answer: Answer) -> Result<Option<Command>, WorkError> {
    let provided_at = opened.entry.received_at;
    match answer {
        Answer::Nothing => Ok(None),
        Answer::Clarification => Ok(Some(Command::AnswerClarification { provided_at })),
        Answer::Identity { method, note } => {
            if method == IdentityMethod::MessageFromAddressOnFile && !is_from_address_on_file(opened, case) {
                let why = "This message does not show it: it must come from the address on file, and our own mail server must have found the sender genuine.";
                return Err(WorkError::field("method", why));
            }
            let seen = format!("{} {}", note.trim(), opened.contents.vouching);
            Ok(Some(Command::ShowIdentity { method, note: seen.trim().to_owned(), provided_at }))
        }
    }
}

/// Whether a message was sent from the address on file of a case, by the word of our own server.
pub fn is_from_address_on_file(opened: &Opened, case: &Case) -> bool {
    let on_file = case.requester.email.reveal().trim().to_lowercase();
    opened.contents.genuine && opened.contents.sender.reveal().trim().to_lowercase() == on_file
}

/// Gives the command to every request of the case that waits for it.
fn answer_all(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    command: &Command,
) -> Result<(), WorkError> {
    for request in tx.requests(case.id)? {
        let asked = request.history.clarifications.iter().any(|question| question.answered.is_none());
        let waits = match command {
            Command::ShowIdentity { .. } => matches!(request.state, State::Received | State::Verifying),
            _ => request.state.is_open() && asked,
        };
        if waits {
            give_in(desk, tx, now, actor, request, command)?;
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
