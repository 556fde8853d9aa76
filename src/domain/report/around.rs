//! What belongs to the picture beside the requests: complaints, and what erasures had to keep.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::chart::{Chart, Grid};
use super::drawing::{Bar, Drawing, Shade, bars};
use super::words::{capital, grouped, number};
use crate::domain::clock::words::long_date;
use crate::domain::complaint::Figures;

/// What erasures had to keep until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The last day on which it is kept.
    pub last_day: NaiveDate,
    /// How many erasures wait for it.
    pub erasures: u64,
    /// How many rows.
    pub rows: u64,
}

/// Erasures that wait for the end of a retention period, by the year in which it ends.
pub fn kept(kept: &[Kept], today: NaiveDate) -> Chart {
    let mut years: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
    for some in kept {
        let (erasures, rows) = years.entry(some.last_day.year()).or_default();
        *erasures += some.erasures;
        *rows += some.rows;
    }
    let mut grid = Grid::new(&["Kept until the end of a period in", "Parts of erasures", "Rows"]);
    let (mut drawn, mut told) = (Vec::new(), Vec::new());
    for (year, (erasures, rows)) in &years {
        grid = grid.row(vec![year.to_string(), grouped(*erasures), grouped(*rows)]);
        told.push(format!("{year} {erasures}"));
        let rows = if *rows == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(*rows)) };
        drawn.push(Bar {
            name: year.to_string(),
            figure: format!("{} · {rows}", grouped(*erasures)),
            parts: vec![(Shade::Middle, *erasures)],
        });
    }
    let next = kept.iter().map(|some| some.last_day).filter(|day| *day >= today).min();
    let all: u64 = years.values().map(|(erasures, _)| erasures).sum();
    let lead = match (all, next) {
        (0, _) => "No erasure waits for a retention period to end.".to_owned(),
        (_, Some(next)) => {
            format!("{} of erasures wait; the next period ends on {}.", capital(&parts(all)), long_date(next))
        }
        (_, None) => {
            format!("{} of erasures are past their last day and wait to be carried out.", capital(&parts(all)))
        }
    };
    Chart {
        id: "kept",
        title: "Erasures waiting for retention",
        description: format!("Parts of erasures by the year in which they may be erased: {}.", told.join(", ")),
        lead,
        drawing: if all == 0 { Drawing::default() } else { bars(&drawn, false) },
        legend: Vec::new(),
        grid,
    }
}

fn parts(n: u64) -> String {
    format!("{} {}", number(n), if n == 1 { "part" } else { "parts" })
}

/// What complaints are, by company, and whether they were acknowledged within the limit.
pub fn complaints(all: &[(String, Figures)]) -> Chart {
    let head =
        ["Company", "Received", "Acknowledged in time", "Late", "Limit running", "Open", "Median days to outcome"];
    let mut grid = Grid::new(&head);
    let mut drawn = Vec::new();
    let (mut received, mut late) = (0, 0);
    for (name, figures) in all {
        let whole = |n: usize| u64::try_from(n).unwrap_or_default();
        let counts = [figures.received, figures.in_time, figures.late, figures.running, figures.open].map(whole);
        let [came, in_time, too_late, running, _] = counts;
        let median = figures.median_days.map(|days| days.to_string()).unwrap_or_default();
        let cells = counts.iter().map(|n| grouped(*n)).chain([median]);
        grid = grid.row(std::iter::once(name.clone()).chain(cells).collect());
        if came > 0 {
            let parts = vec![(Shade::Middle, in_time), (Shade::Bare, running), (Shade::Low, too_late)];
            drawn.push(Bar { name: name.clone(), figure: grouped(came), parts });
        }
        received += came;
        late += too_late;
    }
    let lead = match (received, late) {
        (0, _) => "No complaint came in these days.".to_owned(),
        (n, 0) => format!("{} came, none was acknowledged late.", capital(&complaint(n))),
        (n, late) => format!("{} came, {} acknowledged late.", capital(&complaint(n)), number(late)),
    };
    Chart {
        id: "complaints",
        title: "Complaints",
        description: format!("Complaints by company and whether they were acknowledged within the limit. {lead}"),
        drawing: if received == 0 { Drawing::default() } else { bars(&drawn, true) },
        lead,
        legend: vec![(Shade::Middle, "acknowledged in time"), (Shade::Bare, "limit running"), (Shade::Low, "late")],
        grid,
    }
}

fn complaint(n: u64) -> String {
    format!("{} {}", number(n), if n == 1 { "complaint" } else { "complaints" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_end_of_a_period_is_told() {
        let day = |text: &str| text.parse().unwrap();
        let some = |last_day: &str, erasures| Kept { last_day: day(last_day), erasures, rows: 3 };
        let chart = kept(&[some("2027-04-05", 1), some("2027-12-31", 2), some("2030-04-05", 1)], day("2026-11-22"));
        assert_eq!(chart.lead, "Four parts of erasures wait; the next period ends on 5 April 2027.");
        assert_eq!(chart.grid.rows, [["2027", "3", "6"], ["2030", "1", "3"]]);
        assert!(kept(&[], day("2026-11-22")).is_empty());
    }

    #[test]
    fn late_acknowledgements_are_told() {
        let figures = Figures { received: 3, in_time: 1, late: 1, running: 1, open: 2, ..Figures::default() };
        let chart = complaints(&[("Justroo".into(), figures), ("Jusstool".into(), Figures::default())]);
        assert_eq!(chart.lead, "Three complaints came, one acknowledged late.");
        assert_eq!((chart.grid.rows.len(), chart.is_empty()), (2, false));
    }
}
