//! The changes themselves, within a transaction that somebody else opens and closes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::columns::{key_text, open_columns};
use super::grounds::Grounds;
use super::outcome::EraseError;
use super::plan::{CollectionErasure, ErasureRow, SystemErasure};
use crate::domain::datamap::{CollectionPlan, Condition, Place};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{Action, ColumnShape, Mask, MaskSecret, Order, children_first};
use crate::ports::connector::{Change, ConnectorError, Flow, KEYS_AT_ONCE, Keys};
use crate::workflow::gathering::RowDigest;
use crate::workflow::gathering::asking::{Inquiry, digest};
use crate::workflow::gathering::layout::Physical;

/// How many rows were changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows deleted.
    pub erased: u64,
    /// Rows emptied.
    pub emptied: u64,
}

/// A collection's rows that are still as the plan saw them.
struct Due<'a> {
    held: &'a CollectionErasure,
    rows: Vec<&'a ErasureRow>,
}

/// Makes the changes of one system: first everything is compared with what the plan saw, then values are emptied, then rows
/// are deleted, children before parents.
pub(super) fn write(
    grounds: &mut Grounds<'_>,
    part: &SystemErasure,
    secret: &MaskSecret,
) -> Result<Written, EraseError> {
    let mut due = Vec::new();
    for held in &part.collections {
        due.push(Due { held, rows: still_the_same(grounds, part, held)? });
    }
    let failed = EraseError::of(&part.system);
    let mut written = Written::default();
    for one in &due {
        written.emptied += empty(grounds, one, secret).map_err(&failed)?;
    }
    let order = order(grounds, &due).map_err(&failed)?;
    for (child, parent) in &order.cut {
        if let (Some(child), Some(parent)) = (due.get(*child), due.get(*parent)) {
            cut(grounds, child, parent).map_err(&failed)?;
        }
    }
    for one in order.sequence.iter().filter_map(|number| due.get(*number)) {
        written.erased += delete(grounds, one).map_err(&failed)?;
    }
    Ok(written)
}

fn erases(row: &ErasureRow) -> bool {
    row.ruling.action == Action::Erase
}

/// Compare and set: rows that have gone or are masked already need nothing; one that changed stops the system's erasure.
fn still_the_same<'a>(
    grounds: &mut Grounds<'_>,
    part: &SystemErasure,
    held: &'a CollectionErasure,
) -> Result<Vec<&'a ErasureRow>, EraseError> {
    let failed = EraseError::of(&part.system);
    let Some(collection) = grounds.collection(&held.name) else { return Ok(Vec::new()) };
    let rows: Vec<&ErasureRow> = held.rows.iter().filter(|row| row.ruling.changes()).collect();
    let mut due = Vec::new();
    for some in rows.chunks(KEYS_AT_ONCE) {
        let live = live(grounds, collection, some).map_err(&failed)?;
        let open = still_open(grounds, collection, held, some).map_err(&failed)?;
        for row in some {
            let key = digest(&row.key);
            let Some(seen) = live.get(&key) else { continue };
            let is_masked = !erases(row) && open.get(&key).is_none_or(BTreeSet::is_empty);
            if is_masked {
                continue;
            }
            if *seen != row.seen {
                return Err(EraseError::Outdated { place: Place::new(&part.system, &held.name) });
            }
            due.push(*row);
        }
    }
    Ok(due)
}

/// The digests of the rows as they are now.
pub(super) fn live(
    grounds: &mut Grounds<'_>,
    collection: &CollectionPlan,
    rows: &[&ErasureRow],
) -> Result<HashMap<RowDigest, RowDigest>, ConnectorError> {
    let nothing: BTreeMap<String, Condition> = BTreeMap::new();
    let mut inquiry = Inquiry::about(collection, &nothing);
    inquiry.keys = Some((collection.key.clone(), rows.iter().map(|row| row.key.to_vec()).collect()));
    let mut live = HashMap::new();
    grounds.asking.ask(&inquiry, &mut |row| {
        let values: Vec<Value> = row.pairs(&collection.shown).into_iter().map(|(_, value)| value).collect();
        if let Some(key) = row.key(collection) {
            live.insert(digest(&key), digest(&values));
        }
        Flow::More
    })?;
    Ok(live)
}

