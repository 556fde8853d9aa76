//! `rightsdesk report`: how the desk is doing, on paper.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::register::{PeriodArgs, reading_desk};
use super::{Exit, Failure, Globals};
use crate::domain::clock::words::long_date;
use crate::ports::store::reports::Scope;
use crate::workflow::reports::{Asked, board, overview};

const TEACHING: &str = "\
Example:
  rightsdesk report board --from 2026-09-01 --to 2026-11-30 -o board.pdf

One to three sheets of A4: the share of answers that came on time, the days that half and nine of
ten took, where time is lost, what is open and when it is due, complaints, and erasures that wait
for a retention period to end. The figures are those of the console's page of reports and hold no
personal data. The days are those on which answers were given, both included; what is open is as of
today. The file is a tagged PDF (PDF/UA-1).";

/// Reports.
#[derive(Debug, clap::Args)]
#[command(after_help = TEACHING)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the report for a board as PDF
    #[command(after_help = TEACHING)]
    Board(Board),
}

#[derive(Debug, clap::Args)]
struct Board {
    #[command(flatten)]
    period: PeriodArgs,
    /// The file to write
    #[arg(short, long, value_name = "FILE.pdf")]
    out: PathBuf,
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Action::Board(args) = &args.action;
    let desk = reading_desk(globals)?;
    let (window, controller) = args.period.window(&desk)?;
    let found = overview(&desk, &Asked { window: Some(window), scope: Scope { controller, ..Scope::default() } })?;
    let bytes = desk.press.report(&board(&found)).map_err(Failure::negative)?;
    let unwritable = |error| Failure::bad_input("--out", format!("{}: {error}", args.out.display()));
    fs::write(&args.out, &bytes).map_err(unwritable)?;
    let numbers = found.numbers;
    if globals.json {
        let answer = json!({
            "file": args.out, "from": window.from, "to": window.to, "answered": numbers.answered,
            "on_time": numbers.on_time, "median_days": numbers.median, "nine_of_ten_days": numbers.nine_of_ten,
            "open": numbers.open, "overdue": numbers.overdue,
        });
        writeln!(out, "{answer}")?;
    } else {
        let (from, to) = (long_date(window.from), long_date(window.to));
        writeln!(out, "{}: {} answered from {from} to {to}.", args.out.display(), numbers.answered)?;
    }
    Ok(Exit::Done)
}
