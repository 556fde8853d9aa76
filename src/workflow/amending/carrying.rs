//! The job that writes approved amendments, or takes the marks of a lifted restriction off, and looks again.
//!
//! Killed anywhere, it begins again: what stands already as it is to read is left alone, so that nothing is written twice.
//! Under a lost lease no system's transaction begins.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::concluding::conclude;
use super::echo::echoes;
use super::laying::lay_out;
use super::opened::{open_one, put};
use super::system::{Due, Live, Took, look, write};
use crate::domain::amendment::{AmendmentKind, AmendmentState, Stands};
use crate::domain::ids::{AmendmentId, RequestId};
use crate::domain::notice::Cause;
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::ports::connector::{Connector, ConnectorError};
use crate::ports::store::amendments::StoredAmendment;
use crate::ports::store::jobs::JobOutcome;
use crate::ports::store::{StoreError, Tx};
use crate::ports::systems::Systems;
use crate::workflow::casework::copy_outstanding;
use crate::workflow::erasure::Premises;
use crate::workflow::gathering::{Connectors, Question};
use crate::workflow::mapping::pinned;
use crate::workflow::search::connectors;
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// Writes what is approved, looks again, and says what came of it. The job's result is recorded here unless an error is returned.
pub fn carry_out(desk: &Desk, systems: &dyn Systems, lease: Lease, request: RequestId) -> Result<(), Setback> {
    let premises = Premises::read(desk, request)?;
    if is_not_now(desk, lease, &premises)? {
        return Ok(());
    }
    let systems = &pinned(desk, systems, request)?;
    if premises.request.right == Right::Restriction && premises.request.state == State::Executing {
        lay_out(desk, systems, lease, &premises)?;
    }
    let work = Work { desk, lease, systems, premises: &premises };
    if let Some(setback) = work.through_the_maps(Step::Write)? {
        return Err(setback);
    }
    if let Some(setback) = work.through_the_maps(Step::Look)? {
        return Err(setback);
    }
    let elsewhere = echoes(desk, systems, &premises)?;
    Ok(conclude(desk, systems, lease, request, elsewhere)?)
}

/// Whether there is nothing to do now; then the job's end has been written down.
fn is_not_now(desk: &Desk, lease: Lease, premises: &Premises) -> Result<bool, Setback> {
    let request = &premises.request;
    let lifts = request.state == State::Fulfilled && request.right == Right::Restriction;
    if request.state != State::Executing && !lifts {
        lease.write(desk, move |_, tx, _| lease.done_in(tx))?;
        return Ok(true);
    }
    let id = request.id;
    Ok(lease.write(desk, move |_, tx, now| {
        let request = tx.request(id)?;
        let waits = request.not_before.filter(|at| now < *at);
        let at = match (waits, copy_outstanding(tx, &request)?) {
            (Some(at), _) => at,
            (None, true) => now + TimeDelta::hours(1),
            (None, false) => return Ok(false),
        };
        let why = "a copy of the data, or the time to take the approval back, comes first".to_owned();
        lease.finish_in(tx, &JobOutcome::Retry { at, why })?;
        Ok(true)
    })?)
}

struct Work<'a> {
    desk: &'a Desk,
    lease: Lease,
    systems: &'a dyn Systems,
    premises: &'a Premises,
}

/// What is done with one system's amendments.
#[derive(Clone, Copy)]
enum Step {
    /// They are written.
    Write,
    /// They are looked at again.
    Look,
}

