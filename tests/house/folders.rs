//! Migrations go in step on both databases.

use std::collections::BTreeSet;

use super::tree::root;

fn names(database: &str) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(root().join("migrations").join(database)) else { return BTreeSet::new() };
    entries.map(|entry| entry.expect("a readable entry").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn both_databases_have_the_same_migrations() {
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let only = |some: &BTreeSet<String>, other: &BTreeSet<String>| some.difference(other).cloned().collect::<Vec<_>>();
    let (lonely_sqlite, lonely_postgres) = (only(&sqlite, &postgres), only(&postgres, &sqlite));
    assert!(
        lonely_sqlite.is_empty() && lonely_postgres.is_empty(),
        "migrations/sqlite and migrations/postgres have the same folders; only in sqlite: {lonely_sqlite:?}, only in postgres: {lonely_postgres:?}"
    );
}

#[test]
fn every_migration_can_be_undone() {
    for database in ["sqlite", "postgres"] {
        for name in names(database) {
            let folder = root().join("migrations").join(database).join(&name);
            for half in ["up.sql", "down.sql"] {
                assert!(folder.join(half).is_file(), "migrations/{database}/{name} has no {half}");
            }
        }
    }
}
