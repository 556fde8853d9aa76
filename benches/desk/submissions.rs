//! How many submissions a second are taken in for good, by one client and by many at once.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rightsdesk::adapters::store::{self, Options};
use rightsdesk::domain::ids::CaseId;
use rightsdesk::domain::request::Actor;
use rightsdesk::ports::store::{Store, StoreError};
use rightsdesk::workflow::{Desk, WorkError, intake};

use crate::bare::{self, joined};
use crate::dice::Dice;
use crate::figures::{Times, in_millis, median, millis, number, rate, times, whole};
use crate::home::Home;
use crate::machine::Cpu;
use crate::people::submission;
use crate::report::{Part, Row, aim, left_out};
use crate::{Effort, Outcome};

/// Clients at once.
const MANY: usize = 64;
/// What we aim at, in submissions per second by many clients on SQLite.
const AIM: f64 = 3_000.0;
/// Connections that the store keeps to a server, and so does its yardstick.
const CONNECTIONS: usize = 16;

/// Measures on SQLite, and on PostgreSQL where there is a server.
pub fn measure(effort: Effort) -> Outcome<Vec<Part>> {
    let mut parts = vec![on(&Home::embedded()?, effort)?];
    match Home::on_server()? {
        Some(home) => parts.push(on(&home, effort)?),
        None => left_out("submissions on PostgreSQL", "RIGHTSDESK_TEST_POSTGRES names no server")?,
    }
    Ok(parts)
}

/// What was measured in one turn. All of it is measured again in every turn, so that what else the machine does falls on everything alike.
struct Turn {
    sync: f64,
    bare_alone: f64,
    bare_many: f64,
    alone: Served,
    many: Served,
}

/// What some clients were given.
struct Served {
    cases: Vec<CaseId>,
    rate: f64,
    waits: Times,
    cpu: Duration,
}

fn on(home: &Home, effort: Effort) -> Outcome<Part> {
    let desk = home.desk()?;
    let turns = effort.choose(7, 1);
    let time = effort.choose(Duration::from_millis(1_500), Duration::from_millis(60));
    let mut measured = Vec::new();
    for turn in 0..turns {
        measured.push(Turn {
            sync: bare::sync_of_the_disk(home.folder(), time / 3)?,
            bare_alone: bare_rows(home, 1, time)?,
            bare_many: bare_rows(home, MANY, time)?,
            alone: serve(&desk, 1, turn * 2, time)?,
            many: serve(&desk, MANY, turn * 2 + 1, time)?,
        });
    }
    let kept: Vec<CaseId> =
        measured.iter().flat_map(|turn| turn.alone.cases.iter().chain(&turn.many.cases).copied()).collect();
    let found = look_again(home, desk, kept)?;
    report(home, measured, found)
}

fn bare_rows(home: &Home, clients: usize, time: Duration) -> Outcome<f64> {
    match home.url() {
        Some(url) => bare::rows_on_server(&url, clients.min(CONNECTIONS), time),
        None => bare::rows_in_sqlite(home.folder(), clients, time),
    }
}

/// Has clients submit one after the other, each as soon as it has its reference.
fn serve(desk: &Desk, clients: usize, turn: u64, time: Duration) -> Outcome<Served> {
    let (began, cpu) = (Instant::now(), Cpu::now());
    let lists = thread::scope(|scope| {
        let start = |client| scope.spawn(move || be_a_client(desk, turn * 100 + client, began, time));
        let threads: Vec<_> = (0..u64::try_from(clients).unwrap_or(1)).map(start).collect();
        threads.into_iter().map(joined).collect::<Outcome<Vec<_>>>()
    })?;
    let (elapsed, cpu) = (began.elapsed(), cpu.since().own);
    let (mut cases, mut waits) = (Vec::new(), Times::default());
    for (made, waited) in lists {
        cases.extend(made);
        waits.extend(waited);
    }
    Ok(Served { rate: rate(cases.len(), elapsed), cases, waits, cpu })
}

fn be_a_client(desk: &Desk, client: u64, began: Instant, time: Duration) -> Outcome<(Vec<CaseId>, Times)> {
    let (mut dice, mut cases, mut waits) = (Dice(client), Vec::new(), Times::default());
    while began.elapsed() < time {
        let submission = submission(&mut dice, client * 1_000_000 + u64::try_from(cases.len())?, desk.clock.now());
        let (case, _) = waits.time(|| intake::submit(desk, Actor::Person, &submission))?;
        cases.push(case.id);
    }
    Ok((cases, waits))
}

