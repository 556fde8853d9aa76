//! A shop's own system, as the engine asks it: keyed, row by row, and read only unless an erasure has begun a transaction.
//!
//! A connector is synchronous and runs on a blocking thread. It never sees a person's case, only columns and values;
//! identifiers are quoted and values bound, whatever they hold.

use std::time::Duration;

use thiserror::Error;

use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;

/// The most keys that one [`Select`] carries; more are asked in turns.
pub const KEYS_AT_ONCE: usize = 500;

/// Why a system did not answer. Messages name tables and columns, never a value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConnectorError {
    /// The system may answer later: it is down, busy or too slow.
    #[error("{why}")]
    Retry {
        /// How long to wait at least.
        after: Duration,
        /// What happened.
        why: String,
    },
    /// The system will not answer until somebody does something.
    #[error("{why}; {next}")]
    NeedsPerson {
        /// What is wrong.
        why: String,
        /// What to do next.
        next: String,
    },
    /// The question itself is refused: a table or column does not exist, or too many rows would come.
    #[error("{why}")]
    Refused {
        /// What was wrong with it.
        why: String,
    },
}

impl ConnectorError {
    /// Try again in half a minute; the caller backs off from there.
    pub fn retry(why: impl Into<String>) -> Self {
        Self::Retry { after: Duration::from_secs(30), why: why.into() }
    }

    /// A person is needed.
    pub fn needs_person(why: impl Into<String>, next: impl Into<String>) -> Self {
        Self::NeedsPerson { why: why.into(), next: next.into() }
    }
}

/// A table as the engine itself names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Table {
    /// The schema, where one is named.
    pub schema: Option<String>,
    /// The table, view or file.
    pub name: String,
}

/// A condition on a column that a connector applies exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The column holds one of these values, compared in the column's own type.
    OneOf(Vec<Value>),
    /// The column holds something else than this, or nothing.
    Not(Value),
    /// The column holds nothing.
    Empty,
    /// The column holds something.
    Present,
}

/// Rows whose columns, taken together, equal one of the tuples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The columns.
    pub columns: Vec<String>,
    /// At most [`KEYS_AT_ONCE`] tuples, each as long as `columns`.
    pub tuples: Vec<Vec<Value>>,
    /// Whether the tuples are whole rows of a table without a key: then nothing equals nothing. Else a tuple with a null
    /// matches nothing, as a foreign key would.
    pub alike: bool,
}

/// One of the columns holds the ASCII text in some letter case. Only a help: a connector may ignore it and return more rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The columns.
    pub columns: Vec<String>,
    /// The text, in lower case.
    pub text: String,
}

/// A question. Conditions and keys must all hold; hints are alternatives of hints that must all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    /// The table.
    pub table: Table,
    /// The columns to return, in this order.
    pub columns: Vec<String>,
    /// Conditions on columns.
    pub checks: Vec<(String, Check)>,
    /// The keys, when it is not a search.
    pub keys: Option<Keys>,
    /// Help for a search.
    pub hints: Vec<Vec<Hint>>,
    /// The most rows that are wanted, where a few will do: the system stops there by itself.
    pub first: Option<u32>,
}

impl Select {
    /// Everything in some columns of a table.
    pub fn all(table: Table, columns: Vec<String>) -> Self {
        Self { table, columns, checks: Vec::new(), keys: None, hints: Vec::new(), first: None }
    }
}

/// What a caller says to the next row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    More,
    /// Enough: the connector stops and returns without error.
    Enough,
}

/// What a connector is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nature {
    /// The kind of engine as maps name it: `sqlite`, `postgres`, `csv`.
    pub engine: &'static str,
    /// Things worth telling whoever reads the findings, for example that a file was not UTF-8.
    pub remarks: Vec<String>,
}

/// Bounds that every connector keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The longest a question may go on without giving a row.
    pub statement: Duration,
    /// The most rows that a single question may return.
    pub rows: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { statement: Duration::from_mins(1), rows: 10_000_000 }
    }
}

/// What happens to rows that point at a row when that row is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDelete {
    /// The deletion is refused.
    Refuse,
    /// They are deleted, too.
    Cascade,
    /// They are changed: the link becomes empty or a default.
    Change,
}

/// A foreign key of the live schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The table that points; of a partition or heir the table that it belongs to.
    pub child: Table,
    /// Its columns.
    pub child_columns: Vec<String>,
    /// The table pointed at.
    pub parent: Table,
    /// Its columns, in the same order.
    pub parent_columns: Vec<String>,
    /// What a deletion of the parent's row does.
    pub on_delete: OnDelete,
}

/// A change of rows by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The table.
    pub table: Table,
    /// The rows.
    pub keys: Keys,
    /// The columns to write and their values; `None`: the rows are deleted.
    pub set: Option<Vec<(String, Value)>>,
}

/// Rows that are written into another table of the same system, as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copying {
    /// The table that has them.
    pub from: Table,
    /// The table that gets them.
    pub to: Table,
    /// The columns that are copied; both tables have them.
    pub columns: Vec<String>,
    /// The rows.
    pub keys: Keys,
}

/// A system that can be asked, and that may be changed.
///
/// The methods that change have defaults that refuse: a system is read only until it says otherwise.
pub trait Connector: Send {
    /// What it is. Connects if need be.
    fn nature(&mut self) -> Result<Nature, ConnectorError>;

    /// The columns of a table; `None` when there is no such table.
    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError>;

    /// Asks. Rows come one by one, in no particular order, each as long as `columns`; memory does not grow with their number.
    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError>;

    /// Every table and view of the system that this user may see, those of its own catalogue left out.
    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        Err(ConnectorError::Refused { why: "this kind of system has no list of tables".to_owned() })
    }

    /// The columns of a table's primary key, in order; none where it has none.
    fn primary_key(&mut self, _table: &Table) -> Result<Vec<String>, ConnectorError> {
        Ok(Vec::new())
    }

    /// The columns of a table with what they take; `None` when there is no such table.
    fn shape(&mut self, _table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        Err(read_only())
    }

    /// Every foreign key of the system; none where it knows no such thing.
    fn foreign_keys(&mut self) -> Result<Vec<ForeignKey>, ConnectorError> {
        Ok(Vec::new())
    }

    /// Whether the system itself refuses to use a row while a column of it says that it is restricted: a trigger or a policy
    /// of the table that reads the column.
    fn guards(&mut self, _table: &Table, _column: &str) -> Result<bool, ConnectorError> {
        Ok(false)
    }

    /// Opens a transaction in which changes are made and questions see them. Whatever fails before [`Connector::commit`] changes nothing.
    fn begin(&mut self) -> Result<(), ConnectorError> {
        Err(read_only())
    }

    /// Changes rows within the transaction; returns how many there were.
    fn change(&mut self, _change: &Change) -> Result<u64, ConnectorError> {
        Err(read_only())
    }

    /// Copies rows into another table within the transaction; returns how many there were.
    fn copy(&mut self, _copying: &Copying) -> Result<u64, ConnectorError> {
        Err(ConnectorError::needs_person("this kind of system cannot move rows", "move them by hand"))
    }

    /// Makes the transaction's changes last.
    fn commit(&mut self) -> Result<(), ConnectorError> {
        Err(read_only())
    }

    /// Gives up the transaction. Also after a failure; does nothing when none is open.
    fn abandon(&mut self) {}
}

fn read_only() -> ConnectorError {
    ConnectorError::needs_person("this system can only be read", "ask a colleague to erase there")
}
