//! Until when rows are kept: the map's rules of retention, asked of the live rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::grounds::Grounds;
use super::locate::FoundRow;
use super::outcome::EraseError;
use crate::domain::datamap::{CollectionPlan, Condition, DataMap, Hop, Place, Retention, route};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{KeepFor, Retained};
use crate::ports::connector::{ConnectorError, Flow, KEYS_AT_ONCE};
use crate::workflow::gathering::RowDigest;
use crate::workflow::gathering::asking::{Inquiry, digest};

/// The date that a row counts from, as far as it can be read.
type Dates = HashMap<RowDigest, Vec<Option<NaiveDate>>>;

/// The rows behind each value of a tie: by its written form, for columns that are tied may differ in type.
#[derive(Default)]
struct Behind(HashMap<Vec<Option<String>>, Source>);

/// A value as it was read, and the rows behind it.
type Source = (Vec<Value>, BTreeSet<RowDigest>);

impl Behind {
    fn add(&mut self, tuple: Vec<Value>, rows: impl IntoIterator<Item = RowDigest>) {
        self.0.entry(written(&tuple)).or_insert_with(|| (tuple, BTreeSet::new())).1.extend(rows);
    }

    fn rows(&self, tuple: &[Value]) -> impl Iterator<Item = RowDigest> {
        self.0.get(&written(tuple)).into_iter().flat_map(|(_, rows)| rows.iter().copied())
    }
}

fn written(tuple: &[Value]) -> Vec<Option<String>> {
    tuple.iter().map(Value::as_text).collect()
}

/// What retention says of some rows of a collection on a day, in their order.
pub(super) fn retained(
    grounds: &mut Grounds<'_>,
    map: &DataMap,
    collection: &CollectionPlan,
    rows: &[FoundRow],
    day: NaiveDate,
) -> Result<Vec<Retained>, EraseError> {
    let system = grounds.system;
    let rules =
        system.collection(&collection.name).map(|held| held.rightsdesk.retention.as_slice()).unwrap_or_default();
    let mut said = vec![Retained::No; rows.len()];
    for some in 0..rows.len().div_ceil(KEYS_AT_ONCE) {
        let range = some * KEYS_AT_ONCE..rows.len().min((some + 1) * KEYS_AT_ONCE);
        let (Some(rows), Some(said)) = (rows.get(range.clone()), said.get_mut(range)) else { continue };
        for (number, rule) in rules.iter().enumerate() {
            let period = period(system.key.as_str(), collection, rule)?;
            let dates = dates(grounds, map, collection, rule, rows)?;
            for (row, said) in rows.iter().zip(said.iter_mut()) {
                let counted = dates.get(&digest(&row.key)).map(Vec::as_slice).unwrap_or_default();
                let one = one_rule(number, rule, period, counted, day);
                *said = longer(std::mem::take(said), one);
            }
        }
    }
    Ok(said)
}

fn period(system: &str, collection: &CollectionPlan, rule: &Retention) -> Result<KeepFor, EraseError> {
    let place = Place::new(system, &collection.name);
    let what = format!("keep_for: {} is no period; write 6 years, 18 months or 90 days", rule.keep_for);
    KeepFor::parse(&rule.keep_for).ok_or(EraseError::Map { place, what })
}

fn one_rule(number: usize, rule: &Retention, period: KeepFor, dates: &[Option<NaiveDate>], day: NaiveDate) -> Retained {
    let latest = dates.iter().flatten().map(|date| period.until(*date)).max();
    match latest {
        Some(until) if until >= day => {
            let fields = (!rule.fields.is_empty()).then(|| rule.fields.iter().cloned().collect());
            Retained::Until { day: until, rule: number, fields }
        }
        _ if dates.contains(&None) => Retained::Undated { rule: number },
        _ => Retained::No,
    }
}

/// Two rules on one row: it is kept as long as the longer one says, and with the columns of both.
fn longer(one: Retained, other: Retained) -> Retained {
    match (one, other) {
        (Retained::No, other) => other,
        (one, Retained::No) => one,
        (kept @ Retained::Until { .. }, Retained::Undated { .. }) => kept,
        (Retained::Undated { .. }, other) => other,
        (Retained::Until { day, rule, fields }, Retained::Until { day: day2, rule: rule2, fields: fields2 }) => {
            let fields = fields.zip(fields2).map(|(mut all, more)| {
                all.extend(more);
                all
            });
            let (day, rule) = if day2 > day { (day2, rule2) } else { (day, rule) };
            Retained::Until { day, rule, fields }
        }
    }
}

