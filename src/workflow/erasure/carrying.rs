//! The job that carries an approved plan out: a transaction a system, each noted before and after, then a second search.
//!
//! Killed anywhere, it goes on with the systems that are not done; in one whose transaction may have been lost it compares
//! again, row by row. A row that is not as the plan saw it stops that system: people see a new plan first.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;

use super::approved::Matter;
use super::concluding::{back_to_review, conclude};
use super::confirming::{Confirmed, confirm};
use super::journal::{StoreJournal, note};
use super::papers::{Paper, open};
use super::tracing::traces;
use crate::domain::erasure::MaskSecret;
use crate::domain::ids::RequestId;
use crate::domain::notice::Cause;
use crate::domain::request::{Actor, State};
use crate::ports::connector::ConnectorError;
use crate::ports::store::erasures::PartState;
use crate::ports::store::jobs::JobOutcome;
use crate::ports::systems::Systems;
use crate::workflow::casework::copy_outstanding;
use crate::workflow::erasing::{Carried, EraseError, Refusal, carry_out};
use crate::workflow::gathering::{Connectors, Question};
use crate::workflow::journal::{Line, record};
use crate::workflow::mapping::pinned;
use crate::workflow::search::connectors;
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// How one system came out.
enum Came {
    Done(Carried),
    /// It will not take the changes before somebody has acted.
    NeedsPerson(String),
    /// It may take them later.
    Later(Setback),
    /// It has changed since the plan.
    Outdated,
}

/// Carries the plan of a request out and looks again. The job's result is recorded here unless an error is returned.
pub fn carry_out_plan(desk: &Desk, systems: &dyn Systems, lease: Lease, request: RequestId) -> Result<(), Setback> {
    let matter = Matter::read(desk, request)?;
    if is_not_now(desk, lease, &matter)? {
        return Ok(());
    }
    let Some(object) = matter.erasure.as_ref().and_then(|erasure| erasure.object.clone()) else {
        return Err(Setback::lasting(Cause::Other, "the plan of the erasure is not there any more: search again"));
    };
    let systems = &pinned(desk, systems, request)?;
    let work = Work { desk, lease, matter: &matter, systems };
    let (mut outdated, mut later, mut confirmed) = (false, None, Confirmed::default());
    let mut papers = open(desk, &object)?;
    for paper in &mut papers {
        let ends = work.carry(paper)?;
        outdated |= ends.iter().any(|(_, came)| matches!(came, Came::Outdated));
        later = later.or(ends.into_iter().find_map(|(_, came)| match came {
            Came::Later(setback) => Some(setback),
            _ => None,
        }));
    }
    if outdated {
        return Ok(back_to_review(desk, lease, request)?);
    }
    if let Some(setback) = later {
        return Err(setback);
    }
    for paper in &papers {
        confirm(&matter, systems, paper, &mut confirmed)?;
    }
    confirmed.traces = traces(desk, systems, &matter, &papers);
    Ok(conclude(desk, lease, request, confirmed)?)
}

/// Whether there is nothing to do now; then the job's end has been written down.
fn is_not_now(desk: &Desk, lease: Lease, matter: &Matter) -> Result<bool, Setback> {
    let request = &matter.request;
    if request.state != State::Executing {
        lease.write(desk, move |_, tx, _| lease.done_in(tx))?;
        return Ok(true);
    }
    if let Some(at) = request.not_before.filter(|at| desk.clock.now() < *at) {
        let why = "the approval can still be taken back".to_owned();
        lease.write(desk, move |_, tx, _| lease.finish_in(tx, &JobOutcome::Retry { at, why }))?;
        return Ok(true);
    }
    let (id, begun) = (request.id, matter.erasure.as_ref().is_some_and(|erasure| erasure.begun_at.is_some()));
    Ok(lease.write(desk, move |desk, tx, now| {
        let request = tx.request(id)?;
        let why = match (tx.hold(request.case)?.is_some(), copy_outstanding(tx, &request)?) {
            (true, _) => "a legal hold stands on this case; it goes on when the hold is lifted",
            (_, true) if !begun => "the same person asked for a copy; it goes on when that is delivered",
            _ => return Ok(false),
        };
        let case = tx.case(request.case)?;
        let line = Line::of_request(id, Actor::System, "erasure_stopped", json!({ "why": why }));
        record(desk, tx, &case, now, &line)?;
        lease.done_in(tx)?;
        Ok(true)
    })?)
}

