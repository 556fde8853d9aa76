//! `rightsdesk calendar import`.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::compose::Ground;
use crate::cli::{Exit, Failure, Globals, compose};
use crate::config::calendars;
use crate::domain::clock::words::long_date;
use crate::domain::clock::{Calendar, Change, List, Renewal, renew};
use crate::domain::request::Actor;
use crate::workflow::Desk;
use crate::workflow::holidays::{Moved, change_holidays};

/// What `--help` says below the options.
pub const TEACHING: &str = "\
The file is https://www.gov.uk/bank-holidays.json as published. It is read whole and checked before anything changes; then
every open due date that falls on a new holiday moves to the next working day, with a line in the case log and a mail to
whoever looks after the case. Past years and projected ones that the file does not have are kept.

A running server takes the list up by itself within a second, on every node; nothing needs a restart.

Exit code 2: the file cannot be used, and the field is named; nothing has changed.";

/// A list of public holidays is a few kilobytes.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Which file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file, in the shape of GOV.UK's bank-holidays.json
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Checks the list, moves the due dates, and keeps the list.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let refuse = |why: &dyn std::fmt::Display| Failure::bad_input(&args.file.display().to_string(), why);
    let text = read(&args.file).map_err(|why| refuse(&why))?;
    let ground = compose::ground(globals)?;
    let desk = desk(&ground)?;
    let renewal = renew(&present(&desk)?, &text, desk.clock.now().date_naive()).map_err(|why| refuse(&why))?;
    let moved = take_over(&ground, &desk, &renewal)?;
    if globals.json {
        writeln!(out, "{}", as_json(&renewal, &moved))?;
    } else {
        write_news(&renewal, &moved, out)?;
    }
    Ok(Exit::Done)
}

fn read(file: &Path) -> Result<String, std::io::Error> {
    let mut text = String::new();
    File::open(file)?.take(MOST_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

fn desk(ground: &Ground) -> Result<Desk, Failure> {
    let parts = compose::Parts {
        store: compose::open_store(ground, compose::Migrating::Apply)?,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(ground.config.server.listen),
        wake: std::sync::Arc::new(|| ()),
    };
    compose::desk(ground, parts)
}

/// The nations' calendars in use.
fn present(desk: &Desk) -> Result<Vec<Calendar>, Failure> {
    let list = desk.law.calendars().lists().iter().find(|list| list.name == List::UK);
    let places = list.map(List::places).transpose().map_err(Failure::negative)?;
    Ok(places.into_iter().flat_map(|places| places.values().cloned()).collect())
}

/// The database holds what every process counts by; the file serves the commands that work without one. It is written beside its
/// place first, and put there only when the due dates have been moved; a failure on the way leaves nothing behind.
fn take_over(ground: &Ground, desk: &Desk, renewal: &Renewal) -> Result<Vec<Moved>, Failure> {
    let kept = calendars::renewed_file(&ground.data);
    let draft = kept.with_extension("json.new");
    let done = write_draft(&draft, &renewal.to_json()).map_err(Failure::from).and_then(|()| {
        let moved = change_holidays(desk, Actor::System, renewal.to_json())?;
        fs::rename(&draft, &kept)?;
        Ok(moved)
    });
    if done.is_err() && draft.exists() {
        fs::remove_file(&draft)?;
    }
    done
}

fn write_draft(draft: &Path, text: &str) -> Result<(), std::io::Error> {
    if let Some(folder) = draft.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn as_json(renewal: &Renewal, moved: &[Moved]) -> serde_json::Value {
    let days = |changes: &[Change]| -> Vec<_> {
        let one = |change: &Change| json!({ "place": change.place, "date": change.date, "title": change.title });
        changes.iter().map(one).collect()
    };
    let moved: Vec<_> =
        moved.iter().map(|moved| json!({ "reference": moved.reference, "from": moved.from, "to": moved.to })).collect();
    json!({ "added": days(&renewal.added), "removed": days(&renewal.removed), "moved": moved })
}

fn write_news(renewal: &Renewal, moved: &[Moved], out: &mut dyn Write) -> Result<(), Failure> {
    for Change { place, date, title } in &renewal.added {
        writeln!(out, "New: {}, {title} ({place})", long_date(*date))?;
    }
    for Change { place, date, title } in &renewal.removed {
        writeln!(out, "Gone: {}, {title} ({place}). Dates that passed over it may be earlier.", long_date(*date))?;
    }
    for Moved { reference, from, to } in moved {
        writeln!(out, "{reference}: due {} instead of {}", long_date(*to), long_date(*from))?;
    }
    let (new, dates) = (renewal.added.len(), moved.len());
    writeln!(out, "The list is in use; new days: {new}, due dates moved: {dates}.")?;
    Ok(())
}
