//! A live schema as far as a draft needs it.

use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;

/// A table's name, with the schema where it must be said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableName {
    /// The schema.
    pub schema: Option<String>,
    /// The table, view or file.
    pub name: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOutline {
    /// Its name.
    pub table: TableName,
    /// Its columns, in order.
    pub columns: Vec<ColumnShape>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// Some of its rows, each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
}

/// A tie from a column to another table's column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The table that points, by number.
    pub child: usize,
    /// Its column.
    pub child_column: String,
    /// The table pointed at, by number.
    pub parent: usize,
    /// Its column.
    pub parent_column: String,
    /// The other pairs of columns, here and there, where several together are the tie.
    pub also: Vec<(String, String)>,
    /// How sure it is, in percent.
    pub sure: u8,
    /// What it rests on, in words.
    pub why: String,
}

/// A whole system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The name under which it is connected.
    pub system: String,
    /// The kind of engine: `sqlite`, `postgres`, `mysql`, `csv`.
    pub engine: String,
    /// Its tables.
    pub tables: Vec<TableOutline>,
    /// What points at what.
    pub ties: Vec<Tie>,
}

impl TableOutline {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&ColumnShape> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The sampled values of a column.
    pub fn values(&self, name: &str) -> Vec<Value> {
        let Some(at) = self.columns.iter().position(|column| column.name == name) else { return Vec::new() };
        self.rows.iter().filter_map(|row| row.get(at).cloned()).collect()
    }
}
