//! A little shop on every engine that has schemas, and the command on it.

use std::path::PathBuf;

use mysql::prelude::Queryable;
use rightsdesk::cli::{Exit, run_with};
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::mariadb::MariaDatabase;
use crate::harness::postgres::Database;

/// What keeps a shop alive.
enum Ground {
    File,
    Postgres(Database),
    Maria(MariaDatabase),
}

/// A shop and a folder for maps.
pub struct Shop {
    pub engine: &'static str,
    folder: TempDir,
    ground: Ground,
}

/// The shop, whose SQL every engine understands, on every engine that can be had here.
pub fn everywhere(sql: &str) -> Vec<Shop> {
    let new = |engine, ground| Shop { engine, folder: TempDir::new().expect("a temporary folder"), ground };
    let mut shops = vec![new("sqlite", Ground::File)];
    shops.extend(Database::create("maps on PostgreSQL").map(|database| new("postgres", Ground::Postgres(database))));
    shops.extend(MariaDatabase::create("maps on MariaDB").map(|database| new("mysql", Ground::Maria(database))));
    for shop in &shops {
        match &shop.ground {
            Ground::File => {
                let file = rusqlite::Connection::open(shop.path("shop.db")).expect("a file");
                file.execute_batch(sql).expect("the shop is set up");
            }
            Ground::Postgres(database) => database.run(sql),
            Ground::Maria(database) => database.run(sql),
        }
    }
    shops
}

impl Shop {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What `--connect` takes.
    pub fn connect(&self) -> String {
        match &self.ground {
            Ground::File => format!("shop=sqlite:{}", self.path("shop.db").display()),
            Ground::Postgres(database) => format!("shop={}", database.url()),
            Ground::Maria(database) => format!("shop={}", database.url()),
        }
    }

    /// One row of the shop, every value as text.
    pub fn row(&self, sql: &str) -> Vec<Option<String>> {
        match &self.ground {
            Ground::File => {
                let file = rusqlite::Connection::open(self.path("shop.db")).expect("a file");
                let mut statement = file.prepare(sql).expect("a statement");
                let columns = statement.column_count();
                let text = |value: rusqlite::types::Value| match value {
                    rusqlite::types::Value::Null => None,
                    rusqlite::types::Value::Integer(number) => Some(number.to_string()),
                    rusqlite::types::Value::Text(text) => Some(text),
                    other => Some(format!("{other:?}")),
                };
                statement.query_row([], |row| (0..columns).map(|at| row.get(at).map(text)).collect()).expect("a row")
            }
            Ground::Postgres(database) => {
                let messages = database.connect().simple_query(sql).expect("a row");
                let row = messages.iter().find_map(|message| match message {
                    postgres::SimpleQueryMessage::Row(row) => Some(row),
                    _ => None,
                });
                let row = row.expect("a row");
                (0..row.len()).map(|at| row.get(at).map(str::to_owned)).collect()
            }
            Ground::Maria(database) => {
                let row: Option<mysql::Row> = database.connect().query_first(sql).expect("a row");
                let text = |value| mysql::from_value::<Option<String>>(value);
                row.expect("a row").unwrap().into_iter().map(text).collect()
            }
        }
    }

    /// Writes a map and checks it.
    pub fn check(&self, map: &str) -> (Exit, Value) {
        let path = self.path("map.yml");
        std::fs::write(&path, map).expect("a file");
        let words = ["map", "check", "--json", &path.display().to_string(), "--connect", &self.connect()];
        let (exit, out, said) = run(&words.map(str::to_owned));
        (exit, serde_json::from_str(&out).unwrap_or_else(|_| panic!("{}: {out}{said}", self.engine)))
    }

    /// Drafts a map.
    pub fn draft(&self) -> String {
        let (exit, out, said) = run(&["map", "draft", "--connect", &self.connect()].map(str::to_owned));
        assert_eq!(exit, Exit::Done, "{}: {said}", self.engine);
        out
    }
}

/// Runs the program with these words.
pub fn run(words: &[String]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let line = std::iter::once("rightsdesk".to_owned()).chain(words.iter().cloned());
    let exit = run_with(line.collect::<Vec<_>>(), &mut out, &mut err);
    (exit, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
}
