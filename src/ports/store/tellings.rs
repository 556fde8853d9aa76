//! Notices to recipients of data (Article 19).

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, RequestId, TaskId, TellingId};
use crate::domain::telling::Telling;

/// Notices to recipients.
pub trait Tellings {
    /// Adds a notice; `false` when this request has told this recipient the same already.
    fn add_telling(&mut self, telling: &Telling) -> Result<bool, StoreError>;
    /// One notice; `None` when there is none, or its case was destroyed.
    fn telling(&mut self, id: TellingId) -> Result<Option<Telling>, StoreError>;
    /// The notices of a request, oldest first, those of one instant by name.
    fn tellings_of(&mut self, request: RequestId) -> Result<Vec<Telling>, StoreError>;
    /// The notices of a case, oldest first, those of one instant by name.
    fn tellings_in(&mut self, case: CaseId) -> Result<Vec<Telling>, StoreError>;
    /// The notice that a colleague's task is about.
    fn telling_of_task(&mut self, task: TaskId) -> Result<Option<Telling>, StoreError>;
    /// Notices to which a reminder or their end is owed at an instant, the longest owed first.
    fn tellings_owed(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<Telling>, StoreError>;
    /// Writes what can change of a notice; [`StoreError::Conflict`] when somebody was faster.
    fn save_telling(&mut self, telling: &Telling) -> Result<(), StoreError>;
}
