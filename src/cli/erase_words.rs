//! How an erasure's plan is said on the command line.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::NaiveDate;

use crate::domain::erasure::{Action, PlannedRow, Ruling};
use crate::workflow::erasing::ErasurePlan;
use crate::workflow::gathering::Progress;

/// The most keys that are named in a line for people.
const KEYS_SHOWN: usize = 8;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The second search confirms the change.
    Confirmed,
    /// The second search found something of it.
    Remains,
    /// Nothing was to be done.
    Unchanged,
}

impl State {
    fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Remains => "remains",
            Self::Unchanged => "unchanged",
        }
    }
}

/// Writes the rows: as JSON lines, or in groups for people. `state` tells what became of a collection's changes.
pub(super) fn rows(
    plan: &ErasurePlan,
    json: bool,
    state: &dyn Fn(&str) -> Option<State>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !json {
        return groups(plan, out);
    }
    for row in plan.rows() {
        let mut object = row.to_json();
        if let Some(state) = state(&format!("{}.{}", row.system, row.collection)) {
            let state = if row.ruling.changes() { state } else { State::Unchanged };
            if let Some(fields) = object.as_object_mut() {
                fields.insert("state".to_owned(), state.code().into());
            }
        }
        writeln!(out, "{object}")?;
    }
    out.flush()
}

/// Rows of one collection with one ruling.
struct Group {
    rows: usize,
    keys: Vec<String>,
}

fn groups(plan: &ErasurePlan, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: BTreeMap<(&str, &str, &Ruling), Group> = BTreeMap::new();
    for row in plan.rows() {
        let group =
            groups.entry((row.system, row.collection, row.ruling)).or_insert(Group { rows: 0, keys: Vec::new() });
        group.rows += 1;
        if group.keys.len() < KEYS_SHOWN {
            group.keys.push(key(&row));
        }
    }
    for ((system, collection, ruling), group) in groups {
        let rows = if group.rows == 1 { "row" } else { "rows" };
        writeln!(out, "{system}.{collection}: {} {} {rows}", verb(ruling.action), group.rows)?;
        let more = if group.rows > group.keys.len() { ", …" } else { "" };
        writeln!(out, "    rows:    {}{more}", group.keys.join(", "))?;
        if !ruling.columns.is_empty() {
            writeln!(out, "    emptied: {}", ruling.columns.join(", "))?;
        }
        if let Some(day) = ruling.until {
            writeln!(out, "    until:   {}", spoken(day))?;
        }
        writeln!(out, "    rule:    {}", ruling.rule)?;
        writeln!(out, "    why:     {}", ruling.reason)?;
    }
    out.flush()
}

fn key(row: &PlannedRow<'_>) -> String {
    row.key.iter().filter_map(crate::domain::disclosure::value::Value::as_text).collect::<Vec<_>>().join("/")
}

fn verb(action: Action) -> &'static str {
    match action {
        Action::Erase => "erase",
        Action::Anonymise => "anonymise",
        Action::Detach => "detach from",
        Action::Keep => "keep",
        Action::Review => "leave to a person",
    }
}

/// `4 December 2026`.
fn spoken(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Counts per system, what waits for a person, what other people share, and until when how much is kept.
pub(super) fn summary(plan: &ErasurePlan, err: &mut dyn Write) -> io::Result<()> {
    news(plan, err)?;
    if plan.rows().next().is_none() {
        return writeln!(err, "Nothing about this person was found.");
    }
    let mut systems: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((system, action), rows) in plan.counts() {
        systems.entry(system).or_default().push(format!("{} {rows}", verb(action)));
    }
    for (system, counts) in systems {
        writeln!(err, "{system}: {}.", counts.join(", "))?;
    }
    let shared = plan.rows().filter(|row| row.ruling.rule.starts_with("shared")).count();
    if shared > 0 {
        writeln!(err, "Other people's records use {shared} of the rows, too: they stay as they are.")?;
    }
    let review = plan.rows().filter(|row| row.ruling.action == Action::Review).count();
    if review > 0 {
        writeln!(err, "Left to a person: {review}. They are not touched until somebody has looked.")?;
    }
    let latest = plan.rows().filter_map(|row| row.ruling.until).max();
    latest.map_or(Ok(()), |day| writeln!(err, "The last of what is kept is kept until {}.", spoken(day)))
}

fn news(plan: &ErasurePlan, err: &mut dyn Write) -> io::Result<()> {
    for news in &plan.news {
        match news {
            Progress::Absent { place, column: None } => writeln!(err, "note: {place} does not exist there")?,
            Progress::Absent { place, column: Some(name) } => writeln!(err, "note: {place} has no column {name}")?,
            Progress::Unattributed { place, identity } => writeln!(
                err,
                "note: {place} was not searched by {identity}: several persons share it, so that rows without a name could be anybody's"
            )?,
            Progress::Remark { system, what } => writeln!(err, "note: {system}: {what}")?,
            _ => {}
        }
    }
    Ok(())
}

/// Says what is in the way of carrying the plan out; whether anything is.
pub(super) fn obstacles(plan: &ErasurePlan, err: &mut dyn Write) -> io::Result<bool> {
    let obstacles = plan.obstacles();
    for what in &obstacles {
        writeln!(err, "In the way: {what}")?;
    }
    Ok(!obstacles.is_empty())
}
