//! Manual tasks, the links by which somebody outside answers them, and notes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::further_schema::task_links;
use super::link::on_each;
use super::rows::case::NoteRow;
use super::rows::named::{bytes, micros};
use super::rows::task::{AnswerRow, TaskRow};
use super::rows::task_link::{StandingRow, TaskLinkRow};
use super::schema::{notes, tasks};
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, TaskId, TaskLinkId};
use crate::domain::task_link::TaskLink;
use crate::ports::store::StoreError;
use crate::ports::store::task_links::TaskLinks;
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

impl TaskLinks for Transaction<'_> {
    fn add_task_link(&mut self, link: &TaskLink) -> Result<(), StoreError> {
        let row = TaskLinkRow::of(link)?;
        self.change(|link| diesel::insert_into(task_links::table).values(row).execute(link)).map(drop)
    }

    fn task_link(&mut self, id: TaskLinkId) -> Result<Option<TaskLink>, StoreError> {
        let query = task_links::table.find(bytes(id.0)).select(TaskLinkRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(TaskLinkRow::into_link).transpose()
    }

    fn task_links_of(&mut self, case: CaseId) -> Result<Vec<TaskLink>, StoreError> {
        let of_case = task_links::table.filter(task_links::case_id.eq(bytes(case.0)));
        let query = of_case.order((task_links::made_at, task_links::id)).select(TaskLinkRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TaskLinkRow::into_link).collect()
    }

    fn task_links_owed(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<TaskLink>, StoreError> {
        let open = task_links::state.eq("open").and(task_links::next_at.le(micros(now)));
        let oldest = task_links::table.filter(open).order((task_links::next_at, task_links::id)).limit(limit);
        let query = oldest.select(TaskLinkRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TaskLinkRow::into_link).collect()
    }

    fn save_task_link(&mut self, link: &TaskLink) -> Result<(), StoreError> {
        let same = task_links::id.eq(bytes(link.id.0)).and(task_links::version.eq(link.version));
        let row = StandingRow::of(link, link.version + 1)?;
        let here = task_links::table.filter(same);
        let saved = self.change(|link| diesel::update(here).set(row).execute(link))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }
}
