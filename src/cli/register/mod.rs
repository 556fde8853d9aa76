//! `rightsdesk register`: the register of requests, as a file and as counts.

mod counts;
mod export;
mod period;

use std::io::Write;

use clap::Subcommand;

use super::{Exit, Failure, Globals};

pub(super) use period::{Args as PeriodArgs, desk as reading_desk};

/// The register of requests, which is kept when their contents have been destroyed.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the register of a period as CSV or as a workbook
    #[command(after_help = period::TEACHING)]
    Export(export::Args),
    /// Count the requests of a period, right by right, for a regulator or your own report
    #[command(after_help = period::TEACHING)]
    Counts(counts::Args),
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.action {
        Action::Export(args) => export::run(args, globals, out),
        Action::Counts(args) => counts::run(args, globals, out),
    }
}
