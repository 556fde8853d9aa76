//! `rightsdesk erase`: plan a person's erasure in the systems of a data map, carry it out, and look again.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::compose::{ErasureDesk, erasure_desk, today};
use super::decide::{Decided, decided};
use super::erase_words::{self as words, State};
use super::gather::{ask, refuse};
use super::whose::{Sought, Whose, named};
use super::{Exit, Failure, Globals, connect};
use crate::workflow::erasing::{
    Entry, EraseError, ErasurePlan, Planned, Standing, carry_out, look_again, plan_erasure, write_plan,
};
use crate::workflow::gathering::{Connectors, GatherError, SIDE_BY_SIDE, Status};

const EXAMPLES: &str = "\
Examples:
  rightsdesk erase --plan --map config/datamaps/chinook.yml --connect chinook=sqlite:chinook.sqlite \\
    --identity email=luisg@embraer.com.br
  rightsdesk erase --plan --json --as-of 2031-01-01 --map shop.yml --connect shop=postgres://desk@db.internal/shop \\
    --identity email=ann@example.org
  rightsdesk erase --execute --yes --map shop.yml --connect shop=postgres://desk@db.internal/shop --identity email=ann@example.org

--plan changes nothing. With --json every row is a line
{\"system\",\"collection\",\"key\",\"action\",\"columns\",\"rule\",\"until\",\"reason\"}; the action is erase, anonymise, keep, detach or
review, the columns are those that are emptied while the row stays. The summary goes to standard error.
--execute makes the changes, one transaction a system, and searches again; each line then has a \"state\", too.
Exit code 0: the second search confirms it. Exit code 1: something remains, is in the way, or a system did not answer; it is
named. Exit code 3 and {\"candidates\":[…]}: the identities fit several persons, or one with another name; name one with --choose.
A row that the map leaves to a person (action review) is not touched unless --decide says what happens to it: erase, anonymise or keep
(until a day), with the reason. Other people's records and the live schema go before it: a shared row stays. For example
  --decide 'shop.reviews:12=anonymise:The review helps others to choose.' --decide 'shop.claims:7=keep,2031-01-31:A claim is open.'
After a crash --resume goes on from the journal in DATA/erasures; it has keys, no other data, and is emptied at the end.";

/// Whose data, where, and how far to go.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line that stands by itself")]
pub struct Args {
    #[command(flatten)]
    whose: Whose,
    /// What happens to a row that the plan leaves to a person, and why; may be given several times
    #[arg(long, value_name = "SYSTEM.COLLECTION:KEY=erase|anonymise|keep[,DAY]:REASON")]
    decide: Vec<String>,
    /// Pretend that today is this day, to rehearse retention
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<NaiveDate>,
    /// Only say what would be done (this is also what happens without any of the three)
    #[arg(long, conflicts_with_all = ["execute", "resume"])]
    plan: bool,
    /// Erase, then search again
    #[arg(long)]
    execute: bool,
    /// Really erase: goes with --execute
    #[arg(long)]
    yes: bool,
    /// Go on with an erasure that was interrupted
    #[arg(long)]
    resume: bool,
    /// The folder of journals, in place of DATA/erasures
    #[arg(long, value_name = "DIR")]
    journal: Option<PathBuf>,
}

/// Everything that is asked.
struct Asked {
    sought: Sought,
    decided: Decided,
    day: NaiveDate,
}

/// Where the words go.
struct Voice<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    json: bool,
}

/// Plans, or erases.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit, Failure> {
    if args.execute && !args.yes {
        return Err(Failure::bad_input("--execute", "add --yes: what is erased cannot be brought back"));
    }
    let asked = asked(args)?;
    let mut connectors = connect::all(&asked.sought.map, &args.whose.connect)?;
    let mut voice = Voice { out, err, json: globals.json };
    let may_change = args.execute || args.resume;
    let desk = erasure_desk(globals, args.journal.as_deref(), &remembered(args), may_change)?;
    if may_change {
        erase(args, &asked, &mut connectors, &desk, &mut voice)
    } else {
        show(args, &asked, &mut connectors, &desk, &mut voice)
    }
}

fn asked(args: &Args) -> Result<Asked, Failure> {
    let sought = args.whose.read()?;
    let day = args.as_of.unwrap_or_else(today);
    let decided = decided(&sought.map, &args.decide, day)?;
    Ok(Asked { sought, decided, day })
}

/// What tells one person's erasure from another's, whatever order the options come in.
fn remembered(args: &Args) -> Vec<String> {
    let systems = named(&args.whose.connect).map(str::to_owned);
    let mut parts: Vec<String> = systems.chain(args.whose.identity.iter().map(|pair| pair.to_lowercase())).collect();
    parts.sort();
    parts
}

/// What a search for a plan ends with, for the command line.
enum Found {
    Plan(ErasurePlan),
    /// A person must choose; they have been told.
    Choose,
    /// The person was erased before; who has the identity now is somebody else.
    Gone,
}

fn find(asked: &Asked, connectors: &mut Connectors, was_erased: bool, voice: &mut Voice<'_>) -> Result<Found, Failure> {
    match plan_erasure(&asked.sought.question(SIDE_BY_SIDE), connectors, asked.day, &asked.decided.decisions) {
        Ok(Planned::Plan(plan)) => asked.decided.all_heard(&plan).map(|()| Found::Plan(plan)),
        Ok(Planned::Candidates(_)) | Err(EraseError::Gather(GatherError::NoSuchCandidate { .. })) if was_erased => {
            writeln!(
                voice.err,
                "The person was erased before. Whoever has one of the identities now is somebody else: nothing was touched."
            )?;
            Ok(Found::Gone)
        }
        Ok(Planned::Candidates(candidates)) => {
            ask(&candidates, voice.out, voice.err)?;
            Ok(Found::Choose)
        }
        Err(EraseError::Gather(error)) => Err(refuse(error)),
        Err(error @ EraseError::Map { .. }) => Err(Failure::bad_input("--map", error)),
        Err(error) => Err(Failure::negative(error)),
    }
}

