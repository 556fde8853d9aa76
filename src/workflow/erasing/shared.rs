//! Rows that other people's rows point at, too: an address of a household, a note of a branch. They stay as they are.

use std::collections::BTreeSet;

use super::draft::{Draft, Rulings};
use super::grounds::{Grounds, Tie};
use super::needed::{pointers, targets, written};
use crate::domain::datamap::Place;
use crate::domain::disclosure::finding::FoundBy;
use crate::domain::erasure::{Action, Ruling};
use crate::ports::connector::{ConnectorError, KEYS_AT_ONCE};

/// Leaves alone what is also somebody else's. Only rows that were found because one of the person's points at them can be:
/// where the person was recognised in the row itself, or the row names them as its owner, it is theirs.
pub(super) fn leave_the_shared(
    grounds: &mut Grounds<'_>,
    draft: &mut Draft,
    rulings: &mut Rulings,
) -> Result<(), ConnectorError> {
    let names: Vec<String> = draft.collections.keys().cloned().collect();
    for name in names {
        let rows = draft.rows(&name).iter().enumerate();
        let doubtful: Vec<usize> = rows
            .filter(|(_, row)| row.found.found_by == FoundBy::PointedAt && row.ruling.changes())
            .map(|(at, _)| at)
            .collect();
        if doubtful.is_empty() {
            continue;
        }
        for tie in sources(grounds, &name)? {
            for some in doubtful.chunks(KEYS_AT_ONCE) {
                let shared = shared_by(grounds, draft, &tie, some)?;
                for row in shared {
                    draft.rule(&(name.clone(), row), rulings.shared(ruling(&tie)));
                }
            }
        }
    }
    Ok(())
}

/// What may point at rows of a collection: the schema's foreign keys, and the map's own ties to its key.
fn sources(grounds: &mut Grounds<'_>, name: &str) -> Result<Vec<Tie>, ConnectorError> {
    let mut sources: Vec<Tie> = grounds.ties()?.iter().filter(|tie| tie.parent == name).cloned().collect();
    let place = Place::new(&grounds.system.key, name);
    let Some(key) = grounds.collection(name).map(|collection| collection.key.clone()) else { return Ok(sources) };
    let plan = grounds.plan;
    for edge in plan.edges.iter().filter(|edge| edge.to == place && edge.to_columns == key) {
        let (Some(child), Some(parent)) = (grounds.physical(&edge.from.collection)?, grounds.physical(name)?) else {
            continue;
        };
        let own = |columns: &[String], of: &crate::workflow::gathering::layout::Physical| -> Option<Vec<String>> {
            columns.iter().map(|column| of.column(column).cloned()).collect()
        };
        let (Some(child_columns), Some(parent_columns)) =
            (own(&edge.from_columns, &child), own(&edge.to_columns, &parent))
        else {
            continue;
        };
        sources.push(Tie {
            child: child.table,
            child_columns,
            child_collections: vec![edge.from.collection.clone()],
            parent: name.to_owned(),
            parent_columns,
        });
    }
    Ok(sources)
}

/// Those of some rows at which a row points that was not found: it is another person's, or the company's own.
fn shared_by(
    grounds: &mut Grounds<'_>,
    draft: &mut Draft,
    tie: &Tie,
    rows: &[usize],
) -> Result<BTreeSet<usize>, ConnectorError> {
    let targets = targets(grounds, draft, tie, rows)?;
    let mut shared = BTreeSet::new();
    for (values, child) in pointers(grounds, draft, tie, &targets)? {
        if child.is_none() {
            let same = targets.iter().filter(|(target, _)| written(target) == written(&values));
            shared.extend(same.map(|(_, row)| *row));
        }
    }
    Ok(shared)
}

fn ruling(tie: &Tie) -> Ruling {
    Ruling {
        action: Action::Keep,
        columns: Vec::new(),
        rule: format!("shared with {}", tie.child.name),
        until: None,
        reason: "Other people's records use it, too, so it is not the person's alone.".to_owned(),
    }
}
