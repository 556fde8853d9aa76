//! Joining a case into another: each of its open requests is answered there from now on.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::plan::by_reference;
use super::refused;
use crate::domain::access::Permission;
use crate::domain::case::{Case, Reference};
use crate::domain::ids::RequestId;
use crate::domain::register::RegisterEntry;
use crate::domain::request::joining::{self, Joining, may_join};
use crate::domain::request::{Actor, Request, State};
use crate::ports::store::Tx;
use crate::ports::store::links::{CaseLink, LinkKind};
use crate::workflow::assignment::must;
use crate::workflow::casework::{due_dates, follow_up, happened, jobs, queue_job};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// Joins a case into another one of the same person. Where the addresses differ, `same_person` says how somebody knows that it is
/// the same person.
pub fn join(desk: &Desk, actor: Actor, case: &Reference, into: &Reference, same_person: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))?;
    let (case, into, why) = (case.clone(), into.clone(), same_person.trim().to_owned());
    desk.write(move |desk, tx, now| {
        let (case, into) = (by_reference(tx, &case)?, by_reference(tx, &into)?);
        may_join(&case, &into, !why.is_empty()).map_err(refused)?;
        let requests = tx.requests(case.id)?;
        let plan = joining::join(&case, &requests, &tx.requests(into.id)?).map_err(refused)?;
        let joined = Joined { desk, now, actor, from: &case, into: &into };
        for (id, what) in plan {
            let Some(request) = requests.iter().find(|request| request.id == id) else { continue };
            joined.carry(tx, request, what)?;
        }
        let content = json!({ "reference": case.reference, "reason": why });
        record(desk, tx, &into, now, &Line::of_case(actor, "case_joined", content))?;
        Ok(tx.add_link(&CaseLink { case: case.id, other: into.id, kind: LinkKind::Joined, by, at: now })?)
    })
}

/// Two cases while one is joined into the other.
pub(super) struct Joined<'a> {
    pub(super) desk: &'a Desk,
    pub(super) now: DateTime<Utc>,
    pub(super) actor: Actor,
    pub(super) from: &'a Case,
    pub(super) into: &'a Case,
}

impl Joined<'_> {
    fn carry(&self, tx: &mut dyn Tx, request: &Request, what: Joining) -> Result<(), WorkError> {
        match what {
            Joining::Same { stays, earlier } => {
                if let Some(event) = earlier {
                    let stays = tx.request(stays)?;
                    happened(self.desk, tx, self.now, self.actor, stays, &[*event])?;
                }
            }
            Joining::Added => self.add(tx, request)?,
        }
        self.close(tx, request.clone())
    }

    /// The other case answers the right, too, with the clock that runs already.
    fn add(&self, tx: &mut dyn Tx, request: &Request) -> Result<(), WorkError> {
        let id = RequestId::new(self.now, self.desk.entropy.bytes10());
        let new = request.taken_over(id, self.into.id);
        let terms = self.desk.terms_for(self.desk.controller(&self.into.controller)?, &new)?;
        let dates = due_dates(&new, &terms)?;
        let detail = tx.request_detail(request.id)?;
        tx.add_request(&new, &detail, dates)?;
        tx.put_register(&RegisterEntry::of(self.into, &new, None, dates.due, None))?;
        self.taken_over(tx, self.from, self.into, &new)
    }

    /// Notes where a request came from, and lets its search begin again.
    pub(super) fn taken_over(&self, tx: &mut dyn Tx, from: &Case, into: &Case, new: &Request) -> Result<(), WorkError> {
        let content = json!({ "reference": from.reference, "received": new.history.received });
        let line = Line::of_request(new.id, self.actor, "taken_over", content);
        record(self.desk, tx, into, self.now, &line)?;
        if new.state == State::Gathering {
            queue_job(self.desk, tx, self.now, jobs::GATHER, new, self.now)?;
        }
        Ok(())
    }

    /// The request is answered elsewhere from now on.
    fn close(&self, tx: &mut dyn Tx, request: Request) -> Result<(), WorkError> {
        close(self.desk, tx, self.now, self.actor, request, self.into)
    }
}

/// Closes a request that is answered under another case.
pub(super) fn close(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    request: Request,
    into: &Case,
) -> Result<(), WorkError> {
    let event = joining::joined(now, into);
    let after = happened(desk, tx, now, actor, request, std::slice::from_ref(&event))?;
    follow_up(desk, tx, now, &after, &event)
}
