//! Reading lists of public holidays, in the shape of GOV.UK's `bank-holidays.json`.
//!
//! GOV.UK's own list has the three divisions of the United Kingdom. Ours of other countries have the same events and say,
//! for each division, its place: `name`, `zone`, and for a region the country it `extends` and the days it works on.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::domain::clock::place::Division;
use crate::domain::clock::{Calendar, Place};

/// A list of public holidays that cannot be used. Each names the field that is wrong: `scotland.events[3].date`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// Not JSON at all.
    #[error("the list of public holidays is not readable JSON: {0}")]
    Syntax(String),
    /// A field is missing or of another kind than in GOV.UK's shape.
    #[error("`{field}`: {wanted}")]
    Field {
        /// Where.
        field: String,
        /// What should stand there.
        wanted: String,
    },
    /// A division without a single holiday, or that is not there.
    #[error("`{0}`: the list has no public holiday for this division")]
    Empty(String),
    /// A division that nobody knows.
    #[error("`{0}`: no such division; known are england-and-wales, scotland and northern-ireland")]
    UnknownDivision(String),
}

/// Notes about the list that are no division.
const META: &str = "_meta";

/// Reads a list: the divisions of GOV.UK, or ours of another country. The order of entries does not matter.
pub fn read_list(text: &str) -> Result<Vec<Calendar>, CalendarError> {
    let list: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| CalendarError::Syntax(error.to_string()))?;
    if Division::ALL.iter().any(|division| list.contains_key(division.key())) {
        return read_govuk(&list);
    }
    let parts = list.iter().filter(|(key, _)| *key != META);
    parts.map(|(key, part)| own_division(&list, key, part)).collect()
}

/// Reads a list of the United Kingdom, as GOV.UK publishes it: all three divisions and no other.
pub fn read_govuk_list(text: &str) -> Result<Vec<Calendar>, CalendarError> {
    let list = serde_json::from_str(text).map_err(|error| CalendarError::Syntax(error.to_string()))?;
    read_govuk(&list)
}

fn read_govuk(list: &Map<String, Value>) -> Result<Vec<Calendar>, CalendarError> {
    let known = |key: &str| key == META || Division::ALL.iter().any(|division| division.key() == key);
    if let Some(unknown) = list.keys().find(|key| !known(key)) {
        return Err(CalendarError::UnknownDivision(unknown.clone()));
    }
    let division = |division: Division| {
        let key = division.key();
        let part = list.get(key).ok_or_else(|| CalendarError::Empty(key.into()))?;
        let events = events(key, part)?;
        if events.is_empty() { Err(CalendarError::Empty(key.into())) } else { Ok(calendar(division.place(), events)) }
    };
    Division::ALL.into_iter().map(division).collect()
}

fn own_division(list: &Map<String, Value>, key: &str, part: &Value) -> Result<Calendar, CalendarError> {
    let zone = text(key, part, "zone")?;
    let zone = zone.parse().ok().ok_or_else(|| field(format!("{key}.zone"), "a time zone such as Europe/Berlin"))?;
    let place = Place { code: key.into(), name: text(key, part, "name")?.into(), zone };
    let mut all = match part.get("extends").and_then(Value::as_str) {
        Some(country) => events(country, list.get(country).unwrap_or(&Value::Null))?,
        None => Vec::new(),
    };
    let working = dates(key, part, "working")?;
    all.retain(|event| !working.contains(&event.date));
    all.extend(events(key, part)?);
    Ok(calendar(place, all))
}

/// A public holiday on a list.
struct Event {
    date: NaiveDate,
    title: String,
    /// Ours, not GOV.UK's: `projected` marks a day that follows from the rules but is not yet published.
    projected: bool,
}

fn events(division: &str, part: &Value) -> Result<Vec<Event>, CalendarError> {
    let listed = part.get("events").and_then(Value::as_array);
    let listed = listed.ok_or_else(|| field(format!("{division}.events"), "a list of days with title and date"))?;
    listed.iter().enumerate().map(|(index, event)| Event::read(&format!("{division}.events[{index}]"), event)).collect()
}

