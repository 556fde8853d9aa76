//! One right more: asked for on the status page, part of the case, with a clock of its own from that day.
//!
//! A case answers each right once. What it answers already, and an objection to marketing beside another one, becomes a case of
//! its own, with a receipt of its own.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Standing;
use crate::domain::case::{Asked, Case, Channel, Submission};
use crate::domain::ids::CaseId;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Request};
use crate::ports::store::Tx;
use crate::ports::store::cases::Arriving;
use crate::workflow::form::draft::find;
use crate::workflow::form::filing::asked;
use crate::workflow::form::path::first_open;
use crate::workflow::form::{Answers, DraftKey, Wish};
use crate::workflow::intake::{open_requests, submit_in};
use crate::workflow::journal::{Line, record};
use crate::workflow::notices::Matter;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::suppression::stop_for_case;
use crate::workflow::together::heard_from_person;
use crate::workflow::{Desk, WorkError};

/// The line of the log that says that something was added.
pub const RIGHT_ADDED: &str = "right_added";

/// What became of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is part of the case, or a case of its own.
    Done,
    /// A page is still open.
    Incomplete,
    /// There is nothing under way.
    Ended,
}

/// What can be added to a case: the rights that it does not answer yet. Marketing can be stopped beside another objection.
pub fn offered(standing: &Standing) -> Vec<Wish> {
    let known = |wish: &Wish| match wish {
        Wish::Marketing => standing.requests.iter().any(|part| part.request.direct_marketing),
        wish => standing.requests.iter().any(|part| part.request.right == wish.right()),
    };
    Wish::ALL.into_iter().filter(|wish| !known(wish)).collect()
}

/// How often something was added before: each time has a draft of its own.
pub fn times_added(standing: &Standing) -> usize {
    standing.log.iter().filter(|entry| entry.kind == RIGHT_ADDED).count()
}

/// Adds what a draft asks for.
pub fn add(desk: &Desk, case: CaseId, key: &DraftKey) -> Result<Added, WorkError> {
    let key = key.clone();
    desk.write(move |desk, tx, now| {
        let Some(draft) = find(tx, &key, now)? else { return Ok(Added::Ended) };
        if draft.case.is_some() {
            return Ok(Added::Done);
        }
        let answers = Answers::read(&draft.answers);
        if first_open(&answers).is_some() {
            return Ok(Added::Incomplete);
        }
        let case = tx.case(case)?;
        add_all(desk, tx, now, &case, &answers)?;
        tx.finish_draft(draft.id, case.id)?;
        heard_from_person(desk, tx, now, &case)?;
        Ok(Added::Done)
    })
}

fn add_all(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case, answers: &Answers) -> Result<(), WorkError> {
    let words = Personal::new(answers.one("words"));
    let (own, marketing) = submission(case, now, asked(answers), words.clone()).split();
    let answered: Vec<_> = tx.requests(case.id)?.iter().map(|request| request.right).collect();
    let (again, fresh): (Vec<Asked>, Vec<Asked>) =
        own.asked.into_iter().partition(|asked| answered.contains(&asked.right));
    let rights: Vec<&str> = fresh.iter().map(|asked| asked.right.code()).collect();
    let content = json!({ "rights": rights, "words": words });
    record(desk, tx, case, now, &Line::of_case(Actor::Person, RIGHT_ADDED, content))?;
    if !fresh.is_empty() {
        add_here(desk, tx, now, case, &submission(case, now, fresh, words.clone()))?;
    }
    let apart = marketing.map(|marketing| marketing.asked).into_iter().chain([again]);
    for asked in apart.filter(|asked| !asked.is_empty()) {
        let (other, _) = submit_in(desk, tx, now, Actor::Person, &submission(case, now, asked, words.clone()))?;
        let line = Line::of_case(Actor::Person, "objections_parted", json!({ "other": other.reference }));
        record(desk, tx, case, now, &line)?;
    }
    Ok(())
}

/// What the person says now, with what the case knows of them.
fn submission(case: &Case, now: DateTime<Utc>, asked: Vec<Asked>, words: Personal) -> Submission {
    Submission {
        controller: case.controller.clone(),
        channel: Channel::Form,
        received_at: now,
        requester: case.requester.clone(),
        on_behalf: case.on_behalf.clone(),
        identifiers: case.identifiers.clone(),
        asked,
        words,
        email_confirmed_at: case.email_confirmed_at,
    }
}

fn add_here(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    submission: &Submission,
) -> Result<(), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let terms = desk.terms(controller)?;
    let arriving = open_requests(desk, now, case, &terms, submission)?;
    for Arriving { request, detail, dates, entry } in &arriving {
        tx.add_request(request, detail, *dates)?;
        tx.put_register(entry)?;
        let content = json!({ "right": request.right.code(), "received": request.history.received });
        record(desk, tx, case, now, &Line::of_request(request.id, Actor::Person, "received", content))?;
    }
    let channels: Vec<String> = submission.asked.iter().flat_map(|asked| asked.channels.clone()).collect();
    let requests: Vec<Request> = arriving.into_iter().map(|new| new.request).collect();
    for request in requests.iter().filter(|request| request.direct_marketing) {
        stop_for_case(desk, tx, now, case, request.id, &channels)?;
    }
    let matter = Matter { desk, controller, terms, case, now };
    let named = if channels.is_empty() { controller.marketing_channels.clone() } else { channels };
    let receipt = matter.acknowledgement(&requests, &named)?;
    let key = requests.first().map(|first| format!("acknowledgement:{}:{}", case.id, first.id));
    let envelope = Envelope::to_requester(case, key.unwrap_or_default());
    queue_mail(desk, tx, controller, now, envelope, &receipt).map(drop)
}
