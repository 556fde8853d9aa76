//! `rightsdesk register counts`.

use std::collections::BTreeMap;
use std::io::Write;

use super::period;
use crate::cli::{Exit, Failure, Globals};
use crate::domain::register::Counts;
use crate::workflow::register::count;

/// Which part.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: period::Args,
}

/// Writes the counts.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let desk = period::desk(globals)?;
    let period = args.period.period(&desk)?;
    let counts = count(&desk, &period, desk.clock.now().date_naive())?.finish();
    if globals.json {
        let named: BTreeMap<&str, &Counts> = counts.iter().map(|(right, counts)| (right.code(), counts)).collect();
        writeln!(out, "{}", serde_json::to_string(&named).map_err(Failure::negative)?)?;
        return Ok(Exit::Done);
    }
    if counts.is_empty() {
        writeln!(out, "No request was received in this period.")?;
    }
    for (right, counts) in &counts {
        write_counts(right.name(), counts, out)?;
    }
    Ok(Exit::Done)
}

fn write_counts(right: &str, counts: &Counts, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "{right}: {} received", counts.received)?;
    let lines = [
        ("answered", counts.fulfilled),
        ("refused", counts.refused),
        ("withdrawn", counts.withdrawn),
        ("lapsed", counts.lapsed),
        ("open", counts.open),
        ("extended", counts.extended),
        ("late", counts.late),
    ];
    for (words, n) in lines.into_iter().filter(|(_, n)| *n > 0) {
        writeln!(out, "  {words:<10} {n}")?;
    }
    for (ground, n) in &counts.grounds {
        writeln!(out, "    refused: {ground} {n}")?;
    }
    if let (Some(median), Some(mean)) = (counts.median_days, counts.mean_days) {
        writeln!(out, "  days to the answer: median {median}, mean {mean}")?;
    }
    Ok(())
}
