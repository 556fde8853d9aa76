//! The decision: a request, a command and what is known around it give events, or a refusal. Pure and total.

use chrono::{DateTime, Utc};

use super::Request;
use super::command::{Actor, Command, CommandKind, Context, IdentityMethod};
use super::event::Event;
use super::evolve::evolve;
use super::refusal::{Refused, Why};
use super::table::{Transition, sources, transition};
use crate::domain::clock::reckon;
use crate::domain::right::Right;

/// Whether a command could be given now, before anybody has filled in its data. This is what buttons ask.
pub fn allowed(request: &Request, kind: CommandKind, context: &Context<'_>) -> Result<&'static Transition, Refused> {
    let refuse = |why, law| Refused { from: request.state, command: kind, why, law };
    let Some(row) = transition(request.state, kind) else {
        let why = Why::NotNow { now: request.state, possible: sources(kind) };
        return Err(refuse(why, None));
    };
    may(row, context.actor).and_then(|()| guard(request, kind, context)).map_err(|why| refuse(why, Some(row.law)))?;
    Ok(row)
}

/// Decides a command. On `Ok` the events are what happened; nothing has been saved.
pub fn decide(request: &Request, command: &Command, context: &Context<'_>) -> Result<Vec<Event>, Refused> {
    let kind = command.kind();
    let row = allowed(request, kind, context)?;
    let refuse = |why| Refused { from: request.state, command: kind, why, law: Some(row.law) };
    let event = event_for(command, context).map_err(refuse)?;
    let after = evolve(request.clone(), &event);
    reckon(&after.history, after.right, context.terms).map_err(|error| refuse(Why::Dates(error)))?;
    Ok(vec![event])
}

fn may(row: &Transition, actor: Actor) -> Result<(), Why> {
    match actor {
        Actor::Staff { .. } => match row.staff {
            Some(needs) if !actor.may(needs) => Err(Why::NotAllowed { needs }),
            Some(_) => Ok(()),
            None => Err(Why::NotYours),
        },
        Actor::Person if row.person => Ok(()),
        Actor::System if row.system => Ok(()),
        Actor::Person | Actor::System => Err(Why::NotYours),
    }
}

/// What must hold beyond state and role, as far as it can be known without the command's data.
fn guard(request: &Request, kind: CommandKind, context: &Context<'_>) -> Result<(), Why> {
    match kind {
        CommandKind::FinishGathering if context.unanswered_systems > 0 => {
            Err(Why::SystemsUnanswered(context.unanswered_systems))
        }
        CommandKind::Approve => guard_approval(request, context),
        CommandKind::TakeBackApproval if request.not_before.is_none_or(|until| context.at >= until) => {
            Err(Why::CoolOffOver)
        }
        CommandKind::Fulfil if request.not_before.is_some_and(|until| context.at < until) => Err(Why::CoolOffRunning),
        CommandKind::Fulfil if context.open_tasks > 0 => Err(Why::TasksOpen(context.open_tasks)),
        CommandKind::Refuse if request.right == Right::Objection && request.direct_marketing => {
            Err(Why::MarketingAlwaysStops)
        }
        CommandKind::Extend => guard_extension(request, context),
        _ => Ok(()),
    }
}

fn guard_approval(request: &Request, context: &Context<'_>) -> Result<(), Why> {
    if context.undecided_findings > 0 {
        return Err(Why::FindingsUndecided(context.undecided_findings));
    }
    if request.right == Right::Erasure && context.copy_outstanding {
        return Err(Why::CopyFirst);
    }
    let own_work = request.gathered_by.is_some() && request.gathered_by == context.actor.staff();
    if own_work && !context.solo { Err(Why::NeedsSecondPerson) } else { Ok(()) }
}

/// Article 12A(3), (4): once, and announced by the end of the first due date in the controller's zone.
fn guard_extension(request: &Request, context: &Context<'_>) -> Result<(), Why> {
    if request.history.extension.is_some() {
        return Err(Why::AlreadyExtended);
    }
    let reckoning = reckon(&request.history, request.right, context.terms).map_err(Why::Dates)?;
    let today = context.at.with_timezone(&context.terms.zone).date_naive();
    match reckoning.first_due {
        None => Err(Why::ClockNotRunning),
        Some(due) if today > due => Err(Why::ExtensionTooLate),
        Some(_) => Ok(()),
    }
}

fn event_for(command: &Command, context: &Context<'_>) -> Result<Event, Why> {
    let at = context.at;
    Ok(match command {
        Command::AskIdentity { doubt } => {
            Event::IdentityAsked { at, doubt: said(doubt, "why you doubt who is asking")? }
        }
        Command::ShowIdentity { method, note, provided_at } => identity_shown(*method, note, *provided_at)?,
        Command::DoubtIdentity { method, reason } => {
            Event::IdentityDoubted { method: *method, reason: said(reason, "why it was not enough")? }
        }
        Command::WaiveIdentity { reason } => {
            Event::IdentityWaived { at, reason: said(reason, "why it is safe to go on without a check")? }
        }
        Command::AskAuthority => Event::AuthorityAsked { at },
        Command::ShowAuthority { provided_at } => Event::AuthorityShown { provided_at: *provided_at },
        Command::AskClarification { question } => {
            Event::ClarificationAsked { at, question: said(question, "what you would like to know")? }
        }
        Command::AnswerClarification { provided_at } => Event::ClarificationAnswered { provided_at: *provided_at },
        Command::FinishGathering => Event::GatheringFinished { by: context.actor.staff().or(context.answerable) },
        Command::GatherAgain { reason } => {
            Event::GatheringRestarted { reason: said(reason, "why the search starts again")? }
        }
        Command::Approve => {
            let by = context.actor.staff().ok_or(Why::NotYours)?;
            Event::Approved { by, not_before: if context.solo { at + context.cool_off } else { at } }
        }
        Command::TakeBackApproval => Event::ApprovalTakenBack,
        Command::Fulfil { outcome } => Event::Fulfilled { at, outcome: said(outcome, "what was done")? },
        Command::Extend { ground, reason } => {
            Event::Extended { at, ground: *ground, reason: said(reason, "which facts make the extension necessary")? }
        }
        Command::Refuse { ground, reason } => {
            Event::Refused { at, ground: *ground, reason: said(reason, "the reasons the person is told")? }
        }
        Command::Withdraw => Event::Withdrawn { at },
        Command::Lapse { reason } => Event::Lapsed { at, reason: said(reason, "what was waited for")? },
        Command::Reopen { reason } => Event::Reopened { reason: said(reason, "why it is opened again")? },
    })
}

fn identity_shown(method: IdentityMethod, note: &str, provided_at: DateTime<Utc>) -> Result<Event, Why> {
    let note = match method {
        IdentityMethod::Document => said(note, "why nothing less than a document was enough")?,
        _ => note.trim().to_owned(),
    };
    Ok(Event::IdentityShown { method, note, provided_at })
}

fn said(text: &str, what: &'static str) -> Result<String, Why> {
    let text = text.trim();
    if text.is_empty() { Err(Why::Missing(what)) } else { Ok(text.to_owned()) }
}
