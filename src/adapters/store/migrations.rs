//! Bringing the schema up to date. The migrations are inside the program.

use diesel::backend::Backend;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::link::Link;
use super::open::{Migrating, OpenError};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The name of the lock that nodes which start together wait for.
const LOCK: i64 = 0x5267_446B;

/// Applies what is missing, or says that something is. All of it happens in one transaction, and one node after the other.
pub fn migrate(link: &mut Link, migrating: Migrating) -> Result<(), OpenError> {
    match link {
        Link::Sqlite(link) => link.immediate_transaction(|link| up_to_date(link, &SQLITE, migrating)),
        Link::Postgres(link) => link.transaction(|link| {
            let lock = diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(LOCK);
            lock.execute(link)?;
            up_to_date(link, &POSTGRES, migrating)
        }),
    }
}

fn up_to_date<C, DB>(link: &mut C, known: &EmbeddedMigrations, migrating: Migrating) -> Result<(), OpenError>
where
    DB: Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let mut waiting: Vec<Box<dyn Migration<DB>>> = known.migrations().map_err(OpenError::Migration)?;
    waiting.sort_unstable_by(|one, other| one.name().version().cmp(&other.name().version()));
    let newest = waiting.last().map(|one| one.name().to_string()).unwrap_or_default();
    for applied in link.applied_migrations().map_err(OpenError::Migration)? {
        let Some(place) = waiting.iter().position(|one| one.name().version() == applied) else {
            return Err(OpenError::Newer { found: applied.to_string(), known: newest });
        };
        waiting.remove(place);
    }
    if !waiting.is_empty() && migrating == Migrating::Refuse {
        return Err(OpenError::Waiting(waiting.len()));
    }
    link.run_migrations(&waiting).map(drop).map_err(OpenError::Migration)
}
