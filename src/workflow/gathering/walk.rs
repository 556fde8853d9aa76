//! The walk through one system: the strongest links first, each row handed over once.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::asking::{Asking, Inquiry, Row, digest, hints, tested};
use super::frontier::{Carried, Recognised, RowDigest};
use super::outcome::GatherError;
use super::persons::{digest_of, names_of};
use super::sink::{FindingSink, Progress, SinkError};
use crate::domain::datamap::{CollectionPlan, Comparison, Edge, Level, Mention, MentionTerm, Place, Seed, SystemPlan};
use crate::domain::disclosure::finding::{Finding, FoundBy, Link};
use crate::domain::disclosure::value::Value;
use crate::ports::connector::{Flow, KEYS_AT_ONCE};

/// News about rows comes after this many.
const NEWS_EVERY: u64 = 1000;

/// The most recognised rows whose values are looked for in texts.
const MOST_FOUND: usize = 200;

/// Values of recognised rows, for mentions: the rule's number and the columns of one row.
pub(super) type FoundValues = Vec<(usize, BTreeMap<String, String>)>;

/// One system while it is walked through.
pub(super) struct Walk<'a> {
    pub(super) plan: &'a SystemPlan,
    /// Who the person is in this system.
    pub(super) recognised: &'a Recognised,
    /// Identities that somebody else has too, in any system.
    pub(super) shared: &'a BTreeSet<String>,
    pub(super) seen: BTreeMap<String, HashSet<RowDigest>>,
    rows: u64,
    /// Keys for other systems.
    outbox: BTreeSet<(String, Carried)>,
    pub(super) found_values: FoundValues,
    pending: BTreeMap<(Level, usize), Vec<Vec<Value>>>,
    asked: BTreeMap<usize, HashMap<RowDigest, Level>>,
    counts: BTreeMap<String, u64>,
    sink: &'a mut dyn FindingSink,
}

/// A step that leads here from another system.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// That system.
    pub(super) from: String,
    /// The step's number among that system's steps.
    pub(super) edge: usize,
    /// What to ask.
    pub(super) ask: Edge,
}

/// What a walk leaves behind beside the rows it handed over.
pub(super) struct Harvest {
    pub(super) rows: u64,
    pub(super) seen: BTreeMap<String, BTreeSet<RowDigest>>,
    /// Keys for other systems.
    pub(super) outbox: BTreeSet<(String, Carried)>,
}

