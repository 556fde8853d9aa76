//! Cases and their requests.

use chrono::{DateTime, NaiveDate, Utc};

use super::StoreError;
use crate::domain::case::{Case, Reference};
use crate::domain::ids::{CaseId, RequestId, StaffId};
use crate::domain::personal::Personal;
use crate::domain::register::RegisterEntry;
use crate::domain::request::Request;

/// What the store keeps beside a request so that queues can be sorted without folding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueDates {
    /// The date in force; `None` when not started, paused or closed.
    pub due: Option<NaiveDate>,
    /// The date to sort by: the one in force, else the one it would be, counted from receipt.
    pub sort: Option<NaiveDate>,
    /// Whether the clock is paused.
    pub paused: bool,
    /// Whether the clock has not started.
    pub not_started: bool,
    /// Whether the limit is extended.
    pub extended: bool,
}

/// A request that comes with its case.
#[derive(Clone, Debug)]
pub struct Arriving {
    /// The request.
    pub request: Request,
    /// What the person said about it.
    pub detail: Personal,
    /// Its dates.
    pub dates: DueDates,
    /// Its entry in the register.
    pub entry: RegisterEntry,
}

/// Cases and requests. A case and its requests are always saved together with their log entries.
pub trait Cases {
    /// Adds a case at an instant with all its requests and their entries in the register. The errors are those of the two below.
    fn take_in(&mut self, case: &Case, arriving: &[Arriving], at: DateTime<Utc>) -> Result<(), StoreError>;
    /// Adds a case. [`StoreError::Exists`] with `"reference"` when the reference is taken: draw another; the transaction stays usable.
    fn add_case(&mut self, case: &Case) -> Result<(), StoreError>;
    /// Adds a request with what the person said about it. [`StoreError::Exists`] with `"right"` when the case uses the right already.
    fn add_request(&mut self, request: &Request, detail: &Personal, dates: DueDates) -> Result<(), StoreError>;
    /// A case.
    fn case(&mut self, id: CaseId) -> Result<Case, StoreError>;
    /// A case by its reference.
    fn case_by_reference(&mut self, reference: &Reference) -> Result<Option<Case>, StoreError>;
    /// The requests of a case, in the order of [`crate::domain::right::Right::ALL`].
    fn requests(&mut self, case: CaseId) -> Result<Vec<Request>, StoreError>;
    /// One request.
    fn request(&mut self, id: RequestId) -> Result<Request, StoreError>;
    /// What the person said about one request.
    fn request_detail(&mut self, id: RequestId) -> Result<Personal, StoreError>;
    /// Saves a request after events. `before` is the version it was loaded with; [`StoreError::Conflict`] when it moved on.
    /// Also refreshes what the queue shows of its case.
    fn save_request(&mut self, request: &Request, before: i64, dates: DueDates) -> Result<(), StoreError>;
    /// Saves what changes on a case itself: requester, owner, confirmed address, identifiers, words. Guarded by `case.version`, which goes up by one.
    fn save_case(&mut self, case: &Case) -> Result<(), StoreError>;
    /// Gives a case to somebody, or to nobody.
    fn assign(&mut self, case: CaseId, owner: Option<StaffId>) -> Result<(), StoreError>;
    /// Ids of all open requests, oldest due date first, in pages after a given id: what the reminder scan walks.
    fn open_requests(&mut self, after: Option<RequestId>, limit: i64) -> Result<Vec<Request>, StoreError>;
}
