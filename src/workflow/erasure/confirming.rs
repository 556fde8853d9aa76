//! The second search: what was reported as erased is looked for again.

use std::collections::BTreeMap;

use super::approved::Matter;
use super::papers::Paper;
use crate::domain::datamap::Place;
use crate::domain::notice::Cause;
use crate::ports::connector::ConnectorError;
use crate::ports::store::erasures::ErasedTrace;
use crate::ports::systems::Systems;
use crate::workflow::Setback;
use crate::workflow::erasing::{EraseError, look_again};
use crate::workflow::search::connectors;

/// What a second search found.
#[derive(Default)]
pub(super) struct Confirmed {
    /// Rows that are still there although they should not be, by collection.
    pub(super) remains: BTreeMap<Place, u64>,
    /// What is remembered of the person once everything is confirmed.
    pub(super) traces: Vec<ErasedTrace>,
}

impl Confirmed {
    /// Rows that remain in a system.
    pub(super) fn remaining(&self, system: &str) -> u64 {
        self.remains.iter().filter(|(place, _)| place.system == system).map(|(_, rows)| rows).sum()
    }
}

/// Looks again in the systems of one map.
pub(super) fn confirm(
    matter: &Matter,
    systems: &dyn Systems,
    paper: &Paper,
    confirmed: &mut Confirmed,
) -> Result<(), Setback> {
    let Some(map) = systems.map(&paper.map) else { return Ok(()) };
    let names = paper.plan.systems.iter().map(|part| part.system.clone()).collect();
    let way = matter.way(&map, &names)?;
    let question = matter.question(&map, &way);
    let remains = look_again(&question, &mut connectors(systems, &way), &paper.plan, paper.day);
    confirmed.remains.extend(remains.map_err(|error| unsearched(&error))?);
    Ok(())
}

fn unsearched(error: &EraseError) -> Setback {
    match error {
        EraseError::System { error: ConnectorError::Retry { .. }, .. } => {
            Setback::passing(Cause::Unreachable, format!("the second search was cut off: {error}"))
        }
        _ => Setback::lasting(Cause::SeeCase, format!("the second search did not end: {error}")),
    }
}