/// How a row came to be found.
#[derive(Clone, Copy)]
struct Way {
    level: Level,
    found_by: FoundBy,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        plan: &'a SystemPlan,
        recognised: &'a Recognised,
        shared: &'a BTreeSet<String>,
        sink: &'a mut dyn FindingSink,
    ) -> Self {
        Self {
            plan,
            recognised,
            shared,
            seen: BTreeMap::new(),
            rows: 0,
            outbox: BTreeSet::new(),
            found_values: Vec::new(),
            pending: BTreeMap::new(),
            asked: BTreeMap::new(),
            counts: BTreeMap::new(),
            sink,
        }
    }

    /// Knows rows from an earlier walk as handed over.
    pub(super) fn go_on_from(&mut self, seen: BTreeMap<String, BTreeSet<RowDigest>>) {
        self.seen = seen.into_iter().map(|(name, rows)| (name, rows.into_iter().collect())).collect();
    }

    pub(super) fn harvest(self) -> Harvest {
        let seen = self.seen.into_iter().map(|(name, rows)| (name, rows.into_iter().collect()));
        Harvest { rows: self.rows, seen: seen.collect(), outbox: self.outbox }
    }

    /// Walks from the seeds and from what other systems sent until nothing new is found.
    pub(super) fn run(
        &mut self,
        asking: &mut Asking<'_>,
        inbox: &BTreeSet<Carried>,
        foreign: &[Step],
        from_the_beginning: bool,
    ) -> Result<(), GatherError> {
        let own = self.plan.edges.len();
        for carried in inbox {
            let step = foreign.iter().position(|step| step.from == carried.from && step.edge == carried.edge);
            if let Some(step) = step {
                self.pend(carried.level, own + step, carried.tuple.clone());
            }
        }
        let steps: Vec<&Edge> = self.plan.edges.iter().chain(foreign.iter().map(|step| &step.ask)).collect();
        let mut seeds: Vec<&Seed> = self.plan.seeds.iter().filter(|_| from_the_beginning).collect();
        seeds.sort_by_key(|seed| seed.level);
        for seed in seeds {
            self.drain(asking, &steps, Some(seed.level))?;
            self.seed(asking, seed)?;
        }
        self.drain(asking, &steps, None)
    }

    /// Follows the steps that wait at levels stronger than `before`, or all of them.
    fn drain(&mut self, asking: &mut Asking<'_>, steps: &[&Edge], before: Option<Level>) -> Result<(), GatherError> {
        while let Some((level, number)) = self.pending.keys().next().copied() {
            if before.is_some_and(|before| level >= before) {
                return Ok(());
            }
            let tuples = self.pending.remove(&(level, number)).unwrap_or_default();
            let Some(edge) = steps.get(number) else { continue };
            for some in tuples.chunks(KEYS_AT_ONCE) {
                self.step(asking, edge, level, some)?;
            }
        }
        Ok(())
    }

    fn seed(&mut self, asking: &mut Asking<'_>, seed: &Seed) -> Result<(), GatherError> {
        let Some(collection) = self.plan.collection(&seed.at.collection) else { return Ok(()) };
        let stands_for_them = seed.level.link == Link::Subject;
        let only = self.recognised.chosen.get(&seed.at.collection).filter(|_| stands_for_them);
        if only.is_none() && self.is_anybodys(seed) {
            let news = Progress::Unattributed { place: seed.at.clone(), identity: names_of(seed) };
            return Ok(self.sink.progress(&news)?);
        }
        let mut inquiry = Inquiry::about(collection, &seed.conditions);
        inquiry.extra = tested(&seed.tests);
        inquiry.hints = hints(&seed.tests);
        let way = Way { level: seed.level, found_by: FoundBy::Recognised };
        self.take(asking, inquiry, way, &|row| {
            row.passes(&seed.tests) && only.is_none_or(|rows| rows.contains(&digest_of(collection, row)))
        })
    }

    /// Whether the identities of the seed are also another person's: then a row that has nothing else is nobody's for certain.
    fn is_anybodys(&self, seed: &Seed) -> bool {
        let named = seed.tests.iter().any(|test| test.comparison == Comparison::Name);
        !named && seed.tests.iter().any(|test| self.shared.contains(&test.identity))
    }

    fn step(
        &mut self,
        asking: &mut Asking<'_>,
        edge: &Edge,
        level: Level,
        tuples: &[Vec<Value>],
    ) -> Result<(), GatherError> {
        let Some(collection) = self.plan.collection(&edge.to.collection) else { return Ok(()) };
        let mut inquiry = Inquiry::about(collection, &edge.conditions);
        inquiry.keys = Some((edge.to_columns.clone(), tuples.to_vec()));
        let by_key = edge.to_columns == collection.key;
        let found_by = if by_key { FoundBy::PointedAt } else { FoundBy::Tied };
        self.take(asking, inquiry, Way { level, found_by }, &|_| true)
    }

    /// Asks and takes every row that is wanted and new.
    fn take(
        &mut self,
        asking: &mut Asking<'_>,
        mut inquiry: Inquiry<'_>,
        way: Way,
        wanted: &dyn Fn(&Row<'_>) -> bool,
    ) -> Result<(), GatherError> {
        let collection = inquiry.collection;
        let onward = self.needed_from(collection);
        inquiry.extra.extend(onward);
        let mut refused: Option<SinkError> = None;
        let answer = asking.ask(&inquiry, &mut |row| {
            if !wanted(row) {
                return Flow::More;
            }
            match self.take_row(collection, row, way) {
                Ok(()) => Flow::More,
                Err(error) => {
                    refused = Some(error);
                    Flow::Enough
                }
            }
        });
        refused.map_or(Ok(()), |error| Err(GatherError::Sink(error)))?;
        answer?;
        Ok(self.tell(&collection.name)?)
    }

    /// The columns from which the walk goes on, and those that mentions want.
    fn needed_from(&self, collection: &CollectionPlan) -> Vec<String> {
        let edges = self.plan.edges.iter().filter(|edge| edge.from.collection == collection.name);
        let keys = edges.flat_map(|edge| edge.from_columns.clone());
        let texts = self.plan.mentions.iter().flat_map(|mention| found_columns(mention, &collection.name));
        keys.chain(texts).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn take_row(&mut self, collection: &CollectionPlan, row: &Row<'_>, way: Way) -> Result<(), SinkError> {
        let key = digest_of(collection, row);
        if !self.seen.entry(collection.name.clone()).or_default().insert(key) {
            return Ok(());
        }
        if way.found_by == FoundBy::Recognised {
            self.remember(collection, row, way.level.link);
        }
        let level = Level { link: way.level.link, review: way.level.review || collection.review };
        self.go_on(collection, row, level);
        self.hand_over(collection, row, level, way.found_by)
    }

    /// Hands a new row over.
    pub(super) fn hand_over(
        &mut self,
        collection: &CollectionPlan,
        row: &Row<'_>,
        level: Level,
        found_by: FoundBy,
    ) -> Result<(), SinkError> {
        self.sink.found(Finding {
            system: self.plan.system.clone(),
            collection: collection.name.clone(),
            key: row.pairs(&collection.key),
            link: level.link,
            review: level.review || level.link >= Link::Author,
            fields: row.pairs(&collection.shown),
            found_by,
        })?;
        self.rows += 1;
        let count = self.counts.entry(collection.name.clone()).or_default();
        *count += 1;
        if count.is_multiple_of(NEWS_EVERY) { self.tell(&collection.name) } else { Ok(()) }
    }

    pub(super) fn tell(&mut self, collection: &str) -> Result<(), SinkError> {
        let Some(rows) = self.counts.get(collection).copied() else { return Ok(()) };
        self.sink.progress(&Progress::Rows { place: Place::new(&self.plan.system, collection), rows })
    }

    /// From a row that only names the person nothing leads on: what hangs on it is the life of whoever it belongs to.
    fn go_on(&mut self, collection: &CollectionPlan, row: &Row<'_>, level: Level) {
        if level.link == Link::Mention {
            return;
        }
        let plan = self.plan;
        for (number, edge) in plan.edges.iter().enumerate().filter(|(_, edge)| edge.from.collection == collection.name)
        {
            let Some(tuple) = row.tuple(&edge.from_columns) else { continue };
            if edge.only_from.is_some_and(|only| only != level.link) {
                continue;
            }
            let level = level.then(edge.level);
            if edge.to.system == plan.system {
                self.pend(level, number, tuple);
            } else {
                let carried = Carried { from: plan.system.clone(), edge: number, level, tuple };
                self.outbox.insert((edge.to.system.clone(), carried));
            }
        }
    }

    /// Keys are asked once per step and strength; a weaker path adds nothing to a stronger one.
    fn pend(&mut self, level: Level, edge: usize, tuple: Vec<Value>) {
        let asked = self.asked.entry(edge).or_default().entry(digest(&tuple));
        let known = matches!(&asked, std::collections::hash_map::Entry::Occupied(entry) if *entry.get() <= level);
        if !known {
            asked.insert_entry(level);
            self.pending.entry((level, edge)).or_default().push(tuple);
        }
    }

    /// Keeps what mentions look for of a row by which the person was recognised.
    fn remember(&mut self, collection: &CollectionPlan, row: &Row<'_>, link: Link) {
        for (number, mention) in self.plan.mentions.iter().enumerate() {
            let columns = found_columns(mention, &collection.name);
            let room = self.found_values.len() < MOST_FOUND;
            if columns.is_empty() || !room || mention.found_as.is_some_and(|wanted| wanted != link) {
                continue;
            }
            let texts = columns.iter().filter_map(|name| Some((name.clone(), row.value(name)?.as_text()?)));
            let named = texts.map(|(name, text)| (format!("{}.{name}", collection.name), text));
            self.found_values.push((number, named.collect()));
        }
    }
}

/// The columns of a collection whose values a rule looks for.
fn found_columns(mention: &Mention, collection: &str) -> Vec<String> {
    let terms = mention.of.iter().flatten().filter_map(|term| match term {
        MentionTerm::Found { at, column } if at.collection == collection => Some(column.clone()),
        _ => None,
    });
    terms.collect()
}
