//! The schema: the same on both databases, there and back again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rightsdesk::adapters::store::{Migrating, OpenError, Options, open};
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use tempfile::TempDir;

use super::queue::add;
use super::samples::{case, due, entry, job, mail};
use super::{Home, on_both};
use crate::harness::postgres::Database;

on_both! { a_database_of_a_later_version_is_refused, a_filled_database_can_be_taken_apart_and_built_again }

/// The halves of the migrations of a database: `up.sql` in order, or `down.sql` in reverse.
fn scripts(database: &str, half: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database);
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).expect("migrations").map(|entry| entry.expect("a folder").path()).collect();
    folders.sort();
    if half == "down.sql" {
        folders.reverse();
    }
    folders.into_iter().map(|folder| folder.join(half)).collect()
}

impl Home {
    fn database(&self) -> &'static str {
        if self.written().starts_with("postgres") { "postgres" } else { "sqlite" }
    }

    fn run_scripts(&self, half: &str) {
        for script in scripts(self.database(), half) {
            self.meddle(&fs::read_to_string(&script).expect("readable"))
                .unwrap_or_else(|error| panic!("{}: {error}", script.display()));
        }
    }

    /// The whole schema as text that can be compared: names to definitions.
    fn schema(&self) -> BTreeMap<String, String> {
        let file = self.written();
        if self.database() == "sqlite" {
            let link = rusqlite::Connection::open(file).expect("it opens");
            let mut rows = link.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema").expect("a schema");
            let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
            return rows.map(|row| row.expect("a row")).collect();
        }
        let mut link = postgres::Client::connect(&file, postgres::NoTls).expect("it answers");
        let question =
            "SELECT table_name || '.' || column_name, data_type || is_nullable || coalesce(column_default, '')
                FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal";
        let rows = link.query(question, &[]).expect("a schema");
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

fn a_filled_database_can_be_taken_apart_and_built_again(home: &Home) {
    let case = case();
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    home.write(move |tx| {
        tx.append_log(entry(&case, "submitted"))?;
        tx.index_case(case.id, "anna", "")?;
        tx.add_mail(&mail(Some(&case)))?;
        tx.add_job(&job("gather", Some(&case)))
    });
    let before = home.schema();
    assert!(before.len() > 30, "{before:?}");
    home.run_scripts("down.sql");
    let kept = |schema: BTreeMap<String, String>| -> Vec<String> {
        schema.into_keys().filter(|name| !name.contains("__diesel_schema_migrations")).collect()
    };
    assert!(kept(home.schema()).is_empty(), "down removes everything: {:?}", home.schema());
    home.run_scripts("up.sql");
    assert_eq!(home.schema(), before);
}

fn a_database_of_a_later_version_is_refused(home: &Home) {
    home.meddle("INSERT INTO __diesel_schema_migrations (version) VALUES ('950')").expect("pretended");
    let outcome = open(&home.written(), &Options::new(&std::env::temp_dir())).err();
    assert!(matches!(&outcome, Some(OpenError::Newer { found, .. }) if found == "950"), "{outcome:?}");
}

#[test]
fn migrations_that_wait_are_said_and_applied_only_when_allowed() {
    let folder = TempDir::new().expect("a temporary folder");
    let database = Database::create("migrations that wait on PostgreSQL");
    let mut places = vec![folder.path().join("desk.db").to_str().expect("UTF-8").to_owned()];
    places.extend(database.as_ref().map(Database::url));
    for place in places {
        let careful = Options { migrating: Migrating::Refuse, ..Options::new(folder.path()) };
        let known = scripts("sqlite", "up.sql").len();
        for _ in 0..2 {
            let outcome = open(&place, &careful).err();
            assert!(matches!(outcome, Some(OpenError::Waiting(waiting)) if waiting == known), "{outcome:?}");
        }
        drop(open(&place, &Options::new(folder.path())).expect("now it may"));
        drop(open(&place, &careful).expect("nothing waits"));
    }
}

#[test]
fn nodes_that_start_together_migrate_once() {
    let folder = TempDir::new().expect("a temporary folder");
    let database = Database::create("nodes that start together on PostgreSQL");
    let mut places = vec![folder.path().join("desk.db").to_str().expect("UTF-8").to_owned()];
    places.extend(database.as_ref().map(Database::url));
    for place in places {
        std::thread::scope(|scope| {
            let nodes: Vec<_> =
                (0..6).map(|_| scope.spawn(|| open(&place, &Options::new(folder.path())).map(drop))).collect();
            for node in nodes {
                node.join().expect("no panic").expect("every node opens");
            }
        });
    }
}
