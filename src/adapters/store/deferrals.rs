//! Deferred erasures.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::further_schema::deferred_erasures;
use super::link::on_each;
use super::rows::deferral::DeferredRow;
use super::rows::named::bytes;
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, DeferredId};
use crate::ports::store::StoreError;
use crate::ports::store::deferrals::{Deferrals, Deferred};

impl Deferrals for Transaction<'_> {
    fn put_deferred(&mut self, deferred: &Deferred) -> Result<(), StoreError> {
        let row = DeferredRow::from(deferred);
        let put = self.change(|link| {
            let insert = diesel::insert_into(deferred_erasures::table).values(row.clone());
            on_each!(link, c => insert.on_conflict(deferred_erasures::id).do_update().set(row).execute(c))
        });
        put.map(drop)
    }

    fn deferred(&mut self, id: DeferredId) -> Result<Deferred, StoreError> {
        let query = deferred_erasures::table.find(bytes(id.0)).select(DeferredRow::as_select());
        self.ask(|link| query.first(link))?.into_deferred()
    }

    fn deferred_of(&mut self, case: CaseId) -> Result<Vec<Deferred>, StoreError> {
        let query = deferred_erasures::table
            .filter(deferred_erasures::case_id.eq(bytes(case.0)))
            .order((deferred_erasures::last_day, deferred_erasures::id))
            .select(DeferredRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(DeferredRow::into_deferred).collect()
    }

    fn deferred_before(&mut self, day: NaiveDate, limit: i64) -> Result<Vec<Deferred>, StoreError> {
        let owed = deferred_erasures::done_at.is_null().and(deferred_erasures::last_day.lt(day));
        let query = deferred_erasures::table
            .filter(owed)
            .order((deferred_erasures::last_day, deferred_erasures::id))
            .limit(limit)
            .select(DeferredRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(DeferredRow::into_deferred).collect()
    }

    fn deferred_open(&mut self, limit: i64) -> Result<Vec<Deferred>, StoreError> {
        let query = deferred_erasures::table
            .filter(deferred_erasures::done_at.is_null())
            .order((deferred_erasures::last_day, deferred_erasures::id))
            .limit(limit)
            .select(DeferredRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(DeferredRow::into_deferred).collect()
    }
}
