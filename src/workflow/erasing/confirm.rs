//! Looking again: what was reported as erased is confirmed by the systems, or named as remaining.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::columns::open_columns;
use super::decisions::Decisions;
use super::grounds::Grounds;
use super::outcome::{EraseError, Planned};
use super::plan::{CollectionErasure, ErasurePlan, ErasureRow, SystemErasure, plan_erasure};
use crate::domain::datamap::{Condition, Place};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::Action;
use crate::ports::connector::{Connector, ConnectorError, Flow, KEYS_AT_ONCE};
use crate::workflow::gathering::asking::{Inquiry, digest};
use crate::workflow::gathering::{Connectors, GatherError, Question, RowDigest};

/// Rows that are still there although they should not be, by collection.
pub type Remains = BTreeMap<Place, u64>;

/// Looks again in two ways: for every row of the plan by its key, and for the person by the identities. What remains opens a task.
pub fn look_again(
    question: &Question<'_>,
    connectors: &mut Connectors,
    plan: &ErasurePlan,
    day: NaiveDate,
) -> Result<Remains, EraseError> {
    let mut remains = look_by_key(question, connectors, plan)?;
    match plan_erasure(question, connectors, day, &Decisions::default()) {
        // Whoever is found now is somebody else who shares an identity: the person has been seen to be gone by key.
        Ok(Planned::Candidates(_)) | Err(EraseError::Gather(GatherError::NoSuchCandidate { .. })) => {}
        Ok(Planned::Plan(again)) => {
            for row in again.rows().filter(|row| row.ruling.changes()) {
                let place = Place::new(row.system, row.collection);
                let known = remains.contains_key(&place);
                if !known {
                    remains.insert(place, 1);
                }
            }
        }
        Err(error) => return Err(error),
    }
    Ok(remains)
}

/// Looks again for every row of the plan that was to be changed, by its key.
pub fn look_by_key(
    question: &Question<'_>,
    connectors: &mut Connectors,
    plan: &ErasurePlan,
) -> Result<Remains, EraseError> {
    let mut remains = Remains::new();
    for part in &plan.systems {
        let Some(connector) = connectors.get_mut(&part.system) else { continue };
        by_key(question, connector.as_mut(), part, &mut remains)?;
    }
    Ok(remains)
}

fn by_key(
    question: &Question<'_>,
    connector: &mut dyn Connector,
    part: &SystemErasure,
    remains: &mut Remains,
) -> Result<(), EraseError> {
    let failed = EraseError::of(&part.system);
    let Some(mut grounds) = Grounds::open(question, &part.system, connector).map_err(&failed)? else { return Ok(()) };
    for held in &part.collections {
        let changed: Vec<&ErasureRow> = held.rows.iter().filter(|row| row.ruling.changes()).collect();
        for some in changed.chunks(KEYS_AT_ONCE) {
            let rows = still_there(&mut grounds, held, some).map_err(&failed)?;
            if rows > 0 {
                *remains.entry(Place::new(&part.system, &held.name)).or_default() += rows;
            }
        }
    }
    Ok(())
}

fn still_there(
    grounds: &mut Grounds<'_>,
    held: &CollectionErasure,
    rows: &[&ErasureRow],
) -> Result<u64, ConnectorError> {
    let Some(collection) = grounds.collection(&held.name) else { return Ok(0) };
    let (erased, emptied): (Vec<&ErasureRow>, Vec<&ErasureRow>) =
        rows.iter().partition(|row| row.ruling.action == Action::Erase);
    let mut there: BTreeSet<RowDigest> = BTreeSet::new();
    if !erased.is_empty() {
        let nothing: BTreeMap<String, Condition> = BTreeMap::new();
        let mut inquiry = Inquiry::about(collection, &nothing);
        inquiry.whole = false;
        inquiry.keys = Some((collection.key.clone(), keys(&erased)));
        grounds.asking.ask(&inquiry, &mut |row| {
            there.extend(row.key(collection).map(|key| digest(&key)));
            Flow::More
        })?;
    }
    for row in emptied {
        let open = open_columns(grounds, collection, &held.masks, &row.ruling.columns, &keys(&[row]))?;
        there.extend(open.into_iter().filter(|(_, columns)| !columns.is_empty()).map(|(key, _)| key));
    }
    Ok(u64::try_from(there.len()).unwrap_or(u64::MAX))
}

fn keys(rows: &[&ErasureRow]) -> Vec<Vec<Value>> {
    rows.iter().map(|row| row.key.to_vec()).collect()
}