/// Looks for every acknowledged case in the files as they lie there, the way they would after `kill -9`: a copy of them is
/// made and opened while the store is still running. A server is asked over a new connection.
fn look_again(home: &Home, desk: Desk, cases: Vec<CaseId>) -> Outcome<usize> {
    let number = cases.len();
    let store: Arc<dyn Store> = if home.url().is_some() {
        drop(desk);
        home.store()?
    } else {
        let copy = home.folder().join("copy");
        fs::create_dir(&copy)?;
        let file = copy.join("rightsdesk.db");
        fs::copy(home.file(), &file)?;
        fs::copy(home.file().with_extension("db-wal"), file.with_extension("db-wal"))?;
        drop(desk);
        store::open(&file.display().to_string(), &Options::new(&copy))?
    };
    let missing = rightsdesk::ports::store::read(&*store, move |tx| -> Result<usize, WorkError> {
        let mut missing = 0;
        for case in cases {
            let whole = match tx.case(case) {
                Ok(_) => tx.requests(case)?.len() == 1 && !tx.log_of(case)?.is_empty(),
                Err(StoreError::NotFound) => false,
                Err(error) => return Err(error.into()),
            };
            missing += usize::from(!whole);
        }
        Ok(missing)
    })?;
    if missing > 0 {
        return Err(format!("{missing} of {number} acknowledged cases are not in the database").into());
    }
    Ok(number)
}

fn report(home: &Home, turns: Vec<Turn>, found: usize) -> Outcome<Part> {
    let alone = median(turns.iter().map(|turn| turn.alone.rate));
    let many = median(turns.iter().map(|turn| turn.many.rate));
    let bare_alone = median(turns.iter().map(|turn| turn.bare_alone));
    let bare_many = median(turns.iter().map(|turn| turn.bare_many));
    let ratio = |ratio: fn(&Turn) -> f64| times(median(turns.iter().map(ratio)), 1.0);
    let grouped = if home.url().is_some() { "over 16 connections" } else { "64 to a commit" };
    let row = |what: &str, ours: f64, yardstick: String, ratio: String, aim: String| Row {
        what: format!("{}, {what}", home.engine()),
        ours: format!("{}/s", whole(ours)),
        yardstick,
        ratio,
        aim,
    };
    let goal = if home.url().is_some() { String::new() } else { aim("≥ 3,000/s", many >= AIM) };
    let one = format!("{}/s bare rows, each its commit", whole(bare_alone));
    let group = format!("{}/s bare rows, {grouped}", whole(bare_many));
    let rows = vec![
        row("1 client", alone, one.clone(), ratio(|turn| turn.alone.rate / turn.bare_alone), String::new()),
        row("64 clients", many, one, ratio(|turn| turn.many.rate / turn.bare_alone), goal),
        row("64 clients", many, group, ratio(|turn| turn.many.rate / turn.bare_many), String::new()),
    ];
    let name = format!("submissions-{}", home.engine().to_lowercase());
    Ok(Part { name, rows, notes: notes(home, turns, found)? })
}

fn notes(home: &Home, turns: Vec<Turn>, found: usize) -> Outcome<Vec<String>> {
    let sync = median(turns.iter().map(|turn| turn.sync));
    let (mut waits, mut lone, mut cases, mut cpu) = (Times::default(), Times::default(), 0_usize, Duration::ZERO);
    for turn in turns {
        cases += turn.many.cases.len();
        cpu += turn.many.cpu;
        waits.extend(turn.many.waits);
        lone.extend(turn.alone.waits);
    }
    let mut notes = vec![
        format!("{} cases were acknowledged, and all of them were in the database afterwards.", whole(number(found))),
        format!(
            "A client alone waited {} (median) and {} (99 of 100); one of 64 waited {} and {}.",
            in_millis(millis(lone.percentile(50))),
            in_millis(millis(lone.percentile(99))),
            in_millis(millis(waits.percentile(50))),
            in_millis(millis(waits.percentile(99))),
        ),
        format!(
            "One submission cost {} of CPU time in this program, with 64 clients; the disk took {} to confirm 4 KiB.",
            in_millis(millis(cpu) / number(cases).max(1.0)),
            in_millis(sync)
        ),
    ];
    if let Some(url) = home.url() {
        notes.push(bare::syncs_in_words(&url)?);
    }
    Ok(notes)
}