struct Work<'a> {
    desk: &'a Desk,
    lease: Lease,
    matter: &'a Matter,
    systems: &'a dyn Systems,
}

impl Work<'_> {
    /// Carries one map's part out, system by system: what one of them cannot do does not keep the others.
    fn carry(&self, paper: &mut Paper) -> Result<Vec<(String, Came)>, Setback> {
        let Some(map) = self.systems.map(&paper.map) else {
            return Err(Setback::lasting(Cause::SeeCase, format!("the data map {} is not there any more", paper.map)));
        };
        let names: BTreeSet<String> = paper.plan.systems.iter().map(|part| part.system.clone()).collect();
        let way = self.matter.way(&map, &names)?;
        let question = self.matter.question(&map, &way);
        let mut connectors = connectors(self.systems, &way);
        let done = |system: &str| {
            let is_done = |state| matches!(state, PartState::Committed | PartState::Confirmed);
            self.matter.parts.iter().any(|part| part.system == system && is_done(part.state))
        };
        let mut ends = Vec::new();
        for system in names.iter().filter(|system| !done(system)) {
            let others = names.iter().filter(|other| *other != system).cloned().collect();
            let came = self.one(&question, &mut connectors, paper, &others)?;
            self.write(system, &came)?;
            ends.push((system.clone(), came));
        }
        Ok(ends)
    }

    fn one(
        &self,
        question: &Question<'_>,
        connectors: &mut Connectors,
        paper: &mut Paper,
        others: &BTreeSet<String>,
    ) -> Result<Came, Setback> {
        let secret = MaskSecret::new(self.desk.entropy.bytes32());
        let mut journal = StoreJournal::new(self.desk, self.lease, self.matter.request.id);
        let end = carry_out(question, connectors, &mut paper.plan, others, &mut journal, &secret);
        if let Some(error) = journal.stopped.take() {
            return Err(error.into());
        }
        Ok(match end {
            Ok(_) if !paper.plan.refusals.is_empty() => {
                let refusals = std::mem::take(&mut paper.plan.refusals);
                Came::NeedsPerson(refusals.iter().map(Refusal::to_string).collect::<Vec<_>>().join("; "))
            }
            Ok(carried) => Came::Done(carried),
            Err(EraseError::Outdated { .. }) => Came::Outdated,
            Err(EraseError::System { system, error: ConnectorError::Retry { after, why } }) => {
                let after = TimeDelta::from_std(after).unwrap_or_default();
                Came::Later(Setback::passing(Cause::Unreachable, format!("{system}: {why}")).not_before(after))
            }
            Err(other) => Came::NeedsPerson(other.to_string()),
        })
    }

    /// Writes down what a system reported, or what is wrong with it.
    fn write(&self, system: &str, came: &Came) -> Result<(), WorkError> {
        let (request, system) = (self.matter.request.id, system.to_owned());
        let (carried, state, message) = match came {
            Came::Done(carried) => (*carried, PartState::Committed, None),
            Came::NeedsPerson(why) => (Carried::default(), PartState::NeedsPerson, Some(why.clone())),
            Came::Later(setback) => (Carried::default(), PartState::Waiting, Some(setback.why.clone())),
            Came::Outdated => {
                let why = "a row has changed since the plan was made; nothing was changed here".to_owned();
                (Carried::default(), PartState::Waiting, Some(why))
            }
        };
        self.lease.write(self.desk, move |_, tx, _| {
            note(tx, request, &system, |part| {
                part.state = state;
                part.message = message;
                part.erased += i64::try_from(carried.erased).unwrap_or(i64::MAX);
                part.emptied += i64::try_from(carried.emptied).unwrap_or(i64::MAX);
            })
        })
    }
}
