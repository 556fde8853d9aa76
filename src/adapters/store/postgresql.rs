//! What only PostgreSQL understands.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Text};

use super::link::Link;
use super::rows::code::NumberRow;
use super::schema::log_heads;
use super::words::Words;

/// A statement, a lock or a forgotten transaction that lasts longer than this is stopped by the server, so that a node that
/// hangs cannot hold up the others.
const SETTINGS: &str = "SET statement_timeout = '30s'; SET lock_timeout = '5s'; \
    SET idle_in_transaction_session_timeout = '60s'; SET TIME ZONE 'UTC'; SET application_name = 'rightsdesk';";

/// What a transaction is for.
#[derive(Clone, Copy)]
pub enum Isolation {
    /// Each statement sees what is committed; guarded updates and row locks do the rest.
    Write,
    /// Reads only, on one snapshot.
    Snapshot,
}

/// Connects and settles what every connection has in common.
pub fn connect(url: &str) -> ConnectionResult<Link> {
    let mut link = PgConnection::establish(url)?;
    link.batch_execute(SETTINGS).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(Link::Postgres(link))
}

/// Opens a transaction.
pub fn begin(link: &mut Link, isolation: Isolation) -> QueryResult<()> {
    let statement = match isolation {
        Isolation::Write => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        Isolation::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    };
    match link {
        Link::Postgres(link) => AnsiTransactionManager::begin_transaction_sql(link, statement),
        Link::Sqlite(_) => Err(diesel::result::Error::NotInTransaction),
    }
}

/// Makes it durable.
pub fn commit(link: &mut Link) -> QueryResult<()> {
    <Link as Connection>::TransactionManager::commit_transaction(link)
}

/// Undoes it.
pub fn roll_back(link: &mut Link) -> QueryResult<()> {
    <Link as Connection>::TransactionManager::rollback_transaction(link)
}

/// The end of a chain of the case log, locked until this transaction ends, so that positions have no gaps and no doubles.
/// The first entry of a chain makes the head before it locks it.
pub fn lock_log_head(link: &mut PgConnection, controller: &str) -> QueryResult<Option<(i64, Vec<u8>)>> {
    let head = log_heads::table.find(controller).select((log_heads::seq, log_heads::hash));
    let found = head.for_update().first(link).optional()?;
    if found.is_some() {
        return Ok(found);
    }
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))").bind::<Text, _>(controller);
    lock.execute(link)?;
    head.for_update().first(link).optional()
}

/// Makes a case findable by its words.
pub fn index_words(link: &mut PgConnection, case: &[u8], words: &str) -> QueryResult<usize> {
    diesel::sql_query(
        "INSERT INTO case_words (case_id, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' '))) \
         ON CONFLICT (case_id) DO UPDATE SET words = excluded.words",
    )
    .bind::<Binary, _>(case)
    .bind::<Text, _>(words)
    .execute(link)
}

/// How many cases the words find, up to a bound.
pub fn found_by_words(link: &mut PgConnection, words: &Words, bound: i64) -> QueryResult<i64> {
    diesel::sql_query(
        "SELECT COUNT(*) AS n FROM (SELECT 1 FROM case_words WHERE words @@ $1::tsquery LIMIT $2) AS found",
    )
    .bind::<Text, _>(matching(words))
    .bind::<BigInt, _>(bound)
    .get_result::<NumberRow>(link)
    .map(|row| row.n)
}

/// The question in the language of `tsquery`: every word a quoted prefix.
pub fn matching(words: &Words) -> String {
    words.ask(|word| format!("'{word}':*"), " & ", " | ")
}
