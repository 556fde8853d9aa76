//! What is open: where it stands, how old it is, and when it is due.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::chart::{Chart, Grid};
use super::drawing::{Bar, Column, Drawing, Shade, bars, columns};
use super::tally::{Due, Open};
use super::words::{capital, grouped, number, requests};
use crate::domain::clock::words::{long_date, weekday_date};
use crate::domain::request::state::PHASES;

/// Ages in whole days: up to which one, how dark, what it is called.
const AGES: [(i64, Shade, &str); 4] = [
    (7, Shade::Bare, "0 to 7 days"),
    (14, Shade::Light, "8 to 14"),
    (21, Shade::Middle, "15 to 21"),
    (i64::MAX, Shade::Full, "22 and more"),
];
/// Days that the calendar of due dates looks ahead: four weeks.
const AHEAD: u64 = 28;

/// What is open, by phase and by age.
pub fn phases(open: &[Open]) -> Chart {
    let mut grid = Grid::new(&["Phase", "0–7 days", "8–14", "15–21", "22+", "All"]);
    let (mut drawn, mut told) = (Vec::new(), Vec::new());
    let (mut all, mut old) = (0, 0);
    for (phase, name) in PHASES.iter().enumerate().take(PHASES.len() - 1) {
        let ages = AGES.map(|age| of_age(open, phase, age.0));
        let sum: u64 = ages.iter().sum();
        let cells = ages.iter().chain([&sum]).map(|n| grouped(*n));
        grid = grid.row(std::iter::once((*name).to_owned()).chain(cells).collect());
        told.push(format!("{name} {sum}"));
        let parts = AGES.iter().zip(ages).map(|((_, shade, _), n)| (*shade, n)).collect();
        drawn.push(Bar { name: (*name).to_owned(), figure: grouped(sum), parts });
        all += sum;
        old += ages.last().copied().unwrap_or_default();
    }
    let lead = match (all, old) {
        (0, _) => "Nothing is open.".to_owned(),
        (_, 0) => format!("{} open, none for more than three weeks.", are(all)),
        (_, old) => format!("{} open, {} for more than three weeks.", are(all), number(old)),
    };
    Chart {
        id: "phases",
        title: "Open, by phase and age",
        description: format!("Open requests in each phase: {}. {lead}", told.join(", ")),
        lead,
        drawing: if all == 0 { Drawing::default() } else { bars(&drawn, true) },
        legend: AGES.map(|(_, shade, words)| (shade, words)).to_vec(),
        grid,
    }
}

fn are(n: u64) -> String {
    format!("{} {}", capital(&requests(n)), if n == 1 { "is" } else { "are" })
}

/// How many of a phase are in the age that ends with a day.
fn of_age(open: &[Open], phase: usize, until: i64) -> u64 {
    let from = AGES.iter().map(|age| age.0).take_while(|age| *age < until).last().map_or(i64::MIN, |age| age + 1);
    let own = open.iter().filter(|tally| tally.state.phase() == phase && (from..=until).contains(&tally.age));
    own.map(|tally| tally.n).sum()
}

/// When open requests are due: the next four weeks day by day. What is overdue stands in the words and the table: drawn beside
/// single days, a backlog would leave nothing of them to be seen.
pub fn due_days(due: &[Due], today: NaiveDate) -> Chart {
    let on = |day: NaiveDate| due.iter().filter(|due| due.day == Some(day)).map(|due| due.n).sum::<u64>();
    let overdue: u64 = due.iter().filter(|due| due.day.is_some_and(|day| day < today)).map(|due| due.n).sum();
    let mut grid = Grid::new(&["Day", "Due"]).row(vec!["Before today (overdue)".into(), grouped(overdue)]);
    let (mut drawn, mut ahead) = (Vec::new(), 0);
    for day in (0..AHEAD).filter_map(|n| today.checked_add_days(Days::new(n))) {
        let n = on(day);
        ahead += n;
        if n > 0 {
            grid = grid.row(vec![weekday_date(day), grouped(n)]);
        }
        let name = if day.weekday() == Weekday::Mon { day.format("%-d %b").to_string() } else { String::new() };
        let figure = if n > 0 { grouped(n) } else { String::new() };
        let shade = if day == today { Shade::Full } else { Shade::Middle };
        leave_room(drawn.last_mut(), n, &figure);
        let figure =
            if drawn.last().is_some_and(|last| collide(&last.figure, &figure)) { String::new() } else { figure };
        drawn.push(Column { name, figure, value: Some(n), shade });
    }
    let later: u64 = due.iter().map(|due| due.n).sum::<u64>() - overdue - ahead;
    grid = grid.row(vec!["Later, paused or not started".into(), grouped(later)]);
    let lead = if overdue == 0 {
        format!("{} due within four weeks, nothing is overdue.", are(ahead))
    } else {
        format!("{} overdue. Day by day, {} more due within four weeks.", are(overdue), number(ahead))
    };
    let until = today.checked_add_days(Days::new(AHEAD - 1)).unwrap_or(today);
    Chart {
        id: "due",
        title: "When answers are due",
        description: format!("Open requests by due date, from {} to {}. {lead}", long_date(today), long_date(until)),
        lead,
        drawing: if ahead == 0 { Drawing::default() } else { columns(&drawn, 3) },
        legend: Vec::new(),
        grid,
    }
}

