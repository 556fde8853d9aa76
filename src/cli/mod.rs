//! The command line: one file per command; `line` lists them.

mod connect;
mod deadline;
mod gather;
mod line;
mod outcome;
mod package;

pub use line::{Globals, run, run_with};
pub use outcome::{Exit, Failure};
