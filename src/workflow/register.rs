//! Keeping the register of requests, and reading it for a period.

use std::collections::VecDeque;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use super::{Desk, WorkError};
use crate::domain::case::Case;
use crate::domain::register::{Counting, Period, RegisterEntry};
use crate::domain::request::{Event, Request};
use crate::ports::store::Tx;
use crate::ports::store::cases::DueDates;

/// Entries read at a time.
const PAGE: i64 = 500;

/// Brings the entry of a request up to date, in the transaction that changes the request. `at` is when, in the zone in which
/// the controller counts its days.
pub(super) fn enter(
    tx: &mut dyn Tx,
    at: DateTime<Tz>,
    case: &Case,
    request: &Request,
    dates: DueDates,
    events: &[Event],
) -> Result<(), WorkError> {
    let ground = events.iter().rev().find_map(|event| match event {
        Event::Refused { ground, .. } => Some(ground.code()),
        _ => None,
    });
    let before = tx.register_entry(request.id)?;
    let from = before.as_ref().map_or(request.state, |before| before.state);
    let entry = RegisterEntry::of(case, request, before.as_ref(), dates.due, ground).moved(from, at);
    Ok(tx.put_register(&entry)?)
}

/// Hands every entry of a period to `take`, in order of receipt and without holding them all.
pub fn each_entry<E: From<WorkError>>(
    desk: &Desk,
    period: &Period,
    mut take: impl FnMut(&RegisterEntry) -> Result<(), E>,
) -> Result<(), E> {
    let mut after = None;
    loop {
        let page = page(desk, period, after).map_err(E::from)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.clone());
        page.iter().try_for_each(&mut take)?;
    }
}

/// A page of a period, after an entry.
pub fn page(desk: &Desk, period: &Period, after: Option<RegisterEntry>) -> Result<Vec<RegisterEntry>, WorkError> {
    let period = period.clone();
    let after = after.map(|entry| (entry.received_at, entry.request));
    desk.read(move |_, tx, _| Ok(tx.register_page(&period, after, PAGE)?))
}

/// Counts the entries of a period; `today` decides whether an open one is late.
pub fn count(desk: &Desk, period: &Period, today: NaiveDate) -> Result<Counting, WorkError> {
    let mut counting = Counting::default();
    each_entry(desk, period, |entry| {
        counting.add(entry, today);
        Ok::<(), WorkError>(())
    })?;
    Ok(counting)
}

/// The register of a period as a workbook.
pub fn workbook(desk: &Desk, period: &Period) -> Result<Vec<u8>, WorkError> {
    let (mut waiting, mut after, mut failed) = (VecDeque::from([COLUMNS.map(str::to_owned).to_vec()]), None, None);
    let mut over = false;
    let bytes = desk.press.tabulate(&mut || {
        if waiting.is_empty() && !over {
            match page(desk, period, after.take()) {
                Ok(entries) => {
                    over = entries.is_empty();
                    waiting.extend(entries.iter().map(|entry| cells(entry).to_vec()));
                    after = entries.into_iter().last();
                }
                Err(error) => failed = Some(error),
            }
        }
        waiting.pop_front()
    });
    failed.map_or(Ok(bytes?), Err)
}

/// The columns of an export.
pub const COLUMNS: [&str; 14] = [
    "Reference",
    "Company",
    "Received",
    "Nature of the request",
    "Channel",
    "Law",
    "Version of the law",
    "Due",
    "Extended",
    "State or response",
    "Ground of refusal",
    "Answered or closed",
    "Days",
    "Request",
];

/// An entry as the cells of an export.
pub fn cells(entry: &RegisterEntry) -> [String; 14] {
    let instant = |at: DateTime<chrono::Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    [
        entry.reference.clone(),
        entry.controller.clone(),
        instant(entry.received_at),
        entry.right.name().to_owned(),
        entry.channel.code().to_owned(),
        entry.regime.clone(),
        entry.regime_version.clone(),
        entry.due.map(|due| due.to_string()).unwrap_or_default(),
        if entry.extended { "yes" } else { "no" }.to_owned(),
        entry.state.code().to_owned(),
        entry.ground.clone().unwrap_or_default(),
        entry.closed_at.map(instant).unwrap_or_default(),
        entry.days().map(|days| days.to_string()).unwrap_or_default(),
        entry.request.to_string(),
    ]
}

/// A line of CSV (RFC 4180). The cells are ours: codes, dates and references, none of which begins like a formula.
pub fn csv_line<T: AsRef<str>>(cells: &[T]) -> String {
    let quoted = |cell: &str| {
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}
