//! Computing and writing.

use std::io::Write;

use super::answer::Answer;
use super::args::Args;
use super::ledger::write_ledger;
use super::refusal::{refuse_history, refuse_law};
use crate::cli::{Exit, Failure, Globals, compose};
use crate::domain::clock::words::local;
use crate::domain::clock::{reckon, what_if};

/// Computes and writes the date.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let law = compose::law(globals.data.as_deref())?;
    let terms = law.terms(&args.regime, args.place.as_deref()).map_err(|unknown| refuse_law(&unknown))?;
    let history = args.history()?;
    let now = args.as_of.unwrap_or_else(|| compose::system_clock().now());
    let terms = law.covering(terms, local(history.received, terms.zone));
    let reckoning = reckon(&history, args.right, &terms).map_err(|wrong| refuse_history(&wrong))?;
    let what_if = what_if(&history, args.right, &terms, now);
    if globals.json {
        let answer = Answer::of(&reckoning, &terms, &what_if);
        let text = serde_json::to_string(&answer).map_err(Failure::negative)?;
        writeln!(out, "{text}")?;
    } else {
        write_ledger(args.right, &reckoning, &terms, &what_if, out)?;
    }
    Ok(Exit::Done)
}
