//! One try at a search: what is still open is asked, and what comes of it is written down.

use chrono::TimeDelta;

use super::conclusion::conclude;
use super::known::{identities, may_search_by_address};
use super::plan::{Planned, needs_findings, systems_of, write_plan};
use super::walk::{Walked, walk};
use crate::domain::case::Case;
use crate::domain::datamap::Identities;
use crate::domain::ids::RequestId;
use crate::domain::request::{Actor, Command, Request, State};
use crate::ports::store::findings::{CollectionCount, Gathering};
use crate::ports::systems::Systems;
use crate::workflow::casework::{case_of, give_in};
use crate::workflow::mapping::pin;
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// A try at a search, under a lease.
#[derive(Clone, Copy)]
pub struct Errand<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The lease on the job.
    pub lease: Lease,
    /// For which request.
    pub request: RequestId,
    /// How long to wait before a system that is down is asked again; `None` when this is the last try.
    pub again: Option<TimeDelta>,
}

/// What a search begins with.
pub(super) struct Start {
    pub(super) identities: Identities,
    pub(super) parts: Vec<Gathering>,
    pub(super) counts: Vec<CollectionCount>,
}

/// Searches what is still open for a request. The job's result is recorded here unless an error is returned.
pub fn search(errand: &Errand<'_>, systems: &dyn Systems) -> Result<(), Setback> {
    let (request, case, by_address) = errand.read()?;
    if request.state != State::Gathering {
        return Ok(errand.done()?);
    }
    if !needs_findings(request.right) {
        return Ok(errand.finish_at_once()?);
    }
    let controller = errand.desk.controller(&case.controller)?;
    let systems = &pin(errand.desk, errand.lease, errand.request, &controller.datamaps, systems)?;
    let start = errand.begin(systems_of(controller, systems), identities(&case, by_address))?;
    let mut results = Vec::new();
    for map in controller.datamaps.iter().filter_map(|name| systems.map(name)) {
        match walk(errand, systems, &map, &start)? {
            Walked::Systems(of_map) => results.extend(of_map),
            Walked::Over => return Ok(errand.done()?),
        }
    }
    Ok(conclude(errand, results)?)
}

impl Errand<'_> {
    fn read(&self) -> Result<(Request, Case, bool), WorkError> {
        let id = self.request;
        self.desk.read(move |_, tx, _| {
            let (request, case) = case_of(tx, id)?;
            let by_address = may_search_by_address(tx, &case, id)?;
            Ok((request, case, by_address))
        })
    }

    /// The request has left the gathering: there is nothing to do, and nothing is wrong.
    fn done(&self) -> Result<(), WorkError> {
        let lease = self.lease;
        lease.write(self.desk, move |_, tx, _| lease.done_in(tx))
    }

    fn finish_at_once(&self) -> Result<(), WorkError> {
        let (lease, request) = (self.lease, self.request);
        lease.write(self.desk, move |desk, tx, now| {
            let request = tx.request(request)?;
            give_in(desk, tx, now, Actor::System, request, &Command::FinishGathering)?;
            lease.done_in(tx)
        })
    }

    fn begin(&self, planned: Vec<Planned>, identities: Identities) -> Result<Start, WorkError> {
        let request = self.request;
        self.lease.write(self.desk, move |desk, tx, now| {
            let request = tx.request(request)?;
            write_plan(desk, tx, now, &request, &planned)?;
            Ok(Start { identities, parts: tx.gatherings(request.id)?, counts: tx.finding_counts(request.id)? })
        })
    }
}
