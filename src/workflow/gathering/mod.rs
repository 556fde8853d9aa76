//! Gathering: walk the shop's systems by the data map and hand every row about the person to whoever keeps them.
//!
//! [`gather`] first finds out who the person is in each system. Where the identities fit several persons it stops with
//! candidates and hands over nothing. Then it walks system by system: strongest links first, so that a row is handed over
//! once and with the strongest link; keys are held, rows are not. The [`Frontier`] says which systems are finished and can
//! be stored: a gathering that was interrupted goes on with the system it was in.

pub(in crate::workflow) mod asking;
mod engine;
mod frontier;
pub(in crate::workflow) mod layout;
mod mention;
mod outcome;
mod persons;
mod sink;
mod walk;

pub use engine::{Connectors, Question, gather};
pub use frontier::{Frontier, RowDigest, Status, SystemState};
pub use outcome::{Candidate, Choice, GatherError, Outcome, SystemReport};
pub use sink::{FindingSink, Progress, SinkError};
