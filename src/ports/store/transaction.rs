//! One transaction: what it offers, and how a result comes out of it.

use std::sync::{Arc, Mutex, PoisonError};

use super::amendments::Amendments;
use super::codes::Codes;
use super::deferrals::Deferrals;
use super::delivery::Transmissions;
use super::drafts::Drafts;
use super::erasures::Erasures;
use super::feeds::Feeds;
use super::filters::SavedFilters;
use super::links::Links;
use super::macros::Macros;
use super::maps::Maps;
use super::office::Office;
use super::program_keys::ProgramKeys;
use super::register::Register;
use super::replies::Replies;
use super::reports::Reports;
use super::suppressions::Suppressions;
use super::task_links::TaskLinks;
use super::teams::Teams;
use super::tellings::Tellings;
use super::together::Together;
use super::uploads::Uploads;
use super::wordings::Wordings;
use super::{
    Cases, Companies, Complaints, Deliveries, Documents, Findings, IncomingBook, Jobs, Log, Outbox, RetentionBook,
    StaffBook, StoreError, Tasks, Views,
};

/// What a transaction offers, room by room.
pub trait Tx:
    Amendments
    + Cases
    + Companies
    + Complaints
    + Log
    + Links
    + Macros
    + Maps
    + Office
    + Outbox
    + Jobs
    + Documents
    + Drafts
    + Codes
    + StaffBook
    + Feeds
    + SavedFilters
    + Findings
    + TaskLinks
    + Teams
    + Tasks
    + Tellings
    + Together
    + Transmissions
    + Uploads
    + Suppressions
    + Deliveries
    + Erasures
    + Deferrals
    + Views
    + Wordings
    + ProgramKeys
    + Register
    + Replies
    + Reports
    + RetentionBook
    + IncomingBook
{
}

impl<T> Tx for T where
    T: Amendments
        + Cases
        + Companies
        + Complaints
        + Log
        + Links
        + Macros
        + Maps
        + Office
        + Outbox
        + Jobs
        + Documents
        + Drafts
        + Codes
        + StaffBook
        + Feeds
        + SavedFilters
        + Findings
        + TaskLinks
        + Teams
        + Tasks
        + Tellings
        + Together
        + Transmissions
        + Uploads
        + Suppressions
        + Deliveries
        + Erasures
        + Deferrals
        + Views
        + Wordings
        + ProgramKeys
        + Register
        + Replies
        + Reports
        + RetentionBook
        + IncomingBook
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
