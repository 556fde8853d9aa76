//! A collection of the map against its live table: what is missing, of another kind, or cannot take what an erasure puts there.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::datamap::{
    Collection, Concern, DataMap, ErasureAction, Field, Gravity, Place, Remark, System, route,
};
use crate::domain::disclosure::finding::Link;
use crate::domain::erasure::{ColumnKind, ColumnShape, Conflict, Doubt, KeepFor, Mask, Policy, fit};

use super::category::category_of;

/// A mapped table as the live schema has it. Names are the map's where the map has one.
#[derive(Clone, Debug)]
pub struct LiveCollection<'a> {
    /// The system.
    pub system: &'a System,
    /// The collection.
    pub collection: &'a Collection,
    /// What each mapped column takes.
    pub columns: BTreeMap<String, ColumnShape>,
    /// Columns of the map that do not exist.
    pub absent: Vec<String>,
    /// Live columns that are not in the map.
    pub unmapped: Vec<ColumnShape>,
    /// The live primary key, by the map's names; empty when there is none.
    pub key: Vec<String>,
    /// Columns with a foreign key, and the tables that they point at.
    pub points_at: BTreeMap<String, String>,
    /// Columns that foreign keys point at, and the tables that do.
    pub pointed_at_by: BTreeMap<String, String>,
}

/// Everything to be said about one collection, and about its ties to others of the system.
pub fn compare(map: &DataMap, live: &LiveCollection<'_>, others: &BTreeMap<String, LiveCollection<'_>>) -> Vec<Remark> {
    let place = Place::new(&live.system.key, &live.collection.name);
    let mut talk = Talk { map, live, place, said: Vec::new() };
    talk.absent();
    talk.key();
    live.collection.fields.iter().for_each(|field| talk.kind(field));
    talk.ties(others);
    talk.retention(others);
    talk.masking();
    talk.unmapped();
    talk.said
}

struct Talk<'a, 'm> {
    map: &'a DataMap,
    live: &'a LiveCollection<'m>,
    place: Place,
    said: Vec<Remark>,
}

impl Talk<'_, '_> {
    fn say(&mut self, gravity: Gravity, concern: Concern, column: Option<&str>, what: String) {
        let place = column.map_or_else(|| self.place.to_string(), |column| format!("{}.{column}", self.place));
        self.said.push(Remark { gravity, concern, place, what });
    }

    fn absent(&mut self) {
        for column in &self.live.absent {
            let what = "the live table has no such column: its data would not be found".to_owned();
            self.say(Gravity::Error, Concern::MissingColumn, Some(column), what);
        }
    }

    fn key(&mut self) {
        let marked = self.live.collection.fields.iter().filter(|field| field.fides_meta.primary_key == Some(true));
        let marked: BTreeSet<&String> = marked.map(|field| &field.name).collect();
        let held: BTreeSet<&String> = self.live.key.iter().collect();
        if !marked.is_empty() && !held.is_empty() && marked != held {
            let live = self.live.key.join(", ");
            let what = format!("the live primary key is {live}: mark exactly these as primary_key");
            self.say(Gravity::Warning, Concern::Key, None, what);
        }
    }

    fn kind(&mut self, field: &Field) {
        let Some(column) = self.live.columns.get(&field.name) else { return };
        if let Some(said) = field.fides_meta.data_type.as_deref().filter(|said| !agrees(said, column.kind)) {
            let what = format!("the map says {said}, the live column holds {}", words_for(column.kind));
            self.say(Gravity::Error, Concern::Type, Some(&field.name), what);
        }
        let holds_text = matches!(column.kind, ColumnKind::Text | ColumnKind::Other);
        if !holds_text && matches!(field.fides_meta.identity.as_deref(), Some("email" | "name" | "postcode")) {
            let what = format!("an identity is compared as text, but the live column holds {}", words_for(column.kind));
            self.say(Gravity::Error, Concern::Type, Some(&field.name), what);
        }
        if let (Some(said), Some(room)) = (field.fides_meta.length, column.length)
            && usize::try_from(said).is_ok_and(|said| said > room)
        {
            let what = format!("the map says that it takes {said} characters, the live column takes {room}");
            self.say(Gravity::Warning, Concern::Length, Some(&field.name), what);
        }
    }

