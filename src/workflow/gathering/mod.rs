//! Gathering: walk the shop's systems by the data map and hand every row about the person to whoever keeps them.
//!
//! [`gather`] first finds out who the person is in each system. Where the identities fit several persons it stops with
//! candidates and hands over nothing. Then it walks the systems side by side, each after those that can send it keys: strongest
//! links first, so that a row is handed over once and with the strongest link; keys are held, rows are not. The [`Frontier`] says which
//! systems are finished and can be stored: a gathering that was interrupted goes on with the systems it was in.

pub(in crate::workflow) mod asking;
mod beside;
mod engine;
mod exchange;
mod frontier;
pub(in crate::workflow) mod layout;
mod mention;
mod outcome;
mod persons;
mod sink;
mod turning;
mod visit;
mod walk;

pub use engine::{Connectors, Question, SIDE_BY_SIDE, gather};
pub use frontier::{Frontier, RowDigest, Status, SystemState};
pub use outcome::{Candidate, Choice, GatherError, Outcome, SystemReport};
pub use sink::{FindingSink, Progress, SinkError};
