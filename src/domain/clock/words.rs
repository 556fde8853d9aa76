//! Dates and times as people read them.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::domain::clock::ClockStatus;

/// "4 December 2026".
pub fn long_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// "Friday 4 December 2026".
pub fn weekday_date(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// The civil date of an instant in a zone. The date from which the law counts; the UTC date may be another one.
pub fn local(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

/// "14:12 (London time)".
pub fn clock_time(instant: DateTime<Utc>, zone: Tz) -> String {
    format!("{} ({})", instant.with_timezone(&zone).format("%H:%M"), zone_name(zone))
}

/// "London time", from the city in the zone's name.
pub fn zone_name(zone: Tz) -> String {
    match zone {
        Tz::UTC | Tz::Etc__UTC => "UTC".into(),
        _ => format!("{} time", zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")),
    }
}

/// The first instant of the day after a date in a zone: the exclusive end of a deadline. Where the clocks skip midnight, the first instant there is.
pub fn end_of(date: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let next = date.succ_opt()?;
    (0..24)
        .filter_map(|hour| next.and_hms_opt(hour, 0, 0))
        .find_map(|naive| zone.from_local_datetime(&naive).earliest())
        .map(|instant| instant.to_utc())
}

/// How close the date is: the order and the colour of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lateness {
    /// The due date has passed.
    Overdue,
    /// The due date is today.
    Today,
    /// Seven days or fewer.
    Soon,
    /// More than seven days.
    Comfortable,
    /// An open question holds the clock.
    Paused,
    /// The period has not begun.
    NotStarted,
    /// Answered or closed: nothing is owed.
    Done,
}

impl Lateness {
    /// How close a date is on a local day. [`Lateness::Done`] is for the caller, who knows whether the request is closed.
    pub fn of(status: ClockStatus, due: Option<NaiveDate>, today: NaiveDate) -> Self {
        match (status, due) {
            (ClockStatus::NotStarted, _) => Self::NotStarted,
            (ClockStatus::Paused, _) | (ClockStatus::Running, None) => Self::Paused,
            (ClockStatus::Running, Some(due)) => match (due - today).num_days() {
                ..0 => Self::Overdue,
                0 => Self::Today,
                1..=7 => Self::Soon,
                _ => Self::Comfortable,
            },
        }
    }

    /// The name in style sheets, filters and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Soon => "soon",
            Self::Comfortable => "comfortable",
            Self::Paused => "paused",
            Self::NotStarted => "not_started",
            Self::Done => "done",
        }
    }
}

/// "12 days left", "due today", "2 days overdue", "paused", "clock not started".
pub fn days_left(status: ClockStatus, due: Option<NaiveDate>, today: NaiveDate) -> String {
    match (status, due) {
        (ClockStatus::NotStarted, _) => "clock not started".into(),
        (ClockStatus::Paused, _) | (ClockStatus::Running, None) => "paused".into(),
        (ClockStatus::Running, Some(due)) => match (due - today).num_days() {
            0 => "due today".into(),
            left @ 1.. => format!("{} left", days(left)),
            over => format!("{} overdue", days(-over)),
        },
    }
}

/// "1 day", "12 days".
pub fn days(n: i64) -> String {
    if n == 1 { "1 day".into() } else { format!("{n} days") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(long_date(day("2026-12-04")), "4 December 2026");
        assert_eq!(weekday_date(day("2026-12-04")), "Friday 4 December 2026");
        let instant = "2026-06-30T23:30:00Z".parse().unwrap();
        assert_eq!(clock_time(instant, Tz::Europe__London), "00:30 (London time)");
        assert_eq!(local(instant, Tz::Europe__London), day("2026-07-01"));
        assert_eq!(clock_time(instant, Tz::America__New_York), "19:30 (New York time)");
    }

    #[test]
    fn days_left_are_said_in_words() {
        let left = |today| days_left(ClockStatus::Running, Some(day("2026-12-04")), day(today));
        assert_eq!(left("2026-11-22"), "12 days left");
        assert_eq!(left("2026-12-03"), "1 day left");
        assert_eq!(left("2026-12-04"), "due today");
        assert_eq!(left("2026-12-06"), "2 days overdue");
        assert_eq!(days_left(ClockStatus::NotStarted, None, day("2026-12-06")), "clock not started");
        assert_eq!(days_left(ClockStatus::Paused, None, day("2026-12-06")), "paused");
    }

    #[test]
    fn lateness_turns_at_seven_days_and_on_the_day() {
        let of = |today| Lateness::of(ClockStatus::Running, Some(day("2026-12-04")), day(today));
        assert_eq!(of("2026-11-26"), Lateness::Comfortable);
        assert_eq!(of("2026-11-27"), Lateness::Soon);
        assert_eq!(of("2026-12-04"), Lateness::Today);
        assert_eq!(of("2026-12-05"), Lateness::Overdue);
    }

    #[test]
    fn a_day_ends_at_local_midnight_even_where_the_clocks_skip_it() {
        let end = |date, zone| end_of(day(date), zone).unwrap().to_rfc3339();
        assert_eq!(end("2026-07-30", Tz::Europe__London), "2026-07-30T23:00:00+00:00");
        assert_eq!(end("2026-10-25", Tz::Europe__London), "2026-10-26T00:00:00+00:00");
        assert_eq!(end("2018-11-03", Tz::America__Sao_Paulo), "2018-11-04T03:00:00+00:00");
    }
}
