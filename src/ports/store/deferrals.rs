//! What an erasure had to keep for later.

use chrono::{DateTime, NaiveDate, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, DeferredId, RequestId};

/// Rows that an erasure had to keep, and that are erased when their last day is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deferred {
    /// Its identifier.
    pub id: DeferredId,
    /// The request of the erasure.
    pub request: RequestId,
    /// Its case.
    pub case: CaseId,
    /// The controller's id.
    pub controller: String,
    /// The data map.
    pub map: String,
    /// What is kept, in the names that people know.
    pub title: String,
    /// The last day on which it is kept, civil, in the controller's zone. It is erased on the day after.
    pub last_day: NaiveDate,
    /// How many rows.
    pub rows: i64,
    /// Why, in words that stood in the letter.
    pub reason: String,
    /// The object in the vault that holds the keys.
    pub object: String,
    /// How many rows were erased or emptied when the time had come.
    pub erased: i64,
    /// What is wrong and what next, while it could not be done.
    pub message: Option<String>,
    /// When it was done; `None` while it is owed.
    pub done_at: Option<DateTime<Utc>>,
}

/// What is erased later.
pub trait Deferrals {
    /// Writes down what is erased later (adds or replaces).
    fn put_deferred(&mut self, deferred: &Deferred) -> Result<(), StoreError>;
    /// One of them.
    fn deferred(&mut self, id: DeferredId) -> Result<Deferred, StoreError>;
    /// What a case owes and what it has paid, by last day.
    fn deferred_of(&mut self, case: CaseId) -> Result<Vec<Deferred>, StoreError>;
    /// What is owed and was kept until before this day, the oldest first.
    fn deferred_before(&mut self, day: NaiveDate, limit: i64) -> Result<Vec<Deferred>, StoreError>;
    /// Everything that is owed, by last day: for calendars.
    fn deferred_open(&mut self, limit: i64) -> Result<Vec<Deferred>, StoreError>;
}
