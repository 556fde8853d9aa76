//! What the SQL connectors have in common: a question becomes a statement with quoted names and bound values.

use crate::domain::disclosure::value::Value;
use crate::ports::connector::{Change, Check, Copying, Hint, Keys, Select, Table};

/// A statement and the values of its places, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) text: String,
    pub(super) values: Vec<Value>,
}

/// Where the engines differ.
pub(super) trait Dialect {
    /// A name as the engine takes it literally.
    fn quoted(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// A column of the table asked. With the table before it, for SQLite reads an unknown `"name"` as a text.
    fn column(&self, name: &str) -> String {
        format!("asked.{}", self.quoted(name))
    }

    /// The table.
    fn table(&self, table: &Table) -> String;

    /// A column as it is compared with bound values.
    fn compared(&self, column: &str) -> String {
        self.column(column)
    }

    /// Whether the engine could read the value as the column's type; one that it could not equals nothing.
    fn takes(&self, _column: &str, _value: &Value) -> bool {
        true
    }

    /// The place of a bound value that is compared with a column.
    fn place(&self, number: usize, column: &str) -> String;

    /// A column as it is returned.
    fn shown(&self, column: &str) -> String;

    /// That a column holds an ASCII text in some letter case.
    fn holds(&self, column: &str, place: &str) -> String;

    /// That a column holds something else, or nothing.
    fn differs(&self, column: &str, place: &str) -> String;

    /// The place of a bound value that is written into a column.
    fn written(&self, number: usize, column: &str) -> String;

    /// What lets a copied row keep a number that the engine would else draw itself.
    fn overriding(&self) -> &'static str {
        ""
    }

    /// The table of a change, under the name `asked` where the engine has such names.
    fn changed(&self, table: &Table, verb: &str) -> String {
        format!("{verb} {} AS asked", self.table(table))
    }
}

/// The statement for a change.
pub(super) fn change_statement(change: &Change, dialect: &dyn Dialect) -> Statement {
    let mut writing = Writing { dialect, values: Vec::new() };
    let head = match &change.set {
        None => dialect.changed(&change.table, "DELETE FROM"),
        Some(columns) => {
            let set: Vec<String> = columns.iter().map(|(column, value)| writing.set(column, value)).collect();
            format!("{} SET {}", dialect.changed(&change.table, "UPDATE"), set.join(", "))
        }
    };
    let keys = writing.keys(&change.keys);
    Statement { text: format!("{head} WHERE {keys}"), values: writing.values }
}

/// The statement that copies rows into another table.
pub(super) fn copy_statement(copying: &Copying, dialect: &dyn Dialect) -> Statement {
    let mut writing = Writing { dialect, values: Vec::new() };
    let names: Vec<String> = copying.columns.iter().map(|column| dialect.quoted(column)).collect();
    let asked: Vec<String> = copying.columns.iter().map(|column| dialect.column(column)).collect();
    let keys = writing.keys(&copying.keys);
    let (to, from) = (dialect.table(&copying.to), dialect.table(&copying.from));
    let text = format!(
        "INSERT INTO {to} ({}){} SELECT {} FROM {from} AS asked WHERE {keys}",
        names.join(", "),
        dialect.overriding(),
        asked.join(", ")
    );
    Statement { text, values: writing.values }
}

/// The statement for a question.
pub(super) fn statement(ask: &Select, dialect: &dyn Dialect) -> Statement {
    let mut writing = Writing { dialect, values: Vec::new() };
    let mut conditions: Vec<String> = ask.checks.iter().map(|(column, check)| writing.check(column, check)).collect();
    conditions.extend(ask.keys.iter().map(|keys| writing.keys(keys)));
    if !ask.hints.is_empty() {
        conditions.push(writing.hints(&ask.hints));
    }
    let columns: Vec<String> = ask.columns.iter().map(|column| dialect.shown(column)).collect();
    let columns = if columns.is_empty() { "1".to_owned() } else { columns.join(", ") };
    let mut text = format!("SELECT {columns} FROM {} AS asked", dialect.table(&ask.table));
    if !conditions.is_empty() {
        text = format!("{text} WHERE {}", conditions.join(" AND "));
    }
    if let Some(first) = ask.first {
        text = format!("{text} LIMIT {first}");
    }
    Statement { text, values: writing.values }
}

