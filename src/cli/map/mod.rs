//! `rightsdesk map`: check a data map against the live schema, or draft one.

mod check;
mod draft;

use std::io::Write;

use clap::Subcommand;

use super::{Exit, Failure, Globals};

/// Data maps.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Check a data map, and hold it against the live schemas
    #[command(after_help = check::TEACHING)]
    Check(check::Args),
    /// Draft a data map from a live schema, for a person to finish
    #[command(after_help = draft::TEACHING)]
    Draft(draft::Args),
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.action {
        Action::Check(args) => check::run(args, globals, out),
        Action::Draft(args) => draft::run(args, globals, out, err),
    }
}
