//! What joining two cases would do, before anybody does it.

use chrono::{DateTime, Utc};

use super::refused;
use crate::domain::case::{Case, Reference};
use crate::domain::request::joining::{Joining, join, may_join};
use crate::domain::right::Right;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::{Desk, WorkError};

/// What would become of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    /// The right.
    pub right: Right,
    /// Whether the other case answers it already; otherwise it is added there.
    pub same: bool,
    /// The earlier receipt that the clock would count from (UTC), where the other case's own is later.
    pub earlier: Option<DateTime<Utc>>,
}

/// What joining a case into another would do. `same_person` says that somebody has compared them.
pub fn preview(
    desk: &Desk,
    case: &Reference,
    into: &Reference,
    same_person: bool,
) -> Result<Vec<PlannedStep>, WorkError> {
    let (case, into) = (case.clone(), into.clone());
    desk.read(move |_, tx, _| {
        let (case, into) = (by_reference(tx, &case)?, by_reference(tx, &into)?);
        may_join(&case, &into, same_person).map_err(refused)?;
        let requests = tx.requests(case.id)?;
        let plan = join(&case, &requests, &tx.requests(into.id)?).map_err(refused)?;
        let steps = plan.into_iter().filter_map(|(id, joining)| {
            let request = requests.iter().find(|request| request.id == id)?;
            let earlier = matches!(&joining, Joining::Same { earlier: Some(_), .. });
            Some(PlannedStep {
                right: request.right,
                same: joining != Joining::Added,
                earlier: earlier.then_some(request.history.received),
            })
        });
        Ok(steps.collect())
    })
}

/// A case by its reference; a reference that nobody has is a mistake in the field.
pub(super) fn by_reference(tx: &mut dyn Tx, reference: &Reference) -> Result<Case, WorkError> {
    let found = tx.case_by_reference(reference).or_else(|error| match error {
        StoreError::NotFound => Ok(None),
        other => Err(other),
    })?;
    found.ok_or_else(|| WorkError::field("other", "There is no case with this reference."))
}
