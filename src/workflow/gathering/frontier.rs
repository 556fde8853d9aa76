//! How far a gathering is: serialisable, so that it can go on after a restart.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::datamap::Level;
use crate::domain::disclosure::value::Value;

/// Where a system stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Status {
    /// Not finished.
    #[default]
    Waiting,
    /// Finished; it is not asked again unless another system sends keys.
    Done,
    /// It did not answer but may do so later.
    Retry {
        /// How long to wait at least, in seconds.
        after_seconds: u64,
        /// What happened.
        why: String,
    },
    /// It will not answer until somebody does something.
    NeedsPerson {
        /// What is wrong.
        why: String,
        /// What to do next.
        next: String,
    },
}

/// Keys that a row of another system sent here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Carried {
    /// The system they come from.
    pub from: String,
    /// The number of the step among that system's steps.
    pub edge: usize,
    /// How strong the path is.
    pub level: Level,
    /// The values.
    pub tuple: Vec<Value>,
}

/// What is known about one system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemState {
    /// Where it stands.
    pub status: Status,
    /// Whether it has been walked through once; then only new keys of other systems are asked.
    #[serde(default)]
    pub walked: bool,
    /// Rows found.
    pub rows: u64,
    /// Keys from other systems that have not been asked yet.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub inbox: BTreeSet<Carried>,
    /// Rows already handed over, by digest; kept only where other systems may send keys again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seen: BTreeMap<String, BTreeSet<RowDigest>>,
    /// Who the person is here, once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persons: Option<Recognised>,
}

/// Who the person is in a system, for one set of identities and choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// The rows that are the person, by collection.
    pub chosen: BTreeMap<String, BTreeSet<RowDigest>>,
    /// Identities that somebody else has too, or instead.
    pub shared: BTreeSet<String>,
}

/// Tells rows of one collection apart without holding them: 128 bits of a digest of the key. Stored as hexadecimal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RowDigest(u128);

impl RowDigest {
    pub(in crate::workflow) fn new(bits: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bits))
    }
}

impl From<RowDigest> for String {
    fn from(digest: RowDigest) -> Self {
        format!("{:032x}", digest.0)
    }
}

impl TryFrom<String> for RowDigest {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&text, 16).map(Self)
    }
}

/// How far a gathering is, for one set of identities and choices: with others, begin anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frontier {
    /// Per system.
    pub systems: BTreeMap<String, SystemState>,
}

impl Frontier {
    /// Whether the system still has something to answer.
    pub fn is_open(&self, system: &str) -> bool {
        self.systems.get(system).is_none_or(|state| state.status != Status::Done || !state.inbox.is_empty())
    }
}
