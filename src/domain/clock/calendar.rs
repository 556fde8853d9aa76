//! The public holidays and working days of one place.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::clock::Place;

/// The public holidays of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The place.
    pub place: Place,
    pub(super) titles: BTreeMap<NaiveDate, String>,
    pub(super) official_until: i32,
}

impl Calendar {
    /// The holiday on a date, by name: "Christmas Day" or "Boxing Day (substitute day)".
    pub fn holiday(&self, date: NaiveDate) -> Option<&str> {
        self.titles.get(&date).map(String::as_str)
    }

    /// Every holiday with its name, the earliest first.
    pub fn holidays(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.titles.iter().map(|(date, title)| (*date, title.as_str()))
    }

    /// Whether a date is no Saturday, Sunday or public holiday of the place.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !is_weekend(date) && self.holiday(date).is_none()
    }

    /// The date itself if it is a working day, else the first one after it.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        while !self.is_working_day(day) {
            day = day_after(day);
        }
        day
    }

    /// The date itself if it is a working day, else the last one before it.
    pub fn last_working_day(&self, date: NaiveDate) -> NaiveDate {
        if self.is_working_day(date) { date } else { self.working_days_before(date, 1) }
    }

    /// The `n`th working day before a date; the date itself when `n` is 0.
    pub fn working_days_before(&self, date: NaiveDate, n: u32) -> NaiveDate {
        self.step(date, n, day_before)
    }

    /// The `n`th working day after a date; the date itself when `n` is 0.
    pub fn working_days_after(&self, date: NaiveDate, n: u32) -> NaiveDate {
        self.step(date, n, day_after)
    }

    fn step(&self, from: NaiveDate, n: u32, next: impl Fn(NaiveDate) -> NaiveDate) -> NaiveDate {
        let mut day = from;
        for _ in 0..n {
            day = next(day);
            while !self.is_working_day(day) {
                day = next(day);
            }
        }
        day
    }

    /// Whether the list names any holiday. A law that looks at public holidays cannot be applied in a place without one.
    pub fn names_holidays(&self) -> bool {
        !self.titles.is_empty()
    }

    /// The first year on the list; earlier dates are computed without public holidays.
    pub fn first_year(&self) -> Option<i32> {
        self.titles.keys().next().map(NaiveDate::year)
    }

    /// The last year for which every holiday of the place has been published; later ones are projected or unknown.
    pub const fn official_until(&self) -> i32 {
        self.official_until
    }

    /// Whether a request that arrives today may get a date in a year whose list is not official: then the list needs an update.
    pub fn runs_short(&self, today: NaiveDate) -> bool {
        let horizon = today.checked_add_months(Months::new(4));
        self.names_holidays() && horizon.is_none_or(|horizon| horizon.year() > self.official_until)
    }

    /// What to do when the list [runs short](Self::runs_short); nothing while it reaches far enough.
    pub fn shortness(&self, today: NaiveDate) -> Option<String> {
        let (place, until) = (&self.place, self.official_until);
        self.runs_short(today).then(|| {
            format!(
                "the public holidays of {place} are official until {until} only; bring a newer list with `rightsdesk calendar import`"
            )
        })
    }

    /// The holidays that another list of the same place does not have, the earliest first.
    pub fn not_in(&self, other: &Self) -> Vec<(NaiveDate, &str)> {
        self.holidays().filter(|(date, _)| other.holiday(*date).is_none()).collect()
    }
}

/// Saturday or Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The next day; the end of the calendar is far outside the years that a history may hold.
pub(super) fn day_after(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
}

/// The day before.
pub(super) fn day_before(date: NaiveDate) -> NaiveDate {
    date.pred_opt().unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::read_list;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shipped(code: &str) -> Calendar {
        let list = read_list(include_str!("../../../config/calendars/uk-bank-holidays.json")).unwrap();
        list.into_iter().find(|calendar| calendar.place.code == code).unwrap()
    }

    #[test]
    fn the_three_nations_have_their_own_holidays() {
        let working = |place, date| shipped(place).is_working_day(day(date));
        assert!(!working("SCT", "2026-11-30"));
        assert!(working("EW", "2026-11-30"));
        assert!(!working("NI", "2026-03-17"));
        assert_eq!(shipped("SCT").holiday(day("2026-12-25")), Some("Christmas Day"));
    }

    #[test]
    fn one_working_day_before_a_monday_is_friday() {
        let calendar = shipped("EW");
        let before = |n| calendar.working_days_before(day("2026-12-07"), n);
        assert_eq!([before(0), before(1), before(5)], [day("2026-12-07"), day("2026-12-04"), day("2026-11-30")]);
        assert_eq!(calendar.next_working_day(day("2026-12-25")), day("2026-12-29"));
        assert_eq!(calendar.last_working_day(day("2026-12-28")), day("2026-12-24"));
        assert_eq!(calendar.working_days_after(day("2026-12-24"), 1), day("2026-12-29"));
    }

    #[test]
    fn projected_years_are_not_official() {
        let calendar = shipped("SCT");
        assert_eq!((calendar.first_year(), calendar.official_until()), (Some(2024), 2028));
        assert!(!calendar.runs_short(day("2028-08-31")));
        assert!(calendar.runs_short(day("2028-09-01")));
    }
}
