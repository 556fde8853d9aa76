//! Where findings go, and what is said on the way.

use thiserror::Error;

use super::frontier::Frontier;
use crate::domain::datamap::Place;
use crate::domain::disclosure::finding::Finding;
use crate::ports::connector::ConnectorError;

/// Why a sink takes no more.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SinkError {
    /// Somebody asked to stop, for example because the request was withdrawn or the lease was lost.
    #[error("the gathering was stopped")]
    Stopped,
    /// The findings cannot be kept.
    #[error("the findings cannot be kept: {0}")]
    Failed(String),
}

/// Something that happened, to be shown while it happens. Names of the map only, no values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A system is being asked from its beginning: whatever an earlier attempt found in it must be dropped.
    SystemStarted {
        /// The system.
        system: String,
    },
    /// Rows found in a collection so far.
    Rows {
        /// The collection.
        place: Place,
        /// How many.
        rows: u64,
    },
    /// A collection of the map does not exist in the system, or a column of it does not.
    Absent {
        /// The collection.
        place: Place,
        /// The column; `None` for the whole collection.
        column: Option<String>,
    },
    /// Several persons share an identity: rows that have nothing but this identity could be anybody's and were not taken.
    Unattributed {
        /// The collection.
        place: Place,
        /// The identity's name.
        identity: String,
    },
    /// Something about the system that a reader of the findings should know.
    Remark {
        /// The system.
        system: String,
        /// What.
        what: String,
    },
    /// A system is finished.
    SystemFinished {
        /// The system.
        system: String,
        /// How many rows were found in it; 0 is an answer too.
        rows: u64,
    },
    /// A system did not answer.
    SystemFailed {
        /// The system.
        system: String,
        /// Why, and what is to be done.
        error: ConnectorError,
    },
}

/// Takes findings and news.
pub trait FindingSink {
    /// Whether what comes must come in one order, the same every time: system after system. Whoever keeps systems apart anyway says no
    /// and sees all of them move.
    fn in_order(&self) -> bool {
        true
    }

    /// Takes a row. Not yet final: if the system fails, [`Progress::SystemStarted`] comes again and it is dropped.
    fn found(&mut self, finding: Finding) -> Result<(), SinkError>;

    /// Takes news.
    fn progress(&mut self, news: &Progress) -> Result<(), SinkError>;

    /// A system is finished: the frontier as it is now is worth storing together with the findings so far.
    fn checkpoint(&mut self, frontier: &Frontier) -> Result<(), SinkError>;
}
