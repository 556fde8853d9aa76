//! The decision: a request, a command and what is known around it give events, or a refusal. Pure and total.

use chrono::{DateTime, Utc};

use super::Request;
use super::command::{Actor, Command, CommandKind, Context, IdentityMethod};
use super::event::{Event, ProposedRefusal};
use super::evolve::evolve;
use super::ground::RefusalGround;
use super::outcome::Deed;
use super::refusal::{Refused, Why};
use super::table::{Transition, sources, transition};
use super::weighing::Weighing;
use crate::domain::clock::reckon;
use crate::domain::notice::Told;
use crate::domain::personal::Personal;
use crate::domain::regime::IdentityStart;

/// Whether a command could be given now, before anybody has filled in its data. This is what buttons ask.
pub fn allowed(request: &Request, kind: CommandKind, context: &Context<'_>) -> Result<&'static Transition, Refused> {
    let refuse = |why, law| Refused { from: request.state, command: kind, why, law };
    let Some(row) = transition(request.state, kind) else {
        let why = Why::NotNow { now: request.state, possible: sources(kind) };
        return Err(refuse(why, None));
    };
    may(row, context.actor)
        .and_then(|()| super::guard::guard(request, kind, context))
        .map_err(|why| refuse(why, Some(row.law)))?;
    Ok(row)
}

/// Decides a command. On `Ok` the events are what happened; nothing has been saved.
pub fn decide(request: &Request, command: &Command, context: &Context<'_>) -> Result<Vec<Event>, Refused> {
    let kind = command.kind();
    let row = allowed(request, kind, context)?;
    let refuse = |why| Refused { from: request.state, command: kind, why, law: Some(row.law) };
    super::guard::content(request, command, context).map_err(refuse)?;
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

fn event_for(command: &Command, context: &Context<'_>) -> Result<Event, Why> {
    let at = context.at;
    Ok(match command {
        Command::AskIdentity { doubt } => {
            Event::IdentityAsked { at, doubt: said(doubt, "why you doubt who is asking")? }
        }
        Command::ShowIdentity { method, note, provided_at } => {
            let end_of_check = context.terms.policy.identity_start == IdentityStart::EndOfCheck;
            identity_shown(*method, note, if end_of_check { at } else { *provided_at })?
        }
        Command::DoubtIdentity { method, reason } => {
            Event::IdentityDoubted { method: *method, reason: said(reason, "why it was not enough")? }
        }
        Command::WaiveIdentity { reason } => {
            Event::IdentityWaived { at, reason: said(reason, "why it is safe to go on without a check")? }
        }
        Command::AskAuthority => Event::AuthorityAsked { at },
        Command::ShowAuthority { provided_at } => Event::AuthorityShown { provided_at: *provided_at },
        Command::AskClarification { question, choices } => Event::ClarificationAsked {
            at,
            question: said(question, "what you would like to know")?,
            choices: choices
                .iter()
                .map(|choice| choice.trim().to_owned())
                .filter(|choice| !choice.is_empty())
                .collect(),
        },
        Command::AskFee { ground, reason, amount, computed } => Event::FeeAsked {
            at,
            ground: *ground,
            reason: said(reason, "the facts that make it manifestly unfounded or excessive")?,
            amount: said(amount, "how much the fee is")?,
            computed: said(computed, "how the fee was computed")?,
        },
        Command::RecordFee { provided_at } => Event::FeePaid { provided_at: *provided_at },
        Command::AnswerClarification { provided_at } => Event::ClarificationAnswered { provided_at: *provided_at },
        Command::FinishGathering => Event::GatheringFinished { by: context.actor.staff().or(context.answerable) },
        Command::GatherAgain { reason } => {
            Event::GatheringRestarted { reason: said(reason, "why the search starts again")? }
        }
        Command::Approve => {
            let by = context.actor.staff().ok_or(Why::NotYours)?;
            let cool_off = if context.solo { context.cool_off } else { chrono::TimeDelta::zero() };
            Event::Approved { by, not_before: at + context.undo.max(cool_off) }
        }
        Command::Weigh { weighing } => Event::Weighed { at, weighing: Box::new(weighed(weighing)?) },
        Command::TakeBackApproval => Event::ApprovalTakenBack,
        Command::Lift => Event::Lifted { at },
        Command::Withdraw => Event::Withdrawn { at },
        Command::Lapse { reason } => Event::Lapsed { at, reason: said(reason, "what was waited for")? },
        Command::Reopen { reason } => Event::Reopened { reason: said(reason, "why it is opened again")? },
        deciding => decided(deciding, context)?,
    })
}

/// The commands that decide about limits and outcomes.
fn decided(command: &Command, context: &Context<'_>) -> Result<Event, Why> {
    let at = context.at;
    Ok(match command {
        Command::Fulfil { outcome, deed } => {
            let deed = deed.clone().map(|deed| Deed { weighed: context.weighed.cloned().map(Box::new), ..deed });
            Event::Fulfilled { at, outcome: said(outcome, "what was done")?, deed }
        }
        Command::Extend { ground, factors, reason } => Event::Extended {
            at,
            ground: *ground,
            factors: factors.clone(),
            reason: said(reason, "which facts make the extension necessary")?,
        },
        Command::Refuse { ground, exemption, silent, reason } => {
            refused(*ground, exemption.as_ref(), *silent, reason, context)?
        }
        Command::ConfirmRefusal => {
            let proposed = context.proposed.ok_or(Why::NothingProposed)?.clone();
            let (ground, exemption, reason) = (proposed.ground, proposed.exemption, proposed.reason);
            Event::Refused { at, ground, exemption, silent: true, reason, weighed: None }
        }
        Command::AnnounceLifting { reason, on } => {
            Event::LiftingAnnounced { at, reason: said(reason, "why it is lifted")?, on: *on }
        }
        telling => return told(telling, context),
    })
}

/// The commands about those who received the data (Article 19).
fn told(command: &Command, context: &Context<'_>) -> Result<Event, Why> {
    let at = context.at;
    match command {
        Command::TellRecipient { recipient, address, keys, data } => Ok(Event::RecipientTold {
            at,
            recipient: said(recipient, "who is told")?,
            address: Personal::new(address.reveal().trim()),
            keys: keyed(&said(keys.reveal(), "what they find the data by")?),
            data: lines(&said(data.reveal(), "which data is meant")?).map(Personal::new).collect(),
        }),
        Command::ListRecipients { results } => Ok(Event::RecipientsListed { at, told: listed(results, context)? }),
        _ => Err(Why::NotYours),
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// "Order number: JR-1001"; a line without a name is a value by itself.
fn keyed(text: &str) -> Vec<(String, Personal)> {
    let key = |line: &str| match line.split_once(':') {
        Some((name, value)) if !value.trim().is_empty() => (name.trim().to_owned(), Personal::new(value.trim())),
        _ => ("Known to you as".to_owned(), Personal::new(line)),
    };
    lines(text).map(key).collect()
}

/// Everybody who was told, with what became of it where somebody has said so.
fn listed(results: &str, context: &Context<'_>) -> Result<Vec<Told>, Why> {
    let said: Vec<(&str, &str)> = lines(results).filter_map(|line| line.split_once(':')).collect();
    let known = |name: &str| context.told.iter().any(|told| told.name.eq_ignore_ascii_case(name.trim()));
    if lines(results).count() != said.len() || !said.iter().all(|(name, _)| known(name)) {
        return Err(Why::Missing("the name of somebody who was told, a colon, and what became of it, on each line"));
    }
    let told = context.told.iter().map(|one| {
        let result =
            said.iter().find(|(of, _)| of.trim().eq_ignore_ascii_case(&one.name)).map(|(_, result)| result.trim());
        let on = one.at.map(|at| at.with_timezone(&context.terms.zone).date_naive());
        let result = result.filter(|result| !result.is_empty()).unwrap_or_default();
        Told { name: one.name.clone(), on, result: result.to_owned(), state: Some(one.state) }
    });
    Ok(told.collect())
}

/// A refusal whose ground is not told waits for a second person; every other takes effect.
fn refused(
    ground: RefusalGround,
    exemption: Option<&String>,
    silent: bool,
    reason: &str,
    context: &Context<'_>,
) -> Result<Event, Why> {
    let (exemption, reason) = (exemption.cloned(), said(reason, "the reasons")?);
    if !silent {
        let weighed = context.weighed.cloned().map(Box::new);
        return Ok(Event::Refused { at: context.at, ground, exemption, silent, reason, weighed });
    }
    let by = context.actor.staff().ok_or(Why::NotYours)?;
    Ok(Event::RefusalProposed(ProposedRefusal { by, ground, exemption, reason }))
}

/// Each part of the test is said.
fn weighed(weighing: &Weighing) -> Result<Weighing, Why> {
    Ok(Weighing {
        interests: said(&weighing.interests, "the interests on both sides")?,
        necessity: said(&weighing.necessity, "why the use is needed")?,
        outcome: weighing.outcome,
        reason: said(&weighing.reason, "why these weigh more")?,
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
