//! Writing lines to the case log. Every change and every failure goes through here.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::together::tell_watchers;
use super::{Desk, WorkError};
use crate::domain::audit::NewEntry;
use crate::domain::case::Case;
use crate::domain::ids::RequestId;
use crate::domain::request::{Actor, Event};
use crate::ports::store::Tx;

/// A line about a case, before it is written.
#[derive(Clone, Debug)]
pub struct Line {
    /// The request, if it is about one.
    pub request: Option<RequestId>,
    /// Who.
    pub actor: Actor,
    /// A stable word: an event code, or `submitted`, `mail_sent`, `downloaded` …
    pub kind: &'static str,
    /// The content. Goes under the commitment and can be destroyed later.
    pub content: Value,
}

impl Line {
    /// A line about the case as a whole.
    pub const fn of_case(actor: Actor, kind: &'static str, content: Value) -> Self {
        Self { request: None, actor, kind, content }
    }

    /// A line about one request.
    pub const fn of_request(request: RequestId, actor: Actor, kind: &'static str, content: Value) -> Self {
        Self { request: Some(request), actor, kind, content }
    }

    /// What happened to a request.
    pub fn of_event(request: RequestId, actor: Actor, event: &Event) -> Self {
        let content = serde_json::to_value(event).unwrap_or_default();
        Self::of_request(request, actor, event.code(), content)
    }
}

/// How an actor stands in the log.
pub fn actor_code(actor: Actor) -> String {
    match actor {
        Actor::Staff { id, .. } => format!("staff:{id}"),
        Actor::Person => "person".to_owned(),
        Actor::System => "system".to_owned(),
    }
}

/// Writes a line in the given transaction, and tells whoever watches the case.
pub fn record(desk: &Desk, tx: &mut dyn Tx, case: &Case, now: DateTime<Utc>, line: &Line) -> Result<(), WorkError> {
    tx.append_log(NewEntry {
        controller: case.controller.clone(),
        case: Some(case.id),
        request: line.request,
        at: now,
        actor: actor_code(line.actor),
        kind: line.kind.to_owned(),
        salt: desk.entropy.bytes16(),
        content: line.content.to_string(),
    })?;
    tell_watchers(desk, tx, case, now, line.actor, line.kind)
}

/// The chain of what happens at the desk itself: signing in, staff, settings. It stands beside the chains of the controllers.
pub const DESK_CHAIN: &str = "desk";

/// Writes a line about the desk itself.
pub fn record_at_the_desk(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    kind: &'static str,
    content: &Value,
) -> Result<(), WorkError> {
    tx.append_log(NewEntry {
        controller: DESK_CHAIN.to_owned(),
        case: None,
        request: None,
        at: now,
        actor: actor_code(actor),
        kind: kind.to_owned(),
        salt: desk.entropy.bytes16(),
        content: content.to_string(),
    })?;
    Ok(())
}
