//! The command line: one file per command; `line` lists them.

mod calendar;
mod check;
pub mod compose;
mod connect;
mod deadline;
mod decide;
mod demo;
mod erase;
mod erase_words;
mod evidence;
mod gather;
mod intake;
mod line;
mod log;
mod mail;
mod map;
mod migrate;
mod outcome;
mod package;
mod policy;
mod register;
mod replay;
mod report;
mod retention;
mod serve;
mod suppression;
mod user;
mod whose;

pub use line::{Globals, run, run_with};
pub use outcome::{Exit, Failure};
