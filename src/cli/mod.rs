//! The command line: one file per command; `line` lists them.

mod check;
pub mod compose;
mod connect;
mod deadline;
mod gather;
mod line;
mod migrate;
mod outcome;
mod package;
mod user;

pub use line::{Globals, run, run_with};
pub use outcome::{Exit, Failure};