/// The dates of the rows that a rule is about: of the row itself, or of the rows that it hangs on.
fn dates(
    grounds: &mut Grounds<'_>,
    map: &DataMap,
    collection: &CollectionPlan,
    rule: &Retention,
    rows: &[FoundRow],
) -> Result<Dates, EraseError> {
    let failed = |error| EraseError::System { system: grounds.system.key.clone(), error };
    let keys = rows.iter().map(|row| row.key.to_vec()).collect();
    let mut inquiry = Inquiry::about(collection, &rule.conditions);
    inquiry.whole = false;
    inquiry.keys = Some((collection.key.clone(), keys));
    let own = Place::new(&grounds.system.key, &collection.name);
    let Some((other, column)) = foreign(map, &own, &rule.from) else {
        inquiry.extra = vec![rule.from.clone()];
        return own_dates(grounds, &inquiry, &rule.from).map_err(failed);
    };
    let Some(hops) = route(map, &own, other) else {
        let what = format!("retention counts from {}, but nothing ties {} to {other}", rule.from, collection.name);
        return Err(EraseError::Map { place: own, what });
    };
    let system = grounds.system.key.clone();
    followed(grounds, inquiry, &hops, column).map_err(|error| EraseError::System { system, error })
}

/// `collection.field` of another collection; a column whose name has a full stop is the row's own.
fn foreign<'a>(map: &DataMap, own: &Place, from: &'a str) -> Option<(&'a str, &'a str)> {
    let (other, column) = from.split_once('.')?;
    let held = map.collection(&own.system, &own.collection)?;
    (held.field(from).is_none() && other != own.collection).then_some((other, column))
}

fn own_dates(grounds: &mut Grounds<'_>, inquiry: &Inquiry<'_>, column: &str) -> Result<Dates, ConnectorError> {
    let mut dates = Dates::new();
    let collection = inquiry.collection;
    grounds.asking.ask(inquiry, &mut |row| {
        if let Some(key) = row.key(collection) {
            dates.entry(digest(&key)).or_default().push(row.value(column).and_then(date));
        }
        Flow::More
    })?;
    Ok(dates)
}

/// Goes from the rows along the hops and brings the dates back.
fn followed(
    grounds: &mut Grounds<'_>,
    mut inquiry: Inquiry<'_>,
    hops: &[Hop],
    column: &str,
) -> Result<Dates, ConnectorError> {
    let mut behind = Behind::default();
    let Some(first) = hops.first() else { return Ok(Dates::new()) };
    inquiry.extra.clone_from(&first.here);
    let collection = inquiry.collection;
    grounds.asking.ask(&inquiry, &mut |row| {
        if let (Some(key), Some(tuple)) = (row.key(collection), row.tuple(&first.here)) {
            behind.add(tuple, [digest(&key)]);
        }
        Flow::More
    })?;
    let mut dates = Dates::new();
    for (at, hop) in hops.iter().enumerate() {
        let next = hops.get(at + 1).map(|hop| hop.here.as_slice());
        behind = hop_on(grounds, hop, &behind, next, column, &mut dates)?;
    }
    Ok(dates)
}

/// One hop: to the next rows, or at the last one to their dates.
fn hop_on(
    grounds: &mut Grounds<'_>,
    hop: &Hop,
    behind: &Behind,
    next: Option<&[String]>,
    column: &str,
    dates: &mut Dates,
) -> Result<Behind, ConnectorError> {
    let Some(collection) = grounds.collection(&hop.to) else { return Ok(Behind::default()) };
    let nothing: BTreeMap<String, Condition> = BTreeMap::new();
    let tuples: Vec<Vec<Value>> = behind.0.values().map(|(tuple, _)| tuple.clone()).collect();
    let mut further = Behind::default();
    for some in tuples.chunks(KEYS_AT_ONCE) {
        let mut inquiry = Inquiry::about(collection, &nothing);
        inquiry.whole = false;
        inquiry.keys = Some((hop.there.clone(), some.to_vec()));
        inquiry.extra = hop.there.iter().cloned().chain(next.unwrap_or_default().iter().cloned()).collect();
        inquiry.extra.extend(next.is_none().then(|| column.to_owned()));
        grounds.asking.ask(&inquiry, &mut |row| {
            let there = row.tuple(&hop.there).unwrap_or_default();
            match next.map(|next| row.tuple(next)) {
                Some(Some(tuple)) => further.add(tuple, behind.rows(&there)),
                Some(None) => {}
                None => behind.rows(&there).for_each(|found| {
                    dates.entry(found).or_default().push(row.value(column).and_then(date));
                }),
            }
            Flow::More
        })?;
    }
    Ok(further)
}

/// The calendar date that a value begins with. Zeros, as some shops write for "never", are none.
fn date(value: &Value) -> Option<NaiveDate> {
    let text = value.as_text()?;
    text.get(..10)?.parse().ok()
}