fn show(
    args: &Args,
    asked: &Asked,
    connectors: &mut Connectors,
    desk: &ErasureDesk,
    voice: &mut Voice<'_>,
) -> Result<Exit, Failure> {
    let standing = desk.standing().map_err(Failure::negative)?;
    let plan = match find(asked, connectors, matches!(standing, Standing::Finished), voice)? {
        Found::Plan(plan) => plan,
        Found::Choose => return Ok(Exit::Choose),
        Found::Gone => return Ok(Exit::Done),
    };
    words::rows(&plan, voice.json, &|_| None, voice.out)?;
    words::summary(&plan, voice.err)?;
    if matches!(standing, Standing::Open { .. }) {
        writeln!(voice.err, "An erasure of this person was interrupted: go on with --resume.")?;
    }
    let obstacles = words::obstacles(&plan, voice.err)?;
    let silent = silent(args, &plan, voice)?;
    Ok(if obstacles || silent { Exit::Negative } else { Exit::Done })
}

/// Says which named systems did not answer.
fn silent(args: &Args, plan: &ErasurePlan, voice: &mut Voice<'_>) -> Result<bool, Failure> {
    let mut any = false;
    for report in &plan.reports {
        let why = match &report.status {
            Status::Done => continue,
            Status::Waiting => "it was not asked".to_owned(),
            Status::Retry { why, .. } => why.clone(),
            Status::NeedsPerson { why, next } => format!("{why}. Next: {next}"),
        };
        any |= args.whose.names(&report.system);
        writeln!(voice.err, "{} was not searched: {why}.", report.system)?;
    }
    Ok(any)
}

fn erase(
    args: &Args,
    asked: &Asked,
    connectors: &mut Connectors,
    desk: &ErasureDesk,
    voice: &mut Voice<'_>,
) -> Result<Exit, Failure> {
    let standing = desk.standing().map_err(Failure::negative)?;
    match standing {
        Standing::Open { is_outdated: false, day, plan, settled } if args.resume => {
            carry((asked, day), connectors, plan, &settled, desk, voice)
        }
        Standing::Open { is_outdated: false, .. } => {
            Err(Failure::negative("an erasure of this person was interrupted: go on with --resume"))
        }
        _ if !args.execute => {
            writeln!(voice.err, "There is nothing to go on with.")?;
            Ok(if matches!(standing, Standing::Finished) { Exit::Done } else { Exit::Negative })
        }
        standing => begin(args, asked, connectors, desk, (&standing, voice)),
    }
}

fn begin(
    args: &Args,
    asked: &Asked,
    connectors: &mut Connectors,
    desk: &ErasureDesk,
    (standing, voice): (&Standing, &mut Voice<'_>),
) -> Result<Exit, Failure> {
    let plan = match find(asked, connectors, matches!(standing, Standing::Finished), voice)? {
        Found::Plan(plan) => plan,
        Found::Choose => return Ok(Exit::Choose),
        Found::Gone => return Ok(Exit::Done),
    };
    let obstacles = words::obstacles(&plan, voice.err)?;
    if obstacles || silent(args, &plan, voice)? {
        writeln!(voice.err, "Nothing was changed.")?;
        return Ok(Exit::Negative);
    }
    if plan.changes() == 0 {
        words::rows(&plan, voice.json, &|_| Some(State::Unchanged), voice.out)?;
        words::summary(&plan, voice.err)?;
        writeln!(voice.err, "There is nothing to erase. Nothing was changed.")?;
        return Ok(Exit::Done);
    }
    let mut journal = desk.open().map_err(Failure::negative)?;
    write_plan(&plan, asked.day, &mut journal).map_err(Failure::negative)?;
    drop(journal);
    carry((asked, asked.day), connectors, plan, &BTreeSet::new(), desk, voice)
}

/// Carries a plan out that stands in the journal, looks again, and says what came of it.
fn carry(
    (asked, day): (&Asked, NaiveDate),
    connectors: &mut Connectors,
    mut plan: ErasurePlan,
    settled: &BTreeSet<String>,
    desk: &ErasureDesk,
    voice: &mut Voice<'_>,
) -> Result<Exit, Failure> {
    let mut journal = desk.open().map_err(Failure::negative)?;
    let question = asked.sought.question(SIDE_BY_SIDE);
    let carried = carry_out(&question, connectors, &mut plan, settled, &mut journal, &desk.secret);
    let carried = carried.map_err(Failure::negative)?;
    if words::obstacles(&plan, voice.err)? {
        return Ok(Exit::Negative);
    }
    let remains = look_again(&question, connectors, &plan, day).map_err(Failure::negative)?;
    let state = |place: &str| {
        Some(if remains.keys().any(|left| left.to_string() == place) { State::Remains } else { State::Confirmed })
    };
    words::rows(&plan, voice.json, &state, voice.out)?;
    words::summary(&plan, voice.err)?;
    writeln!(voice.err, "Reported: {} rows erased, {} rows emptied.", carried.erased, carried.emptied)?;
    if !remains.is_empty() {
        for (place, rows) in &remains {
            writeln!(voice.err, "Not confirmed: {place} still has {rows} of the rows.")?;
        }
        return Ok(Exit::Negative);
    }
    Entry::Finished { day, changed: plan.changes() }.conclude(&mut journal).map_err(Failure::negative)?;
    writeln!(voice.err, "Confirmed by searching again.")?;
    Ok(Exit::Done)
}
