//! Why a plan cannot be carried out on a live schema, with what to change in the map.

use thiserror::Error;

use super::mask::UnknownStrategy;

/// A column that cannot take what the map puts there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{column} {doubt}")]
pub struct Conflict {
    /// The column.
    pub column: String,
    /// What is in the way.
    pub doubt: Doubt,
}

/// What is in the way of an erased value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Doubt {
    /// The column is NOT NULL.
    #[error(
        "may not be empty: give the field erased_as with a value that it takes, or leave it out of the erasure's columns"
    )]
    MayNotBeEmpty,
    /// The column is UNIQUE, and all rows would get the same.
    #[error("may not hold one value twice: put {{key}} into its erased_as")]
    NotUnique,
    /// The value is longer than the column.
    #[error("is too short for what its masking makes: choose a shorter one")]
    TooLong,
    /// The value is a text, the column is not.
    #[error("does not take text: give the field erased_as with a value of its own kind, or null_rewrite")]
    WrongKind,
    /// The database computes the column.
    #[error("is computed by the database: leave it out of the erasure's columns")]
    ReadOnly,
    /// The map names no strategy that exists.
    #[error("cannot be masked: {0}")]
    Unknown(UnknownStrategy),
}
