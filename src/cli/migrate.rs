//! `rightsdesk migrate`: bring the database up to date.

use std::io::Write;

use serde_json::json;

use super::{Exit, Failure, Globals, compose};

/// Brings the database up to date. It is also done by `serve`; this is for those who do it first, by hand.
#[derive(Debug, clap::Args)]
#[command(after_help = "Take a backup before. A database of a later version is refused, never changed.")]
pub struct Args {}

/// Opens the database, which applies what is waiting.
pub fn run(_: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let ground = compose::ground(globals)?;
    compose::open_store(&ground, compose::Migrating::Apply)?;
    let data = ground.data.display();
    if globals.json {
        writeln!(out, "{}", json!({ "migrated": true, "data": ground.data }))?;
    } else {
        writeln!(out, "The database in {data} is up to date.")?;
    }
    Ok(Exit::Done)
}
