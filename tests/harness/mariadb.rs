//! A MariaDB database for one test.

use mysql::prelude::Queryable;
use mysql::{Conn, Opts};
use uuid::Uuid;

use super::left_out::left_out;

/// A fresh, empty database on the server named by `RIGHTSDESK_TEST_MARIADB`, dropped at the end.
///
/// `tests/with-mariadb COMMAND` starts a throwaway server and sets that variable for the command.
pub struct MariaDatabase {
    server: String,
    name: String,
}

impl MariaDatabase {
    /// Makes a database, or says that `what` is left out because there is no server.
    pub fn create(what: &str) -> Option<Self> {
        let Some(server) = std::env::var_os("RIGHTSDESK_TEST_MARIADB") else {
            left_out(what, "RIGHTSDESK_TEST_MARIADB names no server");
            return None;
        };
        let server = server.into_string().expect("RIGHTSDESK_TEST_MARIADB is a URL");
        let name = format!("rightsdesk_test_{}", Uuid::from_bytes(chance()).simple());
        let database = Self { server, name };
        database.on_the_server(&format!("CREATE DATABASE {} CHARACTER SET utf8mb4", database.name));
        Some(database)
    }

    /// The database as a URL: `mysql://…`, as a user who may do everything.
    pub fn url(&self) -> String {
        let (authority, _) = self.server.rsplit_once('/').expect("a URL that ends in /mysql");
        format!("{authority}/{}", self.name)
    }

    /// Its name on the server.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection to the database.
    pub fn connect(&self) -> Conn {
        connect(&self.url())
    }

    /// Runs statements, each ending with a semicolon at the end of a line, as dumps are written.
    pub fn run(&self, statements: &str) {
        let mut connection = self.connect();
        let mut pending = String::new();
        for line in statements.lines() {
            let is_remark = pending.is_empty() && (line.starts_with("--") || line.trim().is_empty());
            if is_remark || is_about_the_server(line) {
                continue;
            }
            pending.push_str(line);
            pending.push('\n');
            if line.trim_end().ends_with(';') {
                connection.query_drop(&pending).unwrap_or_else(|error| panic!("{error}: {}", first_line(&pending)));
                pending.clear();
            }
        }
        assert!(pending.trim().is_empty() || pending.trim_start().starts_with("/*"), "a statement without its end");
    }

    /// Fills this database with the tables and rows of another.
    pub fn copy_from(&self, original: &Self) {
        let mut connection = self.connect();
        connection.query_drop("SET foreign_key_checks = 0").expect("a session");
        let tables: Vec<String> = connection.query(format!("SHOW TABLES FROM {}", original.name)).expect("tables");
        for table in tables {
            let create: Option<(String, String)> =
                connection.query_first(format!("SHOW CREATE TABLE {}.`{table}`", original.name)).expect("a table");
            connection.query_drop(create.expect("a table").1).expect("a copy of the table");
            let rows = format!("INSERT INTO `{table}` SELECT * FROM {}.`{table}`", original.name);
            connection.query_drop(rows).expect("a copy of the rows");
        }
    }

    fn on_the_server(&self, statement: &str) {
        connect(&self.server).query_drop(statement).expect("the statement runs");
    }
}

impl Drop for MariaDatabase {
    fn drop(&mut self) {
        self.on_the_server(&format!("DROP DATABASE IF EXISTS {}", self.name));
    }
}

/// A connection by URL.
pub fn connect(url: &str) -> Conn {
    Conn::new(Opts::from_url(url).expect("a URL")).expect("the server takes connections")
}

fn is_about_the_server(line: &str) -> bool {
    ["DROP DATABASE", "CREATE DATABASE", "USE ", "/*M!"].iter().any(|start| line.starts_with(start))
}

fn first_line(statement: &str) -> &str {
    statement.lines().next().unwrap_or_default()
}

/// Names must differ between test runs on one server, so this chance is not seeded.
fn chance() -> [u8; 16] {
    use rightsdesk::ports::entropy::Entropy;
    rightsdesk::adapters::system::SystemEntropy.bytes16()
}

/// The authority that signed the server's certificate, for tests of TLS; says what is left out when there is none.
pub fn authority(what: &str) -> Option<std::path::PathBuf> {
    let place = std::env::var_os("RIGHTSDESK_TEST_MARIADB_CA").map(std::path::PathBuf::from);
    if place.is_none() {
        left_out(what, "RIGHTSDESK_TEST_MARIADB_CA names no certificate");
    }
    place
}
