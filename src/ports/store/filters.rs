//! Filters of the queue that somebody keeps.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{FilterId, StaffId};

/// A saved filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its identifier.
    pub id: FilterId,
    /// Who keeps it.
    pub staff: StaffId,
    /// What they call it.
    pub name: String,
    /// The filter as it stands in an address, `state=reviewing&owner=me`; it names nobody but staff, by their ids.
    pub query: String,
    /// Whether everybody sees it.
    pub shared: bool,
    /// When it was made (UTC).
    pub made_at: DateTime<Utc>,
}

/// Saved filters.
pub trait SavedFilters {
    /// Keeps a filter.
    fn add_filter(&mut self, filter: &SavedFilter) -> Result<(), StoreError>;
    /// What somebody sees: their own and those that others share, by name.
    fn filters_for(&mut self, staff: StaffId) -> Result<Vec<SavedFilter>, StoreError>;
    /// Drops somebody's own filter; [`StoreError::NotFound`] when it is not theirs.
    fn drop_filter(&mut self, id: FilterId, staff: StaffId) -> Result<(), StoreError>;
}
