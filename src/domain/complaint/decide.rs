//! The decision about a complaint and the fold of what happened. Pure and total.

use super::command::{Actor, Command, CommandKind, Context, Decision};
use super::event::Event;
use super::record::Complaint;
use super::refusal::{Refused, Why};
use super::table::{Transition, sources, transition};

/// Whether a command could be given now, before anybody has filled in its data. This is what buttons ask.
pub fn allowed(complaint: &Complaint, kind: CommandKind, context: &Context) -> Result<&'static Transition, Refused> {
    let refuse = |why, law| Refused { from: complaint.state, command: kind, why, law };
    let Some(row) = transition(complaint.state, kind) else {
        return Err(refuse(Why::NotNow { now: complaint.state, possible: sources(kind) }, None));
    };
    may(row, context.actor).and_then(|()| independent(kind, context)).map_err(|why| refuse(why, Some(row.law)))?;
    Ok(row)
}

/// Decides a command. On `Ok` the event is what happened; nothing has been saved.
pub fn decide(complaint: &Complaint, command: &Command, context: &Context) -> Result<Event, Refused> {
    let kind = command.kind();
    let row = allowed(complaint, kind, context)?;
    event_for(command, context).map_err(|why| Refused { from: complaint.state, command: kind, why, law: Some(row.law) })
}

/// The complaint after an event.
#[must_use]
pub fn evolve(mut complaint: Complaint, event: &Event) -> Complaint {
    complaint.version += 1;
    if let Some(state) = event.leads_to() {
        complaint.state = state;
    }
    match event {
        Event::Acknowledged { at } => complaint.acknowledged_at = complaint.acknowledged_at.or(Some(*at)),
        Event::ProgressTold { next, .. } => complaint.next_by = Some(*next),
        Event::Decided { at, by, decision } => {
            complaint.verdict = Some(decision.verdict);
            complaint.decided_by = Some(*by);
            complaint.outcome_at = complaint.outcome_at.or(Some(*at));
            complaint.closed_at = Some(*at);
            complaint.next_by = None;
        }
        Event::Withdrawn { at } => complaint.closed_at = Some(*at),
        Event::Reopened { .. } => complaint.closed_at = None,
        Event::EnquiryBegun { .. } => {}
    }
    complaint
}

fn may(row: &Transition, actor: Actor) -> Result<(), Why> {
    match actor {
        Actor::Staff { .. } if actor.may(row.staff) => Ok(()),
        Actor::Staff { .. } => Err(Why::NotAllowed { needs: row.staff }),
        Actor::Person if row.person => Ok(()),
        Actor::System if row.system => Ok(()),
        Actor::Person | Actor::System => Err(Why::NotYours),
    }
}

/// Nobody judges their own work (the receipt promises it), unless one person works the desk alone.
fn independent(kind: CommandKind, context: &Context) -> Result<(), Why> {
    let judges_own = kind == CommandKind::Decide && context.own_request && !context.solo;
    if judges_own { Err(Why::NeedsSecondPerson) } else { Ok(()) }
}

fn event_for(command: &Command, context: &Context) -> Result<Event, Why> {
    let at = context.at;
    Ok(match command {
        Command::Acknowledge => Event::Acknowledged { at },
        Command::Investigate { plan } => {
            Event::EnquiryBegun { at, plan: said(plan, "what you are going to look into")? }
        }
        Command::TellProgress { said: words, next } => {
            let words = said(words, "what has been done so far")?;
            if *next <= context.today {
                return Err(Why::NewsInThePast);
            }
            Event::ProgressTold { at, said: words, next: *next }
        }
        Command::Decide(decision) => decided(decision, context)?,
        Command::Withdraw => Event::Withdrawn { at },
        Command::Reopen { reason } => Event::Reopened { at, reason: said(reason, "why you look into it once more")? },
    })
}

fn decided(decision: &Decision, context: &Context) -> Result<Event, Why> {
    let by = context.actor.staff().ok_or(Why::NotYours)?;
    let decision = Decision {
        verdict: decision.verdict,
        checked: said(&decision.checked, "what you checked")?,
        findings: said(&decision.findings, "what you found")?,
        action: said(&decision.action, "what we do about it; if nothing, say so")?,
        alone: if context.own_request { decision.alone.trim().to_owned() } else { String::new() },
    };
    if context.own_request && decision.alone.is_empty() {
        return Err(Why::OwnRequest);
    }
    Ok(Event::Decided { at: context.at, by, decision })
}

fn said(text: &str, what: &'static str) -> Result<String, Why> {
    let text = text.trim();
    if text.is_empty() { Err(Why::Missing(what)) } else { Ok(text.to_owned()) }
}
