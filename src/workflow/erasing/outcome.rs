//! What planning an erasure ends with.

use thiserror::Error;

use super::plan::ErasurePlan;
use crate::domain::datamap::Place;
use crate::domain::erasure::Conflict;
use crate::ports::connector::ConnectorError;
use crate::ports::journal::JournalError;
use crate::workflow::gathering::{Candidate, GatherError};

/// How planning ends.
#[derive(Clone, Debug)]
pub enum Planned {
    /// The identities fit several persons, or one who bears another name. Nothing was decided.
    Candidates(Vec<Candidate>),
    /// The plan.
    Plan(ErasurePlan),
}

/// A legal hold: while one stands, nothing is erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The system, or the collection.
    pub place: String,
    /// Why, as the map says.
    pub reason: String,
}

/// Why a plan cannot be carried out on the live schema.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}: {conflict}")]
pub struct Refusal {
    /// The collection.
    pub place: Place,
    /// The column and what to change in the map.
    pub conflict: Conflict,
}

/// Why an erasure cannot go on. Messages name systems, tables and columns, never a value.
#[derive(Debug, Error)]
pub enum EraseError {
    /// The search failed.
    #[error(transparent)]
    Gather(#[from] GatherError),
    /// A system did not answer or refused; what it was about to do was rolled back.
    #[error("{system}: {error}; nothing was changed there")]
    System {
        /// The system.
        system: String,
        /// What it said.
        error: ConnectorError,
    },
    /// A row is not as the plan saw it. The system was left as it was.
    #[error("{place} was changed since the plan was made; nothing was changed in that system; plan again")]
    Outdated {
        /// The collection.
        place: Place,
    },
    /// A rule of the map cannot be used.
    #[error("{place}: {what}")]
    Map {
        /// The collection.
        place: Place,
        /// What is wrong.
        what: String,
    },
    /// The journal cannot be kept; without it nothing is changed.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl EraseError {
    /// Adds the system's name to what a connector said.
    pub(super) fn of(system: &str) -> impl Fn(ConnectorError) -> Self + '_ {
        move |error| Self::System { system: system.to_owned(), error }
    }
}
