//! Links from which somebody outside answers a task.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, TaskLinkId};
use crate::domain::task_link::TaskLink;

/// Links that were mailed.
pub trait TaskLinks {
    /// Adds a link; [`StoreError::Exists`] when its task has an open one.
    fn add_task_link(&mut self, link: &TaskLink) -> Result<(), StoreError>;
    /// One link; `None` when there is none, or its case was destroyed.
    fn task_link(&mut self, id: TaskLinkId) -> Result<Option<TaskLink>, StoreError>;
    /// The links of a case, oldest first.
    fn task_links_of(&mut self, case: CaseId) -> Result<Vec<TaskLink>, StoreError>;
    /// Open links to which a reminder or their end is owed at an instant, the longest owed first.
    fn task_links_owed(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<TaskLink>, StoreError>;
    /// Writes what can change of a link: reminders, state, note; [`StoreError::Conflict`] when somebody was faster.
    fn save_task_link(&mut self, link: &TaskLink) -> Result<(), StoreError>;
}