fn still_open(
    grounds: &mut Grounds<'_>,
    collection: &CollectionPlan,
    held: &CollectionErasure,
    rows: &[&ErasureRow],
) -> Result<HashMap<RowDigest, BTreeSet<String>>, ConnectorError> {
    let emptied: Vec<&&ErasureRow> = rows.iter().filter(|row| !row.ruling.columns.is_empty()).collect();
    let mut open = HashMap::new();
    let mut groups: BTreeMap<&[String], Vec<Vec<Value>>> = BTreeMap::new();
    for row in emptied {
        groups.entry(&row.ruling.columns).or_default().push(row.key.to_vec());
    }
    for (columns, keys) in groups {
        open.extend(open_columns(grounds, collection, &held.masks, columns, &keys)?);
    }
    Ok(open)
}

fn empty(grounds: &mut Grounds<'_>, due: &Due<'_>, secret: &MaskSecret) -> Result<u64, ConnectorError> {
    let Some(physical) = grounds.physical(&due.held.name)? else { return Ok(0) };
    let mut groups: BTreeMap<&[String], Vec<&ErasureRow>> = BTreeMap::new();
    for row in due.rows.iter().filter(|row| !erases(row)) {
        groups.entry(&row.ruling.columns).or_default().push(row);
    }
    let mut count = 0;
    for (columns, rows) in groups {
        let is_constant = columns.iter().all(|name| due.held.masks.get(name).is_some_and(Mask::is_constant));
        let at_once = if is_constant { KEYS_AT_ONCE } else { 1 };
        for some in rows.chunks(at_once) {
            let set = values(grounds, due.held, columns, some, secret)?;
            count += change(grounds, &physical, due.held, some, Some(set))?;
        }
    }
    Ok(count)
}

/// The values to be written: the same for all rows, or those of the only one.
fn values(
    grounds: &mut Grounds<'_>,
    held: &CollectionErasure,
    columns: &[String],
    rows: &[&ErasureRow],
    secret: &MaskSecret,
) -> Result<Vec<(String, Value)>, ConnectorError> {
    let old = match rows {
        [only] => old_values(grounds, held, columns, only)?,
        _ => BTreeMap::new(),
    };
    let key = rows.first().map(|row| key_text(&row.key)).unwrap_or_default();
    let shape = grounds.shape(&held.name)?;
    let mut set = Vec::new();
    for name in columns {
        let Some(mask) = held.masks.get(name) else { continue };
        // A constant stands in place of whatever is there; the value itself is not needed for it.
        let something = Value::Text(String::new());
        let new = mask.value(old.get(name).unwrap_or(&something), &key, secret);
        let column = shape.as_ref().and_then(|shape| shape.get(name));
        set.push((name.clone(), column.map_or(new.clone(), |column| typed(column, new))));
    }
    Ok(set)
}

fn typed(column: &ColumnShape, value: Value) -> Value {
    match &value {
        Value::Text(text) => column.typed(text).unwrap_or(value),
        _ => value,
    }
}

/// What masks that depend on the old value need.
fn old_values(
    grounds: &mut Grounds<'_>,
    held: &CollectionErasure,
    columns: &[String],
    row: &ErasureRow,
) -> Result<BTreeMap<String, Value>, ConnectorError> {
    let Some(collection) = grounds.collection(&held.name) else { return Ok(BTreeMap::new()) };
    let needed = columns
        .iter()
        .filter(|name| held.masks.get(*name).is_some_and(|mask| !matches!(mask, Mask::Null | Mask::Text(_))));
    let needed: Vec<String> = needed.cloned().collect();
    if needed.is_empty() {
        return Ok(BTreeMap::new());
    }
    let nothing = BTreeMap::new();
    let mut inquiry = Inquiry::about(collection, &nothing);
    inquiry.whole = false;
    inquiry.extra.clone_from(&needed);
    inquiry.keys = Some((collection.key.clone(), vec![row.key.to_vec()]));
    let mut old = BTreeMap::new();
    grounds.asking.ask(&inquiry, &mut |row| {
        old.extend(row.pairs(&needed));
        Flow::Enough
    })?;
    Ok(old)
}

