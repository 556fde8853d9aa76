//! How dates, states and rights look on every page of the console: a word and an icon beside each colour.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::clock::words::{Lateness, days_left};
use crate::domain::clock::{ClockStatus, Reckoning};
use crate::domain::request::state::PHASES;
use crate::domain::request::{Request, State};
use crate::domain::right::Right;
use crate::ports::store::cases::DueDates;
use crate::web::icons::Icon;

/// "12 days left", with its icon, colour and date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueView {
    /// The class that colours it: `danger`, `warn` or nothing.
    pub class: &'static str,
    /// The icon.
    pub icon: Icon,
    /// The words.
    pub words: String,
    /// The date below, "Fri 4 Dec, extended".
    pub date: String,
}

impl DueView {
    /// From what the store keeps beside a request. What is sorted by a day and due on none is closed since that day.
    pub fn of_dates(dates: &DueDates, today: NaiveDate) -> Self {
        let status = match (dates.not_started, dates.paused, dates.sort) {
            (true, ..) => ClockStatus::NotStarted,
            (_, true, _) => ClockStatus::Paused,
            (.., sort) if dates.due.is_none() => return Self::closed(sort.map(|day| short_date(day, today))),
            _ => ClockStatus::Running,
        };
        Self::new(status, dates.due, dates.extended, today)
    }

    /// From the clock.
    pub fn of(request: &Request, reckoning: &Reckoning, today: NaiveDate) -> Self {
        if request.state.is_open() {
            Self::new(reckoning.status, reckoning.due, reckoning.extended, today)
        } else {
            Self::closed(None)
        }
    }

    fn closed(day: Option<String>) -> Self {
        Self { class: "", icon: Icon::Done, words: "Closed".to_owned(), date: day.unwrap_or_default() }
    }

    fn new(status: ClockStatus, due: Option<NaiveDate>, extended: bool, today: NaiveDate) -> Self {
        let (class, icon) = match Lateness::of(status, due, today) {
            Lateness::Overdue => ("danger", Icon::Late),
            Lateness::Today | Lateness::Soon => ("warn", Icon::Clock),
            Lateness::Comfortable => ("", if extended { Icon::Longer } else { Icon::Clock }),
            Lateness::Paused => ("", Icon::Pause),
            Lateness::NotStarted => ("", Icon::Wait),
            Lateness::Done => ("", Icon::Done),
        };
        let date = due.map(|due| short_date(due, today)).unwrap_or_default();
        let date = if extended && !date.is_empty() { format!("{date}, extended") } else { date };
        Self { class, icon, words: capital(&days_left(status, due, today)), date }
    }
}

/// A right with its icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightView {
    /// The icon.
    pub icon: Icon,
    /// Its name.
    pub name: &'static str,
    /// Its code, for addresses.
    pub code: &'static str,
}

impl RightView {
    /// Of a right.
    pub const fn of(right: Right) -> Self {
        let icon = match right {
            Right::Access => Icon::Access,
            Right::Rectification => Icon::Rectification,
            Right::Erasure => Icon::Erasure,
            Right::Restriction => Icon::Restriction,
            Right::Portability => Icon::Portability,
            Right::Objection => Icon::Objection,
            Right::ConsentWithdrawal => Icon::Consent,
        };
        Self { icon, name: right.name(), code: right.code() }
    }
}

/// One of the six drawn steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseView {
    /// Its name.
    pub name: &'static str,
    /// `done`, `now` or nothing.
    pub class: &'static str,
    /// For those who do not see it.
    pub said: &'static str,
}

/// The six steps of a request; the last carries the name of how it ended.
pub fn phases(state: State) -> Vec<PhaseView> {
    let at = state.phase();
    let view = |(place, name): (usize, &&'static str)| {
        let ended = place == 5 && !state.is_open();
        let name = if ended { state.name() } else { name };
        let (class, said) = match place {
            _ if place < at || ended => ("done", "done"),
            _ if place == at => ("now", "now"),
            _ => ("", "to come"),
        };
        PhaseView { name, class, said }
    };
    let reached =
        if matches!(state, State::Refused | State::Withdrawn | State::Lapsed | State::Joined) { 5 } else { 0 };
    PHASES.iter().enumerate().skip(reached).map(view).collect()
}

/// "Fri 4 Dec", with the year when it is another one.
pub fn short_date(date: NaiveDate, today: NaiveDate) -> String {
    use chrono::Datelike;
    let pattern = if date.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    date.format(pattern).to_string()
}

/// "4 December 2026, 14:12" in a zone; the page says once which zone that is.
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%-d %B %Y, %H:%M").to_string()
}

/// "one case", "14 cases".
pub fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        n => format!("{} {many}", thousands(n)),
    }
}

/// "2,140".
pub fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_is_for_overdue_only_and_amber_for_a_week() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let view = |due: NaiveDate| {
            let dates = DueDates { due: Some(due), sort: Some(due), ..DueDates::default() };
            DueView::of_dates(&dates, today)
        };
        let day = |d| today + chrono::Days::new(d);
        assert_eq!((view(today - chrono::Days::new(4)).class, view(day(0)).class), ("danger", "warn"));
        assert_eq!((view(day(7)).class, view(day(8)).class), ("warn", ""));
        assert_eq!(view(day(11)).words, "11 days left");
        assert_eq!(view(day(11)).date, "Fri 4 Dec");
        let closed = DueView::of_dates(&DueDates::default(), today);
        assert_eq!(closed.words, "Closed");
        let ended = DueView::of_dates(&DueDates { sort: Some(today), ..DueDates::default() }, today);
        assert_eq!((ended.words.as_str(), ended.icon, ended.date.as_str()), ("Closed", Icon::Done, "Mon 23 Nov"));
        let paused = DueDates { paused: true, sort: Some(day(1)), ..DueDates::default() };
        assert_eq!(
            (DueView::of_dates(&paused, today).class, DueView::of_dates(&paused, today).icon),
            ("", Icon::Pause)
        );
    }

    #[test]
    fn a_number_is_written_in_groups_of_three() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(count(1, "case", "cases"), "one case");
    }

    #[test]
    fn a_request_that_ended_early_shows_only_how() {
        assert_eq!(phases(State::Refused).len(), 1);
        assert_eq!(phases(State::Fulfilled).iter().filter(|phase| phase.class == "done").count(), 6);
        assert_eq!(phases(State::Reviewing).iter().position(|phase| phase.class == "now"), Some(3));
    }
}
