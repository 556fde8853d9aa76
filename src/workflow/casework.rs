//! Giving a command to a request: load, decide, save events, state, letter and jobs in one transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::amending::{amended_of, begin, drop_proposed, lift, standing as amending};
use super::around::{Around, around};
use super::erasure::{ask_for_plan, begin_after_approval, proof_of, standing, wake};
use super::execution::add_tasks;
use super::journal::{Line, record};
use super::notices::Matter;
use super::post::{Envelope, queue_mail};
use super::register::enter;
use super::retention::plan_forgetting;
use super::search::start_over;
use super::telling::{told_by_letter, told_in_answer};
use super::{Desk, WorkError, documents};
use crate::domain::case::Case;
use crate::domain::clock::{ClockStatus, Terms, reckon};
use crate::domain::disclosure::unstated;
use crate::domain::ids::{CaseId, JobId, RequestId, StaffId};
use crate::domain::notice::{Fill, Notice};
use crate::domain::request::{
    Actor, Command, CommandKind, Context, Event, Refused, Request, State, allowed, alters_data, decide, evolve,
};
use crate::domain::right::Right;
use crate::ports::letters::LetterError;
use crate::ports::store::cases::DueDates;
use crate::ports::store::findings::SystemState;
use crate::ports::store::jobs::NewJob;
use crate::ports::store::{StoreError, Tx};

/// The kinds of jobs the desk asks for.
pub mod jobs {
    /// Search the shop's systems for a request.
    pub const GATHER: &str = "gather";
    /// Build and deliver the package of a request.
    pub const PACKAGE: &str = "package";
    /// Make the plan of an erasure.
    pub const PLAN_ERASURE: &str = "plan_erasure";
    /// Carry an approved erasure out, and look again.
    pub const ERASE: &str = "erase";
    /// Write approved corrections and marks into the systems, or take marks off, and look again.
    pub const AMEND: &str = "amend";
    /// Erase what had been kept until now.
    pub const ERASE_DUE: &str = "erase_due";
    /// Hand a notice to the program of a recipient.
    pub const CALL_RECIPIENT: &str = "call_recipient";
    /// Send a package straight to another controller.
    pub const TRANSMIT: &str = "transmit";
    /// Look which reminders are owed.
    pub const REMIND: &str = "remind";
    /// Look into the watched mailboxes.
    pub const FETCH: &str = "fetch";
    /// Remove what has expired.
    pub const SWEEP: &str = "sweep";
    /// Destroy what has served its purpose, once a day.
    pub const RETAIN: &str = "retain";
    /// Make earlier cases findable by the sound of names.
    pub const HEAR: &str = "hear";
    /// Destroy what was found for a request that was closed some time ago.
    pub const FORGET: &str = "forget";
}

/// What staff said about facts that a letter lacks, by field.
pub type Fills = BTreeMap<String, Fill>;

/// Gives a command to one request. `seen` is the version its page showed; a page that is out of date is told so.
pub fn give(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    seen: Option<i64>,
    command: Command,
) -> Result<Request, WorkError> {
    give_filled(desk, actor, request, seen, command, Fills::new())
}

/// The same with what staff said about facts that the letter lacks.
pub fn give_filled(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    seen: Option<i64>,
    command: Command,
    fills: Fills,
) -> Result<Request, WorkError> {
    desk.write(move |desk, tx, now| {
        let request = tx.request(request)?;
        if seen.is_some_and(|version| version != request.version) {
            return Err(StoreError::Conflict.into());
        }
        give_with(desk, tx, now, actor, request, &Given { command, fills, let_go: Vec::new() })
    })
}

/// Approves a copy although the company has not stated something that Article 15 asks for. `known` is what whoever approves was
/// shown and lets go; anything else that is missing still stops it. The log keeps what, and who let it go.
pub fn approve_lacking(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    seen: Option<i64>,
    known: Vec<String>,
) -> Result<Request, WorkError> {
    desk.write(move |desk, tx, now| {
        let request = tx.request(request)?;
        if seen.is_some_and(|version| version != request.version) {
            return Err(StoreError::Conflict.into());
        }
        let given = Given { command: Command::Approve, fills: Fills::new(), let_go: known };
        give_with(desk, tx, now, actor, request, &given)
    })
}

/// Gives a command to every request of a case that can take it: identity and authority are shared. At least one must.
pub fn give_case(desk: &Desk, actor: Actor, case: CaseId, command: Command) -> Result<Vec<Request>, WorkError> {
    desk.write(move |desk, tx, now| give_case_in(desk, tx, now, actor, case, &command))
}

/// The same from the page of one request; a page that is out of date is told so.
pub fn give_shared(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    seen: i64,
    command: Command,
) -> Result<Vec<Request>, WorkError> {
    desk.write(move |desk, tx, now| {
        let request = tx.request(request)?;
        if seen != request.version {
            return Err(StoreError::Conflict.into());
        }
        give_case_in(desk, tx, now, actor, request.case, &command)
    })
}

