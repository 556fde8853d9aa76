//! The register of requests.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::link::on_each;
use super::rows::named::{bytes, micros};
use super::rows::register::RegisterRow;
use super::schema::register;
use super::transaction::Transaction;
use crate::domain::ids::RequestId;
use crate::domain::register::{Period, RegisterEntry};
use crate::ports::store::StoreError;
use crate::ports::store::register::Register;

impl Register for Transaction<'_> {
    fn register_entry(&mut self, request: RequestId) -> Result<Option<RegisterEntry>, StoreError> {
        let found = register::table.find(bytes(request.0)).select(RegisterRow::as_select());
        self.ask(|link| found.first(link).optional())?.map(RegisterRow::into_entry).transpose()
    }

    fn put_register(&mut self, entry: &RegisterEntry) -> Result<(), StoreError> {
        let present = register::table.find(bytes(entry.request.0));
        let row = RegisterRow::from(entry);
        let saved = self.change(|link| diesel::update(present).set(row).execute(link))?;
        if saved == 0 { self.insert_register(entry) } else { Ok(()) }
    }

    fn register_page(
        &mut self,
        period: &Period,
        after: Option<(DateTime<Utc>, RequestId)>,
        limit: i64,
    ) -> Result<Vec<RegisterEntry>, StoreError> {
        let inside = register::received_at.ge(micros(period.from)).and(register::received_at.lt(micros(period.until)));
        let mut query = register::table.filter(inside).select(RegisterRow::as_select()).into_boxed();
        if let Some(controller) = &period.controller {
            query = query.filter(register::controller.eq(controller.clone()));
        }
        if let Some((at, id)) = after {
            let same_instant = register::received_at.eq(micros(at)).and(register::request_id.gt(bytes(id.0)));
            query = query.filter(register::received_at.gt(micros(at)).or(same_instant));
        }
        let page = query.order((register::received_at, register::request_id)).limit(limit);
        self.ask(|link| page.load(link))?.into_iter().map(RegisterRow::into_entry).collect()
    }
}

impl Transaction<'_> {
    /// Writes the first entry of a request.
    pub(super) fn insert_register(&mut self, entry: &RegisterEntry) -> Result<(), StoreError> {
        let row = RegisterRow::from(entry);
        self.change(|link| {
            let insert = diesel::insert_into(register::table).values(&row);
            on_each!(link, c => insert.execute(c))
        })?;
        Ok(())
    }
}
