//! `rightsdesk mail`: what an operator does to the outbox as a whole.

use std::io::Write;
use std::sync::Arc;

use super::{Exit, Failure, Globals, compose};
use crate::workflow::restore::{Cause, hold};

/// Hold outgoing mail back, as after a restore
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Hold back everything that is not sent yet, until staff have looked at each letter
    #[command(after_help = HOLD)]
    Hold,
}

const HOLD: &str = "\
A backup calls unsent what may have been sent since. `rightsdesk serve` notices a restored database by itself: where the file
mail.mark was not restored with it, by the setting mail.witness where the whole data folder was, and without that by the age of
the database's own file, with a question to staff. Otherwise, as after a snapshot of the whole machine, run this before you start. The letters then stand in the console under \"Letters that did not arrive\", each to be sent or not needed any more. What is owed afterwards leaves as usual.

Exit code 0: done, also when nothing was waiting.";

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Action::Hold = args.action;
    let ground = compose::ground_of_a_desk(globals)?;
    let parts = compose::Parts {
        store: compose::open_store(&ground, compose::Migrating::Apply)?,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(ground.config.server.listen),
        wake: Arc::new(|| {}),
    };
    let held = hold(&compose::desk(&ground, parts)?, Cause::Operator).map_err(Failure::negative)?.mails;
    if globals.json {
        writeln!(out, "{}", serde_json::json!({ "held": held }))?;
    } else {
        writeln!(out, "Held back: {held}")?;
    }
    Ok(Exit::Done)
}
