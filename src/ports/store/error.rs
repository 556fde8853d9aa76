//! What can go wrong with the store, by what the caller can do about it.

/// Why the store could not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, is full or too busy. Trying again later may help.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Somebody else changed the row first. Load again and decide again.
    #[error("somebody else changed this at the same moment")]
    Conflict,
    /// A unique value exists already; the field says which.
    #[error("{0} exists already")]
    Exists(&'static str),
    /// There is no such row.
    #[error("not found")]
    NotFound,
    /// A row says something impossible. Needs an operator.
    #[error("inconsistent row in {table}, column {column}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A read tried to write.
    #[error("a read cannot change anything")]
    ReadOnly,
    /// The work gave up by itself; its own error says why. Callers of [`super::write()`] never see this.
    #[error("the work was abandoned")]
    Abandoned,
}
