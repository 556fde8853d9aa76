//! The days that a report is about.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::tally::Month;

/// Civil days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Months in a row of months.
const YEAR: u32 = 12;

impl Window {
    /// From one day to another; the earlier one comes first, whatever the order.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from: from.min(to), to: from.max(to) }
    }

    /// So many days up to a day, that day included.
    pub fn last_days(n: u64, today: NaiveDate) -> Self {
        Self::new(today.checked_sub_days(Days::new(n.saturating_sub(1))).unwrap_or(today), today)
    }

    /// The year so far.
    pub fn this_year(today: NaiveDate) -> Self {
        Self::new(NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today), today)
    }

    /// How many days it has.
    pub fn length(self) -> u64 {
        u64::try_from((self.to - self.from).num_days()).unwrap_or_default() + 1
    }

    /// As many days, right before.
    #[must_use]
    pub fn before(self) -> Self {
        let to = self.from.pred_opt().unwrap_or(self.from);
        Self::last_days(self.length(), to)
    }

    /// The same days a year earlier.
    #[must_use]
    pub fn year_before(self) -> Self {
        let back = |day: NaiveDate| day.checked_sub_months(Months::new(YEAR)).unwrap_or(day);
        Self::new(back(self.from), back(self.to))
    }

    /// Whether a day is one of them.
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The twelve months of which the last holds its last day, as a window of whole months.
    #[must_use]
    pub fn year_of_months(self) -> Self {
        let first = self.to.with_day(1).unwrap_or(self.to);
        Self::new(first.checked_sub_months(Months::new(YEAR - 1)).unwrap_or(first), self.to)
    }

    /// The months that it touches, in order.
    pub fn months(self) -> Vec<Month> {
        let first = self.from.with_day(1).unwrap_or(self.from);
        let months = (0..).map_while(|n| first.checked_add_months(Months::new(n)));
        months.take_while(|day| *day <= self.to).map(Month::of).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_of_months_ends_with_the_month_of_its_last_day() {
        let window = Window::last_days(90, day("2026-11-22"));
        assert_eq!((window.from, window.length()), (day("2026-08-25"), 90));
        let year = window.year_of_months();
        assert_eq!(year.from, day("2025-12-01"));
        assert_eq!(year.months().len(), 12);
    }

    proptest! {
        #[test]
        fn the_days_before_are_as_many_and_end_where_it_begins(start in 0u64..20_000, length in 0u64..800) {
            let from = day("1990-01-01") + Days::new(start);
            let window = Window::new(from, from + Days::new(length));
            let before = window.before();
            prop_assert_eq!(before.length(), window.length());
            prop_assert_eq!(before.to.succ_opt(), Some(window.from));
            prop_assert!(!window.holds(before.to) && window.holds(window.from) && window.holds(window.to));
            let months = window.months();
            prop_assert!(months.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(months.contains(&Month::of(window.from)) && months.contains(&Month::of(window.to)));
        }
    }
}
