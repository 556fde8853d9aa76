//! What has been answered: how long it took, where the time went, and how much was on time.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::chart::{Chart, Grid};
use super::days::Days;
use super::drawing::{Bar, Column, Drawing, Shade, Span, bars, columns, spans};
use super::stage::Stage;
use super::tally::{Answered, Month, StageTime};
use super::window::Window;
use super::words::{average_days, days, grouped, number, per_cent};
use crate::domain::right::Right;

/// The legal month, for comparison (UK GDPR and GDPR Article 12(3)): it has 28 to 31 days.
const MONTH: u64 = 30;
/// Below this share, in per cent, a month is marked.
const LOW: u64 = 90;

/// How long answers took, right by right.
pub fn by_right(answered: &[Answered]) -> Chart {
    let rows = Right::ALL.into_iter().map(|right| {
        let own = answered.iter().filter(|tally| tally.right == right);
        (right.name().to_owned(), own.map(|tally| (tally.days, tally.n)).collect())
    });
    let rows: Vec<(String, Days)> = rows.filter(|(_, days): &(String, Days)| days.count() > 0).collect();
    spans_chart("days", "Days to answer, by right", "Right", &rows)
}

/// How long answers took, company by company; `names` by id.
pub fn by_company(answered: &[Answered], names: &BTreeMap<String, String>) -> Chart {
    let rows = names.iter().map(|(id, name)| {
        let own = answered.iter().filter(|tally| tally.controller == *id);
        (name.clone(), own.map(|tally| (tally.days, tally.n)).collect())
    });
    let rows: Vec<(String, Days)> = rows.filter(|(_, days): &(String, Days)| days.count() > 0).collect();
    spans_chart("companies", "Days to answer, by company", "Company", &rows)
}

fn spans_chart(id: &'static str, title: &'static str, heading: &str, rows: &[(String, Days)]) -> Chart {
    let mut grid = Grid::new(&[heading, "Answered", "Half within (days)", "Nine of ten within (days)"]);
    let (mut drawn, mut told) = (Vec::new(), Vec::new());
    for (name, taken) in rows {
        let (median, most) = (taken.median().unwrap_or_default(), taken.nine_of_ten().unwrap_or_default());
        grid = grid.row(vec![name.clone(), grouped(taken.count()), median.to_string(), most.to_string()]);
        told.push(format!("{name} {median} and {most}"));
        let figure = format!("{}, 9 of 10 in {most}", days(median));
        let whole = |days: i64| u64::try_from(days).unwrap_or_default();
        let name = format!("{name} ({})", grouped(taken.count()));
        drawn.push(Span { name, figure, median: whole(median), nine_of_ten: whole(most) });
    }
    let slowest = rows.iter().max_by_key(|(_, taken)| taken.nine_of_ten());
    let finding = slowest.and_then(|(name, taken)| Some(format!("{name} takes longest: {}. ", within(taken)?)));
    let drawing = if drawn.is_empty() { Drawing::default() } else { spans(&drawn, MONTH) };
    Chart {
        id,
        title,
        lead: format!(
            "{}In brackets: how many were answered. Dot: half took no longer. End of the bar: nine of ten. Dashed: a month of 30 days.",
            finding.unwrap_or_default()
        ),
        description: format!("Days that half, and nine of ten, were answered within: {}.", told.join("; ")),
        drawing,
        legend: Vec::new(),
        grid,
    }
}

/// "nine of ten within 19 days"; of fewer than ten, the longest.
fn within(taken: &Days) -> Option<String> {
    let most = taken.nine_of_ten()?;
    let share = if taken.count() < 10 { "all" } else { "nine of ten" };
    Some(if most == 0 { format!("{share} on the same day") } else { format!("{share} within {}", days(most)) })
}