impl Work<'_> {
    /// Takes a step in every system that has amendments: what one of them cannot do does not keep the others. The first
    /// setback that may pass is handed back.
    fn through_the_maps(&self, step: Step) -> Result<Option<Setback>, Setback> {
        let controller = self.desk.controller(&self.premises.case.controller).map_err(Setback::from)?;
        let mut setback = None;
        for map in controller.datamaps.iter().filter_map(|name| self.systems.map(name)) {
            let own = self.premises.own_systems(&map, self.systems);
            let here: BTreeSet<String> = self.due(&own)?.into_iter().map(|one| one.stored.system).collect();
            if here.is_empty() {
                continue;
            }
            let way = self.premises.way(&map, &own)?;
            let question = self.premises.question(&map, &way);
            let mut connectors: Connectors = connectors(self.systems, &way);
            for system in here {
                let due = self.due(&BTreeSet::from([system.clone()]))?;
                if let Some(connector) = connectors.get_mut(&system) {
                    let came = match step {
                        Step::Write => self.write_one(&question, &mut **connector, &system, due)?,
                        Step::Look => self.look_at_one(&question, &mut **connector, &system, due)?,
                    };
                    setback = setback.or(came);
                }
            }
        }
        Ok(setback)
    }

    /// What is still to be written or looked at in some systems. A mark that is lifted goes the way back.
    fn due(&self, systems: &BTreeSet<String>) -> Result<Vec<Due>, Setback> {
        let request = self.premises.request.id;
        let stored = self.desk.read(move |_, tx, _| Ok(tx.amendments_of(request)?))?;
        let here = stored.into_iter().filter(|one| one.state.is_due() && systems.contains(&one.system));
        let mut due = Vec::new();
        for one in here {
            let opened = open_one(self.desk, one).map_err(Setback::from)?;
            if let Some(content) = opened.content {
                let lifts = opened.stored.state == AmendmentState::Lifting;
                let content = if lifts { content.reversed() } else { content };
                due.push(Due { stored: opened.stored, content });
            }
        }
        Ok(due)
    }

    fn write_one(
        &self,
        question: &Question<'_>,
        connector: &mut dyn Connector,
        system: &str,
        due: Vec<Due>,
    ) -> Result<Option<Setback>, Setback> {
        let request = self.premises.request.id;
        let seen = self.premises.request.state;
        self.lease.write(self.desk, move |_, tx, _| may_begin(tx, request, seen))?;
        match write(question, connector, system, &due) {
            Ok(Took::All(stood)) => {
                self.settle(due, move |one, now| {
                    let stood = stood.iter().find(|stood| stood.id == one.stored.id);
                    one.stored.guarded = stood.is_some_and(|stood| stood.guarded);
                    if let Some(before) = stood.and_then(|stood| stood.before.clone()) {
                        one.content.before = before;
                    }
                    one.stored.written_at = Some(now);
                    one.stored.message = None;
                    if one.stored.state == AmendmentState::Proposed {
                        one.stored.state = AmendmentState::Written;
                    }
                })?;
                Ok(None)
            }
            Ok(Took::Differs(away)) => self.found_otherwise(due, away).map(|()| None),
            Err(ConnectorError::Retry { after, why }) => {
                let after = TimeDelta::from_std(after).unwrap_or_default();
                Ok(Some(Setback::passing(Cause::Unreachable, format!("{system}: {why}")).not_before(after)))
            }
            Err(other) => {
                let why = other.to_string();
                self.settle(due, move |one, _| {
                    one.stored.state = AmendmentState::NeedsPerson;
                    one.stored.message = Some(why.clone());
                })?;
                Ok(None)
            }
        }
    }

    /// The second look: only what it finds is called done.
    fn look_at_one(
        &self,
        question: &Question<'_>,
        connector: &mut dyn Connector,
        system: &str,
        due: Vec<Due>,
    ) -> Result<Option<Setback>, Setback> {
        let due: Vec<Due> = due.into_iter().filter(|one| one.stored.written_at.is_some()).collect();
        let looked = match look(question, connector, system, &due) {
            Ok(looked) => looked,
            Err(error) => {
                return Ok(Some(Setback::passing(Cause::Unreachable, format!("{system}: {error}"))));
            }
        };
        let stands = |one: &Due, looked: &[(AmendmentId, Live)]| {
            let live = looked.iter().find(|(id, _)| *id == one.stored.id).and_then(|(_, live)| live.as_ref());
            one.content.compare(live)
        };
        let (confirmed, other): (Vec<Due>, Vec<Due>) =
            due.into_iter().partition(|one| stands(one, &looked) == Stands::AsWanted);
        self.settle(confirmed, |one, now| {
            let lifts = one.stored.state == AmendmentState::Lifting;
            one.stored.state = if lifts { AmendmentState::Lifted } else { AmendmentState::Confirmed };
            one.stored.confirmed_at = Some(now);
        })?;
        self.found_otherwise(other, looked).map(|()| None)
    }

    /// A value that somebody changed is kept, sealed, beside the one that was seen; a person looks at both.
    fn found_otherwise(&self, due: Vec<Due>, away: Vec<(AmendmentId, Live)>) -> Result<(), Setback> {
        let due = due.into_iter().filter(|one| away.iter().any(|(id, _)| *id == one.stored.id)).collect();
        self.settle(due, move |one, _| {
            let live = away.iter().find(|(id, _)| *id == one.stored.id).and_then(|(_, live)| live.clone());
            let why = match &live {
                Some(_) => "Something else stands there than was seen; it was not overwritten.",
                None => "The row is not there any more.",
            };
            one.stored.message = Some(why.to_owned());
            let is_correction = one.stored.kind == AmendmentKind::Correction;
            one.stored.state = if is_correction { AmendmentState::Differs } else { AmendmentState::NeedsPerson };
            one.content.seen = live.filter(|_| is_correction);
        })
    }

    /// Writes down how amendments came out.
    fn settle(
        &self,
        due: Vec<Due>,
        change: impl Fn(&mut Due, chrono::DateTime<chrono::Utc>) + Send + 'static,
    ) -> Result<(), Setback> {
        if due.is_empty() {
            return Ok(());
        }
        Ok(self.lease.write(self.desk, move |desk, tx, now| {
            for mut one in due {
                let lifts = one.stored.state == AmendmentState::Lifting;
                change(&mut one, now);
                // What is kept is the way there, whichever way it was gone.
                let content = if lifts { one.content.reversed() } else { one.content };
                put(desk, tx, one.stored, &content)?;
            }
            Ok(())
        })?)
    }
}

/// Asked under the lease right before a system's transaction begins: the request may have moved on.
fn may_begin(tx: &mut dyn Tx, request: RequestId, seen: State) -> Result<(), WorkError> {
    if tx.request(request)?.state == seen { Ok(()) } else { Err(StoreError::Conflict.into()) }
}

/// Whether any amendment stands in a state.
pub(super) fn any(amendments: &[StoredAmendment], state: AmendmentState) -> bool {
    amendments.iter().any(|one| one.state == state)
}
