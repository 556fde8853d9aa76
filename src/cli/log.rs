//! `rightsdesk log verify`: walk the case log's chains and say what holds.

use std::io::Write;

use clap::Subcommand;
use serde_json::json;

use super::{Exit, Failure, Globals, compose};
use crate::workflow::log_check::{LogReport, check_log};
use crate::workflow::secrets::hex;

/// The case log.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Check every entry of every chain against the one before it, and the ends against the heads
    #[command(
        after_help = "Exit code 1: something does not hold; the first offending entry of each chain is named.\n\nContents that were destroyed on purpose do not break a chain; they are counted."
    )]
    Verify,
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Action::Verify = args.action;
    let ground = compose::ground_of_a_desk(globals)?;
    let store = compose::open_store(&ground, compose::Migrating::Refuse)?;
    let report = check_log(&*store, &[]).map_err(Failure::negative)?;
    if globals.json {
        writeln!(out, "{}", as_json(&report))?;
    } else {
        as_text(&report, out)?;
    }
    Ok(if report.offences.is_empty() { Exit::Done } else { Exit::Negative })
}

fn as_json(report: &LogReport) -> serde_json::Value {
    let chains: Vec<_> = report
        .chains
        .iter()
        .map(|chain| json!({ "controller": chain.controller, "entries": chain.entries, "destroyed": chain.destroyed, "cut": chain.cut, "head": hex(&chain.head) }))
        .collect();
    let offences: Vec<String> = report.offences.iter().map(ToString::to_string).collect();
    json!({ "holds": offences.is_empty(), "chains": chains, "offences": offences })
}

fn as_text(report: &LogReport, out: &mut dyn Write) -> Result<(), Failure> {
    for chain in &report.chains {
        writeln!(
            out,
            "{:<16} {} entries, {} contents destroyed, head {}",
            chain.controller,
            chain.entries,
            chain.destroyed,
            hex(&chain.head)
        )?;
    }
    for offence in &report.offences {
        writeln!(out, "DOES NOT HOLD: {offence}")?;
    }
    if report.offences.is_empty() {
        writeln!(out, "Every chain holds.")?;
    }
    Ok(())
}
