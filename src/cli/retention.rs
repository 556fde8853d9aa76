//! `rightsdesk retention`: what has served its purpose, and destroying it now.

use std::io::Write;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Exit, Failure, Globals, compose};
use crate::workflow::Desk;
use crate::workflow::retention::{Item, What, plan, run_now};

const TEACHING: &str = "\
A running desk does this by itself once a day; nobody has to call it. How long things are kept is `[keeping]` of each company:

  case_months = 24          the contents of a case, from its closing; its lines of the register stay
  complaint_months = 24     the same for a complaint
  findings_days = 90        what was found, and files of colleagues, from the closing of the request
  package_days = 30         a package, from the end of its link
  identity_proof_days = 7   messages sent as proof of identity, from the end of the check
  aside_days = 30           messages that were set aside
  mail_days = 30            mail that belongs to no case
  skeleton_years = 6        what is left of a case: dates, register, case log without contents

A case is kept whatever its time while something of it is open, under a legal hold, while a complaint about it is open, while
a restriction is in force, and while a letter has not gone. The case page says which of them, or the day. Each destruction is
a line on the case log; the log stays a chain, because it is built over commitments.";

/// What to do.
#[derive(Debug, clap::Args)]
#[command(after_help = TEACHING)]
pub struct Args {
    /// Show what would be destroyed, and destroy nothing
    #[arg(long, conflicts_with = "run", required_unless_present = "run")]
    plan: bool,
    /// Destroy now what is due
    #[arg(long)]
    run: bool,
    /// Plan for another day than today, for example 2028-12-04
    #[arg(long, value_name = "DATE", conflicts_with = "run")]
    on: Option<NaiveDate>,
}

/// Plans or destroys.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let desk = desk(globals)?;
    let today = desk.clock.now().date_naive();
    let items = if args.run {
        run_now(&desk).map_err(Failure::negative)?.items
    } else {
        plan(&desk, args.on.unwrap_or(today)).map_err(Failure::negative)?
    };
    if globals.json {
        let key = if args.run { "destroyed" } else { "due" };
        let listed: Vec<Value> = items.iter().map(as_json).collect();
        writeln!(out, "{}", json!({ key: listed }))?;
    } else {
        as_text(args.run, &items, out)?;
    }
    Ok(Exit::Done)
}

fn desk(globals: &Globals) -> Result<Desk, Failure> {
    let ground = compose::ground_of_a_desk(globals)?;
    let parts = compose::Parts {
        store: compose::open_store(&ground, compose::Migrating::Refuse)?,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(ground.config.server.listen),
        wake: std::sync::Arc::new(|| ()),
    };
    compose::desk(&ground, parts)
}

fn as_json(item: &Item) -> Value {
    let many = match item.what {
        What::LooseMail(n) => Some(n),
        What::Log(through) => Some(through),
        _ => None,
    };
    json!({
        "what": item.what.code(),
        "controller": item.controller,
        "reference": item.reference,
        "on": item.on,
        "many": many,
    })
}

fn as_text(done: bool, items: &[Item], out: &mut dyn Write) -> Result<(), Failure> {
    for item in items {
        let place = item.reference.as_deref().unwrap_or(&item.controller);
        writeln!(out, "{}  {place:<16} {}", item.on, words(item.what))?;
    }
    let end = match (items.len(), done) {
        (0, _) => "Nothing has served its purpose.".to_owned(),
        (1, true) => "1 thing was destroyed.".to_owned(),
        (n, true) => format!("{n} things were destroyed."),
        (1, false) => "1 thing is due. Nothing was destroyed.".to_owned(),
        (n, false) => format!("{n} things are due. Nothing was destroyed."),
    };
    Ok(writeln!(out, "{end}")?)
}

fn words(what: What) -> String {
    match what {
        What::ProofFile(_) => "a file that was given as proof of identity".to_owned(),
        What::Proof(_) => "a message that was sent as proof of identity".to_owned(),
        What::Aside(_) => "a message that was set aside".to_owned(),
        What::LooseMail(n) => format!("{n} mails that belong to no case"),
        What::Contents(_) => "the contents of the case".to_owned(),
        What::Skeleton(_) => "what is left of the case".to_owned(),
        What::Log(through) => format!("the beginning of the case log, up to entry {through}"),
    }
}
