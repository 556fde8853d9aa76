//! `rightsdesk replay-erasures`: after a backup of a shop's system was restored, erase again whoever had been erased.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use super::compose::{erasure_desk, today};
use super::erase_words::{self as words, State};
use super::register::reading_desk;
use super::{Exit, Failure, Globals, connect, whose};
use crate::domain::datamap::{DataMap, Identities, Plan, plan};
use crate::domain::erasure::Tracer;
use crate::workflow::Desk;
use crate::workflow::erasing::{
    Decisions, Entry, ErasurePlan, Planned, Returned, carry_out, erased_before, find_returned, look_again,
    plan_erasure, write_plan,
};
use crate::workflow::erasure::remembered;
use crate::workflow::gathering::{Choice, Connectors, Question, SIDE_BY_SIDE};

const TEACHING: &str = "\
Examples:
  rightsdesk replay-erasures --map shop.yml --connect shop=postgres://desk@db.internal/shop
  rightsdesk replay-erasures --execute --yes --map shop.yml --connect shop=postgres://desk@db.internal/shop

Every confirmed erasure leaves keyed hashes of the person's identities in the desk's database; no name, no address. This command
hashes every identity in the connected systems in the same way and plans a new erasure for whoever is found. Run it after
a backup was restored, before the shop opens again. A person who became a customer again after their erasure is found, too: look
at the plan first.

Without --execute nothing is changed. With --json every row is a line like those of `rightsdesk erase`.
Exit code 0: nobody is back, or everything was erased again and a second search confirms it. Exit code 1: without --execute,
somebody is back; with it, something remains or is in the way. Exit code 3: several persons share a remembered identity and none
of them can be told to be the one; they are named by their keys.";

/// Where, and how far to go.
#[derive(Debug, clap::Args)]
#[command(after_help = TEACHING)]
pub struct Args {
    /// The data map
    #[arg(long, value_name = "FILE.yml")]
    map: PathBuf,
    /// Where a system of the map is, as in `rightsdesk erase`; may be given several times
    #[arg(long, value_name = "SYSTEM=WHERE", required = true)]
    connect: Vec<String>,
    /// The company whose erasures are replayed; may be left out where there is only one
    #[arg(long, value_name = "ID")]
    controller: Option<String>,
    /// Only say who is back and what would be done (this is also what happens without --execute)
    #[arg(long, conflicts_with = "execute")]
    plan: bool,
    /// Erase again, then search again
    #[arg(long)]
    execute: bool,
    /// Really erase: goes with --execute
    #[arg(long)]
    yes: bool,
}

/// What is the same for everybody who is back.
struct Replay<'a> {
    args: &'a Args,
    globals: &'a Globals,
    map: DataMap,
    tracer: Tracer<'a>,
    known: BTreeSet<[u8; 32]>,
}

/// How it ended for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// Nothing is left to do.
    Clean,
    /// There is something to erase, or it is in the way.
    Open,
    /// A person must say who is meant.
    Choose,
}

/// Finds who is back, and erases them again when told to.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit, Failure> {
    if args.execute && !args.yes {
        return Err(Failure::bad_input("--execute", "add --yes: what is erased cannot be brought back"));
    }
    let desk = reading_desk(globals)?;
    let controller = controller(&desk, args.controller.as_deref())?;
    let replay = Replay {
        args,
        globals,
        map: whose::map(&args.map)?,
        tracer: Tracer::new(&desk.settings.pepper, &controller),
        known: remembered(&desk).map_err(Failure::negative)?,
    };
    let mut connectors = connect::all(&replay.map, &args.connect)?;
    let back = find_returned(&replay.map, &mut connectors, &replay.tracer, &replay.known).map_err(Failure::negative)?;
    let mut end = End::Clean;
    for person in &back {
        end = end.max(replay.one(person, &mut connectors, out, err)?);
    }
    sum_up(back.len(), args.execute, end, err)?;
    Ok(match end {
        End::Clean => Exit::Done,
        End::Open => Exit::Negative,
        End::Choose => Exit::Choose,
    })
}

fn sum_up(back: usize, execute: bool, end: End, err: &mut dyn Write) -> Result<(), Failure> {
    let identities = if back == 1 { "identity" } else { "identities" };
    match (back, execute, end) {
        (0, ..) => writeln!(err, "Nobody who was erased is in these systems.")?,
        (n, true, End::Clean) => {
            writeln!(err, "{n} remembered {identities} found; erased again, and confirmed by searching again.")?;
        }
        (n, true, _) => writeln!(err, "{n} remembered {identities} found; not everything was erased: see above.")?,
        (n, false, _) => writeln!(err, "{n} remembered {identities} found. Nothing was changed.")?,
    }
    Ok(())
}