impl Event {
    fn read(place: &str, event: &Value) -> Result<Self, CalendarError> {
        let (title, date) = (text(place, event, "title")?, text(place, event, "date")?);
        let notes = event.get("notes").and_then(Value::as_str).unwrap_or_default().trim();
        Ok(Self {
            date: read_date(format!("{place}.date"), date)?,
            title: if notes.is_empty() { title.into() } else { format!("{title} ({})", notes.to_lowercase()) },
            projected: event.get("status").and_then(Value::as_str) == Some("projected"),
        })
    }
}

fn calendar(place: Place, events: Vec<Event>) -> Calendar {
    let first_projected = events.iter().filter(|event| event.projected).map(|event| event.date.year()).min();
    let last = events.iter().map(|event| event.date.year()).max().unwrap_or(0);
    let official_until = first_projected.map_or(last, |year| last.min(year.saturating_sub(1)));
    let titles: BTreeMap<_, _> = events.into_iter().map(|event| (event.date, event.title)).collect();
    Calendar { place, titles, official_until }
}

fn text<'a>(place: &str, part: &'a Value, key: &str) -> Result<&'a str, CalendarError> {
    let text = part.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    text.ok_or_else(|| field(format!("{place}.{key}"), "a text, not empty"))
}

fn dates(place: &str, part: &Value, key: &str) -> Result<Vec<NaiveDate>, CalendarError> {
    let listed = part.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    listed.iter().map(|date| read_date(format!("{place}.{key}"), date.as_str().unwrap_or_default())).collect()
}

/// A date of exactly ten characters, in a year that a list can have.
fn read_date(place: String, text: &str) -> Result<NaiveDate, CalendarError> {
    let date = text.parse().ok().filter(|date: &NaiveDate| text.len() == 10 && (1990..=2199).contains(&date.year()));
    date.ok_or_else(|| field(place, format!("a date such as 2026-12-25, not `{text}`")))
}

fn field(field: String, wanted: impl Into<String>) -> CalendarError {
    CalendarError::Field { field, wanted: wanted.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uk() -> Value {
        serde_json::from_str(include_str!("../../../config/calendars/uk-bank-holidays.json")).unwrap()
    }

    fn refused(list: &Value) -> String {
        read_govuk_list(&list.to_string()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_in_a_list_is_named_by_its_field() {
        let mut list = uk();
        list["scotland"]["events"][3]["date"] = "2026-02-30".into();
        assert!(refused(&list).contains("`scotland.events[3].date`") && refused(&list).contains("2026-02-30"));
        list["scotland"]["events"][3]["date"] = 20_260_101.into();
        assert!(refused(&list).contains("`scotland.events[3].date`"));
        list["scotland"] = serde_json::json!({"division": "scotland"});
        assert!(refused(&list).contains("`scotland.events`"));
        list["scotland"] = serde_json::json!({"events": []});
        assert!(refused(&list).contains("`scotland`"));
        let mut list = uk();
        list["wales"] = list["scotland"].clone();
        assert!(refused(&list).contains("`wales`"));
        list.as_object_mut().unwrap().remove("scotland");
        list.as_object_mut().unwrap().remove("wales");
        assert!(refused(&list).contains("`scotland`"));
        assert!(read_govuk_list("[]").unwrap_err().to_string().contains("not readable JSON"));
    }

    #[test]
    fn a_region_has_the_days_of_its_country_and_its_own() {
        let list = r#"{"_meta": {}, "XX": {"name": "Land", "zone": "Europe/Berlin", "events": [
            {"title": "One", "date": "2026-05-01"}, {"title": "Two", "date": "2026-05-04"}]},
            "XX-A": {"name": "Part", "zone": "Europe/Berlin", "extends": "XX", "working": ["2026-05-04"],
            "events": [{"title": "Three", "date": "2026-05-05", "notes": "Substitute day"}]}}"#;
        let list = read_list(list).unwrap();
        let region = list.iter().find(|calendar| calendar.place.code == "XX-A").unwrap();
        let days: Vec<_> = region.holidays().map(|(date, title)| format!("{date} {title}")).collect();
        assert_eq!(days, ["2026-05-01 One", "2026-05-05 Three (substitute day)"]);
        assert_eq!(region.place.holiday_word(), "public holiday");
    }
}
