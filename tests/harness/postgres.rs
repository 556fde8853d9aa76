//! A PostgreSQL database for one test.

use postgres::{Client, Config, NoTls};
use uuid::Uuid;

use super::left_out::left_out;

/// A fresh, empty database on the server named by `RIGHTSDESK_TEST_POSTGRES`, dropped at the end with everybody who is still in it.
///
/// `tests/with-postgres COMMAND` starts a throwaway server and sets that variable for the command.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Makes a database, or says that `what` is left out because there is no server.
    pub fn create(what: &str) -> Option<Self> {
        let Some(server) = std::env::var_os("RIGHTSDESK_TEST_POSTGRES") else {
            left_out(what, "RIGHTSDESK_TEST_POSTGRES names no server");
            return None;
        };
        let server = server.into_string().expect("RIGHTSDESK_TEST_POSTGRES is a URL");
        let name = format!("rightsdesk_test_{}", Uuid::from_bytes(chance()).simple());
        let database = Self { server, name };
        database.on_the_server(&format!("CREATE DATABASE {}", database.name));
        Some(database)
    }

    /// The database as a URL: `postgres://…`, in the role that made it (a superuser).
    pub fn url(&self) -> String {
        let (address, parameters) = self.server.split_once('?').map_or((self.server.as_str(), ""), |(a, p)| (a, p));
        let (authority, _) = address.rsplit_once('/').expect("a URL that ends in /postgres");
        let mark = if parameters.is_empty() { "" } else { "?" };
        format!("{authority}/{}{mark}{parameters}", self.name)
    }

    /// A connection to the database.
    pub fn connect(&self) -> Client {
        Client::connect(&self.url(), NoTls).expect("the database takes connections")
    }

    /// Runs statements in the database, separated by semicolons.
    pub fn run(&self, statements: &str) {
        self.connect().batch_execute(statements).expect("the statements run");
    }

    fn on_the_server(&self, statement: &str) {
        let config: Config = self.server.parse().expect("RIGHTSDESK_TEST_POSTGRES is a URL");
        let mut client = config.connect(NoTls).expect("the server of RIGHTSDESK_TEST_POSTGRES answers");
        client.batch_execute(statement).expect("its role may create and drop databases");
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.on_the_server(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// Names must differ between test runs on one server, so this chance is not seeded.
fn chance() -> [u8; 16] {
    use rightsdesk::ports::entropy::Entropy;
    rightsdesk::adapters::system::SystemEntropy.bytes16()
}

/// The authority that signed the server's certificate, for tests of TLS; says what is left out when there is none.
pub fn authority(what: &str) -> Option<std::path::PathBuf> {
    let place = std::env::var_os("RIGHTSDESK_TEST_POSTGRES_CA").map(std::path::PathBuf::from);
    if place.is_none() {
        left_out(what, "RIGHTSDESK_TEST_POSTGRES_CA names no certificate");
    }
    place
}

#[test]
fn a_database_is_made_for_one_test_and_dropped_after_it() {
    let Some(database) = Database::create("the maker of throwaway databases") else { return };
    database.run("CREATE TABLE a (b int); INSERT INTO a VALUES (7)");
    assert_eq!(database.connect().query_one("SELECT b FROM a", &[]).expect("a row").get::<_, i32>(0), 7);
    let (url, lingering) = (database.url(), database.connect());
    drop(database);
    assert!(Client::connect(&url, NoTls).is_err(), "the database is gone though somebody was still connected");
    drop(lingering);
}