/// One statement, and whether it met exactly the rows that it was meant for.
fn change(
    grounds: &mut Grounds<'_>,
    physical: &Physical,
    held: &CollectionErasure,
    rows: &[&ErasureRow],
    set: Option<Vec<(String, Value)>>,
) -> Result<u64, ConnectorError> {
    let own = |name: &String| {
        let missing = || ConnectorError::Refused { why: format!("{} has no column {name}", held.name) };
        physical.column(name).cloned().ok_or_else(missing)
    };
    let columns: Vec<String> = held.key_columns.iter().map(own).collect::<Result<_, _>>()?;
    let tuples: Vec<Vec<Value>> = rows.iter().map(|row| row.key.to_vec()).collect();
    let set = set.map(|set| set.into_iter().map(|(name, value)| Ok((own(&name)?, value))).collect::<Result<_, _>>());
    let alike = grounds.collection(&held.name).is_some_and(|collection| collection.alike);
    let change = Change { table: physical.table.clone(), keys: Keys { columns, tuples, alike }, set: set.transpose()? };
    let count = grounds.asking.connector.change(&change)?;
    let expected = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    // Where no key tells rows apart, one row of the plan stands for all that are like it.
    if count == expected || (alike && count > expected) {
        return Ok(count);
    }
    let why = format!("a change of {expected} rows of {} met {count}", held.name);
    Err(ConnectorError::Refused { why })
}

/// The order of deletions: by the schema's foreign keys, and by what the map says is erased first.
fn order(grounds: &mut Grounds<'_>, due: &[Due<'_>]) -> Result<Order, ConnectorError> {
    let number = |name: &str| due.iter().position(|one| one.held.name == name);
    let mut pairs = Vec::new();
    for tie in grounds.ties()?.iter() {
        let children = tie.child_collections.iter().filter_map(|child| number(child));
        pairs.extend(
            children.zip(std::iter::repeat(number(&tie.parent))).filter_map(|(child, parent)| Some((child, parent?))),
        );
    }
    for one in due {
        let Some(mapped) = grounds.system.collection(&one.held.name) else { continue };
        for first in mapped.fides_meta.erase_after.iter().flatten() {
            let plain = first.strip_prefix(&format!("{}.", grounds.system.key)).unwrap_or(first);
            pairs.extend(number(plain).zip(number(&one.held.name)));
        }
    }
    Ok(children_first(due.len(), &pairs))
}

/// Empties the links of rows that go to rows that go, where both lie on a circle.
fn cut(grounds: &mut Grounds<'_>, child: &Due<'_>, parent: &Due<'_>) -> Result<(), ConnectorError> {
    let (Some(physical), Some(shape)) = (grounds.physical(&child.held.name)?, grounds.shape(&child.held.name)?) else {
        return Ok(());
    };
    let rows: Vec<&ErasureRow> = child.rows.iter().copied().filter(|row| erases(row)).collect();
    let ties = grounds.ties()?;
    let between =
        ties.iter().filter(|tie| tie.parent == parent.held.name && tie.child_collections.contains(&child.held.name));
    let columns: BTreeSet<&String> = between.flat_map(|tie| &tie.child_columns).collect();
    let names = physical.columns.iter().filter(|(_, own)| columns.contains(own)).map(|(name, _)| name);
    let empty: Vec<(String, Value)> = names
        .filter(|name| shape.get(*name).is_some_and(|column| column.nullable))
        .map(|name| (name.clone(), Value::Null))
        .collect();
    if empty.is_empty() || parent.rows.is_empty() {
        return Ok(());
    }
    for some in rows.chunks(KEYS_AT_ONCE) {
        change(grounds, &physical, child.held, some, Some(empty.clone()))?;
    }
    Ok(())
}

fn delete(grounds: &mut Grounds<'_>, due: &Due<'_>) -> Result<u64, ConnectorError> {
    let Some(physical) = grounds.physical(&due.held.name)? else { return Ok(0) };
    let rows: Vec<&ErasureRow> = due.rows.iter().copied().filter(|row| erases(row)).collect();
    let mut count = 0;
    for some in rows.chunks(KEYS_AT_ONCE) {
        count += change(grounds, &physical, due.held, some, None)?;
    }
    Ok(count)
}
