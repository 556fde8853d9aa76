//! The plan of an erasure: every row of the person with its ruling, after the live schema has had its say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::columns::{Masks, leave_the_done, masks};
use super::decisions::{Decisions, RowName, row_name};
use super::draft::{Draft, DraftRow, Rulings};
use super::grounds::Grounds;
use super::keeping::retained;
use super::locate::{FoundRow, Located, locate};
use super::needed::spare_the_needed;
use super::outcome::{EraseError, Hold, Planned, Refusal};
use super::shared::leave_the_shared;
use crate::domain::datamap::{CollectionPlan, DataMap, Place};
use crate::domain::disclosure::finding::{FoundBy, Link};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{Action, PlannedRow, Policy, RowFacts, Ruling, UNNAMED};
use crate::ports::connector::Connector;
use crate::workflow::gathering::{Connectors, Progress, Question, RowDigest, SystemReport};

/// What is to be done, system by system.
#[derive(Clone, Debug, Default)]
pub struct ErasurePlan {
    /// The systems in which something was found, in the order of the map.
    pub systems: Vec<SystemErasure>,
    /// Legal holds of the map: while there is one, nothing is carried out.
    pub holds: Vec<Hold>,
    /// What the live schemas cannot take: while there is one, nothing is carried out.
    pub refusals: Vec<Refusal>,
    /// How each system answered the search.
    pub reports: Vec<SystemReport>,
    /// What the search has to say.
    pub news: Vec<Progress>,
    /// The rows for a person to decide about which a decision was given.
    pub heard: BTreeSet<RowName>,
}

/// One system's part.
#[derive(Clone, Debug)]
pub struct SystemErasure {
    /// The system.
    pub system: String,
    /// Its collections with rows of the person.
    pub collections: Vec<CollectionErasure>,
}

/// One collection's part.
#[derive(Clone, Debug)]
pub struct CollectionErasure {
    /// The collection.
    pub name: String,
    /// The columns of its key.
    pub key_columns: Vec<String>,
    /// What stands in place of emptied values, by column.
    pub masks: Masks,
    /// The rows.
    pub rows: Vec<ErasureRow>,
}

/// A row of the plan.
#[derive(Clone, Debug)]
pub struct ErasureRow {
    /// The values of its key.
    pub key: Box<[Value]>,
    /// What happens to it.
    pub ruling: Arc<Ruling>,
    /// A digest of what stood in it; a row that has another one now is not touched.
    pub seen: RowDigest,
    /// How it is tied to the person.
    pub link: Link,
    /// Whether it was found because one of the person's rows points at it: others may point at it, too.
    pub pointed: bool,
}

impl ErasurePlan {
    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = PlannedRow<'_>> {
        let parts = self.systems.iter().flat_map(|part| part.collections.iter().map(move |held| (part, held)));
        parts.flat_map(|(part, held)| {
            held.rows.iter().map(move |row| PlannedRow {
                system: &part.system,
                collection: &held.name,
                key_columns: &held.key_columns,
                key: &row.key,
                ruling: &row.ruling,
            })
        })
    }

    /// How many rows it changes.
    pub fn changes(&self) -> usize {
        self.rows().filter(|row| row.ruling.changes()).count()
    }

    /// Rows by system and what happens to them.
    pub fn counts(&self) -> BTreeMap<(String, Action), usize> {
        let mut counts = BTreeMap::new();
        for row in self.rows() {
            *counts.entry((row.system.to_owned(), row.ruling.action)).or_default() += 1;
        }
        counts
    }
}

/// Searches and decides. Changes nothing. `day` is the day on which retention is looked at; `decided` is what people said about rows
/// that the map leaves to them.
pub fn plan_erasure(
    question: &Question<'_>,
    connectors: &mut Connectors,
    day: NaiveDate,
    decided: &Decisions,
) -> Result<Planned, EraseError> {
    let (mut rows, reports, news) = match locate(question, connectors)? {
        Located::Candidates(candidates) => return Ok(Planned::Candidates(candidates)),
        Located::Rows { rows, reports, news } => (rows, reports, news),
    };
    let mut plan = ErasurePlan { holds: holds(question.map), reports, news, ..ErasurePlan::default() };
    for system in &question.map.systems {
        let Some(found) = rows.remove(&system.key) else { continue };
        let Some(connector) = connectors.get_mut(&system.key) else { continue };
        let failed = EraseError::of(&system.key);
        let Some(mut grounds) = Grounds::open(question, &system.key, connector.as_mut()).map_err(&failed)? else {
            continue;
        };
        let draft = draft(&mut grounds, question.map, found, (day, decided), &mut plan)?;
        plan.systems.push(draft);
    }
    Ok(Planned::Plan(plan))
}

/// The legal holds that the map itself names.
pub(super) fn holds(map: &DataMap) -> Vec<Hold> {
    let mut holds = Vec::new();
    for system in &map.systems {
        let hold = |place: &str, reason: &String| Hold { place: place.to_owned(), reason: reason.clone() };
        holds.extend(system.rightsdesk.legal_hold.iter().map(|reason| hold(&system.key, reason)));
        for collection in &system.collections {
            let place = Place::new(&system.key, &collection.name).to_string();
            holds.extend(collection.rightsdesk.legal_hold.iter().map(|reason| hold(&place, reason)));
        }
    }
    holds
}

