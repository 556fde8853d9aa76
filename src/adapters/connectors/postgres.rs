//! A shop's PostgreSQL: read-only transactions (an erasure's apart), rows through a server-side cursor, every value in the server's own exact text.
//!
//! Runs on a blocking thread; the driver brings its own little runtime. Every type of column is read as the text that the
//! server prints, so that a `numeric` keeps its zeros and a time its microseconds.

use std::collections::BTreeMap;

use postgres::error::SqlState;
use postgres::types::ToSql;
use postgres::{Client, Row, Transaction};

use super::pg_address::Address;
use super::pg_shape;
use super::pg_types::{Kind, PgDialect};
use super::sql::{Statement, change_statement, copy_statement, statement};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{
    Bounds, Change, Connector, ConnectorError, Copying, Flow, ForeignKey, Nature, Select, Table,
};

/// Rows fetched from the cursor at a time.
const FETCH: i32 = 500;

/// The kind of every column of a table.
type Kinds = BTreeMap<String, Kind>;

/// A connector to one PostgreSQL database.
pub struct PostgresConnector {
    address: Address,
    bounds: Bounds,
    client: Option<Client>,
    known: BTreeMap<Table, Kinds>,
    /// Whether an erasure's transaction is open.
    is_writing: bool,
}

const COLUMNS: &str = "
    SELECT a.attname, CASE WHEN t.typtype = 'd' THEN b.typname ELSE t.typname END,
        pg_catalog.format_type(a.atttypid, a.atttypmod)
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
    WHERE a.attrelid = pg_catalog.to_regclass($1::text) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attnum";

impl PostgresConnector {
    /// A connector that connects when it is first asked. Refuses an address that cannot be read.
    pub fn new(url: &str, bounds: Bounds) -> Result<Self, ConnectorError> {
        Ok(Self { address: Address::parse(url)?, bounds, client: None, known: BTreeMap::new(), is_writing: false })
    }

    fn client(&mut self) -> Result<&mut Client, ConnectorError> {
        let open = self.client.take().filter(|client| !client.is_closed());
        if self.is_writing && open.is_none() {
            return Err(ConnectorError::retry("the database server hung up during an erasure; nothing was changed"));
        }
        let client = match open {
            Some(client) => client,
            None => self.connect()?,
        };
        Ok(self.client.insert(client))
    }

    fn connect(&self) -> Result<Client, ConnectorError> {
        let mut client = self.address.connect()?;
        let limit = self.bounds.statement.as_millis();
        let session = format!(
            "SET default_transaction_read_only = on; SET statement_timeout = {limit}; SET TimeZone = 'UTC';
             SET DateStyle = 'ISO, YMD'; SET extra_float_digits = 1; SET application_name = 'rightsdesk'"
        );
        client.batch_execute(&session).map_err(|error| explain(&error))?;
        Ok(client)
    }

    fn kinds(&mut self, table: &Table) -> Result<Option<Kinds>, ConnectorError> {
        if let Some(known) = self.known.get(table) {
            return Ok(Some(known.clone()));
        }
        let name = super::pg_types::name_of(table);
        let rows = self.client()?.query(COLUMNS, &[&name]).map_err(|error| explain(&error))?;
        let kind = |row: &Row| -> Result<(String, Kind), postgres::Error> {
            let name = row.try_get::<_, Option<&str>>(1)?.unwrap_or_default();
            Ok((row.try_get(0)?, Kind::of(name, row.try_get(2)?)))
        };
        let kinds: Kinds = rows.iter().map(kind).collect::<Result<_, _>>().map_err(|error| explain(&error))?;
        if kinds.is_empty() {
            return Ok(None);
        }
        self.known.insert(table.clone(), kinds.clone());
        Ok(Some(kinds))
    }
}

impl Connector for PostgresConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.client()?;
        Ok(Nature { engine: "postgres", remarks: Vec::new() })
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        Ok(self.kinds(table)?.map(|kinds| kinds.into_keys().collect()))
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let Some(kinds) = self.kinds(&ask.table)? else {
            return Err(ConnectorError::Refused { why: format!("there is no table {}", ask.table.name) });
        };
        let statement = statement(ask, &PgDialect { kinds: &kinds });
        let columns: Vec<Kind> =
            ask.columns.iter().map(|column| kinds.get(column).cloned().unwrap_or(Kind::Text)).collect();
        let limit = self.bounds.rows;
        let is_writing = self.is_writing;
        let client = self.client()?;
        if is_writing {
            return run_within(client, &statement, &columns, row).map_err(|error| explain(&error));
        }
        let within = client.build_transaction().read_only(true).start().and_then(|transaction| {
            let within = run(transaction, &statement, &columns, limit, row)?;
            Ok(within)
        });
        match within {
            Ok(true) => Ok(()),
            Ok(false) => Err(ConnectorError::Refused {
                why: format!("{} gives more than {limit} rows to one question", ask.table.name),
            }),
            Err(error) => Err(explain(&error)),
        }
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        pg_shape::tables(self.client()?).map_err(|error| explain(&error))
    }

    fn primary_key(&mut self, table: &Table) -> Result<Vec<String>, ConnectorError> {
        let name = super::pg_types::name_of(table);
        pg_shape::primary_key(self.client()?, &name).map_err(|error| explain(&error))
    }

    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        let name = super::pg_types::name_of(table);
        pg_shape::shape(self.client()?, &name).map_err(|error| explain(&error))
    }

    fn foreign_keys(&mut self) -> Result<Vec<ForeignKey>, ConnectorError> {
        pg_shape::foreign_keys(self.client()?).map_err(|error| explain(&error))
    }

    fn guards(&mut self, table: &Table, column: &str) -> Result<bool, ConnectorError> {
        let name = super::pg_types::name_of(table);
        pg_shape::guards(self.client()?, &name, column).map_err(|error| explain(&error))
    }

    /// Repeatable read: whatever somebody else changes in these rows meanwhile makes the change fail instead of being overwritten.
    fn begin(&mut self) -> Result<(), ConnectorError> {
        let begun = self.client()?.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE");
        begun.map_err(|error| explain(&error))?;
        self.is_writing = true;
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        let kinds = self.known_kinds(&change.table)?;
        self.execute(&change_statement(change, &PgDialect { kinds: &kinds }))
    }

    fn copy(&mut self, copying: &Copying) -> Result<u64, ConnectorError> {
        let kinds = self.known_kinds(&copying.from)?;
        self.execute(&copy_statement(copying, &PgDialect { kinds: &kinds }))
    }

    /// When the answer is lost, nobody knows whether the changes last: looking again tells.
    fn commit(&mut self) -> Result<(), ConnectorError> {
        let done = self.client().and_then(|client| client.batch_execute("COMMIT").map_err(|error| explain(&error)));
        self.is_writing = false;
        done
    }

    fn abandon(&mut self) {
        if std::mem::take(&mut self.is_writing) {
            // A connection that is gone has rolled back by itself.
            let open = self.client.take().and_then(|mut client| client.batch_execute("ROLLBACK").ok().map(|()| client));
            self.client = open;
        }
    }
}

