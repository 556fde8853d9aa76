//! What happens to a row, and how it is said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::disclosure::finding::object_of;
use crate::domain::disclosure::value::Value;

/// The rule of a row that no key names: it cannot be changed without touching its like, so nobody decides about it here.
pub const UNNAMED: &str = "no key";

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It goes.
    Erase,
    /// It stays without what says whose it is.
    Anonymise,
    /// It is somebody else's; only the person's columns are emptied.
    Detach,
    /// It stays; columns that need not stay are emptied.
    Keep,
    /// A person decides; nothing is done.
    Review,
}

impl Action {
    /// The word of the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Erase => "erase",
            Self::Anonymise => "anonymise",
            Self::Detach => "detach",
            Self::Keep => "keep",
            Self::Review => "review",
        }
    }
}

/// The decision on a row; many rows share one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ruling {
    /// What happens.
    pub action: Action,
    /// The columns that are emptied while the row stays.
    pub columns: Vec<String>,
    /// The rule that says so, in a few words.
    pub rule: String,
    /// The last day on which the row is kept.
    pub until: Option<NaiveDate>,
    /// Why, in words that can stand in a letter.
    pub reason: String,
}

impl Ruling {
    /// Whether a person decides, or has decided: then they may decide anew.
    pub fn is_for_people(&self) -> bool {
        (self.action == Action::Review && self.rule != UNNAMED) || self.rule.starts_with("decided by a person")
    }

    /// Whether carrying it out changes the row.
    pub fn changes(&self) -> bool {
        self.action == Action::Erase || !self.columns.is_empty()
    }
}

/// A row of the plan. Names are the map's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow<'a> {
    /// The system.
    pub system: &'a str,
    /// The collection.
    pub collection: &'a str,
    /// The columns of the key.
    pub key_columns: &'a [String],
    /// Their values.
    pub key: &'a [Value],
    /// What happens.
    pub ruling: &'a Ruling,
}

/// A JSON value.
pub type Plain = serde_json::Value;

impl PlannedRow<'_> {
    /// The object of the command line: `{"system","collection","key","action","columns","rule","until","reason"}`.
    pub fn to_json(&self) -> Plain {
        let key: Vec<(String, Value)> = self.key_columns.iter().cloned().zip(self.key.iter().cloned()).collect();
        serde_json::json!({
            "system": self.system,
            "collection": self.collection,
            "key": object_of(&key),
            "action": self.ruling.action.code(),
            "columns": self.ruling.columns,
            "rule": self.ruling.rule,
            "until": self.ruling.until.map(|day| day.to_string()),
            "reason": self.ruling.reason,
        })
    }
}