/// Decides the rows of one system.
pub(super) fn draft(
    grounds: &mut Grounds<'_>,
    map: &DataMap,
    found: BTreeMap<String, Vec<FoundRow>>,
    (day, decided): (NaiveDate, &Decisions),
    plan: &mut ErasurePlan,
) -> Result<SystemErasure, EraseError> {
    let (mut draft, mut rulings) = (Draft::default(), Rulings::default());
    for (name, rows) in found {
        let Some(collection) = grounds.collection(&name) else { continue };
        let mut rows = ruled(grounds, map, collection, rows, day, &mut rulings)?;
        plan.heard.extend(hear(grounds, &name, &mut rows, (day, decided), &mut rulings));
        draft.collections.insert(name, rows);
    }
    let system = grounds.system.key.clone();
    let failed = EraseError::of(&system);
    leave_the_shared(grounds, &mut draft, &mut rulings).map_err(&failed)?;
    spare_the_needed(grounds, &mut draft, &mut rulings).map_err(&failed)?;
    let names: Vec<String> = draft.collections.keys().cloned().collect();
    let mut all_masks = BTreeMap::new();
    for name in &names {
        let masks = masks(grounds, &draft, name, &mut plan.refusals).map_err(&failed)?;
        leave_the_done(grounds, &mut draft, &mut rulings, name, &masks).map_err(&failed)?;
        all_masks.insert(name.clone(), masks);
    }
    Ok(finished(grounds, draft, all_masks))
}

/// The first word on every row: the map's, with what retention says.
fn ruled(
    grounds: &mut Grounds<'_>,
    map: &DataMap,
    collection: &CollectionPlan,
    rows: Vec<FoundRow>,
    day: NaiveDate,
    rulings: &mut Rulings,
) -> Result<Vec<DraftRow>, EraseError> {
    let retained = retained(grounds, map, collection, &rows, day)?;
    let Some(mapped) = grounds.system.collection(&collection.name) else { return Ok(Vec::new()) };
    let policy = Policy::new(grounds.system, mapped);
    let decided = rows.into_iter().zip(&retained).map(|(found, retained)| {
        let is_complete = collection.alike || !found.key.contains(&Value::Null);
        let whole_key = found.key.len() == collection.key.len() && is_complete;
        let ruling = policy.rule(&RowFacts { link: found.link, review: found.review, retained });
        let ruling = if whole_key || !ruling.changes() { ruling } else { unnamed(&ruling) };
        DraftRow { found, ruling: rulings.shared(ruling) }
    });
    Ok(decided.collect())
}

/// Puts what people decided in place of the question to them; which rows that were.
fn hear(
    grounds: &Grounds<'_>,
    name: &str,
    rows: &mut [DraftRow],
    (day, decided): (NaiveDate, &Decisions),
    rulings: &mut Rulings,
) -> Vec<RowName> {
    let Some(mapped) = grounds.system.collection(name) else { return Vec::new() };
    let (policy, place) = (Policy::new(grounds.system, mapped), Place::new(&grounds.system.key, name));
    let mut heard = Vec::new();
    for row in rows.iter_mut().filter(|row| row.ruling.is_for_people()) {
        let Some(decision) = decided.of(&place, &row.found) else { continue };
        row.ruling = rulings.shared(policy.decided(row.found.link, decision, day));
        heard.push(row_name(place.clone(), &row.found.key));
    }
    heard
}

/// A row that no key names cannot be changed without touching its like.
fn unnamed(ruling: &Ruling) -> Ruling {
    Ruling {
        action: Action::Review,
        columns: Vec::new(),
        rule: UNNAMED.to_owned(),
        reason: "Nothing tells this row from others like it, so a person must erase it.".to_owned(),
        until: ruling.until,
    }
}

fn finished(grounds: &Grounds<'_>, draft: Draft, mut masks: BTreeMap<String, Masks>) -> SystemErasure {
    let mut rows = draft.collections;
    let collections = grounds.plan.collections.iter().filter_map(|collection| {
        let rows = rows.remove(&collection.name)?;
        let rows = rows.into_iter().map(|row| ErasureRow {
            key: row.found.key,
            ruling: row.ruling,
            seen: row.found.seen,
            link: row.found.link,
            pointed: row.found.found_by == FoundBy::PointedAt,
        });
        Some(CollectionErasure {
            name: collection.name.clone(),
            key_columns: collection.key.clone(),
            masks: masks.remove(&collection.name).unwrap_or_default(),
            rows: rows.collect(),
        })
    });
    SystemErasure { system: grounds.system.key.clone(), collections: collections.collect() }
}

/// What a journal keeps of a plan is enough to go on with: the masks are fitted anew to the live columns.
pub(super) fn refit(
    question: &Question<'_>,
    connector: &mut dyn Connector,
    part: &mut SystemErasure,
) -> Result<Vec<Refusal>, EraseError> {
    let failed = EraseError::of(&part.system);
    let mut refusals = Vec::new();
    let Some(mut grounds) = Grounds::open(question, &part.system, connector).map_err(&failed)? else {
        return Ok(refusals);
    };
    for held in &mut part.collections {
        let mut draft = Draft::default();
        let rows =
            held.rows.iter().map(|row| DraftRow { found: FoundRow::known(row), ruling: Arc::clone(&row.ruling) });
        draft.collections.insert(held.name.clone(), rows.collect());
        held.masks = masks(&mut grounds, &draft, &held.name, &mut refusals).map_err(&failed)?;
    }
    Ok(refusals)
}
