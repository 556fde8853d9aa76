//! A shop's SQLite file, opened read-only: nothing that runs here can change it, whatever the question. Only an erasure
//! opens it for writing, in one transaction.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, InterruptHandle, OpenFlags, params_from_iter};

use super::sql::{Dialect, Statement, change_statement, copy_statement, statement};
use super::sqlite_shape;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{
    Bounds, Change, Connector, ConnectorError, Copying, Flow, ForeignKey, Nature, Select, Table,
};

/// How long a writer of the shop may hold the file before we come back later.
const BUSY: Duration = Duration::from_secs(5);

/// A connector to one SQLite file.
pub struct SqliteConnector {
    path: PathBuf,
    bounds: Bounds,
    connection: Option<Connection>,
    /// Open while an erasure's transaction is.
    writing: Option<Connection>,
}

impl SqliteConnector {
    /// A connector that opens the file when it is first asked.
    pub fn new(path: impl AsRef<Path>, bounds: Bounds) -> Self {
        Self { path: path.as_ref().to_owned(), bounds, connection: None, writing: None }
    }

    fn connection(&mut self) -> Result<&Connection, ConnectorError> {
        if let Some(writing) = &self.writing {
            return Ok(writing);
        }
        let opened = match self.connection.take() {
            Some(connection) => connection,
            None => open(&self.path)?,
        };
        Ok(self.connection.insert(opened))
    }
}

fn open(path: &Path) -> Result<Connection, ConnectorError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| explain(&error))?;
    connection.busy_timeout(BUSY).map_err(|error| explain(&error))?;
    // The first look at the file itself: SQLite opens lazily.
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).map_err(|error| explain(&error))?;
    Ok(connection)
}

/// Opens the file for an erasure. Foreign keys are obeyed, and what is deleted is overwritten in the file.
fn open_for_writing(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; BEGIN IMMEDIATE")?;
    Ok(connection)
}

impl Connector for SqliteConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.connection()?;
        Ok(Nature { engine: "sqlite", remarks: Vec::new() })
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        let connection = self.connection()?;
        let columns = || -> rusqlite::Result<Vec<String>> {
            let mut names = connection.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 1")?;
            names.query_map([&table.name], |row| row.get(0))?.collect()
        };
        let columns = columns().map_err(|error| explain(&error))?;
        Ok((!columns.is_empty()).then_some(columns))
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let bounds = self.bounds;
        let connection = self.connection()?;
        let statement = statement(ask, &SqliteDialect);
        let watch = Watch::start(connection.get_interrupt_handle(), bounds.statement);
        let answer = run(connection, &statement, bounds.rows, &watch, row);
        drop(watch);
        match answer {
            Ok(true) => Ok(()),
            Ok(false) => Err(ConnectorError::Refused {
                why: format!("{} gives more than {} rows to one question", ask.table.name, bounds.rows),
            }),
            Err(error) => Err(explain(&error)),
        }
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        sqlite_shape::tables(self.connection()?).map_err(|error| explain(&error))
    }

    fn primary_key(&mut self, table: &Table) -> Result<Vec<String>, ConnectorError> {
        sqlite_shape::primary_key(self.connection()?, &table.name).map_err(|error| explain(&error))
    }

    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        sqlite_shape::shape(self.connection()?, &table.name).map_err(|error| explain(&error))
    }

    fn foreign_keys(&mut self) -> Result<Vec<ForeignKey>, ConnectorError> {
        sqlite_shape::foreign_keys(self.connection()?).map_err(|error| explain(&error))
    }

    fn guards(&mut self, table: &Table, column: &str) -> Result<bool, ConnectorError> {
        sqlite_shape::guards(self.connection()?, &table.name, column).map_err(|error| explain(&error))
    }

    fn begin(&mut self) -> Result<(), ConnectorError> {
        self.writing = Some(open_for_writing(&self.path).map_err(|error| explain(&error))?);
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        self.execute(&change_statement(change, &SqliteDialect))
    }

    fn copy(&mut self, copying: &Copying) -> Result<u64, ConnectorError> {
        self.execute(&copy_statement(copying, &SqliteDialect))
    }

    fn commit(&mut self) -> Result<(), ConnectorError> {
        let Some(connection) = self.writing.take() else { return Err(not_begun()) };
        connection.execute_batch("COMMIT").map_err(|error| explain(&error))
    }

    /// Closing the connection rolls back.
    fn abandon(&mut self) {
        self.writing = None;
    }
}

impl SqliteConnector {
    /// Changes something within the transaction; how many rows.
    fn execute(&self, statement: &Statement) -> Result<u64, ConnectorError> {
        let Some(connection) = &self.writing else { return Err(not_begun()) };
        let watch = Watch::start(connection.get_interrupt_handle(), self.bounds.statement);
        let changed = connection
            .prepare(&statement.text)
            .and_then(|mut prepared| prepared.execute(params_from_iter(statement.values.iter().map(parameter))));
        drop(watch);
        changed.map(|rows| u64::try_from(rows).unwrap_or(u64::MAX)).map_err(|error| explain(&error))
    }
}

fn not_begun() -> ConnectorError {
    ConnectorError::Refused { why: "no transaction is open".to_owned() }
}

/// Whether the answer stayed within the row limit.
fn run(
    connection: &Connection,
    statement: &Statement,
    limit: u64,
    watch: &Watch,
    each: &mut dyn FnMut(Vec<Value>) -> Flow,
) -> rusqlite::Result<bool> {
    let mut prepared = connection.prepare(&statement.text)?;
    let kinds: Vec<Kind> = prepared.columns().iter().map(|column| Kind::of(column.decl_type())).collect();
    let mut rows = prepared.query(params_from_iter(statement.values.iter().map(parameter)))?;
    let mut count = 0_u64;
    while let Some(row) = rows.next()? {
        count += 1;
        watch.count(count);
        if count > limit {
            return Ok(false);
        }
        let values = kinds.iter().enumerate().map(|(at, kind)| row.get_ref(at).map(|value| read(value, *kind)));
        if each(values.collect::<Result<_, _>>()?) == Flow::Enough {
            return Ok(true);
        }
    }
    Ok(true)
}

