//! Systems are asked side by side: never more than may be, none holds up another, and what is found is the same as one after the other.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Condvar, Mutex};

use proptest::prelude::*;

use rightsdesk::domain::datamap::{DataMap, Identities, plan};
use rightsdesk::domain::disclosure::finding::Finding;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Connector, ConnectorError, Flow, Nature, Select, Table};
use rightsdesk::workflow::gathering::{
    Connectors, FindingSink, Frontier, Outcome, Progress, Question, SinkError, Status, gather,
};

use super::memory::{Cells, Memory};

/// A door that stays shut until somebody opens it.
#[derive(Clone, Default)]
struct Door(Arc<(Mutex<bool>, Condvar)>);

impl Door {
    fn open(&self) {
        *self.0.0.lock().expect("nobody panicked") = true;
        self.0.1.notify_all();
    }

    fn wait(&self) {
        let shut = self.0.0.lock().expect("nobody panicked");
        drop(self.0.1.wait_while(shut, |is_open| !*is_open).expect("nobody panicked"));
    }
}

/// A system of which every question first does something else.
struct Before<F: FnMut() + Send> {
    system: Memory,
    first: F,
}

impl<F: FnMut() + Send> Connector for Before<F> {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.system.nature()
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        self.system.columns(table)
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        (self.first)();
        self.system.select(ask, row)
    }
}

/// Keeps what comes in the order in which it comes, and opens a door when a system is finished.
#[derive(Default)]
struct Kept {
    findings: Vec<Finding>,
    finished: Vec<String>,
    as_it_comes: bool,
    doors: BTreeMap<String, Door>,
    frontiers: Vec<Frontier>,
}

impl FindingSink for Kept {
    fn in_order(&self) -> bool {
        !self.as_it_comes
    }

    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        self.findings.push(finding);
        Ok(())
    }

    fn progress(&mut self, news: &Progress) -> Result<(), SinkError> {
        if let Progress::SystemFinished { system, .. } = news {
            self.finished.push(system.clone());
            self.doors.get(system).into_iter().for_each(Door::open);
        }
        Ok(())
    }

    fn checkpoint(&mut self, frontier: &Frontier) -> Result<(), SinkError> {
        self.frontiers.push(frontier.clone());
        Ok(())
    }
}

/// Systems with one collection each, none tied to another.
fn strangers(names: &[&str]) -> DataMap {
    let system = |name: &&str| {
        format!(
            "- {{fides_key: {name}, collections: [{{name: people, fields: [{{name: id, fides_meta: {{primary_key: true}}}}, \
             {{name: email, fides_meta: {{identity: email}}}}]}}]}}\n"
        )
    };
    DataMap::parse(&format!("dataset:\n{}", names.iter().map(system).collect::<Vec<_>>().concat())).expect("a map")
}

fn people() -> Memory {
    Memory::default().with("people", &["id", "email"], &[&["1", "ann@x"], &["2", "bob@x"]])
}

fn run(map: &DataMap, connectors: Connectors, side_by_side: usize, kept: &mut Kept) -> BTreeMap<String, Status> {
    let identities = Identities::new([("email", "ann@x")]);
    let plan = plan(map, &identities).expect("a plan");
    let question = Question { map, plan: &plan, identities: &identities, choices: &[], side_by_side };
    let (mut connectors, mut frontier) = (connectors, Frontier::default());
    let outcome = gather(&question, &mut connectors, &mut frontier, kept).expect("it runs");
    let Outcome::Walked(reports) = outcome else { panic!("{outcome:?}") };
    reports.into_iter().map(|report| (report.system, report.status)).collect()
}

fn boxed(connector: impl Connector + 'static) -> Box<dyn Connector> {
    Box::new(connector)
}

fn before(first: impl FnMut() + Send + 'static) -> Box<dyn Connector> {
    boxed(Before { system: people(), first })
}

#[test]
fn a_slow_system_holds_up_nobody_and_what_is_finished_is_stored_meanwhile() {
    let map = strangers(&["slow", "quick", "brisk"]);
    let both_are_done = Door::default();
    let waiting = both_are_done.clone();
    let mut kept = Kept { as_it_comes: true, ..Kept::default() };
    // The slow one answers only when the last of the others is finished: one after the other, this would never end.
    kept.doors.insert("brisk".to_owned(), both_are_done);
    let connectors: Connectors = [
        ("slow".to_owned(), before(move || waiting.wait())),
        ("quick".to_owned(), before(|| ())),
        ("brisk".to_owned(), before(|| ())),
    ]
    .into();
    let statuses = run(&map, connectors, 2, &mut kept);
    assert!(statuses.values().all(|status| *status == Status::Done), "{statuses:?}");
    assert_eq!(kept.finished, ["quick", "brisk", "slow"]);
    let states: Vec<(&Status, &Status)> = kept
        .frontiers
        .iter()
        .map(|frontier| (&frontier.systems["quick"].status, &frontier.systems["slow"].status))
        .collect();
    assert_eq!(states[0], (&Status::Done, &Status::Waiting), "a restart would not ask the quick one again");
}

