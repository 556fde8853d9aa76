//! Checking a map against the live schemas. Nothing is changed, and no row is read.

use std::collections::BTreeMap;

use crate::domain::datamap::{Collection, Concern, DataMap, Field, Gravity, Place, Remark, System, check};
use crate::domain::erasure::{ColumnShape, holds_personal_data};
use crate::domain::mapping::{LiveCollection, compare, compare_move};
use crate::ports::connector::{Connector, ConnectorError, ForeignKey, OnDelete, Table};
use crate::workflow::gathering::Connectors;
use crate::workflow::gathering::layout::{Layout, Physical};

/// How a system was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemCheck {
    /// The system.
    pub system: String,
    /// The kind of engine; `None` when it was not asked.
    pub engine: Option<&'static str>,
    /// How many collections stand in its schema.
    pub collections: usize,
}

/// Everything to be said about a map, the gravest first, and how each system was checked.
pub fn check_live(map: &DataMap, connectors: &mut Connectors) -> (Vec<SystemCheck>, Vec<Remark>) {
    let mut remarks: Vec<Remark> = check(map).into_iter().map(|remark| weighed(map, remark)).collect();
    let mut checked = Vec::new();
    for system in &map.systems {
        let connector = connectors.get_mut(&system.key);
        let outcome = match connector {
            Some(connector) if system.rightsdesk.manual.is_none() => live(map, system, connector.as_mut()),
            Some(_) => Ok((None, Vec::new(), 0)),
            None => Err(ConnectorError::needs_person("it is not connected", "name it with --connect")),
        };
        let (engine, said, collections) = outcome.unwrap_or_else(|error| {
            let gravity = if connectors.contains_key(&system.key) { Gravity::Error } else { Gravity::Warning };
            let what = format!("it was not checked: {error}");
            (None, vec![Remark { gravity, concern: Concern::NotChecked, place: system.key.clone(), what }], 0)
        });
        remarks.extend(said);
        checked.push(SystemCheck { system: system.key.clone(), engine, collections });
    }
    remarks.sort_by(|one, two| (one.gravity, &one.place, one.concern).cmp(&(two.gravity, &two.place, two.concern)));
    (checked, remarks)
}

/// What nothing leads to is a flaw when it holds personal data: a copy of the data would silently lack it.
fn weighed(map: &DataMap, remark: Remark) -> Remark {
    let personal = remark.place.split_once('.').and_then(|(system, collection)| map.collection(system, collection));
    let grave = remark.concern == Concern::Unreachable && personal.is_some_and(holds_personal_data);
    if grave { Remark { gravity: Gravity::Error, ..remark } } else { remark }
}

type Answer = (Option<&'static str>, Vec<Remark>, usize);

fn live(map: &DataMap, system: &System, connector: &mut dyn Connector) -> Result<Answer, ConnectorError> {
    let engine = connector.nature()?.engine;
    let mut layout = Layout::new(system, engine);
    let (mut remarks, mut held) = (Vec::new(), Vec::new());
    for collection in system.collections.iter().filter(|collection| !collection.is_skipped()) {
        match layout.of(&collection.name, connector)? {
            Some(physical) => held.push((collection, physical)),
            None => remarks.push(Remark {
                gravity: Gravity::Error,
                concern: Concern::MissingTable,
                place: Place::new(&system.key, &collection.name).to_string(),
                what: "the live schema has no such table: its data would not be found".to_owned(),
            }),
        }
    }
    let keys = connector.foreign_keys()?;
    let mut tables = BTreeMap::new();
    for (collection, physical) in &held {
        let shape = connector.shape(&physical.table)?.unwrap_or_default();
        let key = connector.primary_key(&physical.table)?;
        tables.insert(collection.name.clone(), collection_of(system, collection, physical, shape, &key, &keys));
    }
    for table in tables.values() {
        remarks.extend(compare(map, table, &tables));
    }
    remarks.extend(moves(system, &held, &keys, connector)?);
    remarks.extend(strangers(system, &held, &keys));
    Ok((Some(engine), remarks, held.len()))
}

fn collection_of<'m>(
    system: &'m System,
    collection: &'m Collection,
    physical: &Physical,
    shape: Vec<ColumnShape>,
    key: &[String],
    keys: &[ForeignKey],
) -> LiveCollection<'m> {
    let mapped =
        |column: &String| physical.columns.iter().find(|(_, live)| *live == column).map(|(name, _)| name.clone());
    let (known, unmapped): (Vec<ColumnShape>, Vec<ColumnShape>) =
        shape.into_iter().partition(|column| mapped(&column.name).is_some());
    let mut live = LiveCollection {
        system,
        collection,
        columns: known.into_iter().filter_map(|column| Some((mapped(&column.name)?, column))).collect(),
        absent: physical.absent.clone(),
        unmapped,
        key: key.iter().map(|column| mapped(column).unwrap_or_else(|| column.clone())).collect(),
        points_at: BTreeMap::new(),
        pointed_at_by: BTreeMap::new(),
    };
    for foreign in keys {
        if is_same(&foreign.child, &physical.table) {
            let own = foreign.child_columns.iter().filter_map(mapped);
            live.points_at.extend(own.map(|column| (column, foreign.parent.name.clone())));
        }
        if is_same(&foreign.parent, &physical.table) {
            let own = foreign.parent_columns.iter().filter_map(mapped);
            live.pointed_at_by.extend(own.map(|column| (column, foreign.child.name.clone())));
        }
    }
    live
}

