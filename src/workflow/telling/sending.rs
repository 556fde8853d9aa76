//! Handing a notice over: into the outbox, to the job that calls their program, or to a colleague.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::letter::letter;
use super::owing::{Change, fresh};
use crate::domain::case::{Case, EmailAddress};
use crate::domain::ids::JobId;
use crate::domain::notice::{Cause, RecipientAct, Work};
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Event, Request, act_of};
use crate::domain::telling::{Happening, Telling, TellingFacts, TellingState, Way};
use crate::ports::store::Tx;
use crate::ports::store::jobs::NewJob;
use crate::workflow::casework::jobs;
use crate::workflow::execution::add_task;
use crate::workflow::journal::{Line, record};
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::{Desk, WorkError};

/// What stands on a notice that nobody can hand over.
const NO_WAY: &str =
    "Nobody has said how they are told. Next: write to them here, or tell them in another way and record it.";
const NO_ADDRESS: &str = "There is no e-mail address to write to. Next: enter one here, or record how you told them.";
const NO_KEYS: &str =
    "Nothing is known that they find the person by. Next: tell them in another way, or record why it is impossible.";

/// Hands a stored notice over and says on the log whether that worked. What did not work waits for a person.
pub(super) fn hand_over(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    telling: Telling,
) -> Result<(), WorkError> {
    let request = tx.request(telling.request)?;
    let handed = match telling.way {
        Some(Way::Mail | Way::Link) => by_letter(desk, tx, now, (case, &request), telling)?,
        Some(Way::Webhook) => by_call(desk, tx, now, telling)?,
        Some(Way::Task) => by_colleague(desk, tx, now, &request, telling)?,
        None => telling.troubled(NO_WAY),
    };
    tx.save_telling(&handed)?;
    let about = json!({ "recipient": handed.recipient, "act": handed.act, "way": handed.way, "why": handed.trouble });
    let kind = match (&handed.trouble, handed.state) {
        (Some(_), _) => "recipient_not_notified",
        (None, TellingState::Due) => "recipient_due",
        (None, _) => "recipient_notified",
    };
    record(desk, tx, case, now, &Line::of_request(request.id, Actor::System, kind, about))?;
    if handed.trouble.is_some() { ask_for_help(desk, tx, now, case, &handed, Cause::SeeCase) } else { Ok(()) }
}

fn by_letter(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    (case, request): (&Case, &Request),
    telling: Telling,
) -> Result<Telling, WorkError> {
    if EmailAddress::parse(telling.facts.to.reveal()).is_err() {
        return Ok(telling.troubled(NO_ADDRESS));
    }
    if telling.facts.keys.is_empty() {
        return Ok(telling.troubled(NO_KEYS));
    }
    let told = telling.after(Happening::Told, None, now)?;
    queue_letter(desk, tx, now, (case, request), &told)?;
    Ok(told)
}

/// Queues the letter of a notice: the first one of its round, or the reminder that it is at. One logical mail each.
pub(super) fn queue_letter(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    (case, request): (&Case, &Request),
    telling: &Telling,
) -> Result<(), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let notice = letter(desk, controller, request, telling, now)?;
    let envelope = Envelope {
        case: Some(case.id),
        key: format!("recipient:{}:{}:{}", telling.id, telling.round, telling.reminded),
        to: telling.facts.to.clone(),
        to_name: Personal::new(telling.recipient.clone()),
    };
    queue_mail(desk, tx, controller, now, envelope, &notice).map(drop)
}

/// Their program is called by a job, outside any transaction; until it has taken the notice, they have not been told.
fn by_call(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, telling: Telling) -> Result<Telling, WorkError> {
    if telling.facts.keys.is_empty() {
        return Ok(telling.troubled(NO_KEYS));
    }
    tx.add_job(&NewJob {
        id: JobId::new(now, desk.entropy.bytes10()),
        kind: jobs::CALL_RECIPIENT.to_owned(),
        key: format!("{}:{}:{}", jobs::CALL_RECIPIENT, telling.id, telling.round),
        case: Some(telling.case),
        request: Some(telling.request),
        payload: json!({ "telling": telling.id }).to_string(),
        run_at: now,
    })?;
    Ok(telling)
}

/// A colleague tells them, and the answer to the task says that they know.
fn by_colleague(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
    telling: Telling,
) -> Result<Telling, WorkError> {
    let controller = desk.controller(&tx.case(request.case)?.controller)?;
    let listed = controller.recipients.iter().find(|one| one.name.eq_ignore_ascii_case(&telling.recipient));
    let hint = listed.and_then(|one| desk.companies.partners.about(one)).map(|known| format!(" {}", known.erase));
    let hint = hint.filter(|_| telling.act == RecipientAct::Erase).unwrap_or_default();
    let title = format!("Tell {} to {}.{hint} Note what they answered.", telling.recipient, telling.act.words());
    let task = add_task(desk, tx, now, request, title)?.map(|task| task.id).or(telling.task);
    Ok(Telling { task, ..telling })
}

/// A letter that a member of staff wrote to a recipient: it is tracked like every other one. A notice that is there already
/// is told by it.
pub(in crate::workflow) fn told_by_letter(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
    event: &Event,
) -> Result<(), WorkError> {
    let Event::RecipientTold { recipient, address, keys, data, .. } = event else { return Ok(()) };
    let Some(act) = act_of(request.right) else { return Ok(()) };
    let controller = desk.controller(&case.controller)?;
    let decided = request.closed_at.unwrap_or(now);
    let listed = controller.recipients.iter().find(|one| one.name.eq_ignore_ascii_case(recipient));
    let facts = TellingFacts {
        to: address.clone(),
        language: listed.and_then(|one| one.language.clone()),
        keys: keys.clone(),
        data: data.clone(),
        decided: Some(desk.local_date(controller, decided)?),
        patience: desk.settings.recipients,
    };
    let known = tx.tellings_of(request.id)?.into_iter();
    let mut same = known.filter(|told| told.act == act && told.recipient.eq_ignore_ascii_case(recipient));
    let telling = if let Some(known) = same.next() {
        Telling { facts, way: Some(Way::Mail), ..known.after(Happening::Again, None, now)? }
    } else {
        let change = Change { case, request, act, touched: &[], occasion: None };
        let telling = Telling { way: Some(Way::Mail), ..fresh(desk, now, &change, recipient.clone(), facts) };
        tx.add_telling(&telling)?;
        telling
    };
    let told = by_letter(desk, tx, now, (case, request), telling)?;
    Ok(tx.save_telling(&told)?)
}

/// Calls for a person, once for each round of a notice and each cause.
pub(super) fn ask_for_help(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    telling: &Telling,
    why: Cause,
) -> Result<(), WorkError> {
    let failed = Failed {
        work: Work::Tell { recipient: telling.recipient.clone() },
        cause: why,
        attempts: 1 + i64::from(telling.reminded),
        key: format!("recipient:{}:{}:{}", telling.id, telling.round, telling.state.code()),
    };
    call_for_person(desk, tx, now, Some(case), &failed)
}
