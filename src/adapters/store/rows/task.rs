//! Rows of `tasks`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::tasks;
use crate::domain::ids::{CaseId, RequestId, StaffId, TaskId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::tasks::{Task, TaskAnswer, TaskAnswerKind};

const TASKS: Table = Table("tasks");

/// A task.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = tasks, treat_none_as_default_value = false)]
pub struct TaskRow {
    id: Vec<u8>,
    case_id: Vec<u8>,
    request_id: Vec<u8>,
    system: String,
    title: String,
    made_at: i64,
    #[diesel(embed)]
    answer: AnswerRow,
}

/// How it was answered; all empty while it is open.
#[derive(Default, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tasks, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct AnswerRow {
    answer: Option<String>,
    note: Option<String>,
    answered_by: Option<Vec<u8>>,
    answered_at: Option<i64>,
    file_name: Option<String>,
    media_type: Option<String>,
    file_bytes: Option<i64>,
    object: Option<String>,
}

impl From<&TaskAnswer> for AnswerRow {
    fn from(answer: &TaskAnswer) -> Self {
        let row = Self {
            note: Some(answer.note.reveal().to_owned()),
            answered_by: answer.by.map(|by| bytes(by.0)),
            answered_at: Some(micros(answer.at)),
            ..Self::default()
        };
        match &answer.kind {
            TaskAnswerKind::NothingHeld => Self { answer: Some("nothing_held".to_owned()), ..row },
            TaskAnswerKind::Done => Self { answer: Some("done".to_owned()), ..row },
            TaskAnswerKind::File { name, media_type, bytes, object } => Self {
                answer: Some("file".to_owned()),
                file_name: Some(name.reveal().to_owned()),
                media_type: Some(media_type.clone()),
                file_bytes: Some(*bytes),
                object: Some(object.clone()),
                ..row
            },
        }
    }
}

impl From<&Task> for TaskRow {
    fn from(task: &Task) -> Self {
        Self {
            id: bytes(task.id.0),
            case_id: bytes(task.case.0),
            request_id: bytes(task.request.0),
            system: task.system.clone(),
            title: task.title.clone(),
            made_at: micros(task.made_at),
            answer: task.answer.as_ref().map(AnswerRow::from).unwrap_or_default(),
        }
    }
}

impl AnswerRow {
    fn into_answer(self) -> Result<Option<TaskAnswer>, StoreError> {
        let Some(kind) = self.answer else { return Ok(None) };
        let at = TASKS.parsed("answered_at", self.answered_at)?;
        let kind = match kind.as_str() {
            "nothing_held" => TaskAnswerKind::NothingHeld,
            "done" => TaskAnswerKind::Done,
            "file" => TaskAnswerKind::File {
                name: Personal::new(TASKS.parsed("file_name", self.file_name)?),
                media_type: TASKS.parsed("media_type", self.media_type)?,
                bytes: TASKS.parsed("file_bytes", self.file_bytes)?,
                object: TASKS.parsed("object", self.object)?,
            },
            _ => return Err(TASKS.wrong("answer")),
        };
        Ok(Some(TaskAnswer {
            kind,
            note: Personal::new(TASKS.parsed("note", self.note)?),
            by: TASKS.maybe_id("answered_by", self.answered_by.as_ref())?.map(StaffId),
            at: TASKS.instant("answered_at", at)?,
        }))
    }
}

impl TaskRow {
    /// The task.
    pub fn into_task(self) -> Result<Task, StoreError> {
        Ok(Task {
            id: TaskId(TASKS.id("id", &self.id)?),
            case: CaseId(TASKS.id("case_id", &self.case_id)?),
            request: RequestId(TASKS.id("request_id", &self.request_id)?),
            system: self.system,
            title: self.title,
            made_at: TASKS.instant("made_at", self.made_at)?,
            answer: self.answer.into_answer()?,
        })
    }
}
