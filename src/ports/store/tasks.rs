//! Manual tasks: a colleague looks into a system that no connector reaches. Also notes on a case.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, RequestId, StaffId, TaskId};
use crate::domain::personal::Personal;

/// A task for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its identifier.
    pub id: TaskId,
    /// The case.
    pub case: CaseId,
    /// The request.
    pub request: RequestId,
    /// The system it is about; empty for a task that is not about a system.
    pub system: String,
    /// What to do.
    pub title: String,
    /// How it was answered; `None` while open.
    pub answer: Option<TaskAnswer>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// How a task was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskAnswer {
    /// Whether something was uploaded or nothing is held.
    pub kind: TaskAnswerKind,
    /// A remark.
    pub note: Personal,
    /// By whom; `None`: somebody outside, from a link.
    pub by: Option<StaffId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a task brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskAnswerKind {
    /// Nothing is held there.
    NothingHeld,
    /// It was done; there is no file.
    Done,
    /// A file was uploaded.
    File {
        /// Its name as uploaded.
        name: Personal,
        /// Its media type by content.
        media_type: String,
        /// Its size in bytes.
        bytes: i64,
        /// Where the vault keeps it.
        object: String,
    },
}

/// An internal note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
    /// What it says.
    pub text: Personal,
}

/// Tasks and notes.
pub trait Tasks {
    /// Adds a task; nothing happens when the request has one for the same system already.
    fn add_task(&mut self, task: &Task) -> Result<(), StoreError>;
    /// The tasks of a case, oldest first.
    fn tasks_of(&mut self, case: CaseId) -> Result<Vec<Task>, StoreError>;
    /// One task.
    fn task(&mut self, id: TaskId) -> Result<Task, StoreError>;
    /// Answers a task; [`StoreError::Conflict`] when somebody has.
    fn answer_task(&mut self, id: TaskId, answer: &TaskAnswer) -> Result<(), StoreError>;
    /// Adds a note to a case.
    fn add_note(&mut self, case: CaseId, note: &Note) -> Result<(), StoreError>;
    /// The notes of a case, oldest first.
    fn notes_of(&mut self, case: CaseId) -> Result<Vec<Note>, StoreError>;
}