fn controller(desk: &Desk, named: Option<&str>) -> Result<String, Failure> {
    let known: Vec<&str> = desk.controllers.keys().map(String::as_str).collect();
    match (named, known.as_slice()) {
        (Some(id), _) if known.contains(&id) => Ok(id.to_owned()),
        (None, [only]) => Ok((*only).to_owned()),
        _ => Err(Failure::bad_input("--controller", format!("name one of {}", known.join(", ")))),
    }
}

impl Replay<'_> {
    fn one(
        &self,
        person: &Returned,
        connectors: &mut Connectors,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<End, Failure> {
        let identities = person.identities();
        let way = plan(&self.map, &identities).map_err(|error| Failure::bad_input("--map", error))?;
        let ask = |choices: &[Choice], connectors: &mut Connectors| {
            plan_erasure(&self.question(&way, &identities, choices), connectors, today(), &Decisions::default())
                .map_err(Failure::negative)
        };
        let candidates = match ask(&[], connectors)? {
            Planned::Plan(found) => return self.carry(&way, &identities, &[], found, connectors, out, err),
            Planned::Candidates(candidates) => candidates,
        };
        let theirs = erased_before(&candidates, &self.tracer, &self.known);
        let mut end = if theirs.is_empty() { End::Choose } else { End::Clean };
        if theirs.is_empty() {
            for candidate in &candidates {
                writeln!(
                    err,
                    "Somebody shares a remembered identity, and it is not clear who: {}",
                    candidate.choice()
                )?;
            }
        }
        for choice in theirs {
            let choices = [choice];
            if let Planned::Plan(found) = ask(&choices, connectors)? {
                end = end.max(self.carry(&way, &identities, &choices, found, connectors, out, err)?);
            }
        }
        Ok(end)
    }

    fn question<'a>(&'a self, way: &'a Plan, identities: &'a Identities, choices: &'a [Choice]) -> Question<'a> {
        Question { map: &self.map, plan: way, identities, choices, side_by_side: SIDE_BY_SIDE }
    }

    #[expect(clippy::too_many_arguments, reason = "a question, an answer and where the words go, for one person")]
    fn carry(
        &self,
        way: &Plan,
        identities: &Identities,
        choices: &[Choice],
        mut found: ErasurePlan,
        connectors: &mut Connectors,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<End, Failure> {
        let obstacles = words::obstacles(&found, err)?;
        if !self.args.execute || obstacles || found.changes() == 0 {
            words::rows(&found, self.globals.json, &|_| None, out)?;
            words::summary(&found, err)?;
            return Ok(if found.changes() > 0 || obstacles { End::Open } else { End::Clean });
        }
        let question = self.question(way, identities, choices);
        let desk = erasure_desk(self.globals, None, &self.name(identities, choices), true)?;
        let mut journal = desk.open().map_err(Failure::negative)?;
        write_plan(&found, today(), &mut journal).map_err(Failure::negative)?;
        carry_out(&question, connectors, &mut found, &BTreeSet::new(), &mut journal, &desk.secret)
            .map_err(Failure::negative)?;
        if words::obstacles(&found, err)? {
            return Ok(End::Open);
        }
        let remains = look_again(&question, connectors, &found, today()).map_err(Failure::negative)?;
        let left: BTreeMap<String, u64> = remains.iter().map(|(place, rows)| (place.to_string(), *rows)).collect();
        let state = |place: &str| Some(if left.contains_key(place) { State::Remains } else { State::Confirmed });
        words::rows(&found, self.globals.json, &state, out)?;
        words::summary(&found, err)?;
        if !left.is_empty() {
            return Ok(End::Open);
        }
        Entry::Finished { day: today(), changed: found.changes() }.conclude(&mut journal).map_err(Failure::negative)?;
        Ok(End::Clean)
    }

    /// What tells one person's journal from another's; it becomes a keyed hash.
    fn name(&self, identities: &Identities, choices: &[Choice]) -> Vec<String> {
        let systems = whose::named(&self.args.connect).map(str::to_owned);
        let known = identities.names().filter_map(|name| {
            let test = identities.test(name, None, Vec::new())?;
            Some(format!("{name}={}", test.wanted.reveal()))
        });
        let chosen = choices.iter().map(|choice| format!("{}:{}", choice.place, choice.key));
        systems.chain(known).chain(chosen).chain(["replay".to_owned()]).collect()
    }
}
