//! Throwaway copies of shops, read back row by row after an erasure.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mysql::prelude::Queryable;
use postgres::{Client, NoTls};
use rightsdesk::cli::{Exit, run_with};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::mariadb;

/// A row's columns in lower case without underscores, so that all ports of a schema read alike.
pub type Cells = BTreeMap<String, Value>;

/// How a name reads in every port of a schema.
pub fn alike(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// A database that can be read as a whole.
pub enum Shop {
    Sqlite(PathBuf),
    Postgres(String),
    Mysql(String),
}

impl Shop {
    /// What `--connect SYSTEM=` takes.
    pub fn place(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) | Self::Mysql(url) => url.clone(),
        }
    }

    /// Every row of every table as one text, for "nothing changed".
    pub fn everything(&self) -> BTreeMap<String, Vec<String>> {
        let tables = self.tables();
        // A shop with many tables is read over one connection.
        let mut open = if let Self::Mysql(url) = self { Some(mariadb::connect(url)) } else { None };
        let mut rows = |table: &String| {
            let held = open.as_mut().map_or_else(|| self.rows(table), |connection| mysql_rows(connection, table));
            let mut rows: Vec<String> =
                held.into_iter().map(|row| serde_json::to_string(&row).expect("JSON")).collect();
            rows.sort();
            rows
        };
        tables.iter().map(|table| (alike(table), rows(table))).collect()
    }

    fn tables(&self) -> Vec<String> {
        match self {
            Self::Sqlite(path) => {
                let connection = Connection::open(path).expect("a file");
                let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
                let mut statement = connection.prepare(sql).expect("tables");
                statement.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect()
            }
            Self::Postgres(url) => {
                let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
                let rows = Client::connect(url, NoTls).expect("a server").query(sql, &[]).expect("tables");
                rows.iter().map(|row| row.get(0)).collect()
            }
            Self::Mysql(url) => mariadb::connect(url).query("SHOW TABLES").expect("tables"),
        }
    }

    fn rows(&self, table: &str) -> Vec<Cells> {
        match self {
            Self::Sqlite(path) => sqlite_rows(path, table),
            Self::Postgres(url) => {
                let sql = format!("SELECT row_to_json(x)::text FROM \"{table}\" x");
                let rows = Client::connect(url, NoTls).expect("a server").query(&sql, &[]).expect("rows");
                let cells = |text: String| serde_json::from_str::<BTreeMap<String, Value>>(&text).expect("JSON");
                let named =
                    |cells: BTreeMap<String, Value>| cells.into_iter().map(|(name, v)| (alike(&name), v)).collect();
                rows.iter().map(|row| named(cells(row.get(0)))).collect()
            }
            Self::Mysql(url) => mysql_rows(&mut mariadb::connect(url), table),
        }
    }

    /// The rows of a table by key.
    pub fn by_key(&self, table: &str, key: &[String]) -> BTreeMap<Vec<String>, Cells> {
        let tables = self.tables();
        let Some(table) = tables.iter().find(|name| alike(name) == alike(table)) else { return BTreeMap::new() };
        let key_of = |row: &Cells| key.iter().map(|name| text(&row[&alike(name)])).collect();
        self.rows(table).into_iter().map(|row| (key_of(&row), row)).collect()
    }
}

fn sqlite_rows(path: &Path, table: &str) -> Vec<Cells> {
    let connection = Connection::open(path).expect("a file");
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table");
    let names: Vec<String> = statement.column_names().into_iter().map(alike).collect();
    let rows = statement.query_map([], |row| {
        let value = |at: usize| -> rusqlite::Result<Value> {
            Ok(match row.get_ref(at)? {
                rusqlite::types::ValueRef::Null => Value::Null,
                rusqlite::types::ValueRef::Integer(number) => number.into(),
                rusqlite::types::ValueRef::Real(number) => number.to_string().into(),
                rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                    String::from_utf8_lossy(bytes).into()
                }
            })
        };
        names.iter().enumerate().map(|(at, name)| Ok((name.clone(), value(at)?))).collect::<rusqlite::Result<Cells>>()
    });
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

fn mysql_rows(connection: &mut mysql::Conn, table: &str) -> Vec<Cells> {
    let rows: Vec<mysql::Row> = connection.query(format!("SELECT * FROM `{table}`")).expect("rows");
    let value = |value: mysql::Value| match value {
        mysql::Value::NULL => Value::Null,
        mysql::Value::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
        other => other.as_sql(true).into(),
    };
    let cells = |row: mysql::Row| {
        let names: Vec<String> = row.columns_ref().iter().map(|column| alike(&column.name_str())).collect();
        names.into_iter().zip(row.unwrap().into_iter().map(value)).collect()
    };
    rows.into_iter().map(cells).collect()
}

/// A value as the truth writes keys.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A desk with a folder of its own, from which erasures are commanded.
pub struct Desk {
    pub folder: TempDir,
}

/// How a command ended, the lines it wrote, and what it said.
pub type Answer = (Exit, Vec<Value>, String);

impl Desk {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `rightsdesk erase` with JSON and this desk's data folder.
    pub fn erase(&self, arguments: &[String]) -> Answer {
        let data = self.path("data").display().to_string();
        let start = ["rightsdesk", "erase", "--json", "--data", &data].map(str::to_owned);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = run_with(start.iter().chain(arguments).cloned().collect::<Vec<_>>(), &mut out, &mut err);
        let out = String::from_utf8(out).expect("text");
        let lines = out.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect();
        (exit, lines, String::from_utf8(err).expect("text"))
    }
}

/// `--map`, `--connect` and the identities as arguments.
pub fn arguments<'a>(
    map: &Path,
    connect: &[String],
    given: impl IntoIterator<Item = (&'a String, &'a String)>,
) -> Vec<String> {
    let mut words = vec!["--map".to_owned(), map.display().to_string()];
    words.extend(connect.iter().flat_map(|place| ["--connect".to_owned(), place.clone()]));
    words.extend(given.into_iter().flat_map(|(name, value)| ["--identity".to_owned(), format!("{name}={value}")]));
    words
}

/// A map that ships with the program.
pub fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config/datamaps").join(name)
}
