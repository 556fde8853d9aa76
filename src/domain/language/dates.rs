//! Dates and times as a language writes them.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

use super::catalogue::Language;

impl Language {
    /// "4 December 2026".
    pub fn long_date(&self, date: NaiveDate) -> String {
        self.date("dates.long", date)
    }

    /// "Friday 4 December 2026".
    pub fn weekday_date(&self, date: NaiveDate) -> String {
        self.date("dates.weekday", date)
    }

    /// "4 December".
    pub fn short_date(&self, date: NaiveDate) -> String {
        self.date("dates.short", date)
    }

    fn date(&self, form: &str, date: NaiveDate) -> String {
        let weekday = self.text(&format!("dates.weekdays.{}", date.weekday().number_from_monday()));
        let month = self.text(&format!("dates.months.{}", date.month()));
        // Not every form names everything: what a form has no slot for is not shown.
        self.say(form)
            .with("weekday", weekday)
            .with("day", date.day())
            .with("month", month)
            .with("year", date.year())
            .plain()
    }

    /// "14:12 (London time)".
    pub fn clock_time(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        let time = instant.with_timezone(&zone).format("%H:%M");
        let place = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
        let form = if matches!(zone, Tz::UTC | Tz::Etc__UTC) { "dates.time_utc" } else { "dates.time" };
        self.say(form).with("time", time).with("place", place).plain()
    }
}
