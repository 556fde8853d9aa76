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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Rows found.
    pub rows: u64,
    /// Keys from other systems that have not been asked yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inbox: Vec<Carried>,
    /// Rows already handed over, by digest; kept only where other systems may send keys again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seen: BTreeMap<String, BTreeSet<u128>>,
}

/// How far a gathering is.
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
