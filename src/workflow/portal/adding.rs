//! One right more: asked for on the status page, part of the case, with a clock of its own from that day.
//!
//! A case answers each right once. What it answers already, and an objection to marketing beside another one, becomes a case of
//! its own, with a receipt of its own.
//!
//! Who has shown who they are for the case is not asked again: more may be asked only on reasonable doubt (Article 12(6)).

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::Standing;
use crate::domain::case::{Asked, Case, Channel, OnBehalf, Submission};
use crate::domain::controller::Controller;
use crate::domain::ids::CaseId;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command, IdentityMethod, Request};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::cases::Arriving;
use crate::workflow::casework::give_in;
use crate::workflow::delivery::wish;
use crate::workflow::form::draft::find;
use crate::workflow::form::filing::asked;
use crate::workflow::form::path::first_open;
use crate::workflow::form::questions::MOVE_TO;
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

/// How long a check that was passed counts for what is added: as long as an answer may take at most (Article 12(3)).
const STANDS: TimeDelta = TimeDelta::days(92);

/// What the log calls the steps of a check.
const CHECKS: [&str; 4] = ["identity_asked", "identity_shown", "identity_doubted", "identity_waived"];

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
        wish(desk, tx, now, case, answers.one(MOVE_TO))?;
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
    let requests = under_the_same_identity(desk, tx, now, case, controller, requests)?;
    let matter = Matter { desk, controller, terms, case, now };
    let named = if channels.is_empty() { controller.marketing_channels.clone() } else { channels };
    let receipt = matter.acknowledgement(&requests, &named)?;
    let key = requests.first().map(|first| format!("acknowledgement:{}:{}", case.id, first.id));
    let envelope = Envelope::to_requester(case, key.unwrap_or_default());
    queue_mail(desk, tx, controller, now, envelope, &receipt).map(drop)
}

/// Lets the check that the case has passed count for what was added. An agent's permission is asked for afresh: it may not cover it.
fn under_the_same_identity(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    controller: &Controller,
    requests: Vec<Request>,
) -> Result<Vec<Request>, WorkError> {
    let Some(method) = shown_already(tx, now, case)?.filter(|_| case.on_behalf == OnBehalf::Myself) else {
        return Ok(requests);
    };
    let note = "Shown already for this case; the person came back with a fresh code.".to_owned();
    let show = Command::ShowIdentity { method, note, provided_at: now };
    let one = |request: Request| {
        let enough = is_enough(controller, request.right, method);
        let open = request.state.is_open() && enough;
        if open { give_in(desk, tx, now, Actor::System, request, &show) } else { Ok(request) }
    };
    requests.into_iter().map(one).collect()
}

/// Whether a check is enough for a right. A demand that nobody can read is met by nothing.
fn is_enough(controller: &Controller, right: Right, shown: IdentityMethod) -> bool {
    let demand = controller.identity.erasure.as_deref().filter(|_| right == Right::Erasure);
    demand.is_none_or(|least| IdentityMethod::parse(least).is_some_and(|least| shown >= least))
}

/// How identity was shown for the case, unless it was doubted, asked for or waived since, or it is too long ago.
fn shown_already(tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case) -> Result<Option<IdentityMethod>, WorkError> {
    let log = tx.log_of(case.id)?;
    let last = log.iter().rev().find(|entry| CHECKS.contains(&entry.kind.as_str()));
    let Some(shown) = last.filter(|entry| entry.kind == "identity_shown" && now - entry.at <= STANDS) else {
        return Ok(None);
    };
    let content: serde_json::Value =
        shown.content.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    Ok(content.get("method").and_then(serde_json::Value::as_str).and_then(IdentityMethod::parse))
}
