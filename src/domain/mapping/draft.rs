//! A draft of a map: what a live schema suggests, with how sure each guess is, for a person to finish.

use std::collections::BTreeSet;

use serde::Serialize;

use super::category::{CITY, EMAIL, FIRST_NAME, LAST_NAME, NAME, NUMBER, PASSWORD, PHONE, POSTCODE, SECRET, WRITTEN};
use super::outline::{Outline, TableOutline};
use super::reach::{Reach, Way, reach};
use super::role::{Looked, Role, look};
use super::sample::Guess;
use crate::domain::erasure::{ColumnKind, ColumnShape, fit};

/// A system's draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// The name under which it was connected.
    pub system: String,
    /// The kind of engine.
    pub engine: String,
    /// The tables that are about persons.
    pub collections: Vec<DraftCollection>,
    /// The tables that seem to be about nobody.
    pub left_out: Vec<String>,
}

/// A table of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftCollection {
    /// Its name in the map.
    pub name: String,
    /// Its name in the database, where the map's is another.
    pub table: Option<String>,
    /// The schema, where it must be said.
    pub schema: Option<String>,
    /// Why it is here.
    pub why: String,
    /// Rows stand for persons.
    pub person: Option<DraftPerson>,
    /// Rows stand for staff.
    pub staff: bool,
    /// Name and postcode of whoever receives something.
    pub recipient: Option<(Vec<String>, String)>,
    /// Its columns.
    pub fields: Vec<DraftField>,
}

/// How persons are told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DraftPerson {
    /// Columns to show.
    pub shown_as: Vec<String>,
    /// The columns of the name.
    pub name: Vec<String>,
    /// The column of the postcode.
    pub postcode: Option<String>,
}

/// A column of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the map language that stands by itself")]
pub struct DraftField {
    /// Its name.
    pub name: String,
    /// Whether it is (part of) the key.
    pub key: bool,
    /// What it holds.
    pub guess: Option<Guess>,
    /// The identity whose value it holds.
    pub identity: Option<&'static str>,
    /// A secret.
    pub never_leaves: bool,
    /// People write freely in it.
    pub free_text: bool,
    /// What it points at.
    pub ties: Vec<DraftTie>,
    /// What an erasure puts there, because the column takes neither nothing nor an empty text.
    pub erased_as: Option<String>,
    /// An erasure leaves it alone, because the column takes nothing that would fit.
    pub preserved: bool,
}

/// A reference of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the map language that stands by itself")]
pub struct DraftTie {
    /// The other collection and column.
    pub to: String,
    /// The other pairs of columns, here and there, where several together are the tie.
    pub also: Vec<(String, String)>,
    /// `from` or `to`.
    pub direction: &'static str,
    /// `author` where the person only wrote or handled the row.
    pub author: bool,
    /// Whether an author's tie is followed.
    pub follow: bool,
    /// Whether a person must look at what is found this way.
    pub review: bool,
    /// Whether it is followed only from the person's own rows.
    pub own_only: bool,
    /// How sure it is, in percent.
    pub sure: u8,
    /// What it rests on.
    pub why: String,
}

/// Drafts a map. Ties that a foreign key does not declare must have been checked against rows before.
pub fn draft(outline: &Outline) -> Draft {
    let looked = look(outline);
    let reach = reach(outline, &looked);
    let mut names = BTreeSet::new();
    let names: Vec<String> = outline.tables.iter().map(|table| unique_name(table, &mut names)).collect();
    let mut drafting = Drafting { outline, looked: &looked, reach: &reach, names: &names, numbered: false };
    let mut order: Vec<usize> = reach.tables.iter().copied().collect();
    order.sort_by_key(|at| looked.get(*at).map(|table| (table.role == Role::Other, table.role == Role::Staff)));
    let collections = order.iter().filter_map(|at| drafting.collection(*at)).collect();
    let left_out = (0..outline.tables.len()).filter(|at| !reach.tables.contains(at));
    Draft {
        system: outline.system.clone(),
        engine: outline.engine.clone(),
        collections,
        left_out: left_out.filter_map(|at| names.get(at).cloned()).collect(),
    }
}

