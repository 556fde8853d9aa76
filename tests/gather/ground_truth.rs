//! Every person of the fixtures: exactly their rows.

use std::path::Path;

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