/// Rows that a restriction moves: the other table must take every column of theirs, and nothing may hold them or go with them.
fn moves(
    system: &System,
    held: &[(&Collection, Physical)],
    keys: &[ForeignKey],
    connector: &mut dyn Connector,
) -> Result<Vec<Remark>, ConnectorError> {
    let mut remarks = Vec::new();
    for (collection, physical) in held {
        let Some(to) = collection.rightsdesk.restriction.as_ref().and_then(|rule| rule.move_to.as_ref()) else {
            continue;
        };
        let Some((_, other)) = held.iter().find(|(other, _)| other.name == *to) else { continue };
        let own = connector.shape(&physical.table)?.unwrap_or_default();
        let target = connector.shape(&other.table)?.unwrap_or_default();
        let stays = |table: &Table| {
            let child = held.iter().find(|(_, child)| is_same(&child.table, table)).map(|(child, _)| child);
            child.and_then(|child| child.rightsdesk.restriction.as_ref()?.move_to.as_ref()).is_none()
        };
        let pointing = keys.iter().filter(|key| is_same(&key.parent, &physical.table));
        let ties: Vec<(String, bool, bool)> = pointing
            .map(|key| (key.child.name.clone(), key.on_delete != OnDelete::Refuse, stays(&key.child)))
            .collect();
        remarks.extend(compare_move(&Place::new(&system.key, &collection.name), to, (&own, &target), &ties));
    }
    Ok(remarks)
}

/// A table without a schema is the one that the connection sees under its name.
fn is_same(one: &Table, other: &Table) -> bool {
    let schemas = one.schema.as_ref().zip(other.schema.as_ref());
    one.name == other.name && schemas.is_none_or(|(one, other)| one == other)
}

/// Tables that point at mapped ones and are not in the map: what hangs on a person there would not be found.
fn strangers(system: &System, held: &[(&Collection, Physical)], keys: &[ForeignKey]) -> Vec<Remark> {
    let is_mapped = |table: &Table| held.iter().find(|(_, physical)| is_same(&physical.table, table));
    let mut said: BTreeMap<String, Remark> = BTreeMap::new();
    for key in keys.iter().filter(|key| is_mapped(&key.child).is_none()) {
        let Some((collection, _)) = is_mapped(&key.parent) else { continue };
        let standing_for_persons = collection.rightsdesk.person.is_some() || collection.fields.iter().any(identifies);
        if !standing_for_persons {
            continue;
        }
        let what = format!(
            "it points at {} by {} and is not in the map: what it holds about a person would not be found",
            collection.name,
            key.child_columns.join(", ")
        );
        let place = Place::new(&system.key, &key.child.name).to_string();
        let remark = Remark { gravity: Gravity::Warning, concern: Concern::Unmapped, place: place.clone(), what };
        said.entry(place).or_insert(remark);
    }
    said.into_values().collect()
}

fn identifies(field: &Field) -> bool {
    field.fides_meta.identity.is_some()
}
