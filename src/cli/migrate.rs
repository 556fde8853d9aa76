//! `rightsdesk migrate`: bring the database up to date.

use std::io::Write;

use serde_json::json;

use super::{Exit, Failure, Globals, compose};
use crate::workflow::counter::finding::catch_up_now;

/// Brings the database up to date. It is also done by `serve`; this is for those who do it first, by hand.
#[derive(Debug, clap::Args)]
#[command(after_help = "Take a backup before. A database of a later version is refused, never changed.")]
pub struct Args {
    /// Also make earlier cases findable by the sound of names now, not in the background
    #[arg(long)]
    sounds: bool,
}

/// Opens the database, which applies what is waiting.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let ground = compose::ground(globals)?;
    let store = compose::open_store(&ground, compose::Migrating::Apply)?;
    let heard = if args.sounds { Some(catch_up_now(&*store).map_err(Failure::negative)?) } else { None };
    let data = ground.data.display();
    if globals.json {
        writeln!(out, "{}", json!({ "migrated": true, "data": ground.data, "heard": heard }))?;
    } else {
        writeln!(out, "The database in {data} is up to date.")?;
        if let Some(heard) = heard {
            writeln!(out, "Made findable by the sound of names: {heard} earlier cases.")?;
        }
    }
    Ok(Exit::Done)
}
