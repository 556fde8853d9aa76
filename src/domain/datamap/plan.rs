//! From a map and what is known about a person to the steps of a gathering. Pure: what is asked is decided here, how is the connector's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::check::check;
use super::identity::{Comparison, Identities, Test};
use super::map::{Collection, DataMap, Field, System};
use super::order::{collections_in_order, systems_in_order};
use super::orient::Orientation;
use super::parse::MapError;
use super::remark::Gravity;
use super::rules::{Condition, FindRule};
use super::text::{hint_of, needle_of};
use crate::domain::disclosure::finding::Link;
use crate::domain::personal::Personal;

/// A collection of a system.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The system.
    pub system: String,
    /// The collection.
    pub collection: String,
}

impl Place {
    /// The collection of a system.
    pub fn new(system: impl Into<String>, collection: impl Into<String>) -> Self {
        Self { system: system.into(), collection: collection.into() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.system, self.collection)
    }
}

/// How strongly a path ties a row to the person; the smaller, the stronger. A path is as weak as its weakest step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Level {
    /// The kind of link.
    pub link: Link,
    /// Whether a person must look.
    pub review: bool,
}

impl Level {
    /// The level of a path that goes on from here over a step of the other level.
    #[must_use]
    pub fn then(self, step: Self) -> Self {
        Self { link: self.link.max(step.link), review: self.review || step.review }
    }
}

/// What is read of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionPlan {
    /// Its name in the map.
    pub name: String,
    /// The columns that tell rows apart.
    pub key: Vec<String>,
    /// Whether the map marks no key: then these are all columns, and several rows may be alike in them.
    pub alike: bool,
    /// The columns that may leave.
    pub shown: Vec<String>,
    /// Whether a person must look at every row.
    pub review: bool,
    /// Conditions on every row.
    pub conditions: BTreeMap<String, Condition>,
    /// The columns that tell persons apart, when rows stand for persons.
    pub person: Option<Vec<String>>,
}

/// Rows to be found by the person's identities; every test must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Where.
    pub at: Place,
    /// What must hold.
    pub tests: Vec<Test>,
    /// How strong the tie is.
    pub level: Level,
    /// Conditions on the rows.
    pub conditions: BTreeMap<String, Condition>,
}

/// A rule that tells several persons of one collection apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrow {
    /// The collection of persons.
    pub persons: Place,
    /// Where the identity is held; the persons' own collection or one that points at it.
    pub at: Place,
    /// Columns there and the persons' columns that they equal; empty when `at` is the persons' own collection.
    pub on: Vec<(String, String)>,
    /// What must hold.
    pub tests: Vec<Test>,
}

/// Rows to be found by the values of rows already found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The collection whose rows are known.
    pub from: Place,
    /// Its columns.
    pub from_columns: Vec<String>,
    /// The collection to ask.
    pub to: Place,
    /// The columns there that must equal them, in the same order.
    pub to_columns: Vec<String>,
    /// How strong the step is.
    pub level: Level,
    /// The kind of link that a row must have for the step to be taken from it; `None`: any.
    pub only_from: Option<Link>,
    /// Conditions on the rows.
    pub conditions: BTreeMap<String, Condition>,
}

/// One thing that a text must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionTerm {
    /// An identity of the person.
    Known {
        /// The identity's name.
        identity: String,
        /// How it is looked for.
        comparison: Comparison,
        /// What is looked for.
        needle: Personal,
        /// A piece of plain ASCII that every text with it contains, where there is one.
        hint: Option<String>,
    },
    /// A value of a row that was found by recognising the person.
    Found {
        /// Where the row lies.
        at: Place,
        /// The column.
        column: String,
    },
}

/// Free text to be read for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub at: Place,
    /// The columns that are read.
    pub columns: Vec<String>,
    /// Alternatives of things that must all be in one text.
    pub of: Vec<Vec<MentionTerm>>,
    /// The kind of link with which the rows behind [`MentionTerm::Found`] were recognised.
    pub found_as: Option<Link>,
}

/// What is to be asked of one system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemPlan {
    /// The system.
    pub system: String,
    /// Its collections, in the order in which a person would read them: near the person first.
    pub collections: Vec<CollectionPlan>,
    /// Where the search starts.
    pub seeds: Vec<Seed>,
    /// What tells several persons apart.
    pub narrows: Vec<Narrow>,
    /// Where it goes on, in this system or from it to another.
    pub edges: Vec<Edge>,
    /// Texts to read at the end.
    pub mentions: Vec<Mention>,
}

impl SystemPlan {
    /// What is read of a collection.
    pub fn collection(&self, name: &str) -> Option<&CollectionPlan> {
        self.collections.iter().find(|collection| collection.name == name)
    }
}

/// What is to be asked of all systems, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One plan per system, in the order of the map and of its `after`.
    pub systems: Vec<SystemPlan>,
}

/// Makes the plan for a person. Refuses a map that [`check`] finds unsound.
pub fn plan(map: &DataMap, identities: &Identities) -> Result<Plan, MapError> {
    if let Some(bad) = check(map).into_iter().find(|remark| remark.gravity == Gravity::Error) {
        return Err(MapError::Unsound { place: bad.place, what: bad.what });
    }
    let orientation = Orientation::of(map);
    let edges = super::orient::edges(map, &orientation);
    let systems = systems_in_order(map);
    let systems = systems.into_iter().map(|system| plan_system(map, system, identities, &orientation, &edges));
    Ok(Plan { systems: systems.collect() })
}

