//! What an erasure had to keep, when its time has come: the rows are known by their keys, and decided anew.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::decisions::Decisions;
use super::grounds::Grounds;
use super::locate::FoundRow;
use super::outcome::EraseError;
use super::plan::{CollectionErasure, ErasurePlan, ErasureRow, SystemErasure, draft, holds};
use super::write::live;
use crate::ports::connector::{ConnectorError, KEYS_AT_ONCE};
use crate::workflow::gathering::asking::digest;
use crate::workflow::gathering::{Connectors, Question};

/// Plans the erasure of rows that an earlier plan knew, on another day. Rows that are gone meanwhile are left out. Nobody is
/// searched for: the person's identities may have been erased long ago.
pub fn plan_known(
    question: &Question<'_>,
    connectors: &mut Connectors,
    known: &[SystemErasure],
    day: NaiveDate,
    decided: &Decisions,
) -> Result<ErasurePlan, EraseError> {
    let mut plan = ErasurePlan { holds: holds(question.map), ..ErasurePlan::default() };
    for part in known {
        let Some(connector) = connectors.get_mut(&part.system) else { continue };
        let failed = EraseError::of(&part.system);
        let Some(mut grounds) = Grounds::open(question, &part.system, connector.as_mut()).map_err(&failed)? else {
            continue;
        };
        let mut found = BTreeMap::new();
        for held in &part.collections {
            let rows = still_there(&mut grounds, held).map_err(&failed)?;
            if !rows.is_empty() {
                found.insert(held.name.clone(), rows);
            }
        }
        let decided = draft(&mut grounds, question.map, found, (day, decided), &mut plan)?;
        plan.systems.push(decided);
    }
    Ok(plan)
}

/// The rows that are there, as they are now.
fn still_there(grounds: &mut Grounds<'_>, held: &CollectionErasure) -> Result<Vec<FoundRow>, ConnectorError> {
    let Some(collection) = grounds.collection(&held.name) else { return Ok(Vec::new()) };
    let rows: Vec<&ErasureRow> = held.rows.iter().collect();
    let mut found = Vec::new();
    for some in rows.chunks(KEYS_AT_ONCE) {
        let seen = live(grounds, collection, some)?;
        let there = some.iter().filter_map(|row| Some((row, *seen.get(&digest(&row.key))?)));
        found.extend(there.map(|(row, seen)| FoundRow::known(&ErasureRow { seen, ..(*row).clone() })));
    }
    Ok(found)
}
