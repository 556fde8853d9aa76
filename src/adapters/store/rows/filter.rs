//! Rows of `saved_filters`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::desk::tables::saved_filters;
use crate::domain::ids::{FilterId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::filters::SavedFilter;

const FILTERS: Table = Table("saved_filters");

/// A saved filter.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = saved_filters)]
pub struct FilterRow {
    id: Vec<u8>,
    staff_id: Vec<u8>,
    name: String,
    query: String,
    shared: bool,
    made_at: i64,
}

impl From<&SavedFilter> for FilterRow {
    fn from(filter: &SavedFilter) -> Self {
        Self {
            id: bytes(filter.id.0),
            staff_id: bytes(filter.staff.0),
            name: filter.name.clone(),
            query: filter.query.clone(),
            shared: filter.shared,
            made_at: micros(filter.made_at),
        }
    }
}

impl FilterRow {
    /// The filter.
    pub fn into_filter(self) -> Result<SavedFilter, StoreError> {
        Ok(SavedFilter {
            id: FilterId(FILTERS.id("id", &self.id)?),
            staff: StaffId(FILTERS.id("staff_id", &self.staff_id)?),
            name: self.name,
            query: self.query,
            shared: self.shared,
            made_at: FILTERS.instant("made_at", self.made_at)?,
        })
    }
}