impl PostgresConnector {
    fn known_kinds(&mut self, table: &Table) -> Result<Kinds, ConnectorError> {
        let missing = || ConnectorError::Refused { why: format!("there is no table {}", table.name) };
        self.kinds(table)?.ok_or_else(missing)
    }

    /// Changes something within the transaction; how many rows.
    fn execute(&mut self, statement: &Statement) -> Result<u64, ConnectorError> {
        let texts: Vec<Option<String>> = statement.values.iter().map(Value::as_text).collect();
        let places: Vec<&(dyn ToSql + Sync)> = texts.iter().map(|text| -> &(dyn ToSql + Sync) { text }).collect();
        self.client()?.execute(&statement.text, &places).map_err(|error| explain(&error))
    }
}

/// Whether the answer stayed within the row limit.
fn run(
    mut transaction: Transaction<'_>,
    statement: &Statement,
    columns: &[Kind],
    limit: u64,
    each: &mut dyn FnMut(Vec<Value>) -> Flow,
) -> Result<bool, postgres::Error> {
    let prepared = transaction.prepare(&statement.text)?;
    let texts: Vec<Option<String>> = statement.values.iter().map(Value::as_text).collect();
    let places: Vec<&(dyn ToSql + Sync)> = texts.iter().map(|text| -> &(dyn ToSql + Sync) { text }).collect();
    let cursor = transaction.bind(&prepared, &places)?;
    let mut count = 0_u64;
    loop {
        let rows = transaction.query_portal(&cursor, FETCH)?;
        for row in &rows {
            count += 1;
            if count > limit {
                return Ok(false);
            }
            let values = columns.iter().enumerate().map(|(at, kind)| kind.read(row, at));
            if each(values.collect::<Result<_, _>>()?) == Flow::Enough {
                return Ok(true);
            }
        }
        if i32::try_from(rows.len()).unwrap_or(FETCH) < FETCH {
            return Ok(true);
        }
    }
}

/// Asks within an erasure's transaction. Its questions are keyed, so their answers are small.
fn run_within(
    client: &mut Client,
    statement: &Statement,
    columns: &[Kind],
    each: &mut dyn FnMut(Vec<Value>) -> Flow,
) -> Result<(), postgres::Error> {
    let texts: Vec<Option<String>> = statement.values.iter().map(Value::as_text).collect();
    let places: Vec<&(dyn ToSql + Sync)> = texts.iter().map(|text| -> &(dyn ToSql + Sync) { text }).collect();
    for row in client.query(&statement.text, &places)? {
        let values = columns.iter().enumerate().map(|(at, kind)| kind.read(&row, at));
        if each(values.collect::<Result<_, _>>()?) == Flow::Enough {
            break;
        }
    }
    Ok(())
}

/// What a server's refusal means. Only codes and our own words: details of the server may quote a row.
pub(super) fn explain(error: &postgres::Error) -> ConnectorError {
    let Some(state) = error.code() else {
        return if error.is_closed() || std::error::Error::source(error).is_some() {
            ConnectorError::retry("the database server did not answer")
        } else {
            ConnectorError::needs_person("the database server cannot be used", "check the address and TLS settings")
        };
    };
    let later = [
        SqlState::QUERY_CANCELED,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
    ];
    let sign_in = [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION];
    match state {
        state if later.contains(state) => {
            ConnectorError::retry(format!("the database server could not answer in time ({})", state.code()))
        }
        state if sign_in.contains(state) => ConnectorError::needs_person(
            "the database server refused the user or password",
            "check the user name and password of this system",
        ),
        state if *state == SqlState::INVALID_CATALOG_NAME => {
            ConnectorError::needs_person("the database does not exist", "check the database name in the address")
        }
        state if *state == SqlState::INSUFFICIENT_PRIVILEGE => ConnectorError::needs_person(
            "the user may not read or change a table of the data map",
            "grant SELECT, and for erasures UPDATE and DELETE, on the mapped tables to this user",
        ),
        state => ConnectorError::Refused { why: format!("PostgreSQL refused the question ({})", state.code()) },
    }
}
