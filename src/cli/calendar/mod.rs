//! `rightsdesk calendar`: the lists of public holidays, and taking over a newer one.

mod import;
mod list;

use std::io::Write;

use clap::Subcommand;

use super::{Exit, Failure, Globals};

/// Public holidays.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show every list with its places and the year until which it is official
    #[command(after_help = "Exit code 1: a list that a controller needs does not reach four months ahead.")]
    List(list::Args),
    /// Take over a newer list of the United Kingdom, as GOV.UK publishes it
    #[command(after_help = import::TEACHING)]
    Import(import::Args),
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.action {
        Action::List(args) => list::run(args, globals, out),
        Action::Import(args) => import::run(args, globals, out),
    }
}