fn plan_system(
    map: &DataMap,
    system: &System,
    identities: &Identities,
    orientation: &Orientation,
    edges: &[Edge],
) -> SystemPlan {
    let mut read: Vec<&Collection> = system.collections.iter().filter(|collection| !collection.is_skipped()).collect();
    read.sort_by_key(|collection| orientation.rank(&Place::new(&system.key, &collection.name)));
    let read = collections_in_order(system, read);
    let turn =
        |edge: &Edge| read.iter().position(|held| edge.to.system == system.key && held.name == edge.to.collection);
    let mut own: Vec<Edge> = edges.iter().filter(|edge| edge.from.system == system.key).cloned().collect();
    if read.iter().any(|collection| collection.fides_meta.after.is_some()) {
        // Steps to other systems come at the end; the sort is stable.
        own.sort_by_key(|edge| turn(edge).unwrap_or(usize::MAX));
    }
    let rules =
        || read.iter().flat_map(|collection| find_rules(collection).into_iter().map(move |rule| (*collection, rule)));
    SystemPlan {
        system: system.key.clone(),
        collections: read.iter().map(|collection| plan_collection(collection)).collect(),
        seeds: rules().filter_map(|(collection, rule)| seed(system, collection, &rule, identities)).collect(),
        narrows: rules().filter_map(|(collection, rule)| narrow(system, collection, &rule, identities)).collect(),
        edges: own,
        mentions: read.iter().flat_map(|collection| mentions(map, system, collection, identities)).collect(),
    }
}

fn plan_collection(collection: &Collection) -> CollectionPlan {
    let extras = &collection.rightsdesk;
    CollectionPlan {
        name: collection.name.clone(),
        key: collection.key(),
        alike: !collection.has_key(),
        shown: collection.shown(),
        review: extras.review,
        conditions: extras.conditions.clone(),
        person: extras.person.as_ref().map(|person| person.shown_as.clone()),
    }
}

/// The rules written at the collection and those that follow from `identity` marks on its fields.
pub(super) fn find_rules(collection: &Collection) -> Vec<FindRule> {
    let mut rules = Vec::new();
    collection.fields.iter().for_each(|field| marked(field, &field.name, &mut rules));
    rules.extend(collection.rightsdesk.find_by.iter().cloned());
    rules
}

/// The rules of a field's marks, and of the parts of a structured one: `data.customer.email`.
fn marked(field: &Field, path: &str, rules: &mut Vec<FindRule>) {
    rules.extend(field.fides_meta.identity.as_ref().map(|identity| FindRule {
        identities: BTreeMap::from([(identity.clone(), super::rules::Columns::One(path.to_owned()))]),
        link: field.rightsdesk.link,
        review: field.rightsdesk.review,
        conditions: BTreeMap::new(),
        narrows: None,
    }));
    for part in &field.fields {
        marked(part, &format!("{path}.{}", part.name), rules);
    }
}

fn tests(collection: &Collection, rule: &FindRule, identities: &Identities) -> Option<Vec<Test>> {
    let each = rule.identities.iter().map(|(identity, columns)| {
        let names = columns.names();
        let own = names.first().and_then(|name| collection.field(name)).and_then(|field| field.rightsdesk.compare);
        identities.test(identity, own, names)
    });
    each.collect()
}

fn seed(system: &System, collection: &Collection, rule: &FindRule, identities: &Identities) -> Option<Seed> {
    if rule.narrows.is_some() {
        return None;
    }
    Some(Seed {
        at: Place::new(&system.key, &collection.name),
        tests: tests(collection, rule, identities)?,
        level: Level { link: rule.link.unwrap_or(Link::Subject), review: rule.review },
        conditions: rule.conditions.clone(),
    })
}

fn narrow(system: &System, collection: &Collection, rule: &FindRule, identities: &Identities) -> Option<Narrow> {
    let persons = rule.narrows.as_ref()?;
    let tie = collection.rightsdesk.links.iter().find(|link| &link.with == persons);
    let on = tie.map(|link| link.on.iter().map(|(here, there)| (here.clone(), there.clone())).collect());
    Some(Narrow {
        persons: Place::new(&system.key, persons),
        at: Place::new(&system.key, &collection.name),
        on: on.unwrap_or_default(),
        tests: tests(collection, rule, identities)?,
    })
}

fn mentions(map: &DataMap, system: &System, collection: &Collection, identities: &Identities) -> Vec<Mention> {
    let rules = collection.rightsdesk.mentions.iter().map(|rule| Mention {
        at: Place::new(&system.key, &collection.name),
        columns: rule.columns.clone(),
        of: rule.of.iter().filter_map(|terms| terms_of(map, system, terms, identities)).collect(),
        found_as: rule.found_as,
    });
    rules.filter(|mention| !mention.of.is_empty()).collect()
}

/// The terms of one alternative; `None` when one of them is not known, for then the rest would say too little.
fn terms_of(map: &DataMap, system: &System, terms: &[String], identities: &Identities) -> Option<Vec<MentionTerm>> {
    let each = terms.iter().map(|term| {
        if let Some((collection, column)) = term.split_once('.') {
            map.collection(&system.key, collection)?;
            return Some(MentionTerm::Found { at: Place::new(&system.key, collection), column: column.to_owned() });
        }
        let test = identities.test(term, None, Vec::new())?;
        let needle = needle_of(test.comparison, test.wanted.reveal())?;
        let hint = hint_of(test.comparison, test.wanted.reveal());
        Some(MentionTerm::Known { identity: test.identity, comparison: test.comparison, needle: needle.into(), hint })
    });
    each.collect()
}

impl Plan {
    /// The identity names that find somebody with this plan; empty when nothing known is held anywhere.
    pub fn asked_by(&self) -> BTreeSet<&str> {
        let seeds = self.systems.iter().flat_map(|system| &system.seeds);
        seeds.flat_map(|seed| seed.tests.iter().map(|test| test.identity.as_str())).collect()
    }
}
