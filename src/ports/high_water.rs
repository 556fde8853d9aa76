//! How far the desk's log had come when mail last left, kept outside the database: what shows that a database was restored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A mark of how far the log had come. Whatever it names was committed before it was written, so a database that does not have it
/// is an older one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HighWater {
    /// The end of each chain: controller, position, and the hash of the entry there, in hexadecimal.
    pub ends: BTreeMap<String, (i64, String)>,
}

/// Why the mark cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the mark of how far the log had come cannot be used: {0}")]
pub struct HighWaterError(pub String);

/// Where the mark is kept: anywhere but in the database.
pub trait HighWaterMark: Send + Sync {
    /// The mark; `None` where none was ever written. One that cannot be understood is an error.
    fn read(&self) -> Result<Option<HighWater>, HighWaterError>;

    /// The same mark where no copy of the data folder reaches, if there is such a place; `None` where none was ever written.
    fn witness(&self) -> Result<Option<HighWater>, HighWaterError>;

    /// When the database's own file was made, as its file system says, in a form that can only be compared; `None` where a
    /// server keeps the database or the file system does not know. A copy of a file is made anew, a file that is moved or
    /// mounted elsewhere is not.
    fn born(&self) -> Option<String>;

    /// Puts a mark in the place of the last one, at every place, whole or not at all. When this returns it lasts.
    fn write(&self, mark: &HighWater) -> Result<(), HighWaterError>;
}