fn unique_name(table: &TableOutline, taken: &mut BTreeSet<String>) -> String {
    let plain = table.table.name.replace('.', "_");
    let schema = table.table.schema.as_deref().unwrap_or("other");
    let mut name = plain.clone();
    while !taken.insert(name.clone()) {
        name = format!("{schema}_{name}");
    }
    name
}

struct Drafting<'a> {
    outline: &'a Outline,
    looked: &'a [Looked<'a>],
    reach: &'a Reach,
    names: &'a [String],
    /// Whether a table has given the customer's number already: two would be two persons.
    numbered: bool,
}

impl Drafting<'_> {
    fn collection(&mut self, at: usize) -> Option<DraftCollection> {
        let looked = self.looked.get(at)?;
        let name = self.names.get(at)?.clone();
        let real = looked.table.table.name.clone();
        let gives_number = looked.role == Role::Persons && !std::mem::replace(&mut self.numbered, true);
        let fields = looked.table.columns.iter().zip(&looked.guesses);
        let fields = fields.map(|(column, guess)| self.field(at, looked, column, guess.as_ref(), gives_number));
        let mut drafted = DraftCollection {
            person: (looked.role != Role::Other).then(|| person(looked)),
            staff: looked.role == Role::Staff,
            recipient: recipient(looked),
            why: self.why(at, looked),
            schema: looked.table.table.schema.clone(),
            table: (name != real).then_some(real),
            fields: fields.collect(),
            name,
        };
        if drafted.fields.iter().all(|field| !field.key) && !looked.table.key.is_empty() {
            drafted.why.push_str("; its key has no column that can be read");
        }
        Some(drafted)
    }

    fn why(&self, at: usize, looked: &Looked<'_>) -> String {
        match looked.role {
            Role::Persons => return "its name and columns: rows stand for persons".to_owned(),
            Role::Staff => return "its name and columns: rows stand for staff".to_owned(),
            Role::Other => {}
        }
        let ways = self.reach.ties.iter().filter_map(|(number, way)| Some((self.outline.ties.get(*number)?, *way)));
        let mut ways: Vec<String> = ways
            .filter_map(|(tie, way)| match way {
                Way::Down | Way::Wrote | Way::Beside if tie.child == at => {
                    Some(format!("hangs on {}", self.names.get(tie.parent)?))
                }
                Way::Up if tie.parent == at => Some(format!("belongs to {}", self.names.get(tie.child)?)),
                _ => None,
            })
            .collect();
        ways.dedup();
        if ways.is_empty() { "it holds e-mail addresses".to_owned() } else { ways.join(", ") }
    }

    fn field(
        &self,
        at: usize,
        looked: &Looked<'_>,
        column: &ColumnShape,
        guess: Option<&Guess>,
        gives_number: bool,
    ) -> DraftField {
        let key = looked.table.key.contains(&column.name);
        let ties = self.ties(at, &column.name);
        let is = |category| guess.is_some_and(|guess| guess.category == category && guess.sure >= 50);
        let is_phone = looked.role != Role::Other && is(PHONE) && !column.name.to_lowercase().contains("fax");
        let is_secret = (is(SECRET) || is(PASSWORD)) && !key;
        let identity = match () {
            () if is(EMAIL) => Some("email"),
            () if is_phone => Some("phone_number"),
            () if key && gives_number && looked.table.key.len() == 1 => Some("customer_number"),
            () => None,
        };
        let guess = guess.cloned().or_else(|| self.number(at, looked, column, &ties));
        let mut field = DraftField {
            name: column.name.clone(),
            key,
            identity,
            never_leaves: is_secret,
            free_text: guess.as_ref().is_some_and(|guess| guess.category == WRITTEN),
            ties,
            guess,
            erased_as: None,
            preserved: false,
        };
        settle(&mut field, column);
        field
    }

    /// A number that stands for a person: the key of a table of persons, or what points at one.
    fn number(&self, at: usize, looked: &Looked<'_>, column: &ColumnShape, ties: &[DraftTie]) -> Option<Guess> {
        let says = |sure, why: &str| Some(Guess { category: NUMBER, sure, why: why.to_owned() });
        if looked.role != Role::Other && looked.table.key.contains(&column.name) {
            return says(90, "it is the key of a table of persons");
        }
        let points = ties.iter().any(|tie| !tie.author) && self.is_persons(at, &column.name);
        if points { says(80, "it points at a person") } else { None }
    }

    fn is_persons(&self, at: usize, column: &str) -> bool {
        let mut ties = self.outline.ties.iter().filter(|tie| tie.child == at && tie.child_column == column);
        ties.any(|tie| self.looked.get(tie.parent).is_some_and(|parent| parent.role != Role::Other))
    }

    fn ties(&self, at: usize, column: &str) -> Vec<DraftTie> {
        let own = self.reach.ties.iter().filter_map(|(number, way)| Some((self.outline.ties.get(*number)?, *way)));
        let own = own.filter(|(tie, _)| tie.child == at && tie.child_column == column);
        own.filter_map(|(tie, way)| {
            Some(DraftTie {
                to: format!("{}.{}", self.names.get(tie.parent)?, tie.parent_column),
                also: tie.also.clone(),
                direction: if way == Way::Up { "to" } else { "from" },
                author: matches!(way, Way::Wrote | Way::Handled),
                follow: way == Way::Wrote,
                review: way == Way::Beside,
                own_only: way != Way::Up
                    && self.looked.get(tie.parent).is_some_and(|parent| recipient(parent).is_some()),
                sure: tie.sure,
                why: tie.why.clone(),
            })
        })
        .collect()
    }
}

