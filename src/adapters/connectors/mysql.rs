//! A shop's MySQL or MariaDB: read-only transactions (an erasure's apart), rows as they come, values in their exact text.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use mysql::consts::CapabilityFlags;
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder, Params, SslOpts};

use super::mysql_types::{Kind, MysqlDialect};
use super::protection::is_protected;
use super::sql::{Statement, change_statement, copy_statement, statement};
use super::{mysql_shape, mysql_types};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{
    Bounds, Change, Connector, ConnectorError, Copying, Flow, ForeignKey, Nature, Select, Table,
};

/// How long a server may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// The kind of every column of a table.
type Kinds = BTreeMap<String, Kind>;

/// A connector to one MySQL or MariaDB database.
pub struct MysqlConnector {
    options: OptsBuilder,
    bounds: Bounds,
    connection: Option<Conn>,
    known: BTreeMap<Table, Kinds>,
    /// Whether an erasure's transaction is open.
    is_writing: bool,
}

impl MysqlConnector {
    /// A connector that connects when it is first asked. Refuses an address that cannot be read.
    ///
    /// Personal data does not cross a network in the clear: unless the server is on this machine, TLS is used and its
    /// certificate verified by public authorities or those of `sslrootcert=FILE`. Only `sslmode=disable` turns it off.
    pub fn new(url: &str, bounds: Bounds) -> Result<Self, ConnectorError> {
        let bad = || {
            ConnectorError::needs_person(
                "the database address cannot be read",
                "write mysql://USER:PASSWORD@HOST:PORT/DATABASE; special characters in a password are %-encoded",
            )
        };
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let named = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        let (_, rest) = base.split_once("://").ok_or_else(bad)?;
        let rest = named("password").map_or_else(|| rest.to_owned(), |password| signed(rest, password));
        let options = Opts::from_url(&format!("mysql://{rest}")).map_err(|_error| bad())?;
        let host = options.get_ip_or_hostname().into_owned();
        let is_here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|place| place.is_loopback());
        let protected = is_protected(named("sslmode"), is_here)?;
        let roots = named("sslrootcert").map(PathBuf::from);
        let builder = OptsBuilder::from_opts(options)
            .prefer_socket(false)
            .tcp_connect_timeout(Some(PATIENCE))
            .additional_capabilities(CapabilityFlags::CLIENT_FOUND_ROWS)
            .ssl_opts(protected.then(|| SslOpts::default().with_root_cert_path(roots)));
        Ok(Self { options: builder, bounds, connection: None, known: BTreeMap::new(), is_writing: false })
    }

    fn connection(&mut self) -> Result<&mut Conn, ConnectorError> {
        let connection = match self.connection.take() {
            Some(open) => open,
            None if self.is_writing => {
                return Err(ConnectorError::retry(
                    "the database server hung up during an erasure; nothing was changed",
                ));
            }
            None => self.connect()?,
        };
        Ok(self.connection.insert(connection))
    }

    fn connect(&self) -> Result<Conn, ConnectorError> {
        let mut connection = Conn::new(self.options.clone()).map_err(|error| explain(&error))?;
        let session = "SET NAMES utf8mb4, time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE'";
        connection.query_drop(session).map_err(|error| explain(&error))?;
        connection.query_drop("SET SESSION TRANSACTION READ ONLY").map_err(|error| explain(&error))?;
        let limit = self.bounds.statement;
        // MariaDB counts seconds, MySQL milliseconds; each knows only its own word.
        let mariadb = format!("SET SESSION max_statement_time = {}", limit.as_secs_f64());
        let mysql = format!("SET SESSION max_execution_time = {}", limit.as_millis());
        if connection.query_drop(mariadb).is_err() {
            connection.query_drop(mysql).map_err(|error| explain(&error))?;
        }
        Ok(connection)
    }

    fn kinds(&mut self, table: &Table) -> Result<Option<Kinds>, ConnectorError> {
        if let Some(known) = self.known.get(table) {
            return Ok(Some(known.clone()));
        }
        let kinds = mysql_shape::kinds(self.connection()?, table).map_err(|error| explain(&error))?;
        if kinds.is_empty() {
            return Ok(None);
        }
        self.known.insert(table.clone(), kinds.clone());
        Ok(Some(kinds))
    }

    fn known_kinds(&mut self, table: &Table) -> Result<Kinds, ConnectorError> {
        let missing = || ConnectorError::Refused { why: format!("there is no table {}", table.name) };
        self.kinds(table)?.ok_or_else(missing)
    }
}

