//! Saved filters of the queue.

use diesel::prelude::*;

use super::tables::saved_filters;
use crate::adapters::store::rows::filter::FilterRow;
use crate::adapters::store::rows::named::bytes;
use crate::adapters::store::transaction::Transaction;
use crate::domain::ids::{FilterId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::filters::{SavedFilter, SavedFilters};

impl SavedFilters for Transaction<'_> {
    fn add_filter(&mut self, filter: &SavedFilter) -> Result<(), StoreError> {
        let row = FilterRow::from(filter);
        self.change(|link| diesel::insert_into(saved_filters::table).values(row).execute(link)).map(drop)
    }

    fn filters_for(&mut self, staff: StaffId) -> Result<Vec<SavedFilter>, StoreError> {
        let seen = saved_filters::staff_id.eq(bytes(staff.0)).or(saved_filters::shared);
        let query = saved_filters::table.filter(seen).order((saved_filters::name, saved_filters::id));
        let rows = self.ask(|link| query.select(FilterRow::as_select()).load(link))?;
        rows.into_iter().map(FilterRow::into_filter).collect()
    }

    fn drop_filter(&mut self, id: FilterId, staff: StaffId) -> Result<(), StoreError> {
        let own = saved_filters::id.eq(bytes(id.0)).and(saved_filters::staff_id.eq(bytes(staff.0)));
        let gone = self.change(|link| diesel::delete(saved_filters::table.filter(own)).execute(link))?;
        if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }
}
