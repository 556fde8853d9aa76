//! Which of a controller's laws a request is answered under: the usual one at first, another when staff decide so.

use chrono::{DateTime, Utc};

use super::assignment::must;
use super::casework::due_dates;
use super::journal::{Line, record};
use super::register::enter;
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::audit::Entry;
use crate::domain::clock::words::local;
use crate::domain::clock::{Applied, Terms};
use crate::domain::controller::Controller;
use crate::domain::ids::RequestId;
use crate::domain::request::{Actor, Event, Request, evolve};
use crate::ports::store::{StoreError, Tx};

/// The law of a request, and those that could be chosen instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawOfRequest {
    /// The regime's id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What must be said because the reading is not confirmed.
    pub notice: Option<String>,
    /// The controller's laws: id and name, this one among them.
    pub offered: Vec<(String, String)>,
    /// Where the person says that they live, and the law that this proposes, while nobody has decided.
    pub proposed: Option<Proposed>,
}

impl LawOfRequest {
    /// Whether a form that chooses a law begins with this one: what is proposed, else what applies.
    pub fn is_suggested(&self, id: &str) -> bool {
        self.proposed.as_ref().map_or(self.id.as_str(), |proposed| proposed.id.as_str()) == id
    }
}

/// A law that the person's home proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Where the person says that they live.
    pub home: String,
    /// The regime's id; one of the controller's.
    pub id: String,
    /// The name people read.
    pub name: String,
}

/// The homes that a controller's laws propose: the law's id, and the place. In the order of the controller's laws.
pub fn homes(desk: &Desk, controller: &Controller) -> Vec<(String, String)> {
    let known = controller.regimes.iter().filter_map(|id| desk.law.regime(id).ok());
    known.filter_map(|regime| Some((regime.id.clone(), regime.lives_in.clone()?))).collect()
}

/// The law that the person's home proposes for a request; nothing once staff have decided, or when it applies anyway.
pub fn proposed(desk: &Desk, controller: &Controller, log: &[Entry], request: &Request) -> Option<Proposed> {
    let decided = log.iter().any(|entry| entry.kind == "law_chosen" && entry.request == Some(request.id));
    let stated = log.iter().find(|entry| entry.kind == "home_stated" && !decided)?;
    let content: serde_json::Value = serde_json::from_str(stated.content.as_deref()?).ok()?;
    let (home, id) = (content.get("home")?.as_str()?.to_owned(), content.get("regime")?.as_str()?);
    let applies = request.history.applied.as_ref().is_some_and(|applied| applied.regime == id);
    let regime = desk.law.regime(id).ok().filter(|_| !applies && controller.regimes.iter().any(|known| known == id))?;
    Some(Proposed { home, id: regime.id.clone(), name: regime.name.clone() })
}

/// The law of a request under its terms.
pub fn law_of(desk: &Desk, controller: &Controller, terms: &Terms<'_>) -> LawOfRequest {
    let known = controller.regimes.iter().filter_map(|id| desk.law.regime(id).ok());
    LawOfRequest {
        id: terms.regime.id.clone(),
        name: terms.regime.name.clone(),
        version: terms.regime.version.clone(),
        notice: terms.regime.notice.clone(),
        offered: known.map(|regime| (regime.id.clone(), regime.name.clone())).collect(),
        proposed: None,
    }
}

/// Decides on another of the controller's laws for an open request; its dates are computed anew. `seen` is the version that
/// the page showed.
pub fn choose_law(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    seen: i64,
    regime: &str,
    reason: &str,
) -> Result<Request, WorkError> {
    must(actor, Permission::HandleCases)?;
    let (regime, reason) = (regime.to_owned(), reason.trim().to_owned());
    if reason.is_empty() {
        return Err(WorkError::field("reason", "Say why this law applies."));
    }
    desk.write(move |desk, tx, now| {
        let request = tx.request(request)?;
        if request.version != seen {
            return Err(StoreError::Conflict.into());
        }
        apply(desk, tx, now, actor, request, &regime, reason)
    })
}

fn apply(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    request: Request,
    regime: &str,
    reason: String,
) -> Result<Request, WorkError> {
    let case = tx.case(request.case)?;
    let controller = desk.controller(&case.controller)?;
    if !controller.regimes.iter().any(|known| known == regime) {
        return Err(WorkError::field("regime", "Choose one of the laws that this company answers under."));
    }
    if !request.state.is_open() {
        return Err(WorkError::field("regime", "The request is closed; the law it was answered under stays."));
    }
    let terms = desk.law.terms_of(controller, regime)?;
    let terms = desk.law.covering(terms, local(request.history.received, terms.zone));
    let before = request.version;
    let event = Event::LawChosen { regime: terms.regime.id.clone(), version: terms.regime.version.clone(), reason };
    record(desk, tx, &case, now, &Line::of_event(request.id, actor, &event))?;
    let after = evolve(request, &event);
    let dates = due_dates(&after, &terms)?;
    tx.save_request(&after, before, dates)?;
    enter(tx, now.with_timezone(&terms.zone), &case, &after, dates, &[event])?;
    Ok(after)
}

/// The law that a new request is computed with: the controller's usual one, in the version of its day of receipt.
pub fn usual_law(desk: &Desk, terms: Terms<'_>, received: DateTime<Utc>) -> Applied {
    desk.law.covering(terms, local(received, terms.zone)).applied()
}
