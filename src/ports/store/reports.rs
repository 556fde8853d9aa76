//! What reports ask of the register: counts, grouped by the database, so that their number hardly grows with that of the requests.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::StoreError;
use crate::domain::clock::words::local;
use crate::domain::report::{Answered, Due, Kept, Open, StageTime, Window};
use crate::domain::right::Right;

/// Which requests a report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// One controller's, by id, or everybody's.
    pub controller: Option<String>,
    /// One right, or all.
    pub right: Option<Right>,
    /// The zone of each controller, by id, in which its civil days are counted; UTC for one that is not here.
    pub zones: BTreeMap<String, Tz>,
}

impl Scope {
    /// The civil day of an instant for a controller.
    pub fn day(&self, controller: &str, at: DateTime<Utc>) -> NaiveDate {
        local(at, self.zones.get(controller).copied().unwrap_or(Tz::UTC))
    }
}

/// A request that nobody has begun to gather for: its reference, the controller's id, the right and when it is due.
pub type Waiting = (String, String, Right, NaiveDate);

/// The counts. Answered means fulfilled or refused; days of answers are civil days in the controller's zone.
pub trait Reports {
    /// What was answered on the days of a window.
    fn answered(&mut self, scope: &Scope, window: Window) -> Result<Vec<Answered>, StoreError>;
    /// The same by day: the day, whether late, how many.
    fn answered_by_day(&mut self, scope: &Scope, window: Window) -> Result<Vec<(NaiveDate, bool, u64)>, StoreError>;
    /// Where the time of these went, of those whose time was measured.
    fn stage_time(&mut self, scope: &Scope, window: Window) -> Result<StageTime, StoreError>;
    /// What came on the days of a window, by civil day.
    fn received_by_day(&mut self, scope: &Scope, window: Window) -> Result<Vec<(NaiveDate, u64)>, StoreError>;
    /// What is open, by state and age in civil days at an instant: nought on the day of receipt.
    fn open_by_age(&mut self, scope: &Scope, now: DateTime<Utc>) -> Result<Vec<Open>, StoreError>;
    /// What is open, by due date.
    fn open_by_due(&mut self, scope: &Scope) -> Result<Vec<Due>, StoreError>;
    /// What nobody has begun to gather for, by due date.
    fn waiting(&mut self, scope: &Scope, limit: i64) -> Result<Vec<Waiting>, StoreError>;
    /// What erasures had to keep, by last day.
    fn kept_by_day(&mut self, scope: &Scope) -> Result<Vec<Kept>, StoreError>;
}