impl Connector for MysqlConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.connection()?;
        Ok(Nature { engine: "mysql", remarks: Vec::new() })
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        Ok(self.kinds(table)?.map(|kinds| kinds.into_keys().collect()))
    }

    /// Within an erasure the rows are locked, so that what is compared is what is changed.
    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let kinds = self.known_kinds(&ask.table)?;
        let mut statement = statement(ask, &MysqlDialect { kinds: &kinds });
        if self.is_writing {
            statement.text.push_str(" FOR UPDATE");
        }
        let columns: Vec<Kind> =
            ask.columns.iter().map(|column| kinds.get(column).copied().unwrap_or(Kind::Text)).collect();
        let limit = self.bounds.rows;
        match run(self.connection()?, &statement, &columns, limit, row) {
            Ok(true) => Ok(()),
            Ok(false) => Err(ConnectorError::Refused {
                why: format!("{} gives more than {limit} rows to one question", ask.table.name),
            }),
            Err(error) => Err(explain(&error)),
        }
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        mysql_shape::tables(self.connection()?).map_err(|error| explain(&error))
    }

    fn primary_key(&mut self, table: &Table) -> Result<Vec<String>, ConnectorError> {
        mysql_shape::primary_key(self.connection()?, table).map_err(|error| explain(&error))
    }

    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        mysql_shape::shape(self.connection()?, table).map_err(|error| explain(&error))
    }

    fn foreign_keys(&mut self) -> Result<Vec<ForeignKey>, ConnectorError> {
        mysql_shape::foreign_keys(self.connection()?).map_err(|error| explain(&error))
    }

    fn guards(&mut self, table: &Table, column: &str) -> Result<bool, ConnectorError> {
        mysql_shape::guards(self.connection()?, table, column).map_err(|error| explain(&error))
    }

    fn begin(&mut self) -> Result<(), ConnectorError> {
        let begun = self.connection()?.query_drop("START TRANSACTION READ WRITE");
        begun.map_err(|error| explain(&error))?;
        self.is_writing = true;
        Ok(())
    }

    /// A table whose engine knows no transactions could be left half changed, so it is refused.
    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        let kinds = self.known_kinds(&change.table)?;
        self.execute(&change_statement(change, &MysqlDialect { kinds: &kinds }), &[&change.table])
    }

    fn copy(&mut self, copying: &Copying) -> Result<u64, ConnectorError> {
        let kinds = self.known_kinds(&copying.from)?;
        self.execute(&copy_statement(copying, &MysqlDialect { kinds: &kinds }), &[&copying.from, &copying.to])
    }

    fn commit(&mut self) -> Result<(), ConnectorError> {
        let done = self.connection().and_then(|open| open.query_drop("COMMIT").map_err(|error| explain(&error)));
        self.is_writing = false;
        done
    }

    /// A connection that is closed has rolled back by itself.
    fn abandon(&mut self) {
        if std::mem::take(&mut self.is_writing) {
            self.connection = None;
        }
    }
}

impl MysqlConnector {
    /// Changes something within the transaction; how many rows.
    fn execute(&mut self, statement: &Statement, tables: &[&Table]) -> Result<u64, ConnectorError> {
        let connection = self.connection()?;
        for table in tables {
            if !mysql_shape::knows_transactions(connection, table).map_err(|error| explain(&error))? {
                let why = format!("{} knows no transactions", table.name);
                return Err(ConnectorError::needs_person(why, "convert the table to InnoDB"));
            }
        }
        connection.exec_drop(&statement.text, places(statement)).map_err(|error| explain(&error))?;
        Ok(connection.affected_rows())
    }
}

/// The address with a password that came beside it, %-encoded as there.
fn signed(rest: &str, password: &str) -> String {
    match rest.split_once('@') {
        Some((user, place)) if !user.contains(':') => format!("{user}:{password}@{place}"),
        _ => rest.to_owned(),
    }
}

fn places(statement: &Statement) -> Params {
    let values: Vec<mysql::Value> = statement.values.iter().map(mysql_types::parameter).collect();
    if values.is_empty() { Params::Empty } else { Params::Positional(values) }
}

/// Whether the answer stayed within the row limit.
fn run(
    connection: &mut Conn,
    statement: &Statement,
    columns: &[Kind],
    limit: u64,
    each: &mut dyn FnMut(Vec<Value>) -> Flow,
) -> mysql::Result<bool> {
    let mut count = 0_u64;
    for row in connection.exec_iter(&statement.text, places(statement))? {
        count += 1;
        if count > limit {
            return Ok(false);
        }
        let values =
            columns.iter().zip(row?.unwrap_raw()).map(|(kind, value)| kind.read(value.unwrap_or(mysql::Value::NULL)));
        if each(values.collect()) == Flow::Enough {
            return Ok(true);
        }
    }
    Ok(true)
}

/// What a server's refusal means. Only codes and our own words: messages of the server may quote a row.
fn explain(error: &mysql::Error) -> ConnectorError {
    let mysql::Error::MySqlError(refusal) = error else {
        return ConnectorError::retry("the database server did not answer");
    };
    match refusal.code {
        // Lock wait, deadlock, statement time, too many connections, shutting down.
        1205 | 1213 | 1969 | 3024 | 1040 | 1053 => {
            ConnectorError::retry(format!("the database server could not answer in time ({})", refusal.code))
        }
        1044 | 1045 | 1698 => ConnectorError::needs_person(
            "the database server refused the user or password",
            "check the user name and password of this system",
        ),
        1049 => ConnectorError::needs_person("the database does not exist", "check the database name in the address"),
        1142 | 1143 => ConnectorError::needs_person(
            "the user may not read or change a table of the data map",
            "grant SELECT, and for erasures UPDATE and DELETE, on the mapped tables to this user",
        ),
        code => ConnectorError::Refused { why: format!("the database refused the question ({code})") },
    }
}
