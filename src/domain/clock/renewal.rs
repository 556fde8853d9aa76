//! Taking over a newer list of public holidays of the United Kingdom, as GOV.UK publishes it.

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::domain::clock::place::Division;
use crate::domain::clock::{Calendar, CalendarError, read_govuk_list};

/// A newer list, checked and put together with what it does not speak about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// The list to use from this day on: the new days, the past years that the new list has dropped, and the projected ones
    /// after its end.
    pub calendars: Vec<Calendar>,
    /// The days that are new.
    pub added: Vec<Change>,
    /// Days still to come that are holidays no more.
    pub removed: Vec<Change>,
}

/// A holiday that came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The place: `SCT`.
    pub place: String,
    /// The day.
    pub date: NaiveDate,
    /// Its name.
    pub title: String,
}

/// A newer list that cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RenewalError {
    /// It cannot be read.
    #[error(transparent)]
    List(#[from] CalendarError),
    /// It ends before the list in use.
    #[error("`{division}.events`: the list ends with {until}; the one in use is official until {present}")]
    Older {
        /// The division.
        division: String,
        /// Its last year.
        until: i32,
        /// The last official year of the list in use.
        present: i32,
    },
    /// It lacks a day that has been a holiday: due dates that were promised rest on it.
    #[error("`{division}.events`: {date} ({title}) is missing, and it has already served as a public holiday")]
    Served {
        /// The division.
        division: String,
        /// The day.
        date: NaiveDate,
        /// Its name.
        title: String,
    },
}

/// Checks a list that GOV.UK publishes against the one in use. `today` is the civil date in the United Kingdom.
pub fn renew(present: &[Calendar], text: &str, today: NaiveDate) -> Result<Renewal, RenewalError> {
    let mut renewal = Renewal { calendars: Vec::new(), added: Vec::new(), removed: Vec::new() };
    for newer in read_govuk_list(text)? {
        match present.iter().find(|calendar| calendar.place == newer.place) {
            Some(present) => renewal.take_over(present, newer, today)?,
            None => renewal.calendars.push(newer),
        }
    }
    Ok(renewal)
}

impl Renewal {
    fn take_over(&mut self, present: &Calendar, mut newer: Calendar, today: NaiveDate) -> Result<(), RenewalError> {
        let division = division(&newer).to_owned();
        if newer.official_until < present.official_until {
            let (until, present) = (newer.official_until, present.official_until);
            return Err(RenewalError::Older { division, until, present });
        }
        let years = newer.first_year().unwrap_or_default()..=newer.official_until;
        let change = |(date, title): (NaiveDate, &str)| Change {
            place: present.place.code.clone(),
            date,
            title: title.to_owned(),
        };
        let official = |date: NaiveDate| date.year() <= present.official_until;
        let gone =
            present.not_in(&newer).into_iter().filter(|(date, _)| years.contains(&date.year()) && official(*date));
        let gone: Vec<Change> = gone.map(change).collect();
        if let Some(served) = gone.iter().find(|gone| gone.date <= today) {
            return Err(RenewalError::Served { division, date: served.date, title: served.title.clone() });
        }
        self.removed.extend(gone);
        self.added.extend(newer.not_in(present).into_iter().map(change));
        let untouched = present.holidays().filter(|(date, _)| !years.contains(&date.year()));
        newer.titles.extend(untouched.map(|(date, title)| (date, title.to_owned())));
        self.calendars.push(newer);
        Ok(())
    }

    /// The list as it is kept, in GOV.UK's shape with a status beside each day.
    pub fn to_json(&self) -> String {
        let divisions = self.calendars.iter().map(|calendar| {
            let events: Vec<Value> = calendar.holidays().map(|(date, title)| event(calendar, date, title)).collect();
            (division(calendar).to_owned(), json!({ "division": division(calendar), "events": events }))
        });
        Value::Object(divisions.collect::<Map<_, _>>()).to_string()
    }
}

fn event(calendar: &Calendar, date: NaiveDate, title: &str) -> Value {
    let status = if date.year() <= calendar.official_until { "official" } else { "projected" };
    json!({ "title": title, "date": date, "notes": "", "status": status })
}

/// The division of a nation of the United Kingdom; no other place has one.
fn division(calendar: &Calendar) -> &'static str {
    let of = |division: &Division| division.place() == calendar.place;
    Division::ALL.into_iter().find(of).map_or("", Division::key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::read_list;

    const LIST: &str = include_str!("../../../config/calendars/uk-bank-holidays.json");

    fn official() -> Value {
        let mut list: Value = serde_json::from_str(LIST).unwrap();
        for division in Division::ALL {
            let events = list[division.key()]["events"].as_array_mut().unwrap();
            events.retain(|event| event["status"] == "official" && event["date"].as_str().unwrap() >= "2025");
        }
        list
    }

    fn renewed(list: &Value) -> Result<Renewal, RenewalError> {
        renew(&read_list(LIST).unwrap(), &list.to_string(), "2026-11-22".parse().unwrap())
    }

    #[test]
    fn the_published_list_changes_nothing_and_keeps_what_it_does_not_speak_about() {
        let renewal = renewed(&official()).unwrap();
        assert_eq!((renewal.added.len(), renewal.removed.len()), (0, 0));
        assert_eq!(renewal.calendars, read_list(LIST).unwrap());
        assert_eq!(read_list(&renewal.to_json()).unwrap(), renewal.calendars);
    }

    #[test]
    fn a_new_day_is_found_and_a_day_to_come_may_go() {
        let mut list = official();
        let events = list["scotland"]["events"].as_array_mut().unwrap();
        events.push(json!({"title": "A day to celebrate", "date": "2027-06-14", "notes": ""}));
        events.retain(|event| event["date"] != "2027-11-30");
        let renewal = renewed(&list).unwrap();
        assert_eq!(renewal.added[0].title, "A day to celebrate");
        assert_eq!(renewal.removed[0].date.to_string(), "2027-11-30");
    }

    #[test]
    fn a_list_that_forgets_or_ends_early_is_refused_and_the_field_is_named() {
        let mut list = official();
        list["scotland"]["events"].as_array_mut().unwrap().retain(|event| event["date"] != "2026-06-15");
        let refused = renewed(&list).unwrap_err().to_string();
        assert!(refused.contains("`scotland.events`") && refused.contains("2026-06-15"), "{refused}");
        let mut list = official();
        list["northern-ireland"]["events"]
            .as_array_mut()
            .unwrap()
            .retain(|event| event["date"].as_str() < Some("2028"));
        let refused = renewed(&list).unwrap_err().to_string();
        assert!(refused.contains("`northern-ireland.events`") && refused.contains("2027"), "{refused}");
    }
}
