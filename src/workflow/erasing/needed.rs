//! Rows that cannot go because one that stays points at them: they are made anonymous instead.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::draft::{Draft, RowPlace, Rulings};
use super::grounds::{Grounds, Tie};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{Action, Mask, Policy, Ruling, fit};
use crate::ports::connector::{ConnectorError, KEYS_AT_ONCE};

/// A live row that points at a row to be erased.
struct Hit {
    parent: RowPlace,
    /// The row of the draft that points; `None`: it is nobody's we know, or another person's.
    child: Option<RowPlace>,
    /// The columns that point and can be emptied, in the map's words.
    by: Vec<String>,
    /// The table, for the reason.
    table: String,
}

/// Until when a row is needed, and by what.
struct Need {
    until: Option<NaiveDate>,
    table: String,
}

/// Lets stay what others need. Goes on until nothing changes: what stays needs its own parents.
pub(super) fn spare_the_needed(
    grounds: &mut Grounds<'_>,
    draft: &mut Draft,
    rulings: &mut Rulings,
) -> Result<(), ConnectorError> {
    let mut hits = Vec::new();
    for tie in grounds.ties()?.iter() {
        hits.extend(hits_of(grounds, draft, tie)?);
    }
    loop {
        let needs = needs(draft, &hits);
        if needs.is_empty() {
            return Ok(());
        }
        for (place, need) in needs {
            let spared = spared(grounds, draft, &place, &need);
            draft.rule(&place, rulings.shared(spared));
        }
    }
}

fn hits_of(grounds: &mut Grounds<'_>, draft: &mut Draft, tie: &Tie) -> Result<Vec<Hit>, ConnectorError> {
    let erased: Vec<usize> =
        draft.rows(&tie.parent).iter().enumerate().filter(|(_, row)| erases(&row.ruling)).map(|(at, _)| at).collect();
    let mut hits = Vec::new();
    for some in erased.chunks(KEYS_AT_ONCE) {
        let targets = targets(grounds, draft, tie, some)?;
        hits.extend(pointing(grounds, draft, tie, &targets)?);
    }
    Ok(hits)
}

fn erases(ruling: &Ruling) -> bool {
    ruling.action == Action::Erase
}

/// What a tie's columns hold when they point at a row.
pub(super) type Targets = Vec<(Vec<Value>, usize)>;

/// The values of the parent's columns for some of its rows.
pub(super) fn targets(
    grounds: &mut Grounds<'_>,
    draft: &mut Draft,
    tie: &Tie,
    rows: &[usize],
) -> Result<Targets, ConnectorError> {
    let Some(physical) = grounds.physical(&tie.parent)? else { return Ok(Vec::new()) };
    let Some(key) = grounds.collection(&tie.parent).map(|collection| collection.key.clone()) else {
        return Ok(Vec::new());
    };
    let own: Option<Vec<String>> = key.iter().map(|name| physical.column(name).cloned()).collect();
    let Some(own) = own else { return Ok(Vec::new()) };
    let keys: Vec<Vec<Value>> =
        rows.iter().filter_map(|at| Some(draft.rows(&tie.parent).get(*at)?.found.key.to_vec())).collect();
    if own == tie.parent_columns {
        return Ok(keys.into_iter().zip(rows.iter().copied()).collect());
    }
    let columns = [own.as_slice(), tie.parent_columns.as_slice()].concat();
    let mut read = Vec::new();
    grounds.read(&physical.table, &columns, (&own, &keys), &mut |row| read.push(row))?;
    let place = |row: Vec<Value>| {
        let (key, values) = row.split_at_checked(own.len())?;
        Some((values.to_vec(), draft.find(&tie.parent, key)?))
    };
    Ok(read.into_iter().filter_map(place).collect())
}

fn pointing(
    grounds: &mut Grounds<'_>,
    draft: &mut Draft,
    tie: &Tie,
    targets: &Targets,
) -> Result<Vec<Hit>, ConnectorError> {
    let by_value: BTreeMap<Vec<Option<String>>, usize> =
        targets.iter().map(|(values, row)| (written(values), *row)).collect();
    let mut hits = Vec::new();
    for (values, child) in pointers(grounds, draft, tie, targets)? {
        let Some(parent) = by_value.get(&written(&values)) else { continue };
        let by = match &child {
            Some((collection, _)) => cuttable(grounds, collection, &tie.child_columns)?,
            None => Vec::new(),
        };
        hits.push(Hit { parent: (tie.parent.clone(), *parent), child, by, table: tie.child.name.clone() });
    }
    Ok(hits)
}

/// A pointing row: what it points with, and which row of the draft it is.
pub(super) type Pointer = (Vec<Value>, Option<RowPlace>);