/// Where the time of answered requests went.
pub fn stages(time: &StageTime) -> Chart {
    let mut grid = Grid::new(&["Stage", "Days of each request, on average", "Share of the time"]);
    let (mut drawn, mut told) = (Vec::new(), Vec::new());
    let total = u64::try_from(time.spent.total()).unwrap_or_default();
    for stage in Stage::ALL {
        let seconds = time.spent.of(stage);
        let average = average_days(seconds, time.n);
        let part = u64::try_from(seconds).unwrap_or_default();
        let share = per_cent(part, total).map(|share| format!("{share} %")).unwrap_or_default();
        grid = grid.row(vec![stage.name().to_owned(), average.clone(), share]);
        told.push(format!("{} {average}", stage.name()));
        drawn.push(Bar {
            name: stage.name().into(),
            figure: format!("{average} days"),
            parts: vec![(Shade::Full, part)],
        });
    }
    let worst = Stage::ALL.into_iter().max_by_key(|stage| time.spent.of(*stage));
    let most = worst.map_or("", Stage::name).to_lowercase();
    Chart {
        id: "stages",
        title: "Where time is lost",
        lead: if total == 0 {
            "No answered request of these days has been measured yet.".into()
        } else {
            format!("Average days of each of {}. Most goes here: {most}.", answered_requests(time.n))
        },
        description: format!("Average days in each stage: {}.", told.join("; ")),
        drawing: if total == 0 { Drawing::default() } else { bars(&drawn, false) },
        legend: Vec::new(),
        grid,
    }
}

/// "12 answered requests".
fn answered_requests(n: u64) -> String {
    format!("{} answered {}", number(n), if n == 1 { "request" } else { "requests" })
}

/// How much was answered on time, month by month. `days` are counts by the day of the answer: late or not, how many.
pub fn months(window: Window, days: &[(NaiveDate, bool, u64)]) -> Chart {
    let mut grid = Grid::new(&["Month", "Answered", "On time", "On time, %"]);
    let (mut drawn, mut lowest, mut total) = (Vec::new(), None::<(u64, Month)>, 0);
    for month in window.months() {
        let of =
            |late: Option<bool>| sum(days, |day, was| Month::of(day) == month && late.is_none_or(|late| late == was));
        let (all, kept) = (of(None), of(Some(false)));
        let share = per_cent(kept, all);
        let shown = share.map(|share| share.to_string()).unwrap_or_default();
        grid = grid.row(vec![month.name(), grouped(all), grouped(kept), shown.clone()]);
        let dark = if share.is_some_and(|share| share < LOW) { Shade::Low } else { Shade::Middle };
        drawn.push(Column { name: month.short().into(), figure: shown, value: share, shade: dark });
        lowest = share.map_or(lowest, |share| Some(lowest.map_or((share, month), |low| low.min((share, month)))));
        total += all;
    }
    let lead = match lowest {
        None => "Nothing was answered in these twelve months.".to_owned(),
        Some((100, _)) => format!("Per cent of {}. Every one came on time.", answered_requests(total)),
        Some((share, month)) => {
            format!("Per cent of {}. The lowest was {share} in {}.", answered_requests(total), month.name())
        }
    };
    Chart {
        id: "months",
        title: "Answered on time, month by month",
        description: format!("Share of answers on or before the due date, by month. {lead}"),
        drawing: if lowest.is_none() { Drawing::default() } else { columns(&drawn, 100) },
        lead,
        legend: Vec::new(),
        grid,
    }
}

fn sum(days: &[(NaiveDate, bool, u64)], fits: impl Fn(NaiveDate, bool) -> bool) -> u64 {
    days.iter().filter(|(day, late, _)| fits(*day, *late)).map(|(_, _, n)| n).sum()
}

