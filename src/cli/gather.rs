//! `rightsdesk gather`: find a person's rows in the systems of a data map, one JSON object per row.

use std::collections::BTreeMap;
use std::io::Write;

use super::connect;
use super::whose::Whose;
use super::{Exit, Failure, Globals};
use crate::domain::disclosure::finding::Finding;
use crate::workflow::gathering::{
    Candidate, FindingSink, Frontier, GatherError, Outcome, Progress, SinkError, Status, SystemReport, gather,
};

const EXAMPLES: &str = "\
Examples:
  rightsdesk gather --map config/datamaps/chinook.yml --connect chinook=sqlite:chinook.sqlite \\
    --identity email=luisg@embraer.com.br
  rightsdesk gather --map shop.yml --connect shop=postgres://reader@db.internal/shop --connect crm=csv:exports/crm \\
    --identity email=ann@example.org --identity postcode='NE46 3JQ' --choose shop.accounts:42

Every row is a line {\"system\",\"collection\",\"key\",\"link\",\"review\",\"fields\"}; the summary goes to standard error.
Exit code 3 and {\"candidates\":[…]}: the identities fit several persons. Add an identity, or name one with --choose.
Exit code 1: a system did not answer; what the others hold has been written.";

/// Whose data, and where to look.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    whose: Whose,
    /// How many systems are asked at the same time; rows are written system after system all the same
    #[arg(long, value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    at_once: u16,
}

/// Gathers, writing rows as they are found.
pub fn run(args: &Args, _globals: &Globals, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit, Failure> {
    let sought = args.whose.read()?;
    let mut connectors = connect::all(&sought.map, &args.whose.connect)?;
    let question = sought.question(usize::from(args.at_once));
    let mut sink = Lines { out, err, counts: BTreeMap::new() };
    let outcome = gather(&question, &mut connectors, &mut Frontier::default(), &mut sink).map_err(refuse)?;
    let counts = sink.counts;
    match outcome {
        Outcome::Candidates(candidates) => ask(&candidates, out, err),
        Outcome::Walked(reports) => sum_up(&reports, &counts, &args.whose, err),
    }
}

pub(super) fn refuse(error: GatherError) -> Failure {
    match error {
        GatherError::NothingToAsk { .. } => Failure::bad_input("--identity", error),
        GatherError::NoSuchCandidate { .. } => Failure::bad_input("--choose", error),
        GatherError::Sink(_) | GatherError::System(_) => Failure::negative(error),
    }
}

pub(super) fn ask(candidates: &[Candidate], out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit, Failure> {
    let all: Vec<serde_json::Value> = candidates.iter().map(Candidate::to_json).collect();
    writeln!(out, "{}", serde_json::json!({ "candidates": all }))?;
    writeln!(err, "The identities fit {} persons. Nothing was handed over.", candidates.len())?;
    writeln!(err, "Add an identity that only one of them has, or choose:")?;
    for candidate in candidates {
        writeln!(err, "  --choose {}", candidate.choice())?;
    }
    Ok(Exit::Choose)
}

/// Exit code 1 only for a system that was named and did not answer: one that nobody connected is said, but no failure.
fn sum_up(
    reports: &[SystemReport],
    counts: &BTreeMap<String, u64>,
    whose: &Whose,
    err: &mut dyn Write,
) -> Result<Exit, Failure> {
    let total: u64 = counts.values().sum();
    let rows = if total == 1 { "row" } else { "rows" };
    writeln!(err, "Found {total} {rows}.")?;
    for (collection, rows) in counts {
        writeln!(err, "  {collection}: {rows}")?;
    }
    let mut exit = Exit::Done;
    for report in reports {
        if whose.names(&report.system) && !matches!(report.status, Status::Done) {
            exit = Exit::Negative;
        }
        let searched: Vec<String> =
            report.searched.iter().map(|(collection, by)| format!("{collection} by {}", by.join(", "))).collect();
        match &report.status {
            Status::Done if searched.is_empty() => writeln!(err, "Nothing given is held in {}.", report.system)?,
            Status::Done => writeln!(err, "Searched in {}: {}.", report.system, searched.join("; "))?,
            Status::Waiting => writeln!(err, "Not asked: {}.", report.system)?,
            Status::Retry { why, .. } => {
                writeln!(err, "{} did not answer: {why}. Try again later.", report.system)?;
            }
            Status::NeedsPerson { why, next } => {
                writeln!(err, "{} was not searched: {why}. Next: {next}.", report.system)?;
            }
        }
    }
    Ok(exit)
}

/// Rows to standard output, news to standard error.
struct Lines<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    counts: BTreeMap<String, u64>,
}

impl FindingSink for Lines<'_> {
    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        *self.counts.entry(format!("{}.{}", finding.system, finding.collection)).or_default() += 1;
        writeln!(self.out, "{}", finding.to_json()).map_err(|error| SinkError::Failed(error.to_string()))
    }

    fn progress(&mut self, news: &Progress) -> Result<(), SinkError> {
        let said = match news {
            Progress::Absent { place, column: None } => writeln!(self.err, "note: {place} does not exist there"),
            Progress::Absent { place, column: Some(name) } => {
                writeln!(self.err, "note: {place} has no column {name}")
            }
            Progress::Unattributed { place, identity } => writeln!(
                self.err,
                "note: {place} was not searched by {identity}: several persons share it, so that rows without a name could be anybody's"
            ),
            Progress::Remark { system, what } => writeln!(self.err, "note: {system}: {what}"),
            _ => Ok(()),
        };
        said.map_err(|error| SinkError::Failed(error.to_string()))
    }

    fn checkpoint(&mut self, _frontier: &Frontier) -> Result<(), SinkError> {
        self.out.flush().map_err(|error| SinkError::Failed(error.to_string()))
    }
}
