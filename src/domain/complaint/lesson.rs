//! A lesson: what the company changes because somebody complained.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::ids::{CaseId, LessonId, StaffId};

/// One line of the lessons register. It names no person who complained: the register outlives the cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its identifier.
    pub id: LessonId,
    /// The controller's id.
    pub controller: String,
    /// The complaint it comes from, while that is kept.
    pub case: Option<CaseId>,
    /// What we change, in one line.
    pub change: String,
    /// Who sees to it.
    pub owner: Option<StaffId>,
    /// By when, civil, in the controller's zone.
    pub by: Option<NaiveDate>,
    /// Who wrote it down.
    pub noted_by: StaffId,
    /// When.
    pub noted_at: DateTime<Utc>,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
}

impl Lesson {
    /// Whether it should have been done by today and is not.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.done_at.is_none() && self.by.is_some_and(|by| by < today)
    }
}