    fn ties(&mut self, others: &BTreeMap<String, LiveCollection<'_>>) {
        let mut pairs = Vec::new();
        for field in &self.live.collection.fields {
            for reference in field.fides_meta.references.iter().flatten() {
                let (other, column) = reference.target();
                if reference.dataset == self.place.system {
                    pairs.push((field.name.clone(), other.to_owned(), column.to_owned()));
                }
            }
        }
        for link in &self.live.collection.rightsdesk.links {
            let each = link.on.iter().map(|(here, there)| (here.clone(), link.with.clone(), there.clone()));
            pairs.extend(each);
        }
        for (here, other, there) in pairs {
            let kinds = self.live.columns.get(&here).zip(others.get(&other).and_then(|held| held.columns.get(&there)));
            if let Some((one, two)) = kinds
                && !joins(one.kind, two.kind)
            {
                let what = format!(
                    "it holds {} and {other}.{there} holds {}: they are compared by their written form",
                    words_for(one.kind),
                    words_for(two.kind)
                );
                self.say(Gravity::Warning, Concern::Type, Some(&here), what);
            }
        }
    }

    fn retention(&mut self, others: &BTreeMap<String, LiveCollection<'_>>) {
        for rule in &self.live.collection.rightsdesk.retention {
            if KeepFor::parse(&rule.keep_for).is_none() {
                let what = format!("keep_for: {} is no period; write 6 years, 18 months or 90 days", rule.keep_for);
                self.say(Gravity::Error, Concern::Retention, None, what);
            }
            for column in rule.fields.iter().filter(|name| self.live.collection.field(name).is_none()) {
                let what = format!("the rule of retention keeps {column}, which the map does not have");
                self.say(Gravity::Error, Concern::Retention, None, what);
            }
            if let Err(what) = self.date(&rule.from, others) {
                self.say(Gravity::Error, Concern::Retention, None, what);
            }
        }
    }

    /// Whether the date that a rule counts from can be reached and is a date.
    fn date(&self, from: &str, others: &BTreeMap<String, LiveCollection<'_>>) -> Result<(), String> {
        let own = from.split_once('.').filter(|(other, _)| *other != self.place.collection);
        let (held, column) = match own {
            None => (self.live, from.rsplit('.').next().unwrap_or(from)),
            Some((other, column)) => {
                if route(self.map, &self.place, other).is_none() {
                    return Err(format!("retention counts from {from}, but no tie leads from here to {other}"));
                }
                let Some(held) = others.get(other) else { return Ok(()) };
                (held, column)
            }
        };
        if held.collection.field(column).is_none() {
            return Err(format!("retention counts from {from}, which the map does not have"));
        }
        match held.columns.get(column).map(|shape| shape.kind) {
            None | Some(ColumnKind::Time | ColumnKind::Text | ColumnKind::Other) => Ok(()),
            Some(kind) => Err(format!("retention counts from {from}, which holds {}, no date", words_for(kind))),
        }
    }

    fn masking(&mut self) {
        let policy = Policy::new(self.live.system, self.live.collection);
        let mut wanted: BTreeMap<String, Emptied> = BTreeMap::new();
        for link in [Link::Subject, Link::Recipient, Link::Author, Link::Mention] {
            let Some(how) = emptied(&policy, link) else { continue };
            for column in policy.columns(link) {
                let at = wanted.entry(column).or_insert(how);
                *at = (*at).max(how);
            }
        }
        for (column, how) in wanted {
            self.mask(&column, how);
        }
    }

