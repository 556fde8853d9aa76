//! A submission becomes a case: reference, requests, receipt and log in one transaction. After it the clock runs, whatever happens.

use chrono::{DateTime, Datelike, Utc};
use serde_json::json;

use super::casework::due_dates;
use super::counter::finding::words_of;
use super::journal::{Line, record};
use super::law_choice::usual_law;
use super::notices::Matter;
use super::post::{Envelope, add_letter, written_out};
use super::suppression::stop_for_case;
use super::{Desk, WorkError};
use crate::domain::case::{Case, Channel, POSTAL_ADDRESS, Reference, Submission};
use crate::domain::clock::Terms;
use crate::domain::controller::Controller;
use crate::domain::ids::{CaseId, RequestId};
use crate::domain::notice::{Notice, NoticeKind};
use crate::domain::register::RegisterEntry;
use crate::domain::request::{Actor, Request};
use crate::domain::right::Right;
use crate::ports::store::cases::Arriving;
use crate::ports::store::outbox::NewMail;
use crate::ports::store::{StoreError, Tx};

/// How often a taken reference is drawn again. With 810,000 references a year and controller, five misses do not happen.
pub const DRAWS: usize = 16;

/// A submission worked out: the case, its requests with their dates, its receipt and its log. Nothing of it is stored yet.
#[derive(Clone, Debug)]
pub struct Drawn {
    case: Case,
    arriving: Vec<Arriving>,
    lines: Vec<Line>,
    words: String,
    receipt: (NewMail, Notice),
    /// The marketing channels that the person named; none for all.
    channels: Vec<String>,
}

/// Takes a submission in. When this returns, it is on disk. An objection to marketing beside another objection becomes a case
/// of its own; the other one is returned.
pub fn submit(desk: &Desk, actor: Actor, submission: &Submission) -> Result<(Case, Vec<Request>), WorkError> {
    if submission.clone().split().1.is_some() {
        let both = submission.clone();
        return desk.write(move |desk, tx, now| submit_in(desk, tx, now, actor, &both));
    }
    for _ in 0..DRAWS {
        let wording = desk.companies.receipt(desk, submission)?;
        let drawn = draw(desk, desk.clock.now(), actor, submission, wording.as_deref())?;
        match desk.write(move |desk, tx, now| keep(desk, tx, now, drawn)) {
            Err(WorkError::Store(StoreError::Exists(_))) => {}
            other => return other,
        }
    }
    Err(StoreError::Exists("reference").into())
}

/// The same inside a transaction that does more (the form also finishes its draft).
pub fn submit_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    submission: &Submission,
) -> Result<(Case, Vec<Request>), WorkError> {
    let (own, marketing) = submission.clone().split();
    let taken = one_in(desk, tx, now, actor, &own)?;
    if let Some(marketing) = marketing {
        let (stopped, _) = one_in(desk, tx, now, actor, &marketing)?;
        for (case, other) in [(&taken.0, &stopped), (&stopped, &taken.0)] {
            let line = Line::of_case(actor, "objections_parted", json!({ "other": other.reference }));
            record(desk, tx, case, now, &line)?;
        }
    }
    Ok(taken)
}

fn one_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    submission: &Submission,
) -> Result<(Case, Vec<Request>), WorkError> {
    for _ in 0..DRAWS {
        let language = desk.languages.of(&submission.requester.language);
        let wording = tx.wording(&submission.controller, NoticeKind::Acknowledgement, language.code())?;
        match keep(desk, tx, now, draw(desk, now, actor, submission, wording.as_deref())?) {
            Err(WorkError::Store(StoreError::Exists(_))) => {}
            other => return other,
        }
    }
    Err(StoreError::Exists("reference").into())
}

/// Works a submission out under a reference that is probably free. It needs no transaction, so that only storing has to wait
/// for the others.
pub fn draw(
    desk: &Desk,
    now: DateTime<Utc>,
    actor: Actor,
    submission: &Submission,
    wording: Option<&str>,
) -> Result<Drawn, WorkError> {
    check(submission, now)?;
    let controller = desk.controller(&submission.controller)?;
    let terms = desk.terms(controller)?;
    let case = open_case(desk, now, controller, &terms, submission);
    let arriving = open_requests(desk, now, &case, &terms, submission)?;
    let mut lines = vec![Line::of_case(actor, "submitted", receipt(&case, submission))];
    lines.extend(arriving.iter().map(|Arriving { request, .. }| {
        let content = json!({ "right": request.right.code(), "received": request.history.received });
        Line::of_request(request.id, actor, "received", content)
    }));
    let matter = Matter { desk, controller, terms, case: &case, now };
    let asked: Vec<Request> = arriving.iter().map(|new| new.request.clone()).collect();
    let notice = matter.acknowledgement(&asked, &marketing_channels(controller, submission))?;
    let envelope = Envelope::to_requester(&case, format!("acknowledgement:{}", case.id));
    let receipt = (written_out(desk, controller, now, envelope, &notice, wording)?, notice);
    let channels = submission.asked.iter().flat_map(|asked| asked.channels.clone()).collect();
    let words = words_of(&case, submission.asked.iter().map(|asked| asked.detail.reveal().to_owned()));
    Ok(Drawn { case, arriving, lines, words, receipt, channels })
}