/// The live rows that point at some targets.
pub(super) fn pointers(
    grounds: &mut Grounds<'_>,
    draft: &mut Draft,
    tie: &Tie,
    targets: &Targets,
) -> Result<Vec<Pointer>, ConnectorError> {
    let tuples: Vec<Vec<Value>> = targets.iter().map(|(values, _)| values.clone()).collect();
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for name in &tie.child_collections {
        let physical = grounds.physical(name)?;
        let key = grounds.collection(name).map(|collection| collection.key.clone()).unwrap_or_default();
        let own: Option<Vec<String>> = key.iter().map(|column| physical.as_ref()?.column(column).cloned()).collect();
        keys.extend(own.map(|own| (name.clone(), own)));
    }
    let own: Vec<String> = keys.first().map(|(_, own)| own.clone()).unwrap_or_default();
    let columns = [tie.child_columns.as_slice(), own.as_slice()].concat();
    let mut read = Vec::new();
    grounds.read(&tie.child, &columns, (&tie.child_columns, &tuples), &mut |row| read.push(row))?;
    let place = |row: Vec<Value>| {
        let (values, key) = row.split_at_checked(tie.child_columns.len()).unwrap_or((&[], &[]));
        let mut same = keys.iter().filter(|(_, columns)| *columns == own);
        let child = same.find_map(|(name, _)| Some((name.clone(), draft.find(name, key)?)));
        (values.to_vec(), child)
    };
    Ok(read.into_iter().map(place).collect())
}

pub(super) fn written(values: &[Value]) -> Vec<Option<String>> {
    values.iter().map(Value::as_text).collect()
}

pub(super) fn in_the_maps_words(
    grounds: &mut Grounds<'_>,
    collection: &str,
    columns: &[String],
) -> Result<Vec<String>, ConnectorError> {
    let Some(physical) = grounds.physical(collection)? else { return Ok(Vec::new()) };
    let named = |own: &String| physical.columns.iter().find(|(_, column)| *column == own).map(|(name, _)| name.clone());
    Ok(columns.iter().filter_map(named).collect())
}

/// Those of some columns in which nothing may stand.
fn cuttable(grounds: &mut Grounds<'_>, collection: &str, columns: &[String]) -> Result<Vec<String>, ConnectorError> {
    let Some(shape) = grounds.shape(collection)? else { return Ok(Vec::new()) };
    let mut names = in_the_maps_words(grounds, collection, columns)?;
    let mapped = grounds.system.collection(collection);
    let field = |name: &String| mapped.and_then(|held| held.field(name));
    names.retain(|name| shape.get(name).is_some_and(|column| fit(field(name), column) == Ok(Some(Mask::Null))));
    Ok(names)
}

/// The rows to be erased at which something points that stays, with the latest day on which it does.
fn needs(draft: &Draft, hits: &[Hit]) -> BTreeMap<RowPlace, Need> {
    let mut needs: BTreeMap<RowPlace, Need> = BTreeMap::new();
    for hit in hits {
        if !draft.row(&hit.parent).is_some_and(|row| erases(&row.ruling)) {
            continue;
        }
        let child = hit.child.as_ref().and_then(|place| draft.row(place)).map(|row| &row.ruling);
        let lets_go =
            child.is_some_and(|ruling| erases(ruling) || ruling.columns.iter().any(|name| hit.by.contains(name)));
        if lets_go {
            continue;
        }
        let until = child.and_then(|ruling| ruling.until);
        let need = needs.entry(hit.parent.clone()).or_insert_with(|| Need { until, table: hit.table.clone() });
        need.until = need.until.max(until);
    }
    needs
}

fn spared(grounds: &Grounds<'_>, draft: &Draft, place: &RowPlace, need: &Need) -> Ruling {
    let mapped = grounds.system.collection(&place.0);
    let link = draft.row(place).map(|row| row.found.link);
    let columns = mapped.zip(link).map(|(held, link)| Policy::new(grounds.system, held).columns(link));
    let columns = columns.unwrap_or_default();
    let label =
        grounds.system.collections.iter().find(|held| held.name == need.table).map(|held| held.label().to_owned());
    let who = label.unwrap_or_else(|| need.table.clone());
    Ruling {
        action: if columns.is_empty() { Action::Keep } else { Action::Anonymise },
        rule: format!("needed by {}", need.table),
        until: need.until,
        reason: if columns.is_empty() {
            format!("A record that stays refers to it ({who}), and nothing in it names the person.")
        } else {
            format!("A record that stays refers to it ({who}), so it stays without what names the person.")
        },
        columns,
    }
}
