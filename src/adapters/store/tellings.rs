//! Notices to recipients.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::further_schema::recipient_notices;
use super::link::on_each;
use super::rows::named::{bytes, micros};
use super::rows::telling::{ChangingRow, TellingRow};
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, RequestId, TaskId, TellingId};
use crate::domain::telling::Telling;
use crate::ports::store::StoreError;
use crate::ports::store::tellings::Tellings;

impl Tellings for Transaction<'_> {
    fn add_telling(&mut self, telling: &Telling) -> Result<bool, StoreError> {
        let row = TellingRow::of(telling)?;
        let added = self.change(|link| {
            let insert = diesel::insert_into(recipient_notices::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        Ok(added == 1)
    }

    fn telling(&mut self, id: TellingId) -> Result<Option<Telling>, StoreError> {
        let query = recipient_notices::table.find(bytes(id.0)).select(TellingRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(TellingRow::into_telling).transpose()
    }

    fn tellings_of(&mut self, request: RequestId) -> Result<Vec<Telling>, StoreError> {
        let of_request = recipient_notices::table.filter(recipient_notices::request_id.eq(bytes(request.0)));
        let oldest = of_request.order((recipient_notices::made_at, recipient_notices::recipient));
        let query = oldest.select(TellingRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TellingRow::into_telling).collect()
    }

    fn tellings_in(&mut self, case: CaseId) -> Result<Vec<Telling>, StoreError> {
        let of_case = recipient_notices::table.filter(recipient_notices::case_id.eq(bytes(case.0)));
        let oldest = of_case.order((recipient_notices::made_at, recipient_notices::recipient));
        let query = oldest.select(TellingRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TellingRow::into_telling).collect()
    }

    fn telling_of_task(&mut self, task: TaskId) -> Result<Option<Telling>, StoreError> {
        let of_task = recipient_notices::table.filter(recipient_notices::task_id.eq(bytes(task.0)));
        let query = of_task.select(TellingRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(TellingRow::into_telling).transpose()
    }

    fn tellings_owed(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<Telling>, StoreError> {
        let owed = recipient_notices::table.filter(recipient_notices::next_at.le(micros(now)));
        let oldest = owed.order((recipient_notices::next_at, recipient_notices::id)).limit(limit);
        let query = oldest.select(TellingRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TellingRow::into_telling).collect()
    }

    fn save_telling(&mut self, telling: &Telling) -> Result<(), StoreError> {
        let same = recipient_notices::id.eq(bytes(telling.id.0)).and(recipient_notices::version.eq(telling.version));
        let row = ChangingRow::of(telling, telling.version + 1)?;
        let here = recipient_notices::table.filter(same);
        let saved = self.change(|link| diesel::update(here).set(row).execute(link))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }
}