/// How many came and how many were answered, month by month.
pub fn volumes(window: Window, received: &[(NaiveDate, u64)], answered: &[(NaiveDate, bool, u64)]) -> Chart {
    let mut grid = Grid::new(&["Month", "Received", "Answered"]);
    let (mut drawn, mut all, mut most) = (Vec::new(), 0, None::<(u64, Month)>);
    for month in window.months() {
        let came: u64 = received.iter().filter(|(day, _)| Month::of(*day) == month).map(|(_, n)| n).sum();
        let went = sum(answered, |day, _| Month::of(day) == month);
        grid = grid.row(vec![month.name(), grouped(came), grouped(went)]);
        drawn.push(Column {
            name: month.short().into(),
            figure: if came > 0 { grouped(came) } else { String::new() },
            value: Some(came),
            shade: Shade::Middle,
        });
        all += came;
        most = Some(most.map_or((came, month), |most| if came > most.0 { (came, month) } else { most }));
    }
    let busiest = most
        .filter(|(n, _)| *n > 0)
        .map(|(n, month)| format!(" The busiest month was {} with {}.", month.name(), number(n)));
    Chart {
        id: "received",
        title: "Received, month by month",
        lead: format!(
            "{} in twelve months.{}",
            super::words::capital(&super::words::requests(all)),
            busiest.clone().unwrap_or_default()
        ),
        description: format!("Requests received in each month.{}", busiest.unwrap_or_default()),
        drawing: if all == 0 { Drawing::default() } else { columns(&drawn, 4) },
        legend: Vec::new(),
        grid,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::report::Spent;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_chart_of_nothing_draws_nothing_and_still_has_its_table() {
        let window = Window::last_days(90, day("2026-11-22")).year_of_months();
        for chart in [by_right(&[]), stages(&StageTime::default()), months(window, &[]), volumes(window, &[], &[])] {
            assert!(chart.is_empty(), "{}", chart.id);
            assert!(!chart.grid.head.is_empty() && !chart.lead.is_empty());
        }
    }

    #[test]
    fn the_stage_that_takes_most_is_named() {
        let chart = stages(&StageTime { n: 2, spent: Spent([0, 86_400, 8 * 86_400, 0, 43_200]) });
        assert_eq!(
            chart.lead,
            "Average days of each of two answered requests. Most goes here: gathering: systems and colleagues."
        );
        assert_eq!(chart.grid.rows[2], ["Gathering: systems and colleagues", "4.0", "84 %"]);
    }

    #[test]
    fn a_month_below_nine_in_ten_is_marked_and_named() {
        let window = Window::new(day("2026-10-01"), day("2026-11-22"));
        let chart = months(
            window,
            &[(day("2026-10-05"), false, 5), (day("2026-10-06"), true, 1), (day("2026-11-02"), false, 3)],
        );
        assert_eq!(chart.lead, "Per cent of nine answered requests. The lowest was 83 in October 2026.");
        assert_eq!(chart.grid.rows, [["October 2026", "6", "5", "83"], ["November 2026", "3", "3", "100"]]);
    }

    proptest! {
        #[test]
        fn no_answer_is_lost_between_the_months(counts in prop::collection::vec((0u64..365, any::<bool>(), 1u64..50), 0..60)) {
            let window = Window::last_days(1, day("2026-11-22")).year_of_months();
            let days: Vec<(NaiveDate, bool, u64)> = counts.iter().map(|(back, late, n)| (day("2026-11-22") - chrono::Days::new(*back), *late, *n)).collect();
            let within: u64 = days.iter().filter(|(day, ..)| window.holds(*day)).map(|(_, _, n)| n).sum();
            let told: u64 = months(window, &days).grid.rows.iter().map(|row| row[1].replace(',', "").parse::<u64>().unwrap()).sum();
            prop_assert_eq!(within, told);
        }

        #[test]
        fn every_answer_is_in_the_table_of_the_rights(counts in prop::collection::vec((0usize..7, 0i64..90, 1u64..9), 1..40)) {
            let answered: Vec<Answered> = counts.iter().map(|(right, days, n)| Answered {
                controller: "a".into(), right: Right::ALL[*right], days: *days, late: false, hands_on: None, n: *n,
            }).collect();
            let told: u64 = by_right(&answered).grid.rows.iter().map(|row| row[1].parse::<u64>().unwrap()).sum();
            prop_assert_eq!(told, counts.iter().map(|(_, _, n)| n).sum::<u64>());
        }
    }
}
