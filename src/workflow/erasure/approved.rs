//! What the jobs of an erasure begin with: the request, who is meant, and where.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::case::Case;
use crate::domain::datamap::{DataMap, Identities, Plan, plan};
use crate::domain::ids::RequestId;
use crate::domain::notice::Cause;
use crate::domain::request::Request;
use crate::ports::store::Tx;
use crate::ports::store::erasures::{Erasure, ErasurePart};
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::systems::Systems;
use crate::workflow::casework::case_of;
use crate::workflow::gathering::{Choice, Question};
use crate::workflow::search::{chosen, identities, is_asked_by_engine, may_search_by_address};
use crate::workflow::{Desk, Setback, WorkError};

/// A request for erasure with everything that its jobs need.
pub(in crate::workflow) struct Matter {
    pub(in crate::workflow) request: Request,
    pub(in crate::workflow) case: Case,
    pub(in crate::workflow) identities: Identities,
    pub(in crate::workflow) choices: Vec<Choice>,
    pub(in crate::workflow) gatherings: Vec<Gathering>,
    pub(in crate::workflow) erasure: Option<Erasure>,
    pub(in crate::workflow) parts: Vec<ErasurePart>,
    /// How many systems are asked at the same time.
    pub(in crate::workflow) side_by_side: usize,
    /// Today where the controller is.
    pub(in crate::workflow) day: NaiveDate,
}

impl Matter {
    pub(in crate::workflow) fn read(desk: &Desk, request: RequestId) -> Result<Self, WorkError> {
        desk.read(move |desk, tx, now| {
            let (request, case) = case_of(tx, request)?;
            let day = desk.local_date(desk.controller(&case.controller)?, now)?;
            Self::read_in(desk, tx, request, case, day)
        })
    }

    fn read_in(desk: &Desk, tx: &mut dyn Tx, request: Request, case: Case, day: NaiveDate) -> Result<Self, WorkError> {
        let by_address = may_search_by_address(tx, &case, request.id)?;
        let gatherings = tx.gatherings(request.id)?;
        Ok(Self {
            identities: identities(&case, by_address),
            choices: chosen(desk, request.id, &gatherings)?,
            erasure: tx.erasure(request.id)?,
            parts: tx.erasure_parts(request.id)?,
            side_by_side: desk.settings.side_by_side,
            day,
            gatherings,
            request,
            case,
        })
    }

    /// The systems of a map that the program changes by itself, those left out of the search excepted.
    pub(in crate::workflow) fn own_systems(&self, map: &DataMap, systems: &dyn Systems) -> BTreeSet<String> {
        let left_out =
            |key: &str| self.gatherings.iter().any(|part| part.system == key && part.state == SystemState::Skipped);
        let keys = map.systems.iter().map(|system| system.key.clone());
        keys.filter(|key| is_asked_by_engine(map, key, systems) && !left_out(key)).collect()
    }

    /// The way through a map, of these systems only.
    pub(in crate::workflow) fn way(&self, map: &DataMap, own: &BTreeSet<String>) -> Result<Plan, Setback> {
        let mut way = plan(map, &self.identities).map_err(|error| {
            Setback::lasting(Cause::Unexpected, format!("the data map cannot be followed: {error}"))
        })?;
        way.systems.retain(|part| own.contains(&part.system));
        Ok(way)
    }

    /// The question that is put to a map.
    pub(in crate::workflow) fn question<'a>(&'a self, map: &'a DataMap, way: &'a Plan) -> Question<'a> {
        let Self { identities, choices, side_by_side, .. } = self;
        Question { map, plan: way, identities, choices, side_by_side: *side_by_side }
    }
}
