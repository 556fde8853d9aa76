//! What a gathering ends with.

use thiserror::Error;

use super::frontier::Status;
use super::sink::SinkError;
use crate::domain::datamap::Place;
use crate::domain::disclosure::finding::object_of;
use crate::domain::disclosure::value::Value;
use crate::ports::connector::ConnectorError;

/// One of several persons whom the identities fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The collection of persons.
    pub place: Place,
    /// The row's key.
    pub key: Vec<(String, Value)>,
    /// What tells this person apart, for staff only.
    pub label: String,
}

impl Candidate {
    /// The JSON object of the command line: `{"system","collection","key","label"}`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "system": self.place.system,
            "collection": self.place.collection,
            "key": object_of(&self.key),
            "label": self.label,
        })
    }

    /// What `--choose` takes.
    pub fn choice(&self) -> String {
        format!("{}:{}", self.place, key_text(&self.key))
    }
}

/// A person's key as text; the parts of a composite key are joined by commas.
pub(super) fn key_text(key: &[(String, Value)]) -> String {
    key.iter().map(|(_, value)| value.as_text().unwrap_or_default()).collect::<Vec<_>>().join(",")
}

/// Staff's word on who is meant: `SYSTEM.COLLECTION:KEY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The collection of persons.
    pub place: Place,
    /// The key as text.
    pub key: String,
}

impl Choice {
    /// Reads `SYSTEM.COLLECTION:KEY`; `None` when it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let (place, key) = text.split_once(':')?;
        let (system, collection) = place.split_once('.')?;
        let whole = ![system, collection, key].iter().any(|part| part.is_empty());
        whole.then(|| Self { place: Place::new(system, collection), key: key.to_owned() })
    }
}

/// How one system came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemReport {
    /// The system.
    pub system: String,
    /// Where it stands.
    pub status: Status,
    /// Rows found.
    pub rows: u64,
    /// The collections that were searched with an identity of the person, with the names of those identities.
    pub searched: Vec<(String, Vec<String>)>,
}

/// How a gathering ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The identities fit several persons. Nothing was handed over.
    Candidates(Vec<Candidate>),
    /// Every system that answers was asked. Those that did not are in the reports.
    Walked(Vec<SystemReport>),
}

/// Why a gathering cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GatherError {
    /// Nothing that is known about the person is held as an identity in this map.
    #[error("none of the identities given ({given}) finds anybody with this map; it knows {known}")]
    NothingToAsk {
        /// The names given.
        given: String,
        /// The names that the map can use.
        known: String,
    },
    /// A choice names nobody whom the identities fit.
    #[error("{choice} is not one of the persons whom the identities fit")]
    NoSuchCandidate {
        /// The choice as it was written; a key, no personal data.
        choice: String,
    },
    /// The sink takes no more.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// A system did not answer; used inside, and turned into a [`Status`].
    #[error(transparent)]
    System(#[from] ConnectorError),
}
