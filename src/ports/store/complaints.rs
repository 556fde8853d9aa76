//! Complaints and the lessons register.

use chrono::{DateTime, Utc};

use super::StoreError;
use super::cases::DueDates;
use crate::domain::case::Reference;
use crate::domain::complaint::{Complaint, Lesson};
use crate::domain::ids::{CaseId, LessonId};

/// Complaints and lessons. A complaint is always saved together with its log entries.
pub trait Complaints {
    /// Makes a case, which was added before, a complaint.
    fn add_complaint(&mut self, complaint: &Complaint, controller: &str, dates: DueDates) -> Result<(), StoreError>;
    /// The complaint that a case is; `None` when it is an ordinary case.
    fn complaint(&mut self, case: CaseId) -> Result<Option<Complaint>, StoreError>;
    /// Saves a complaint after events. `before` is the version it was loaded with; [`StoreError::Conflict`] when it moved on.
    /// Also refreshes what the queue shows of its case.
    fn save_complaint(&mut self, complaint: &Complaint, before: i64, dates: DueDates) -> Result<(), StoreError>;
    /// The complaints about the requests of a case, newest first: reference and complaint.
    fn complaints_about(&mut self, case: CaseId) -> Result<Vec<(Reference, Complaint)>, StoreError>;
    /// Open complaints in the order of their ids, in pages after a given id: what the reminder scan walks.
    fn open_complaints(&mut self, after: Option<CaseId>, limit: i64) -> Result<Vec<Complaint>, StoreError>;
    /// Complaints received in a span of time, the first instant included and the last not, oldest first.
    fn complaints_received(
        &mut self,
        controller: Option<&str>,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Complaint>, StoreError>;
    /// Adds a lesson.
    fn add_lesson(&mut self, lesson: &Lesson) -> Result<(), StoreError>;
    /// All lessons: the open ones first, each part newest first.
    fn lessons(&mut self) -> Result<Vec<Lesson>, StoreError>;
    /// The lessons of a complaint, newest first.
    fn lessons_of(&mut self, case: CaseId) -> Result<Vec<Lesson>, StoreError>;
    /// Marks a lesson as done; [`StoreError::Conflict`] when it was.
    fn finish_lesson(&mut self, id: LessonId, at: DateTime<Utc>) -> Result<(), StoreError>;
}