pub(super) fn give_case_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: CaseId,
    command: &Command,
) -> Result<Vec<Request>, WorkError> {
    let mut given = Vec::new();
    let mut refused: Option<Refused> = None;
    for request in tx.requests(case)? {
        match give_in(desk, tx, now, actor, request, command) {
            Ok(request) => given.push(request),
            Err(WorkError::Refused(no)) => refused = Some(refused.unwrap_or(no)),
            Err(other) => return Err(other),
        }
    }
    match refused {
        Some(no) if given.is_empty() => Err(no.into()),
        _ => Ok(given),
    }
}

/// The same inside a transaction that does more.
pub fn give_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    request: Request,
    command: &Command,
) -> Result<Request, WorkError> {
    let given = Given { command: command.clone(), fills: Fills::new(), let_go: Vec::new() };
    give_with(desk, tx, now, actor, request, &given)
}

/// A command with what staff said beside it.
struct Given {
    command: Command,
    /// About facts that the letter lacks.
    fills: Fills,
    /// Facts of Article 15 without which they let a copy go.
    let_go: Vec<String>,
}

fn give_with(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    request: Request,
    given: &Given,
) -> Result<Request, WorkError> {
    let case = tx.case(request.case)?;
    let controller = desk.controller(&case.controller)?;
    let terms = desk.terms_for(controller, &request)?;
    let around = around(tx, &request)?;
    let command = &with_proof(desk, tx, &request, &given.command)?;
    let (let_go, unstated) = unstated_of(desk, &case, &request, given)?;
    let known = context(desk, tx, &terms, now, actor, &request, &around)?;
    let events = decide(&request, command, &Context { unstated: &unstated, ..known })?;
    let after = happened(desk, tx, now, actor, request, &events)?;
    if !let_go.is_empty() {
        let line = Line::of_request(after.id, actor, "gaps_accepted", json!({ "lacks": let_go }));
        record(desk, tx, &case, now, &line)?;
    }
    let matter = Matter { desk, controller, terms, case: &case, now };
    for event in &events {
        post(&matter, tx, actor, &after, event, &given.fills)?;
        follow_up(desk, tx, now, &after, event)?;
    }
    Ok(after)
}

/// What a copy would have to say and nobody has stated: first what whoever approves lets go knowingly, then the rest.
fn unstated_of(
    desk: &Desk,
    case: &Case,
    request: &Request,
    given: &Given,
) -> Result<(Vec<String>, Vec<String>), WorkError> {
    if given.command != Command::Approve {
        return Ok((Vec::new(), Vec::new()));
    }
    let unstated = unstated(&desk.company_of(case)?, request.right);
    Ok(unstated.into_iter().partition(|fact| given.let_go.contains(fact)))
}

/// Writes down what happened to a request: its lines on the log, the request itself, its place in the queue and the register.
pub(super) fn happened(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    request: Request,
    events: &[Event],
) -> Result<Request, WorkError> {
    let case = tx.case(request.case)?;
    let before = request.version;
    let mut after = request;
    for event in events {
        after = evolve(after, event);
        record(desk, tx, &case, now, &Line::of_event(after.id, actor, event))?;
    }
    let terms = desk.terms_for(desk.controller(&case.controller)?, &after)?;
    let dates = due_dates(&after, &terms)?;
    tx.save_request(&after, before, dates)?;
    enter(tx, now.with_timezone(&terms.zone), &case, &after, dates, events)?;
    Ok(after)
}

/// The answer carries what the systems confirmed, whatever a form says.
fn with_proof(desk: &Desk, tx: &mut dyn Tx, request: &Request, command: &Command) -> Result<Command, WorkError> {
    let mut command = command.clone();
    if let Command::Fulfil { deed: Some(deed), .. } = &mut command {
        deed.proof = if request.right == Right::Erasure { proof_of(desk, tx, request)? } else { None };
        deed.amended = amended_of(desk, tx, request)?;
        deed.told = told_in_answer(tx, request, deed.told.clone())?;
    }
    Ok(command)
}

/// What staff could do now with a request: each command with its row or the reason why not.
pub fn choices(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    request: &Request,
) -> Result<Vec<(CommandKind, Option<Refused>)>, WorkError> {
    let case = tx.case(request.case)?;
    let terms = desk.terms_for(desk.controller(&case.controller)?, request)?;
    let around = around(tx, request)?;
    let context = context(desk, tx, &terms, now, actor, request, &around)?;
    Ok(CommandKind::ALL.into_iter().map(|kind| (kind, allowed(request, kind, &context).err())).collect())
}

