//! What only SQLite understands.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::{SqliteConnection, table};

use super::link::Link;
use super::rows::code::NumberRow;
use super::schema::log_heads;
use super::words::Words;

/// `Rgdk`, written by the first migration.
const APPLICATION: i64 = 0x5267_446B;

/// WAL lets readers and the writer work side by side; FULL means that a commit is on disk when it returns; secure_delete
/// overwrites what is deleted, so that an erased answer cannot be read from the file.
const WRITING: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; \
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;";

const READING: &str = "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA cache_size = -8000; \
    PRAGMA temp_store = MEMORY;";

table! {
    /// The row number that the full-text index refers to.
    #[sql_name = "cases"]
    numbered_cases (id) {
        id -> Binary,
        n -> BigInt,
    }
}

table! {
    /// The full-text index.
    case_words (rowid) {
        rowid -> BigInt,
        words -> Text,
    }
}

/// The connection that writes.
pub fn writing(file: &str) -> ConnectionResult<Link> {
    connect(file, WRITING)
}

/// A connection that cannot write.
pub fn reading(file: &str) -> ConnectionResult<Link> {
    connect(file, READING)
}

fn connect(file: &str, settings: &str) -> ConnectionResult<Link> {
    let mut link = SqliteConnection::establish(file)?;
    link.batch_execute(settings).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(Link::Sqlite(link))
}

/// Whether the file is new or was made by this program.
pub fn is_ours(link: &mut Link) -> QueryResult<bool> {
    let mut pragma = |statement: &str| diesel::sql_query(statement).get_result::<NumberRow>(link).map(|row| row.n);
    let application = pragma("SELECT application_id AS n FROM pragma_application_id")?;
    let tables = pragma("SELECT COUNT(*) AS n FROM sqlite_schema")?;
    Ok(application == APPLICATION || tables == 0)
}

/// Opens a transaction that nobody else can write beside. Waits for another program's writing, as long as `busy_timeout` says.
pub fn begin(link: &mut Link) -> QueryResult<()> {
    match link {
        Link::Sqlite(link) => AnsiTransactionManager::begin_transaction_sql(link, "BEGIN IMMEDIATE"),
        Link::Postgres(_) => Err(diesel::result::Error::NotInTransaction),
    }
}

/// Makes it durable.
pub fn commit(link: &mut Link) -> QueryResult<()> {
    <Link as Connection>::TransactionManager::commit_transaction(link)
}

/// The end of a chain of the case log. Nobody else writes beside this transaction, so nothing needs a lock.
pub fn log_head(link: &mut SqliteConnection, controller: &str) -> QueryResult<Option<(i64, Vec<u8>)>> {
    log_heads::table.find(controller).select((log_heads::seq, log_heads::hash)).first(link).optional()
}

/// Makes a case findable by its words.
pub fn index_words(link: &mut SqliteConnection, case: &[u8], words: &str) -> QueryResult<usize> {
    let n: i64 = numbered_cases::table.find(case).select(numbered_cases::n).first(link)?;
    diesel::replace_into(case_words::table).values((case_words::rowid.eq(n), case_words::words.eq(words))).execute(link)
}

/// How many cases the words find, up to a bound.
pub fn found_by_words(link: &mut SqliteConnection, words: &Words, bound: i64) -> QueryResult<i64> {
    diesel::sql_query("SELECT COUNT(*) AS n FROM (SELECT 1 FROM case_words WHERE case_words MATCH $1 LIMIT $2)")
        .bind::<diesel::sql_types::Text, _>(matching(words))
        .bind::<BigInt, _>(bound)
        .get_result::<NumberRow>(link)
        .map(|row| row.n)
}

/// The question in the language of FTS5: every word a quoted prefix.
pub fn matching(words: &Words) -> String {
    words.ask(|word| format!("\"{word}\" *"), " AND ", " OR ")
}
