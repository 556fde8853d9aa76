//! Rows of the tables, and their way to and from the plain types of the ports.
//!
//! A row is never trusted: what cannot be read becomes [`crate::ports::store::StoreError::Inconsistent`] with the name of
//! the table and the column, never a default.

pub mod amendment;
pub mod case;
pub mod code;
pub mod company;
pub mod complaint;
pub mod dates;
pub mod deferral;
pub mod disclosure;
pub mod document;
pub mod draft;
pub mod erasure;
pub mod feed;
pub mod filter;
pub mod finding;
pub mod gathering;
pub mod incoming;
pub mod job;
pub mod log;
pub mod mail;
pub mod map;
pub mod named;
pub mod program_key;
pub mod queue;
pub mod register;
pub mod report;
pub mod request;
pub mod staff;
pub mod standing;
pub mod suppression;
pub mod task;
pub mod task_link;
pub mod telling;
pub mod transmission;
pub mod upload;
pub mod wording;
