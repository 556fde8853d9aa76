//! Which columns are really to be emptied: what a live column takes, and what is not masked yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{Draft, RowPlace, Rulings};
use super::grounds::Grounds;
use super::outcome::Refusal;
use crate::domain::datamap::{Collection, CollectionPlan, Condition, Place, Scalar};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{Conflict, Doubt, Mask, Policy, Ruling, fit};
use crate::ports::connector::{ConnectorError, Flow, KEYS_AT_ONCE};
use crate::workflow::gathering::RowDigest;
use crate::workflow::gathering::asking::{Inquiry, digest};

/// What stands in place of values, by column.
pub(super) type Masks = BTreeMap<String, Mask>;

/// A key as text, for values that name their row.
pub(super) fn key_text(key: &[Value]) -> String {
    key.iter().filter_map(Value::as_text).collect::<Vec<_>>().join("-")
}

/// The masks of a collection's columns that any ruling empties; what a column cannot take is refused, unless the map only
/// implied it and the column is a mere link.
pub(super) fn masks(
    grounds: &mut Grounds<'_>,
    draft: &Draft,
    name: &str,
    refusals: &mut Vec<Refusal>,
) -> Result<Masks, ConnectorError> {
    let (Some(collection), Some(shape)) = (grounds.system.collection(name), grounds.shape(name)?) else {
        return Ok(Masks::new());
    };
    let policy = Policy::new(grounds.system, collection);
    let mut wanted: BTreeMap<&String, bool> = BTreeMap::new();
    for row in draft.rows(name) {
        for column in &row.ruling.columns {
            *wanted.entry(column).or_default() |= policy.names_columns(row.found.link);
        }
    }
    let links = links(grounds, name)?;
    let mut masks = Masks::new();
    for (column, is_named) in wanted {
        let Some(live) = shape.get(column) else { continue };
        match fit(collection.field(column), live) {
            Ok(Some(mask)) => drop(masks.insert(column.clone(), mask)),
            Ok(None) => {}
            Err(Conflict { doubt: Doubt::MayNotBeEmpty, .. }) if !is_named && is_link(collection, &links, column) => {}
            Err(conflict) => {
                let place = Place::new(&grounds.system.key, name);
                refusals.push(Refusal { place, conflict: Conflict { column: column.clone(), ..conflict } });
            }
        }
    }
    Ok(masks)
}

/// Columns with a foreign key.
fn links(grounds: &mut Grounds<'_>, name: &str) -> Result<BTreeSet<String>, ConnectorError> {
    let ties = grounds.ties()?;
    let from_here = ties.iter().filter(|tie| tie.child_collections.iter().any(|child| child == name));
    let columns: Vec<String> = from_here.flat_map(|tie| tie.child_columns.clone()).collect();
    Ok(super::needed::in_the_maps_words(grounds, name, &columns)?.into_iter().collect())
}

fn is_link(collection: &Collection, links: &BTreeSet<String>, column: &str) -> bool {
    let points = collection.field(column).is_some_and(|field| {
        field.fides_meta.references.is_some()
            || field.data_categories.iter().any(|category| category == "user.unique_id")
    });
    points || links.contains(column)
}

/// Takes out of every ruling the columns that need no masking any more, so that a second run finds nothing to do.
pub(super) fn leave_the_done(
    grounds: &mut Grounds<'_>,
    draft: &mut Draft,
    rulings: &mut Rulings,
    name: &str,
    masks: &Masks,
) -> Result<(), ConnectorError> {
    let Some(collection) = grounds.collection(name) else { return Ok(()) };
    let mut waiting: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, row) in draft.rows(name).iter().enumerate().filter(|(_, row)| !row.ruling.columns.is_empty()) {
        waiting.entry(row.ruling.columns.clone()).or_default().push(at);
    }
    for (columns, rows) in waiting {
        let maskable: Vec<String> = columns.into_iter().filter(|column| masks.contains_key(column)).collect();
        for some in rows.chunks(KEYS_AT_ONCE) {
            let keys: Vec<Vec<Value>> =
                some.iter().filter_map(|at| Some(draft.rows(name).get(*at)?.found.key.to_vec())).collect();
            let open = open_columns(grounds, collection, masks, &maskable, &keys)?;
            for place in some.iter().map(|at| (name.to_owned(), *at)) {
                narrow(draft, rulings, &place, &maskable, &open);
            }
        }
    }
    Ok(())
}

/// Leaves in a row's ruling the columns that are open in it.
fn narrow(draft: &mut Draft, rulings: &mut Rulings, place: &RowPlace, columns: &[String], open: &Open) {
    let Some(row) = draft.row(place) else { return };
    let open = open.get(&digest(&row.found.key));
    let left = columns.iter().filter(|column| open.is_some_and(|open| open.contains(*column)));
    let ruling = Ruling { columns: left.cloned().collect(), ..(*row.ruling).clone() };
    draft.rule(place, rulings.shared(ruling));
}

/// The columns that are open, by row.
pub(super) type Open = HashMap<RowDigest, BTreeSet<String>>;

/// The columns of some rows that still hold something to be masked.
pub(super) fn open_columns(
    grounds: &mut Grounds<'_>,
    collection: &CollectionPlan,
    masks: &Masks,
    columns: &[String],
    keys: &[Vec<Value>],
) -> Result<Open, ConnectorError> {
    let mut open = Open::new();
    let secret = |column: &&String| {
        let field = grounds.system.collection(&collection.name).and_then(|held| held.field(column));
        field.is_some_and(|field| field.rightsdesk.never_leaves) && masks.get(*column).is_some_and(Mask::is_constant)
    };
    let (secrets, readable): (Vec<&String>, Vec<&String>) = columns.iter().partition(secret);
    let nothing = BTreeMap::new();
    let mut inquiry = Inquiry::about(collection, &nothing);
    inquiry.whole = false;
    inquiry.keys = Some((collection.key.clone(), keys.to_vec()));
    inquiry.extra = readable.iter().map(|column| (*column).clone()).collect();
    grounds.asking.ask(&inquiry, &mut |row| {
        let Some(key) = row.key(collection) else { return Flow::More };
        let is_open = |column: &&&String| {
            let (value, mask) = (row.value(column), masks.get(**column));
            value.zip(mask).is_some_and(|(value, mask)| !mask.is_done(value, &key_text(&key)))
        };
        let left = readable.iter().filter(is_open).map(|column| (*column).clone());
        open.entry(digest(&key)).or_default().extend(left);
        Flow::More
    })?;
    for column in secrets {
        let Some(mask) = masks.get(column) else { continue };
        for key in differing(grounds, collection, column, mask, keys)? {
            open.entry(key).or_default().insert(column.clone());
        }
    }
    Ok(open)
}

/// The rows in which a column that is never read holds something else than its mask: the database compares.
fn differing(
    grounds: &mut Grounds<'_>,
    collection: &CollectionPlan,
    column: &str,
    mask: &Mask,
    keys: &[Vec<Value>],
) -> Result<Vec<RowDigest>, ConnectorError> {
    let condition = match mask {
        Mask::Text(words) => Condition::Not(Scalar::Text(words.clone())),
        _ => Condition::Null(false),
    };
    let conditions = BTreeMap::from([(column.to_owned(), condition)]);
    let mut inquiry = Inquiry::about(collection, &conditions);
    inquiry.whole = false;
    inquiry.keys = Some((collection.key.clone(), keys.to_vec()));
    let mut rows = Vec::new();
    grounds.asking.ask(&inquiry, &mut |row| {
        rows.extend(row.key(collection).map(|key| digest(&key)));
        Flow::More
    })?;
    Ok(rows)
}