fn person(looked: &Looked<'_>) -> DraftPerson {
    let names = [FIRST_NAME, LAST_NAME].iter().filter_map(|category| looked.column(category).map(str::to_owned));
    let mut name: Vec<String> = names.collect();
    if name.is_empty() {
        name.extend(looked.column(NAME).map(str::to_owned));
    }
    let postcode = looked.column(POSTCODE).map(str::to_owned);
    let more = looked.column(CITY).map(str::to_owned).into_iter().chain(postcode.clone());
    let shown_as = name.iter().cloned().chain(more).collect();
    DraftPerson { shown_as, name, postcode }
}

/// A row may name somebody who only receives something: columns for a name and a postcode that begin with the same word.
fn recipient(looked: &Looked<'_>) -> Option<(Vec<String>, String)> {
    let pairs = || looked.table.columns.iter().zip(&looked.guesses);
    let of = |category: &str, start: &str| {
        let mut all = pairs().filter(|(_, guess)| guess.as_ref().is_some_and(|guess| guess.category == category));
        all.find(|(column, _)| column.name.to_lowercase().starts_with(start)).map(|(column, _)| column.name.clone())
    };
    ["ship", "deliver", "recipient"].iter().find_map(|start| {
        let (first, last) = (of(FIRST_NAME, start)?, of(LAST_NAME, start)?);
        Some((vec![first, last], of(POSTCODE, start)?))
    })
}

/// Finds something that the column takes where it takes neither nothing nor an empty text.
fn settle(field: &mut DraftField, column: &ColumnShape) {
    if field.key || field.guess.is_none() && field.identity.is_none() && !field.free_text {
        return;
    }
    let ties_rows = !field.ties.is_empty() || field.guess.as_ref().is_some_and(|guess| guess.category == NUMBER);
    if column.read_only {
        field.preserved = true;
    } else if fit(None, column).is_err() && !ties_rows {
        let words = match column.kind {
            ColumnKind::Time => Some("1900-01-01"),
            ColumnKind::Integer | ColumnKind::Number if !column.unique => Some("0"),
            ColumnKind::Bool => Some("false"),
            _ => None,
        };
        field.erased_as = words.map(str::to_owned);
        field.preserved = words.is_none();
    }
}