/// What the store keeps beside a request for sorting. A closed request is due no more.
pub fn due_dates(request: &Request, terms: &Terms<'_>) -> Result<DueDates, WorkError> {
    if !request.state.is_open() {
        return Ok(DueDates::default());
    }
    let reckoning = reckon(&request.history, request.right, terms)?;
    Ok(DueDates {
        due: reckoning.due,
        // Nothing is due while the clock waits for the person; such a case must not stand above one that is late.
        sort: reckoning.due,
        paused: reckoning.status == ClockStatus::Paused,
        not_started: reckoning.status == ClockStatus::NotStarted,
        extended: reckoning.extended,
    })
}

fn context<'a>(
    desk: &Desk,
    tx: &mut dyn Tx,
    terms: &'a Terms<'a>,
    at: DateTime<Utc>,
    actor: Actor,
    request: &Request,
    around: &'a Around,
) -> Result<Context<'a>, WorkError> {
    let systems = tx.gatherings(request.id)?;
    let waiting = systems.iter().filter(|part| !matches!(part.state, SystemState::Done | SystemState::Skipped)).count();
    let tasks = tx.tasks_of(request.case)?;
    let open: Vec<_> = tasks.iter().filter(|task| task.request == request.id && task.answer.is_none()).collect();
    let unasked = open.iter().filter(|task| !systems.iter().any(|part| part.system == task.system)).count();
    let undecided = undecided(tx, request)?;
    Ok(Context {
        at,
        actor,
        terms,
        solo: desk.is_solo(),
        cool_off: desk.settings.cool_off,
        undo: if request.right == Right::Erasure { desk.settings.undo } else { TimeDelta::zero() },
        unanswered_systems: waiting + unasked,
        open_tasks: open.len(),
        answerable: if actor == Actor::System { answerable(tx, request)? } else { None },
        undecided_findings: undecided,
        on_behalf: around.on_behalf,
        requests_of_person: around.requests,
        proposed: around.proposed.as_ref(),
        silenced_by: &around.silenced_by,
        decided_by: &around.decided_by,
        unstated: &[],
        lifting_on: around.lifting_on,
        told: &around.told,
        copy_outstanding: copy_outstanding(tx, request)?,
        emptied: tx.emptied_at(request.case)?.is_some(),
        on_hold: request.right == Right::Erasure && tx.hold(request.case)?.is_some(),
        erasure: standing(tx, request)?,
        amending: amending(tx, request)?,
        weighed: around.weighed.as_ref(),
    })
}

/// Who answers for a search that a job finishes: whoever last did something by hand for it (answered a task, chose the person,
/// left a system out), else who accepted the identity, else the owner of the case. That person does not approve the
/// result, so that two pairs of eyes see every disclosure even when nobody pressed a button between the two.
fn answerable(tx: &mut dyn Tx, request: &Request) -> Result<Option<StaffId>, WorkError> {
    const BY_HAND: [&str; 6] =
        ["identity_shown", "identity_waived", "task_answered", "person_chosen", "system_skipped", "system_retried"];
    let case = tx.case(request.case)?;
    let log = tx.log_of(case.id)?;
    let by_hand = log.iter().rev().filter(|entry| entry.request == Some(request.id));
    let hands = by_hand.filter(|entry| BY_HAND.contains(&entry.kind.as_str()));
    let staff = hands.filter_map(|entry| StaffId::parse(entry.actor.strip_prefix("staff:")?));
    Ok(staff.into_iter().next().or(case.owner))
}

/// Flagged findings and documents that nobody has decided. In an erasure its plan decides, row by row; nothing of them leaves the building.
fn undecided(tx: &mut dyn Tx, request: &Request) -> Result<usize, WorkError> {
    if request.right == Right::Erasure {
        return Ok(0);
    }
    let open: i64 = tx.finding_counts(request.id)?.iter().map(|count| count.open).sum();
    Ok(usize::try_from(open).unwrap_or(usize::MAX).saturating_add(documents::undecided(tx, request.id)?))
}

/// Whether the same person is still owed a copy that a change would spoil: in this case, or in another one from the same
/// address to the same controller.
pub(super) fn copy_outstanding(tx: &mut dyn Tx, request: &Request) -> Result<bool, WorkError> {
    if !alters_data(request.right) {
        return Ok(false);
    }
    let owed = |right: Right, state: State| answers_with_a_package(right) && state.is_open();
    if tx.requests(request.case)?.iter().any(|other| owed(other.right, other.state)) {
        return Ok(true);
    }
    let case = tx.case(request.case)?;
    if case.requester.email.is_empty() {
        return Ok(false);
    }
    let others = tx.seen_before(case.requester.email.reveal(), case.id)?;
    let of_same = others.iter().filter(|line| line.controller == case.controller && line.confirmed);
    Ok(of_same.flat_map(|line| &line.requests).any(|(right, state)| owed(*right, *state)))
}

