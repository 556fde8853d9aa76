//! `rightsdesk deadline`: a due date from facts given on the command line, with the sum that leads to it.

mod answer;
mod args;
mod command;
mod ledger;
mod refusal;

pub use args::Args;
pub use command::run;
