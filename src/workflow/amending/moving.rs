//! Rows that are moved away while they are restricted (recital 67 UK GDPR), and back when that is over: copied and taken away within
//! the transaction of their system, so that a row never stands in both tables or in none.

use std::collections::{BTreeMap, BTreeSet};

use super::system::{Due, Ground, Live, refused};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::children_first;
use crate::ports::connector::{
    Change, ConnectorError, Copying, Flow, ForeignKey, KEYS_AT_ONCE, Keys, OnDelete, Select, Table,
};
use crate::workflow::gathering::layout::Physical;

/// Rows that go from one table into another.
struct Convoy {
    from: Table,
    to: Table,
    /// What is copied, by the engine's names.
    columns: Vec<String>,
    key: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Ground<'_> {
    /// In which of its two collections a row stands: its name, both names where it stands in both, `None` where it is in neither.
    pub(super) fn whereabouts(&mut self, one: &Due) -> Result<Live, ConnectorError> {
        let mut places = BTreeSet::new();
        for place in [&one.content.before, &one.content.after].into_iter().filter_map(Value::as_text) {
            let physical = self.collection(&place)?;
            let (columns, tuple) = key_of(&physical, one)?;
            let keys = Some(Keys { columns: columns.clone(), tuples: vec![tuple], alike: false });
            let ask = Select { keys, ..Select::all(physical.table, columns) };
            self.asking.connector.select(&ask, &mut |_| {
                places.insert(place.clone());
                Flow::Enough
            })?;
        }
        let names: Vec<String> = places.into_iter().collect();
        Ok((!names.is_empty()).then(|| Value::Text(names.join(" and "))))
    }

    /// Moves rows, parents into their new place first, children out of the old one first. Either all of them or, for the transaction is
    /// then given up, none.
    pub(super) fn relocate(&mut self, due: &[&Due]) -> Result<(), ConnectorError> {
        let mut by_way: BTreeMap<(String, String), Vec<&Due>> = BTreeMap::new();
        for one in due {
            let (from, to) = (one.content.before.as_text(), one.content.after.as_text());
            by_way.entry((from.unwrap_or_default(), to.unwrap_or_default())).or_default().push(one);
        }
        let ties = self.asking.connector.foreign_keys()?;
        let mut convoys = Vec::new();
        for ((from, to), rows) in by_way {
            convoys.push(self.convoy(&from, &to, &rows, &ties)?);
        }
        let order = order(&convoys, &ties);
        for convoy in order.iter().rev().filter_map(|number| convoys.get(*number)) {
            self.copy(convoy)?;
        }
        for convoy in order.iter().filter_map(|number| convoys.get(*number)) {
            self.take_away(convoy)?;
        }
        Ok(())
    }

    fn convoy(&mut self, from: &str, to: &str, rows: &[&Due], ties: &[ForeignKey]) -> Result<Convoy, ConnectorError> {
        let (source, target) = (self.collection(from)?, self.collection(to)?);
        let pulled = ties.iter().find(|tie| tie.on_delete != OnDelete::Refuse && is_same(&tie.parent, &source.table));
        if let Some(tie) = pulled {
            let why = format!("moving a row of {from} would delete or change rows of {}", tie.child.name);
            return Err(ConnectorError::needs_person(why, "let the data map mark the rows instead of moving them"));
        }
        let (mut key, mut tuples) = (Vec::new(), Vec::new());
        for one in rows {
            let (columns, tuple) = key_of(&source, one)?;
            key = columns;
            tuples.push(tuple);
        }
        let columns = self.shared_columns(&source.table, &target.table, &key)?;
        Ok(Convoy { from: source.table, to: target.table, columns, key, rows: tuples })
    }

    /// The columns that go along: all that the database does not compute. What the other table lacks would be lost, so nothing goes then.
    fn shared_columns(&mut self, from: &Table, to: &Table, key: &[String]) -> Result<Vec<String>, ConnectorError> {
        let missing = |table: &Table| refused(format!("there is no {} there", table.name));
        let own = self.asking.connector.shape(from)?.ok_or_else(|| missing(from))?;
        let other = self.asking.connector.shape(to)?.ok_or_else(|| missing(to))?;
        let goes = own.into_iter().filter(|column| !column.read_only || key.contains(&column.name));
        let names: Vec<String> = goes.map(|column| column.name).collect();
        match names.iter().find(|name| !other.iter().any(|column| column.name == **name)) {
            Some(lost) => Err(refused(format!("{} has no column {lost}, which a moved row would lose", to.name))),
            None => Ok(names),
        }
    }

    fn copy(&mut self, convoy: &Convoy) -> Result<(), ConnectorError> {
        for some in convoy.rows.chunks(KEYS_AT_ONCE) {
            let copying = Copying {
                from: convoy.from.clone(),
                to: convoy.to.clone(),
                columns: convoy.columns.clone(),
                keys: Keys { columns: convoy.key.clone(), tuples: some.to_vec(), alike: false },
            };
            let copied = self.asking.connector.copy(&copying)?;
            all_of(some, copied, &convoy.from)?;
        }
        Ok(())
    }

    fn take_away(&mut self, convoy: &Convoy) -> Result<(), ConnectorError> {
        for some in convoy.rows.chunks(KEYS_AT_ONCE) {
            let keys = Keys { columns: convoy.key.clone(), tuples: some.to_vec(), alike: false };
            let taken = self.asking.connector.change(&Change { table: convoy.from.clone(), keys, set: None })?;
            all_of(some, taken, &convoy.from)?;
        }
        Ok(())
    }

    fn collection(&mut self, name: &str) -> Result<Physical, ConnectorError> {
        self.asking.physical(name)?.ok_or_else(|| refused(format!("there is no {name} there")))
    }
}

/// A row that somebody moved or deleted since it was looked at: nothing was moved, and it is looked at again.
fn all_of(rows: &[Vec<Value>], met: u64, from: &Table) -> Result<(), ConnectorError> {
    if u64::try_from(rows.len()) == Ok(met) {
        return Ok(());
    }
    Err(ConnectorError::retry(format!("rows of {} changed while they were being moved", from.name)))
}

/// The key of a row in the engine's words. Both tables have its columns under the same names.
pub(super) fn key_of(physical: &Physical, one: &Due) -> Result<(Vec<String>, Vec<Value>), ConnectorError> {
    let mut key = (Vec::new(), Vec::new());
    for (name, value) in &one.content.key {
        let missing = || refused(format!("{} has no column {name}", physical.table.name));
        key.0.push(physical.column(name).cloned().ok_or_else(missing)?);
        key.1.push(value.clone());
    }
    Ok(key)
}

/// The convoys by number, children before their parents in either of the two places.
fn order(convoys: &[Convoy], ties: &[ForeignKey]) -> Vec<usize> {
    let stands_at =
        |table: &Table| convoys.iter().position(|convoy| is_same(&convoy.from, table) || is_same(&convoy.to, table));
    let pairs: Vec<(usize, usize)> = ties
        .iter()
        .filter_map(|tie| stands_at(&tie.child).zip(stands_at(&tie.parent)))
        .filter(|(child, parent)| child != parent)
        .collect();
    children_first(convoys.len(), &pairs).sequence
}

/// A table without a schema is the one that the connection sees under its name.
fn is_same(one: &Table, other: &Table) -> bool {
    let schemas = one.schema.as_ref().zip(other.schema.as_ref());
    one.name == other.name && schemas.is_none_or(|(one, other)| one == other)
}
