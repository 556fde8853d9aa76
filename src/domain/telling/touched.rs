//! What a change touches, as far as telling others goes.

use serde::{Deserialize, Serialize};

use crate::domain::personal::Personal;

/// Something that was changed, as far as telling others goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Touched {
    /// The system.
    pub system: String,
    /// The collection.
    pub collection: String,
    /// What it is in the names that people know: "Orders"; for a correction, how it reads now.
    pub what: Personal,
    /// Who receives it, by the data map: names or kinds.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// The categories of what is in it, as the map has them: `user.contact.email`.
    #[serde(default)]
    pub categories: Vec<String>,
}