    fn mask(&mut self, name: &str, how: Emptied) {
        let field = self.live.collection.field(name);
        let Some(column) = self.live.columns.get(name) else {
            if field.is_none() {
                let what = "an erasure empties it, but the map has no such field".to_owned();
                self.say(Gravity::Error, Concern::Map, Some(name), what);
            }
            return;
        };
        let gravity = if how == Emptied::Perhaps { Gravity::Warning } else { Gravity::Error };
        let points = self.live.points_at.get(name).cloned();
        match fit(field, column) {
            // What only implies itself and ties rows together stays where it may not be empty.
            Err(Conflict { doubt: Doubt::MayNotBeEmpty, .. }) if how != Emptied::Named && self.is_link(name) => {}
            Err(Conflict { doubt, .. }) => {
                self.say(gravity, concern(&doubt), Some(name), format!("it {doubt}"));
            }
            Ok(Some(mask)) if mask != Mask::Null && points.is_some() => {
                let what = format!(
                    "a foreign key points from it at {}: what an erasure puts there would point at nothing; use null_rewrite, or leave it out",
                    points.unwrap_or_default()
                );
                self.say(gravity, Concern::ForeignKey, Some(name), what);
            }
            Ok(Some(_)) => {
                if let Some(child) = self.live.pointed_at_by.get(name).cloned() {
                    let what =
                        format!("{child} points at it by a foreign key: it cannot be changed while a row there does");
                    self.say(gravity, Concern::ForeignKey, Some(name), what);
                }
            }
            Ok(None) => {}
        }
    }

    fn is_link(&self, name: &str) -> bool {
        let field = self.live.collection.field(name);
        let said = field.is_some_and(|field| {
            field.fides_meta.references.is_some()
                || field.data_categories.iter().any(|category| category == "user.unique_id")
        });
        said || self.live.points_at.contains_key(name)
    }

    fn unmapped(&mut self) {
        for column in &self.live.unmapped {
            if let Some(guess) = category_of(&column.name, column.kind) {
                let what = format!("it looks like {} and is not in the map: it would not be found", guess.category);
                self.say(Gravity::Warning, Concern::Unmapped, Some(&column.name), what);
            }
        }
    }
}

/// How sure it is that an erasure empties a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Emptied {
    /// Only when a row that stays needs this one.
    Perhaps,
    /// The map implies it.
    Implied,
    /// The map names the column.
    Named,
}

fn emptied(policy: &Policy<'_>, link: Link) -> Option<Emptied> {
    let named = if policy.names_columns(link) { Emptied::Named } else { Emptied::Implied };
    match policy.action(link) {
        ErasureAction::Keep | ErasureAction::Review => None,
        ErasureAction::Anonymise | ErasureAction::Detach => Some(named),
        ErasureAction::Delete if policy.retention().iter().any(|rule| !rule.fields.is_empty()) => Some(named),
        ErasureAction::Delete => Some(Emptied::Perhaps),
    }
}

fn concern(doubt: &Doubt) -> Concern {
    match doubt {
        Doubt::MayNotBeEmpty => Concern::NotNull,
        Doubt::NotUnique => Concern::Unique,
        Doubt::TooLong => Concern::Length,
        Doubt::WrongKind => Concern::Type,
        Doubt::ReadOnly => Concern::ReadOnly,
        Doubt::Unknown(_) => Concern::Masking,
    }
}

/// Whether a type of fideslang fits what the column holds.
fn agrees(said: &str, kind: ColumnKind) -> bool {
    match said.trim_end_matches("[]") {
        "string" => !matches!(kind, ColumnKind::Integer | ColumnKind::Number | ColumnKind::Bool | ColumnKind::Bytes),
        // Engines without a type of their own keep truth values as numbers.
        "boolean" => matches!(kind, ColumnKind::Bool | ColumnKind::Integer),
        "integer" => matches!(kind, ColumnKind::Integer | ColumnKind::Number | ColumnKind::Bool),
        "float" => matches!(kind, ColumnKind::Number | ColumnKind::Integer),
        _ => true,
    }
}

fn joins(one: ColumnKind, two: ColumnKind) -> bool {
    let number = |kind| matches!(kind, ColumnKind::Integer | ColumnKind::Number | ColumnKind::Bool);
    number(one) == number(two)
}

fn words_for(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "text",
        ColumnKind::Integer => "whole numbers",
        ColumnKind::Number => "numbers",
        ColumnKind::Bool => "truth values",
        ColumnKind::Time => "dates or times",
        ColumnKind::Bytes => "bytes",
        ColumnKind::Other => "values of a type of its own",
    }
}
