//! The report for a board: the same figures and charts on one to three sheets, in plain English.

use super::overview::Overview;
use crate::domain::clock::words::long_date;
use crate::domain::disclosure::{Block, Text};
use crate::domain::report::words::{capital, days, grouped, number, per_cent, requests};
use crate::domain::report::{Chart, Headline, Leaf, Numbers, Paper};

/// Charts of the report, in pairs that stand side by side.
const PAIRS: [&[&str]; 4] =
    [&["months", "received"], &["stages", "phases"], &["due", "complaints"], &["days", "companies"]];

/// The report for a board.
pub fn board(overview: &Overview) -> Paper {
    let period = format!("{} to {}", long_date(overview.window.from), long_date(overview.window.to));
    let mut leaves =
        vec![Leaf::Headlines(headlines(overview)), Leaf::Block(Block::Paragraph(Text::plain(summary(overview))))];
    for pair in PAIRS {
        let found: Vec<Chart> = pair.iter().filter_map(|id| chart(overview, id)).collect();
        let drawn = found.iter().all(Chart::is_empty);
        if !drawn {
            leaves.push(Leaf::Charts(found));
        }
    }
    leaves.extend(chart(overview, "kept").map(|kept| Leaf::Charts(vec![kept])));
    leaves.push(Leaf::Heading("What the words mean".into()));
    leaves.push(Leaf::Block(Block::Small(Text::plain(MEANING))));
    Paper {
        title: "How we answer people who use their data rights".into(),
        subtitle: format!("{}, {period}", overview.whose()),
        brand: overview.whose(),
        leaves,
        footer: format!("Data rights report, {period}. Made with Rightsdesk on {}.", long_date(overview.today)),
    }
}

fn chart(overview: &Overview, id: &str) -> Option<Chart> {
    overview.charts.iter().find(|chart| chart.id == id).cloned()
}

/// The numbers that stand first, on the page and on paper.
pub fn headlines(overview: &Overview) -> Vec<Headline> {
    let Numbers { answered, on_time, median, nine_of_ten, open, soon, overdue } = overview.numbers;
    let before = overview.year_before;
    let took = |days_taken: Option<i64>| days_taken.map_or_else(|| "–".to_owned(), days);
    let then = |days_taken: Option<i64>, word: &str| match days_taken {
        Some(n) => format!("{word}; {} a year before", days(n)),
        None => word.to_owned(),
    };
    let share = per_cent(on_time, answered).map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
    let headline = |name, figure, note| Headline { name, figure, note };
    vec![
        headline("Answered on time", share, format!("{} of {}", grouped(on_time), grouped(answered))),
        headline("Half are answered within", took(median), then(before.median, "median")),
        headline("Nine of ten within", took(nine_of_ten), then(before.nine_of_ten, "p90")),
        headline("Open requests", grouped(open), format!("{} due within 7 days", number(soon))),
        headline(
            "Overdue requests",
            grouped(overdue),
            if overdue == 0 { "none".into() } else { "past the due date".into() },
        ),
    ]
}

/// The report in three sentences.
fn summary(overview: &Overview) -> String {
    let Numbers { answered, on_time, median, open, overdue, .. } = overview.numbers;
    let late = answered - on_time;
    let mut told = match answered {
        0 => "No request was answered in this period.".to_owned(),
        n => {
            let verb = if n == 1 { "was" } else { "were" };
            format!("{} {verb} answered in this period, {} after the due date.", capital(&requests(n)), number(late))
        }
    };
    if let Some(median) = median {
        told = format!("{told} Half of the answers took {} or less.", days(median));
    }
    let verb = if open == 1 { "is" } else { "are" };
    format!("{told} Today {} {verb} open, {} of them overdue.", requests(open), number(overdue))
}

const MEANING: &str = "A request is one right that one person uses. Answered means fulfilled or refused; taken back and lapsed \
    requests are not counted. On time means on or before the due date in force, which a notice of extension or a question to \
    the person may have moved. Days are calendar days from receipt. The figures come from the register of requests, which \
    holds no personal data and outlives the cases. The law gives one month for most requests (UK GDPR and GDPR Article 12(3)).";