#[test]
fn a_system_that_is_down_holds_up_nobody() {
    let map = strangers(&["down", "up"]);
    let down = people();
    *down.down_from.lock().expect("nobody panicked") = Some(1);
    let connectors: Connectors = [("down".to_owned(), boxed(down)), ("up".to_owned(), before(|| ()))].into();
    let mut kept = Kept::default();
    let statuses = run(&map, connectors, 4, &mut kept);
    assert!(matches!(statuses["down"], Status::Retry { .. }), "{statuses:?}");
    assert_eq!((&statuses["up"], kept.findings.len()), (&Status::Done, 1));
}

#[test]
fn as_many_systems_as_the_bound_allows_are_asked_at_a_time_and_never_more() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let (now, most, together) =
        (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(3)));
    let connector = || {
        let (now, most, together) = (Arc::clone(&now), Arc::clone(&most), Arc::clone(&together));
        before(move || {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // Nobody gets past this before three are here.
            together.wait();
            now.fetch_sub(1, Ordering::SeqCst);
        })
    };
    let connectors: Connectors = names.iter().map(|name| ((*name).to_owned(), connector())).collect();
    let mut kept = Kept::default();
    run(&strangers(&names), connectors, 3, &mut kept);
    assert_eq!((kept.findings.len(), most.load(Ordering::SeqCst)), (6, 3));
}

#[test]
fn a_quick_system_runs_only_a_little_ahead_of_one_that_comes_first() {
    let map = strangers(&["first", "long"]);
    let rows: Vec<Cells> = (0..20_000)
        .map(|id| [("id".to_owned(), Value::Integer(id)), ("email".to_owned(), Value::Text("ann@x".to_owned()))].into())
        .collect();
    let long = Memory { tables: [("people".to_owned(), rows)].into(), ..Memory::default() };
    let sent = Arc::new(AtomicUsize::new(0));
    let connectors: Connectors = [
        ("first".to_owned(), before(|| ())),
        ("long".to_owned(), boxed(Counted { system: long, sent: Arc::clone(&sent) })),
    ]
    .into();
    let mut sink = Ahead { sent, received: 0, most: 0 };
    let identities = Identities::new([("email", "ann@x")]);
    let steps = plan(&map, &identities).expect("a plan");
    let question = Question { map: &map, plan: &steps, identities: &identities, choices: &[], side_by_side: 2 };
    let mut connectors = connectors;
    gather(&question, &mut connectors, &mut Frontier::default(), &mut sink).expect("it runs");
    assert_eq!(sink.received, 20_000);
    assert!(sink.most <= 1_000, "{} rows lay in memory", sink.most);
}

/// Counts the rows that a system gives.
struct Counted {
    system: Memory,
    sent: Arc<AtomicUsize>,
}

impl Connector for Counted {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.system.nature()
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        self.system.columns(table)
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        self.system.select(ask, &mut |values| {
            self.sent.fetch_add(1, Ordering::SeqCst);
            row(values)
        })
    }
}

/// How many rows lay between a system and the sink, at most.
struct Ahead {
    sent: Arc<AtomicUsize>,
    received: usize,
    most: usize,
}

impl FindingSink for Ahead {
    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        self.most = self.most.max(self.sent.load(Ordering::SeqCst) - self.received);
        self.received += usize::from(finding.system == "long");
        Ok(())
    }

    fn progress(&mut self, _: &Progress) -> Result<(), SinkError> {
        Ok(())
    }

    fn checkpoint(&mut self, _: &Frontier) -> Result<(), SinkError> {
        Ok(())
    }
}

