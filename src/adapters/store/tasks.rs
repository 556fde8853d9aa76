//! Manual tasks and notes.

use diesel::prelude::*;

use super::link::on_each;
use super::rows::case::NoteRow;
use super::rows::named::bytes;
use super::rows::task::{AnswerRow, TaskRow};
use super::schema::{notes, tasks};
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, TaskId};
use crate::ports::store::StoreError;
use crate::ports::store::tasks::{Note, Task, TaskAnswer, Tasks};

impl Tasks for Transaction<'_> {
    fn add_task(&mut self, task: &Task) -> Result<(), StoreError> {
        let row = TaskRow::from(task);
        self.change(|link| {
            let insert = diesel::insert_into(tasks::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        self.refresh_standing(task.case)
    }

    fn tasks_of(&mut self, case: CaseId) -> Result<Vec<Task>, StoreError> {
        let query = tasks::table.filter(tasks::case_id.eq(bytes(case.0))).order((tasks::made_at, tasks::id));
        let rows = self.ask(|link| query.select(TaskRow::as_select()).load(link))?;
        rows.into_iter().map(TaskRow::into_task).collect()
    }

    fn task(&mut self, id: TaskId) -> Result<Task, StoreError> {
        let query = tasks::table.find(bytes(id.0)).select(TaskRow::as_select());
        self.ask(|link| query.first(link))?.into_task()
    }

    fn answer_task(&mut self, id: TaskId, answer: &TaskAnswer) -> Result<(), StoreError> {
        let open = tasks::table.filter(tasks::id.eq(bytes(id.0)).and(tasks::answer.is_null()));
        let answer = AnswerRow::from(answer);
        let answered = self.change(|link| diesel::update(open).set(answer).execute(link))? == 1;
        let task = self.task(id)?;
        if answered { self.refresh_standing(task.case) } else { Err(StoreError::Conflict) }
    }

    fn add_note(&mut self, case: CaseId, note: &Note) -> Result<(), StoreError> {
        let row = NoteRow::new(case, note);
        self.change(|link| diesel::insert_into(notes::table).values(row).execute(link)).map(drop)
    }

    fn notes_of(&mut self, case: CaseId) -> Result<Vec<Note>, StoreError> {
        let query = notes::table.filter(notes::case_id.eq(bytes(case.0))).order((notes::written_at, notes::n));
        let rows = self.ask(|link| query.select(NoteRow::as_select()).load(link))?;
        rows.into_iter().map(NoteRow::into_note).collect()
    }
}