/// SQLite stores what it is given; the declared type says what was meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Decimal,
    Date,
    Timestamp,
    Plain,
}

impl Kind {
    fn of(declared: Option<&str>) -> Self {
        let declared = declared.unwrap_or_default().to_ascii_lowercase();
        match declared.as_str() {
            "bool" | "boolean" => Self::Bool,
            "date" => Self::Date,
            kind if kind.starts_with("datetime") || kind.starts_with("timestamp") => Self::Timestamp,
            kind if kind.starts_with("decimal") || kind.starts_with("numeric") => Self::Decimal,
            _ => Self::Plain,
        }
    }
}

fn read(value: ValueRef<'_>, kind: Kind) -> Value {
    match (value, kind) {
        (ValueRef::Null, _) => Value::Null,
        (ValueRef::Integer(number @ (0 | 1)), Kind::Bool) => Value::Bool(number == 1),
        (ValueRef::Integer(number), Kind::Decimal) => Value::Decimal(number.to_string()),
        (ValueRef::Integer(number), _) => Value::Integer(number),
        (ValueRef::Real(number), Kind::Decimal) => Value::Decimal(number.to_string()),
        (ValueRef::Real(number), _) => Value::Real(number.to_string()),
        (ValueRef::Text(bytes), _) => std::str::from_utf8(bytes).map_or_else(
            // Not text in any encoding SQLite knows: handed over as it is.
            |_| Value::Bytes(bytes.to_vec()),
            |text| read_text(text, kind),
        ),
        (ValueRef::Blob(bytes), _) => Value::Bytes(bytes.to_vec()),
    }
}

fn read_text(text: &str, kind: Kind) -> Value {
    let looks_like_a_date = text.as_bytes().first().is_some_and(u8::is_ascii_digit) && text.get(4..5) == Some("-");
    match kind {
        Kind::Date if looks_like_a_date => Value::Date(text.to_owned()),
        Kind::Timestamp if looks_like_a_date => Value::Timestamp(text.to_owned()),
        Kind::Decimal if text.parse::<f64>().is_ok() => Value::Decimal(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

fn parameter(value: &Value) -> rusqlite::types::Value {
    use rusqlite::types::Value as Bound;
    match value {
        Value::Null => Bound::Null,
        Value::Bool(yes) => Bound::Integer(i64::from(*yes)),
        Value::Integer(number) => Bound::Integer(*number),
        Value::Real(text) | Value::Decimal(text) => {
            text.parse().map_or_else(|_| Bound::Text(text.clone()), Bound::Real)
        }
        Value::Text(text) | Value::Date(text) | Value::Timestamp(text) => Bound::Text(text.clone()),
        Value::Bytes(bytes) => Bound::Blob(bytes.clone()),
    }
}

struct SqliteDialect;

impl Dialect for SqliteDialect {
    fn table(&self, table: &Table) -> String {
        self.quoted(&table.name)
    }

    fn place(&self, number: usize, _column: &str) -> String {
        format!("?{number}")
    }

    fn shown(&self, column: &str) -> String {
        self.column(column)
    }

    /// `lower` knows ASCII only, which is exactly what a hint asks for.
    fn holds(&self, column: &str, place: &str) -> String {
        format!("instr(lower({}), {place}) > 0", self.column(column))
    }

    fn differs(&self, column: &str, place: &str) -> String {
        format!("{} IS NOT {place}", self.column(column))
    }

    fn written(&self, number: usize, _column: &str) -> String {
        format!("?{number}")
    }
}

fn explain(error: &rusqlite::Error) -> ConnectorError {
    let check = "check the path and that this user may read the file and its folder";
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            ConnectorError::retry("the database file is in use")
        }
        Some(ErrorCode::OperationInterrupted) => ConnectorError::retry("the question took too long and was stopped"),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            ConnectorError::needs_person("the database file cannot be opened", check)
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => ConnectorError::needs_person(
            "the file is no SQLite database, or is damaged",
            "check the path; restore a backup",
        ),
        Some(ErrorCode::SystemIoFailure) => ConnectorError::retry("the database file could not be read"),
        Some(ErrorCode::ReadOnly) => ConnectorError::needs_person("the database file cannot be written", check),
        Some(ErrorCode::ConstraintViolation) => {
            ConnectorError::Refused { why: format!("SQLite refused a change that breaks a constraint: {error}") }
        }
        // The message of a refused statement names tables and columns; values are bound and never in it.
        _ => ConnectorError::Refused { why: format!("SQLite refused the question: {error}") },
    }
}

/// Stops a question that gives no row for too long. What the receiver of a row does with it takes its own time.
struct Watch {
    rows: Arc<AtomicU64>,
    _finished: mpsc::Sender<()>,
}

impl Watch {
    fn start(handle: InterruptHandle, limit: Duration) -> Self {
        let rows = Arc::new(AtomicU64::new(0));
        let (finished, stopped) = mpsc::channel::<()>();
        let counted = Arc::clone(&rows);
        std::thread::spawn(move || {
            let mut before = 0;
            while stopped.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
                let now = counted.load(Ordering::Relaxed);
                if now == before {
                    handle.interrupt();
                }
                before = now;
            }
        });
        Self { rows, _finished: finished }
    }

    fn count(&self, row: u64) {
        self.rows.store(row, Ordering::Relaxed);
    }
}
