//! Every person of the fixtures: exactly their rows.

use std::fs::File;
use std::path::{Path, PathBuf};

use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::ports::connector::{Bounds, Connector};
use rightsdesk::workflow::gathering::Outcome;

use super::question::{ask, shipped};
use super::truth::Truth;
use crate::harness::fixtures;

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
fn oscar(folder: &Path) -> (tempfile::TempDir, PathBuf) {
    let scratch = tempfile::TempDir::new().expect("a temporary folder");
    let file = scratch.path().join("oscar.sqlite");
    let packed = File::open(folder.join("oscar.sqlite.gz")).expect("the fixture has the file");
    let mut unpacked = File::create(&file).expect("a file");
    std::io::copy(&mut flate2::read::GzDecoder::new(packed), &mut unpacked).expect("it unpacks");
    (scratch, file)
}

#[test]
fn everybody_in_oscar_on_sqlite_gets_exactly_their_rows() {
    let Some(folder) = fixtures::folder("shops/oscar", "gathering in django-oscar") else { return };
    let (_scratch, file) = oscar(&folder);
    everybody("django-oscar.yml", &folder, || SqliteConnector::new(&file, Bounds::default()));
}
