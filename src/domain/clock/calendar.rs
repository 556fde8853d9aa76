//! Public holidays and working days, from a list in the shape of GOV.UK's `bank-holidays.json`.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Whose public holidays count: Regulation 1182/71, Article 2, looks at the place where the answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// England and Wales.
    #[serde(rename = "EW")]
    EnglandAndWales,
    /// Scotland.
    #[serde(rename = "SCT")]
    Scotland,
    /// Northern Ireland.
    #[serde(rename = "NI")]
    NorthernIreland,
}

/// No calendar is known for a place, so no due date can be promised there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no calendar of public holidays for the place `{0}`; places with one are EW, SCT and NI")]
pub struct UnknownPlace(pub String);

impl Place {
    /// All places with a calendar.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// The name in settings and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "EW",
            Self::Scotland => "SCT",
            Self::NorthernIreland => "NI",
        }
    }

    /// The name people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "England and Wales",
            Self::Scotland => "Scotland",
            Self::NorthernIreland => "Northern Ireland",
        }
    }

    /// Reads [`Place::code`] back.
    pub fn parse(code: &str) -> Result<Self, UnknownPlace> {
        Self::ALL.into_iter().find(|place| place.code() == code).ok_or_else(|| UnknownPlace(code.into()))
    }

    const fn division(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A list of public holidays that cannot be used.
#[derive(Debug, Error)]
pub enum CalendarError {
    /// Not JSON at all.
    #[error("the list of public holidays is not readable JSON")]
    Syntax(#[source] serde_json::Error),
    /// A nation's part has another shape than GOV.UK's.
    #[error("the part `{division}` of the list of public holidays is not in GOV.UK's shape")]
    Shape {
        /// The part of the list.
        division: &'static str,
        /// What was wrong in it.
        #[source]
        source: serde_json::Error,
    },
    /// Nothing for any known place, or a nation without a single holiday.
    #[error("the list of public holidays has no entry for `{0}`")]
    Empty(&'static str),
}

/// Public holidays of every place in one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    places: BTreeMap<Place, Holidays>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Holidays {
    titles: BTreeMap<NaiveDate, String>,
    official_until: i32,
}

#[derive(Deserialize)]
struct Division {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    title: String,
    date: NaiveDate,
    #[serde(default)]
    notes: String,
    /// Ours, not GOV.UK's: `projected` marks a day that follows from the rules but is not yet published.
    #[serde(default)]
    status: Option<String>,
}

impl Calendar {
    /// Reads a list in GOV.UK's shape. The order of entries does not matter; parts for unknown nations are passed over.
    pub fn from_json(text: &str) -> Result<Self, CalendarError> {
        let mut list: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(text).map_err(CalendarError::Syntax)?;
        let mut places = BTreeMap::new();
        for place in Place::ALL {
            let division = place.division();
            let part = list.remove(division).ok_or(CalendarError::Empty(division))?;
            let part: Division =
                serde_json::from_value(part).map_err(|source| CalendarError::Shape { division, source })?;
            places.insert(place, Holidays::of(part).ok_or(CalendarError::Empty(division))?);
        }
        Ok(Self { places })
    }

    /// The holiday on a date, by name: "Christmas Day" or "Boxing Day (substitute day)".
    pub fn holiday(&self, place: Place, date: NaiveDate) -> Option<&str> {
        self.places.get(&place)?.titles.get(&date).map(String::as_str)
    }

    /// Whether a date is no Saturday, Sunday or public holiday of the place.
    pub fn is_working_day(&self, place: Place, date: NaiveDate) -> bool {
        !is_weekend(date) && self.holiday(place, date).is_none()
    }

    /// The date itself if it is a working day, else the first one after it.
    pub fn next_working_day(&self, place: Place, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        while !self.is_working_day(place, day) {
            day = day_after(day);
        }
        day
    }

    /// The `n`th working day before a date; the date itself when `n` is 0.
    pub fn working_days_before(&self, place: Place, date: NaiveDate, n: u32) -> NaiveDate {
        self.step(place, date, n, |day| day.pred_opt().unwrap_or(NaiveDate::MIN))
    }

    /// The `n`th working day after a date; the date itself when `n` is 0.
    pub fn working_days_after(&self, place: Place, date: NaiveDate, n: u32) -> NaiveDate {
        self.step(place, date, n, day_after)
    }

    fn step(&self, place: Place, from: NaiveDate, n: u32, next: impl Fn(NaiveDate) -> NaiveDate) -> NaiveDate {
        let mut day = from;
        for _ in 0..n {
            day = next(day);
            while !self.is_working_day(place, day) {
                day = next(day);
            }
        }
        day
    }

    /// The last year for which every holiday of the place has been published; later ones are projected or unknown.
    pub fn official_until(&self, place: Place) -> i32 {
        self.places.get(&place).map_or(0, |holidays| holidays.official_until)
    }

    /// Whether a request that arrives today may get a date in a year whose list is not official: then the list needs an update.
    pub fn runs_short(&self, place: Place, today: NaiveDate) -> bool {
        today.checked_add_months(Months::new(4)).is_none_or(|horizon| horizon.year() > self.official_until(place))
    }
}

impl Holidays {
    fn of(part: Division) -> Option<Self> {
        let projected = |event: &Event| event.status.as_deref() == Some("projected");
        let first_projected = part.events.iter().filter(|event| projected(event)).map(|event| event.date.year()).min();
        let last = part.events.iter().map(|event| event.date.year()).max()?;
        let official_until = first_projected.map_or(last, |year| last.min(year.saturating_sub(1)));
        let titles = part.events.into_iter().map(|event| (event.date, event.in_words())).collect();
        Some(Self { titles, official_until })
    }
}

impl Event {
    fn in_words(self) -> String {
        match self.notes.trim() {
            "" => self.title,
            notes => format!("{} ({})", self.title, notes.to_lowercase()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shipped() -> Calendar {
        Calendar::from_json(include_str!("../../../config/calendars/uk-bank-holidays.json")).unwrap()
    }

    #[test]
    fn the_three_nations_have_their_own_holidays() {
        let calendar = shipped();
        let working = |place, date| calendar.is_working_day(place, day(date));
        assert!(!working(Place::Scotland, "2026-11-30"));
        assert!(working(Place::EnglandAndWales, "2026-11-30"));
        assert!(!working(Place::NorthernIreland, "2026-03-17"));
        assert_eq!(calendar.holiday(Place::Scotland, day("2026-12-25")), Some("Christmas Day"));
    }

    #[test]
    fn one_working_day_before_a_monday_is_friday() {
        let calendar = shipped();
        let before = |n| calendar.working_days_before(Place::EnglandAndWales, day("2026-12-07"), n);
        assert_eq!([before(0), before(1), before(5)], [day("2026-12-07"), day("2026-12-04"), day("2026-11-30")]);
        assert_eq!(calendar.next_working_day(Place::EnglandAndWales, day("2026-12-25")), day("2026-12-29"));
        assert_eq!(calendar.working_days_after(Place::EnglandAndWales, day("2026-12-24"), 1), day("2026-12-29"));
    }

    #[test]
    fn projected_years_are_not_official() {
        let calendar = shipped();
        assert_eq!(calendar.official_until(Place::Scotland), 2028);
        assert!(!calendar.runs_short(Place::Scotland, day("2028-08-31")));
        assert!(calendar.runs_short(Place::Scotland, day("2028-09-01")));
    }

    #[test]
    fn a_list_without_a_nation_is_refused_by_name() {
        let error = Calendar::from_json(r#"{"england-and-wales": {"events": []}}"#).unwrap_err();
        assert!(error.to_string().contains("england-and-wales"), "{error}");
    }

    #[test]
    fn a_place_without_a_calendar_is_refused_by_name() {
        assert!(Place::parse("DE").unwrap_err().to_string().contains("`DE`"));
        assert_eq!(Place::ALL.map(|place| Place::parse(place.code()).unwrap()), Place::ALL);
    }
}
