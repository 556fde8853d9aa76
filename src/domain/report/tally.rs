//! What a report is worked out from: counts that the register gives, grouped as far as a database groups well.

use chrono::{Datelike, NaiveDate};

use super::stage::Spent;
use crate::domain::request::State;
use crate::domain::right::Right;

/// Requests that were answered: fulfilled or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Whose, by id.
    pub controller: String,
    /// Which right.
    pub right: Right,
    /// Whole days from receipt to the answer.
    pub days: i64,
    /// Whether the answer came after the due date, by civil dates in the controller's zone.
    pub late: bool,
    /// Whole days that we had our hands on it, any begun day counted; `None` where that was not measured.
    pub hands_on: Option<i64>,
    /// How many.
    pub n: u64,
}

/// Requests that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Where they stand.
    pub state: State,
    /// Whole days since they came.
    pub age: i64,
    /// How many.
    pub n: u64,
}

/// Open requests that are due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day; `None` while the clock is paused or has not started.
    pub day: Option<NaiveDate>,
    /// How many.
    pub n: u64,
}

/// Time spent by the answered requests of which it was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageTime {
    /// How many there are.
    pub n: u64,
    /// Their time together.
    pub spent: Spent,
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// "Nov".
    pub fn short(self) -> &'static str {
        const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let index = usize::try_from(self.month).unwrap_or_default().saturating_sub(1);
        NAMES.get(index).copied().unwrap_or_default()
    }

    /// "November 2026".
    pub fn name(self) -> String {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).map(|day| day.format("%B %Y").to_string()).unwrap_or_default()
    }
}