#[test]
fn a_sink_that_takes_no_more_ends_all_walks() {
    struct Full(usize);
    impl FindingSink for Full {
        fn found(&mut self, _: Finding) -> Result<(), SinkError> {
            self.0 += 1;
            if self.0 > 10 { Err(SinkError::Stopped) } else { Ok(()) }
        }
        fn progress(&mut self, _: &Progress) -> Result<(), SinkError> {
            Ok(())
        }
        fn checkpoint(&mut self, _: &Frontier) -> Result<(), SinkError> {
            Ok(())
        }
    }
    let names = ["a", "b", "c"];
    let map = strangers(&names);
    let connector = |_: &&str| {
        let rows = (0..5_000).map(|id| -> Cells {
            [("id".to_owned(), Value::Integer(id)), ("email".to_owned(), Value::Text("ann@x".to_owned()))].into()
        });
        boxed(Memory { tables: [("people".to_owned(), rows.collect())].into(), ..Memory::default() })
    };
    let mut connectors: Connectors = names.iter().map(|name| ((*name).to_owned(), connector(name))).collect();
    let identities = Identities::new([("email", "ann@x")]);
    let steps = plan(&map, &identities).expect("a plan");
    let question = Question { map: &map, plan: &steps, identities: &identities, choices: &[], side_by_side: 3 };
    let ended = gather(&question, &mut connectors, &mut Frontier::default(), &mut Full(0));
    assert!(ended.is_err(), "{ended:?}");
}

/// How many systems there are.
const SYSTEMS: usize = 6;

/// A map of six systems; a tie says which sends keys to which.
fn tied(ties: &[(usize, usize)]) -> DataMap {
    let system = |system: usize| {
        let from = ties.iter().enumerate().filter(|(_, (_, to))| *to == system);
        let columns = from.map(|(number, (from, _))| {
            let tie = format!("{{dataset: s{from}, field: x.out, direction: from}}");
            format!("{{name: k{number}, fides_meta: {{references: [{tie}]}}}}, ")
        });
        let columns = columns.collect::<Vec<_>>().concat();
        let persons = if system.is_multiple_of(2) { "rightsdesk: {person: {shown_as: [id]}}, " } else { "" };
        format!(
            "- {{fides_key: s{system}, collections: [{{name: x, {persons}fields: [{{name: id, fides_meta: {{primary_key: true}}}}, \
             {{name: email, fides_meta: {{identity: email}}}}, {columns}{{name: out}}]}}]}}"
        )
    };
    let systems: Vec<String> = (0..SYSTEMS).map(system).collect();
    DataMap::parse(&format!("dataset:\n{}", systems.join("\n"))).expect("a map")
}

fn shops(ties: &[(usize, usize)], rows: &[Vec<(bool, u8, u8)>]) -> Connectors {
    let shop = |(system, rows): (usize, &Vec<(bool, u8, u8)>)| {
        let mut person = Some("ann@x");
        let cells = rows.iter().enumerate().map(|(id, (is_theirs, into, out))| -> Cells {
            // One row of a system at most is the person's own: two would be a question to staff.
            let email = is_theirs.then(|| person.take()).flatten().unwrap_or("bob@x");
            let own = [("id", id.to_string()), ("email", email.to_owned()), ("out", out.to_string())];
            let keys = (0..ties.len()).map(|number| (format!("k{number}"), Value::Text(into.to_string())));
            own.into_iter().map(|(name, text)| (name.to_owned(), Value::Text(text))).chain(keys).collect()
        });
        let memory = Memory { tables: [("x".to_owned(), cells.collect())].into(), ..Memory::default() };
        (format!("s{system}"), boxed(memory))
    };
    rows.iter().enumerate().map(shop).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn side_by_side_finds_the_same_rows_in_the_same_order_as_one_after_the_other(
        ties in proptest::collection::vec((0..SYSTEMS, 0..SYSTEMS), 0..8),
        rows in proptest::collection::vec(
            proptest::collection::vec((proptest::bool::weighted(0.2), 0..4_u8, 0..4_u8), 0..7), SYSTEMS),
    ) {
        let ties: Vec<(usize, usize)> = ties.into_iter().filter(|(from, to)| from != to).collect();
        let map = tied(&ties);
        let found = |side_by_side, as_it_comes| {
            let mut kept = Kept { as_it_comes, ..Kept::default() };
            let statuses = run(&map, shops(&ties, &rows), side_by_side, &mut kept);
            (statuses, kept.findings, kept.frontiers.last().cloned())
        };
        let alone = found(1, false);
        let beside = found(4, false);
        prop_assert_eq!(&alone, &beside);
        let (statuses, mut findings, _) = found(3, true);
        prop_assert_eq!(&statuses, &alone.0);
        // As it comes, each system keeps its own order.
        let mut sorted = alone.1.clone();
        sorted.sort_by(|one, other| one.system.cmp(&other.system));
        findings.sort_by(|one, other| one.system.cmp(&other.system));
        prop_assert_eq!(findings, sorted);
    }
}
