//! Every person of the fixtures: exactly their rows.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use rightsdesk::adapters::connectors::mysql::MysqlConnector;
use rightsdesk::adapters::connectors::postgres::PostgresConnector;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::ports::connector::{Bounds, Connector};
use rightsdesk::workflow::gathering::{Candidate, Outcome};

use super::dump;
use super::question::{ask, shipped};
use super::truth::Truth;
use crate::harness::fixtures;
use crate::harness::mariadb::MariaDatabase;
use crate::harness::postgres::Database;

/// Gathers for every person of a fixture and compares with the truth.
fn everybody<C: Connector + 'static>(map: &str, folder: &Path, connect: impl Fn() -> C) {
    let map = shipped(map);
    for person in Truth::read(folder).persons {
        let given = person.given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let (outcome, kept) = ask(&map, connect(), given, &[]);
        let Ok(Outcome::Walked(_)) = outcome else { panic!("person {}: {outcome:?}", person.key) };
        person.assert_found(&kept.findings);
    }
}

#[test]
fn everybody_in_chinook_on_sqlite_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/chinook", "gathering in Chinook") else { return };
    let file = folder.join("Chinook_Sqlite.sqlite");
    everybody("chinook.yml", &folder, || SqliteConnector::new(&file, Bounds::default()));
}

/// The large shop, unpacked beside the test's other scratch files.
pub fn oscar(folder: &Path) -> (tempfile::TempDir, PathBuf) {
    let scratch = tempfile::TempDir::new().expect("a temporary folder");
    let file = scratch.path().join("oscar.sqlite");
    let packed = File::open(folder.join("oscar.sqlite.gz")).expect("the fixture has the file");
    let mut unpacked = File::create(&file).expect("a file");
    std::io::copy(&mut GzDecoder::new(packed), &mut unpacked).expect("it unpacks");
    (scratch, file)
}

#[test]
fn everybody_in_oscar_on_sqlite_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/oscar", "gathering in django-oscar") else { return };
    let (_scratch, file) = oscar(&folder);
    everybody("django-oscar.yml", &folder, || SqliteConnector::new(&file, Bounds::default()));
}

/// A database with the dumps of a fixture.
pub fn loaded(folder: &Path, what: &str, dumps: &[&str]) -> Option<Database> {
    let database = Database::create(what)?;
    let mut client = database.connect();
    for name in dumps {
        let file = File::open(folder.join(name)).expect("the fixture has the dump");
        let packed = Path::new(name).extension().is_some_and(|extension| extension == "gz");
        let text: Box<dyn Read> = if packed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
        dump::load(&mut client, BufReader::new(text));
    }
    Some(database)
}

#[test]
fn everybody_in_chinook_on_postgresql_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/chinook", "gathering in Chinook") else { return };
    let Some(database) = loaded(&folder, "gathering in Chinook on PostgreSQL", &["Chinook_PostgreSql.sql"]) else {
        return;
    };
    everybody("chinook.yml", &folder, || {
        PostgresConnector::new(&database.url(), Bounds::default()).expect("an address")
    });
}

#[test]
fn everybody_in_sakila_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/sakila", "gathering in Sakila") else { return };
    let dumps = ["postgres-sakila-schema.sql", "postgres-sakila-insert-data-using-copy.sql"];
    let Some(database) = loaded(&folder, "gathering in Sakila", &dumps) else { return };
    everybody("sakila.yml", &folder, || {
        PostgresConnector::new(&database.url(), Bounds::default()).expect("an address")
    });
}

#[test]
fn everybody_in_oscar_on_postgresql_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/oscar", "gathering in django-oscar") else { return };
    let Some(database) = loaded(&folder, "gathering in django-oscar on PostgreSQL", &["oscar_pg.sql.gz"]) else {
        return;
    };
    everybody("django-oscar.yml", &folder, || {
        PostgresConnector::new(&database.url(), Bounds::default()).expect("an address")
    });
}

/// A database of MariaDB with the dump of a fixture.
pub fn mariadb_with(folder: &Path, dump: &str) -> Option<MariaDatabase> {
    let database = MariaDatabase::create("a shop on MariaDB")?;
    let file = File::open(folder.join(dump)).expect("the fixture has the dump");
    let packed = Path::new(dump).extension().is_some_and(|extension| extension == "gz");
    let mut reader: Box<dyn Read> = if packed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("the dump is UTF-8");
    database.run(&text);
    Some(database)
}

fn on_mariadb(map: &str, folder: &Path, dump: &str) {
    let Some(database) = mariadb_with(folder, dump) else { return };
    everybody(map, folder, || MysqlConnector::new(&database.url(), Bounds::default()).expect("an address"));
}

#[test]
fn everybody_in_chinook_on_mariadb_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/chinook", "gathering in Chinook") else { return };
    on_mariadb("chinook.yml", &folder, "Chinook_MySql.sql");
}

#[test]
fn everybody_in_opencart_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/opencart", "gathering in OpenCart") else { return };
    on_mariadb("opencart.yml", &folder, "opencart_mariadb.sql.gz");
}

#[test]
fn a_shared_mailbox_in_oscar_is_a_question_and_a_choice_answers_it() {
    let Some(folder) = fixtures::folder("shops/oscar", "gathering in django-oscar") else { return };
    let (_scratch, file) = oscar(&folder);
    let map = shipped("django-oscar.yml");
    let connect = || SqliteConnector::new(&file, Bounds::default());
    let truth = Truth::read(&folder);
    let person = truth.persons.iter().find(|person| person.key == "family").expect("the family is in the fixture");
    let email = [("email", person.given["email"].as_str())];
    let (outcome, kept) = ask(&map, connect(), email, &[]);
    let Ok(Outcome::Candidates(candidates)) = outcome else { panic!("{outcome:?}") };
    assert_eq!((candidates.len(), kept.findings.len()), (2, 0), "nothing is handed over before somebody chooses");
    let key = person.first_key("auth_user");
    let chosen = candidates.iter().map(Candidate::choice).find(|choice| choice.ends_with(&format!(":{key}")));
    let (_, kept) = ask(&map, connect(), email, &[&chosen.expect("she is a candidate")]);
    person.assert_found(&kept.findings);
}