struct Writing<'a> {
    dialect: &'a dyn Dialect,
    values: Vec<Value>,
}

impl Writing<'_> {
    fn set(&mut self, column: &str, value: &Value) -> String {
        // An empty place has a type, too, and a column may take no text.
        if *value == Value::Null {
            return format!("{} = NULL", self.dialect.quoted(column));
        }
        self.values.push(value.clone());
        format!("{} = {}", self.dialect.quoted(column), self.dialect.written(self.values.len(), column))
    }

    fn bind(&mut self, column: &str, value: &Value) -> String {
        self.values.push(value.clone());
        self.dialect.place(self.values.len(), column)
    }

    fn one_of(&mut self, column: &str, values: &[Value]) -> String {
        let dialect = self.dialect;
        let possible = values.iter().filter(|value| dialect.takes(column, value));
        let places: Vec<String> = possible.map(|value| self.bind(column, value)).collect();
        if places.is_empty() {
            return "1 = 0".to_owned();
        }
        format!("{} IN ({})", dialect.compared(column), places.join(", "))
    }

    fn check(&mut self, column: &str, check: &Check) -> String {
        match check {
            Check::OneOf(values) => self.one_of(column, values),
            // What the column could never hold differs from whatever it holds.
            Check::Not(value) if !self.dialect.takes(column, value) => "1 = 1".to_owned(),
            Check::Not(value) => {
                let place = self.bind(column, value);
                self.dialect.differs(column, &place)
            }
            Check::Empty => format!("{} IS NULL", self.dialect.column(column)),
            Check::Present => format!("{} IS NOT NULL", self.dialect.column(column)),
        }
    }

    /// What is the same in all tuples is said once: an index on it counts then, and the rest is one list.
    fn keys(&mut self, keys: &Keys) -> String {
        let Some(first) = keys.tuples.first() else { return "1 = 0".to_owned() };
        let is_same = |at: &usize| keys.tuples.iter().all(|tuple| tuple.get(*at) == first.get(*at));
        let (same, other): (Vec<usize>, Vec<usize>) = (0..keys.columns.len()).partition(is_same);
        let mut all = self.part(keys, first, &same);
        match (other.as_slice(), keys.alike) {
            ([], _) => {}
            ([only], false) => {
                let values: Vec<Value> = keys.tuples.iter().filter_map(|tuple| tuple.get(*only).cloned()).collect();
                all.extend(keys.columns.get(*only).map(|column| self.one_of(column, &values)));
            }
            (several, _) => {
                let parts = keys.tuples.iter().map(|tuple| self.part(keys, tuple, several));
                let any: Vec<String> = parts.map(|part| format!("({})", part.join(" AND "))).collect();
                all.push(format!("({})", any.join(" OR ")));
            }
        }
        format!("({})", all.join(" AND "))
    }

    /// What must hold of a tuple's values in some of the columns.
    fn part(&mut self, keys: &Keys, tuple: &[Value], places: &[usize]) -> Vec<String> {
        let columns = places.iter().filter_map(|at| Some((keys.columns.get(*at)?, tuple.get(*at))));
        let part = columns.map(|(column, value)| match value {
            Some(Value::Null) if keys.alike => self.check(column, &Check::Empty),
            Some(value) => self.one_of(column, std::slice::from_ref(value)),
            None => "1 = 0".to_owned(),
        });
        part.collect()
    }

    fn hints(&mut self, hints: &[Vec<Hint>]) -> String {
        let any: Vec<String> = hints.iter().map(|all| self.all_hints(all)).collect();
        format!("({})", any.join(" OR "))
    }

    fn all_hints(&mut self, hints: &[Hint]) -> String {
        let mut all = Vec::new();
        for hint in hints {
            let mut any = Vec::new();
            for column in &hint.columns {
                self.values.push(Value::Text(hint.text.clone()));
                let place = self.dialect.place(self.values.len(), "");
                any.push(self.dialect.holds(column, &place));
            }
            all.push(format!("({})", any.join(" OR ")));
        }
        format!("({})", all.join(" AND "))
    }
}
