//! The store: everything the desk remembers, behind one transaction.
//!
//! The port is synchronous and closure-shaped. [`Store::write_work`] runs a piece of work in one transaction that is durable
//! when the call returns; several pieces may share one commit (group commit), each behind its own savepoint, so that a
//! refused piece leaves nothing behind. Work never talks to the network. Reads run beside writes.
//!
//! Rules for callers: after [`StoreError::Exists`] from a method that names it, [`StoreError::Conflict`] or
//! [`StoreError::NotFound`] work may go on; any other error of the database ends the work, even if it is swallowed. Work
//! cannot be repeated by the store, since it is used up; a deadlock or a serialization failure is a [`StoreError::Conflict`] for
//! whoever can load and decide again. Work never calls the store from inside.
//!
//! Rules for implementations: instants are kept to the microsecond in UTC; ids come from the caller; a changed row is
//! guarded by its `version` and a lost race is [`StoreError::Conflict`]; nothing personal goes into an error.

pub mod cases;
pub mod codes;
pub mod delivery;
pub mod drafts;
pub mod findings;
pub mod jobs;
pub mod log;
pub mod outbox;
pub mod staff;
pub mod tasks;
pub mod views;

use std::sync::{Arc, Mutex, PoisonError};

pub use cases::Cases;
pub use codes::Codes;
pub use delivery::Deliveries;
pub use drafts::Drafts;
pub use findings::Findings;
pub use jobs::Jobs;
pub use log::Log;
pub use outbox::Outbox;
pub use staff::StaffBook;
pub use tasks::Tasks;
pub use views::Views;

/// Why the store could not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, is full or too busy. Trying again later may help.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Somebody else changed the row first. Load again and decide again.
    #[error("somebody else changed this at the same moment")]
    Conflict,
    /// A unique value exists already; the field says which.
    #[error("{0} exists already")]
    Exists(&'static str),
    /// There is no such row.
    #[error("not found")]
    NotFound,
    /// A row says something impossible. Needs an operator.
    #[error("inconsistent row in {table}, column {column}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A read tried to write.
    #[error("a read cannot change anything")]
    ReadOnly,
    /// The work gave up by itself; its own error says why. Callers of [`write()`] never see this.
    #[error("the work was abandoned")]
    Abandoned,
}

/// What a transaction offers, room by room.
pub trait Tx: Cases + Log + Outbox + Jobs + Drafts + Codes + StaffBook + Findings + Tasks + Deliveries + Views {}

impl<T> Tx for T where
    T: Cases + Log + Outbox + Jobs + Drafts + Codes + StaffBook + Findings + Tasks + Deliveries + Views
{
}

/// A piece of work inside a transaction.
pub type Work = Box<dyn FnOnce(&mut dyn Tx) -> Result<(), StoreError> + Send>;

/// The store itself.
pub trait Store: Send + Sync {
    /// Runs work in a transaction. `Ok` means it is on disk. Blocks the calling thread.
    fn write_work(&self, work: Work) -> Result<(), StoreError>;

    /// Runs work that only reads, on a consistent snapshot. Writing in it is an error.
    fn read_work(&self, work: Work) -> Result<(), StoreError>;
}

/// A write with a result: what the workflows use. An `Err` from the work rolls it back and is handed on.
pub fn write<T, E, F>(store: &dyn Store, work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
{
    carry(work, |work| store.write_work(work))
}

/// A read with a result.
pub fn read<T, E, F>(store: &dyn Store, work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
{
    carry(work, |work| store.read_work(work))
}

/// Carries a typed result across the untyped [`Work`]. A commit that fails after the work succeeded is an error.
fn carry<T, E, F>(work: F, run: impl FnOnce(Work) -> Result<(), StoreError>) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
{
    let slot = Arc::new(Mutex::new(None));
    let inner = Arc::clone(&slot);
    let done = run(Box::new(move |tx| {
        let result = work(tx);
        let outcome = if result.is_ok() { Ok(()) } else { Err(StoreError::Abandoned) };
        *inner.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        outcome
    }));
    let result = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (done, result) {
        (Ok(()) | Err(StoreError::Abandoned), Some(result)) => result,
        (Err(error), _) => Err(error.into()),
        (Ok(()), None) => Err(StoreError::Abandoned.into()),
    }
}