/// A letter is one logical mail per request and version; identity asked for several requests of a case is one letter.
fn post(
    matter: &Matter<'_>,
    tx: &mut dyn Tx,
    actor: Actor,
    request: &Request,
    event: &Event,
    fills: &Fills,
) -> Result<(), WorkError> {
    if matches!(event, Event::RecipientTold { .. }) {
        return told_by_letter(matter.desk, tx, matter.now, matter.case, request, event);
    }
    let Some(notice) = matter.for_event(request, event)? else { return Ok(()) };
    let notice = notice.with_fills(fills);
    let shared = matches!(event, Event::IdentityAsked { .. } | Event::AuthorityAsked { .. });
    let key = if shared {
        format!("{}:{}:{}", notice.kind().code(), matter.case.id, matter.now.timestamp_micros())
    } else {
        format!("{}:{}:{}", notice.kind().code(), request.id, request.version)
    };
    let queue = |tx: &mut dyn Tx, notice: &Notice| {
        let envelope = Envelope::to_requester(matter.case, key.clone());
        queue_mail(matter.desk, tx, matter.controller, matter.now, envelope, notice)
    };
    match queue(tx, &notice) {
        // Nobody is there to fill a gap when a job writes: the sentence stays out, and the log says which.
        Err(WorkError::Letter(LetterError::Gaps(gaps))) if actor == Actor::System => {
            let left_out: Vec<&str> = gaps.iter().map(|gap| gap.what).collect();
            let line = Line::of_request(request.id, actor, "sentence_left_out", json!({ "lacks": left_out }));
            record(matter.desk, tx, matter.case, matter.now, &line)?;
            let without = gaps.iter().map(|gap| (gap.field.clone(), Fill::LeftOut)).collect();
            queue(tx, &notice.with_fills(&without)).map(drop)
        }
        other => other.map(drop),
    }
}

/// What has to be done next without anybody asking for it.
pub(super) fn follow_up(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
    event: &Event,
) -> Result<(), WorkError> {
    match (request.state, event) {
        (State::Gathering, Event::ClarificationAnswered { .. }) => queue_job(desk, tx, now, jobs::GATHER, request, now),
        (State::Gathering, event) if event.leads_to() == Some(State::Gathering) => {
            start_over(tx, now, request)?;
            drop_proposed(tx, request)?;
            queue_job(desk, tx, now, jobs::GATHER, request, now)
        }
        (State::Executing, Event::Approved { not_before, .. }) if answers_with_a_package(request.right) => {
            queue_job(desk, tx, now, jobs::PACKAGE, request, *not_before)
        }
        (State::Reviewing, Event::GatheringFinished { .. }) => ask_for_plan(desk, tx, now, request),
        (State::Executing, Event::Approved { .. }) => {
            begin_after_approval(desk, tx, now, request)?;
            begin(desk, tx, now, request)?;
            let case = tx.case(request.case)?;
            add_tasks(desk, tx, now, desk.controller(&case.controller)?, request)
        }
        (State::Reviewing, Event::ApprovalTakenBack) => {
            tx.cancel_jobs(request.id)?;
            ask_for_plan(desk, tx, now, request)
        }
        (_, Event::Lifted { .. }) => lift(desk, tx, now, request),
        (state, event) if !state.is_open() && event.leads_to() == Some(state) => {
            // A package job that fulfils the request finishes itself; it must not be taken from under its own feet.
            if state != State::Fulfilled {
                tx.cancel_jobs(request.id)?;
            }
            if answers_with_a_package(request.right) {
                wake(desk, tx, now, request.case)?;
            }
            plan_forgetting(desk, tx, now, request)
        }
        _ => Ok(()),
    }
}

/// Access and portability are answered with a package; the other rights are carried out through tasks.
pub const fn answers_with_a_package(right: Right) -> bool {
    matches!(right, Right::Access | Right::Portability)
}

/// Queues a job about a request. The version is part of its key, so that the same step is one job and a new step is a new one.
pub fn queue_job(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    kind: &str,
    request: &Request,
    run_at: DateTime<Utc>,
) -> Result<(), WorkError> {
    tx.add_job(&NewJob {
        id: JobId::new(now, desk.entropy.bytes10()),
        kind: kind.to_owned(),
        key: format!("{kind}:{}:{}", request.id, request.version),
        case: Some(request.case),
        request: Some(request.id),
        payload: "{}".to_owned(),
        run_at,
    })?;
    Ok(())
}

/// The case of a request, for callers that have only its id.
pub fn case_of(tx: &mut dyn Tx, request: RequestId) -> Result<(Request, Case), WorkError> {
    let request = tx.request(request)?;
    let case = tx.case(request.case)?;
    Ok((request, case))
}