/// Whether two figures above neighbouring days would touch each other on a phone.
const fn collide(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && one.len() + other.len() > 3
}

/// Of two figures that would touch each other the larger one stays; the table has both.
fn leave_room(last: Option<&mut Column>, n: u64, figure: &str) {
    if let Some(last) = last.filter(|last| last.value < Some(n) && collide(&last.figure, figure)) {
        last.figure.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::drawing::{Mark, Tone};
    use super::*;
    use crate::domain::request::State;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn the_oldest_are_told() {
        let open = |state, age, n| Open { state, age, n };
        let chart = phases(&[
            open(State::Gathering, 8, 2),
            open(State::AwaitingClarification, 30, 1),
            open(State::Received, 0, 1),
        ]);
        assert_eq!(chart.lead, "Four requests are open, one for more than three weeks.");
        assert_eq!(chart.grid.rows[2], ["Gathering", "0", "2", "0", "1", "3"]);
    }

    #[test]
    fn what_is_overdue_is_said_and_not_drawn_beside_single_days() {
        let due = |day: &str, n| Due { day: Some(day.parse().unwrap()), n };
        let chart = due_days(&[due("2026-11-20", 2), due("2026-11-23", 1), Due { day: None, n: 4 }], today());
        assert_eq!(chart.lead, "Two requests are overdue. Day by day, one more due within four weeks.");
        assert_eq!(chart.grid.rows[0], ["Before today (overdue)", "2"]);
        assert_eq!(chart.grid.rows.last().unwrap()[1], "4");
        let only_late = due_days(&[due("2026-11-20", 900)], today());
        assert!(only_late.drawing.marks.is_empty(), "{:?}", only_late.drawing);
    }

    #[test]
    fn figures_above_neighbouring_days_never_touch_and_the_larger_one_stays() {
        let counts = [9, 10, 12, 11, 3, 140, 7, 10, 10];
        let due: Vec<Due> = (0u64..)
            .zip(counts)
            .map(|(n, count)| Due { day: today().checked_add_days(Days::new(n)), n: count })
            .collect();
        let drawing = due_days(&due, today()).drawing;
        let figures: Vec<&str> = drawing
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Words { words, tone: Tone::Plain, .. } => Some(words.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(figures, ["9", "12", "140", "10"]);
    }

    proptest! {
        #[test]
        fn every_open_request_is_counted_once(counts in prop::collection::vec((0usize..11, -2i64..200, 1u64..50), 0..60)) {
            let open: Vec<Open> = counts.iter().map(|(state, age, n)| Open { state: State::ALL[*state], age: *age, n: *n })
                .filter(|tally| tally.state.is_open()).collect();
            let told: u64 = phases(&open).grid.rows.iter().map(|row| row.last().unwrap().parse::<u64>().unwrap()).sum();
            prop_assert_eq!(told, open.iter().map(|tally| tally.n).sum::<u64>());
        }

        #[test]
        fn every_due_date_is_in_the_calendar_or_said_to_be_later(counts in prop::collection::vec((prop::option::of(-100i64..200), 1u64..9), 0..60)) {
            let due: Vec<Due> = counts.iter().map(|(offset, n)| Due {
                day: offset.map(|offset| today() + chrono::TimeDelta::days(offset)), n: *n,
            }).collect();
            let told: u64 = due_days(&due, today()).grid.rows.iter().map(|row| row[1].parse::<u64>().unwrap()).sum();
            prop_assert_eq!(told, due.iter().map(|due| due.n).sum::<u64>());
        }
    }
}
