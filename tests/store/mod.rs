//! The store: one suite that both databases pass. What only one of them has is tested in `file` and `server`.

mod amendments;
mod cases;
mod codes;
mod companies;
mod complaints;
mod contention;
mod crash;
mod delivery;
mod documents;
mod drafts;
mod feeds;
mod file;
mod filters;
mod findings;
mod hearing;
mod jobs;
mod links;
mod log;
mod maps;
mod migrations;
mod office;
mod outbox;
mod program_keys;
mod queue;
mod register;
mod replies;
mod reports;
mod reports_checked;
mod retention;
mod samples;
mod search;
mod staff;
mod task_links;
mod tasks;
mod tellings;
mod tls;
mod together;
mod transactions;
mod transmissions;
mod uploads;
mod wordings;

use std::sync::Arc;

use rightsdesk::adapters::store::{Options, open};
use rightsdesk::ports::store::{Store, StoreError, Tx, read, write};
use tempfile::TempDir;

use crate::harness::postgres::Database;

/// A store for one test, gone after it.
pub struct Home {
    pub store: Arc<dyn Store>,
    place: Place,
}

/// What has to outlive the store.
pub enum Place {
    Folder(TempDir),
    Server(Database),
}

impl Home {
    pub fn sqlite() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("rightsdesk.db");
        let store = open(path.to_str().expect("UTF-8"), &Options::new(folder.path())).expect("the store opens");
        Self { store, place: Place::Folder(folder) }
    }

    pub fn postgres(what: &str) -> Option<Self> {
        let database = Database::create(&format!("{what} on PostgreSQL"))?;
        let store = open(&database.url(), &Options::new(&std::env::temp_dir())).expect("the store opens");
        Some(Self { store, place: Place::Server(database) })
    }

    /// Where it is, as it stands in a configuration.
    pub fn written(&self) -> String {
        match &self.place {
            Place::Folder(folder) => folder.path().join("rightsdesk.db").to_str().expect("UTF-8").to_owned(),
            Place::Server(database) => database.url(),
        }
    }

    /// Runs a statement past the store, as an intruder or an operator with a database tool would. `Err` has the database's words.
    pub fn meddle(&self, statement: &str) -> Result<(), String> {
        match &self.place {
            Place::Folder(folder) => {
                let link = rusqlite::Connection::open(folder.path().join("rightsdesk.db")).expect("the file opens");
                link.execute_batch(statement).map_err(|error| error.to_string())
            }
            Place::Server(database) => {
                database.connect().batch_execute(statement).map_err(|error| format!("{error:?}"))
            }
        }
    }
}

/// Makes two tests of each function: one on SQLite, one on PostgreSQL.
macro_rules! on_both {
    ($($check:ident),* $(,)?) => {$(
        mod $check {
            use crate::store::Home;

            #[test]
            fn on_sqlite() {
                super::$check(&Home::sqlite());
            }

            #[test]
            fn on_postgresql() {
                if let Some(home) = Home::postgres(stringify!($check)) {
                    super::$check(&home);
                }
            }
        }
    )*};
}
use on_both;

impl Home {
    /// Writes, and expects it to work.
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.try_write(work).expect("the write succeeds")
    }

    /// Writes, whatever comes of it.
    pub fn try_write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        write(&*self.store, work)
    }

    /// Reads, and expects it to work.
    pub fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.try_read(work).expect("the read succeeds")
    }

    /// Reads, whatever comes of it.
    pub fn try_read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        read(&*self.store, work)
    }
}
