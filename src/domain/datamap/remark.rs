//! What is said about a map, and how grave it is.

use serde::Serialize;

/// How grave a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gravity {
    /// Something would be left out, refused or cannot run.
    Error,
    /// Probably not what was meant.
    Warning,
}

/// What a remark is about: the word that scripts go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// The map contradicts itself.
    Map,
    /// Nothing tells the rows apart.
    Key,
    /// No identity and no tie leads here.
    Unreachable,
    /// The system was not asked.
    NotChecked,
    /// The live schema has no such table.
    MissingTable,
    /// The live table has no such column.
    MissingColumn,
    /// The live column holds something else than the map says or needs.
    Type,
    /// An erased value would be empty where nothing may be empty.
    NotNull,
    /// An erased value would stand twice where nothing may stand twice.
    Unique,
    /// An erased value would be longer than the column.
    Length,
    /// A foreign key of the live schema forbids what the map wants.
    ForeignKey,
    /// The database computes the column.
    ReadOnly,
    /// The map's masking strategy does not exist, or lacks a setting.
    Masking,
    /// A rule of retention cannot be followed.
    Retention,
    /// The live schema has something that looks personal and is not in the map.
    Unmapped,
}

/// Something to say about a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// How grave it is.
    pub gravity: Gravity,
    /// What it is about.
    pub concern: Concern,
    /// Path in the map.
    pub place: String,
    /// What is wrong and what to do.
    pub what: String,
}
