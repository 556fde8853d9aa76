//! What people decided about single rows, by the rows' keys.

use std::collections::BTreeMap;

use super::locate::FoundRow;
use crate::domain::datamap::Place;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::RowDecision;
use crate::workflow::gathering::RowDigest;
use crate::workflow::gathering::asking::digest;

/// Names a row: its collection and a digest of its key.
pub type RowName = (Place, RowDigest);

/// The decisions.
#[derive(Clone, Debug, Default)]
pub struct Decisions(BTreeMap<RowName, Decided>);

#[derive(Clone, Debug)]
struct Decided {
    decision: RowDecision,
    /// What stood in the row that was decided about; another row under the same key is not meant.
    seen: Option<RowDigest>,
}

impl Decisions {
    /// Adds a decision on a row by its key, in the order of the collection's key columns. `seen` is what stood in it, where that is known.
    pub fn put(&mut self, place: Place, key: &[Value], seen: Option<RowDigest>, decision: RowDecision) {
        self.0.insert(row_name(place, key), Decided { decision, seen });
    }

    /// The decision on a row, if it is still the row that was decided about.
    pub(super) fn of(&self, place: &Place, row: &FoundRow) -> Option<&RowDecision> {
        if self.0.is_empty() {
            return None;
        }
        let decided = self.0.get(&row_name(place.clone(), &row.key))?;
        decided.seen.is_none_or(|seen| seen == row.seen).then_some(&decided.decision)
    }
}

/// The name of a row by its key.
pub fn row_name(place: Place, key: &[Value]) -> RowName {
    (place, digest(key))
}