/// Stores what was worked out. `Exists` when the reference is taken; the transaction is still good then, and nothing is stored.
pub fn keep(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, drawn: Drawn) -> Result<(Case, Vec<Request>), WorkError> {
    let Drawn { case, arriving, lines, words, receipt, channels } = drawn;
    tx.take_in(&case, &arriving, now)?;
    lines.iter().try_for_each(|line| record(desk, tx, &case, now, line))?;
    tx.index_case(case.id, &words, case.requester.name.reveal())?;
    let (mail, notice) = &receipt;
    add_letter(tx, mail, notice)?;
    for new in arriving.iter().filter(|new| new.request.direct_marketing) {
        stop_for_case(desk, tx, now, &case, new.request.id, &channels)?;
    }
    Ok((case, arriving.into_iter().map(|new| new.request).collect()))
}

/// The channels that the person named, or all that the company uses.
fn marketing_channels(controller: &Controller, submission: &Submission) -> Vec<String> {
    let named: Vec<String> = submission.asked.iter().flat_map(|asked| asked.channels.clone()).collect();
    if named.is_empty() { controller.marketing_channels.clone() } else { named }
}

/// What must hold of every submission, however it came.
fn check(submission: &Submission, now: DateTime<Utc>) -> Result<(), WorkError> {
    if submission.asked.is_empty() {
        return Err(WorkError::field("right", "Choose at least one thing that we should do."));
    }
    if submission.received_at > now {
        return Err(WorkError::field("received", "The day of receipt cannot be in the future."));
    }
    let on_paper = submission.channel == Channel::Staff && submission.identifiers.value(POSTAL_ADDRESS).is_some();
    if submission.requester.email.reveal().trim().is_empty() && !on_paper {
        return Err(WorkError::field("email", "Enter an e-mail address."));
    }
    let mut seen: Vec<Right> = Vec::new();
    for asked in &submission.asked {
        if seen.contains(&asked.right) {
            return Err(WorkError::field("right", "Each right can be chosen once."));
        }
        seen.push(asked.right);
    }
    Ok(())
}

/// Opens a case for a submission and draws its reference.
pub fn open_case(
    desk: &Desk,
    now: DateTime<Utc>,
    controller: &Controller,
    terms: &Terms<'_>,
    submission: &Submission,
) -> Case {
    let year = submission.received_at.with_timezone(&terms.zone).year();
    Case {
        id: CaseId::new(now, desk.entropy.bytes10()),
        reference: draw_reference(desk, controller, year),
        controller: controller.id.clone(),
        received_at: submission.received_at,
        channel: submission.channel,
        requester: submission.requester.clone(),
        on_behalf: submission.on_behalf.clone(),
        identifiers: submission.identifiers.clone(),
        words: submission.words.clone(),
        email_confirmed_at: submission.email_confirmed_at,
        owner: None,
        policy_version: controller.policy.version.clone(),
        version: 0,
    }
}

fn draw_reference(desk: &Desk, controller: &Controller, year: i32) -> Reference {
    let mut chance = [0; 4];
    desk.entropy.fill(&mut chance);
    Reference::new(&controller.prefix, year, chance)
}

pub(super) fn open_requests(
    desk: &Desk,
    now: DateTime<Utc>,
    case: &Case,
    terms: &Terms<'_>,
    submission: &Submission,
) -> Result<Vec<Arriving>, WorkError> {
    let mut asked = submission.asked.clone();
    asked.sort_by_key(|asked| asked.right);
    asked
        .into_iter()
        .map(|asked| {
            let id = RequestId::new(now, desk.entropy.bytes10());
            let mut request = Request::received(id, case.id, asked.right, submission.received_at);
            request.direct_marketing = asked.direct_marketing;
            request.history.applied = Some(usual_law(desk, *terms, submission.received_at));
            let dates = due_dates(&request, terms)?;
            let entry = RegisterEntry::of(case, &request, None, dates.due, None);
            Ok(Arriving { request, detail: asked.detail, dates, entry })
        })
        .collect()
}

fn receipt(case: &Case, submission: &Submission) -> serde_json::Value {
    json!({
        "reference": case.reference,
        "channel": case.channel.code(),
        "received": case.received_at,
        "confirmed": case.email_confirmed_at.is_some(),
        "submission": submission,
    })
}
