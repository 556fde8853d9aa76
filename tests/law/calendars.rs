//! Public holidays of many places: the lists that ship, and what a new one-off holiday does.

use chrono::{Datelike, Days, NaiveDate};
use rightsdesk::config::calendars;
use rightsdesk::domain::clock::{Calendars, History, Law, List, reckon};
use rightsdesk::domain::right::Right;

use super::scenes::{at, day, terms};

fn holidays() -> serde_json::Value {
    serde_json::from_str(include_str!("../../config/calendars/uk-bank-holidays.json")).unwrap()
}

fn law_with(list: &serde_json::Value) -> Law {
    let uk = List::new("uk-bank-holidays", "uk", "EW SCT NI", list.to_string());
    Law::new(rightsdesk::config::regimes::shipped().unwrap(), Calendars::new([uk]))
}

fn dues(law: &Law) -> Vec<NaiveDate> {
    let terms = law.terms("uk-gdpr", None).unwrap();
    let received = (0..730).map(|days| at("2026-01-01T12:00:00Z") + Days::new(days));
    let due = |received| reckon(&History::new(received), Right::Access, &terms).unwrap().due.unwrap();
    received.map(due).collect()
}

#[test]
fn the_order_of_the_holiday_list_does_not_matter() {
    let mut list = holidays();
    let before = dues(&law_with(&list));
    list["england-and-wales"]["events"].as_array_mut().unwrap().reverse();
    assert_eq!(before, dues(&law_with(&list)));
}

#[test]
fn a_new_one_off_holiday_moves_only_the_dates_that_fall_on_it() {
    let mut list = holidays();
    let before = dues(&law_with(&list));
    let holiday = serde_json::json!({"title": "A day to celebrate", "date": "2026-09-16", "notes": ""});
    list["england-and-wales"]["events"].as_array_mut().unwrap().push(holiday);
    let after = dues(&law_with(&list));
    let moved: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
    assert!(!moved.is_empty());
    for (before, after) in moved {
        assert_eq!((before.to_string(), after.to_string()), ("2026-09-16".into(), "2026-09-17".into()));
    }
}

#[test]
fn the_regions_of_a_country_differ_where_the_law_says_so() {
    let off = |place, date| !terms("eu-gdpr", place).calendar.is_working_day(day(date));
    assert!(off("DE-BY", "2027-11-01") && !off("DE-BE", "2027-11-01") && !off("DE", "2027-11-01"));
    assert!(off("DE-BE", "2027-03-08") && !off("DE-BY", "2027-03-08"));
    assert!(
        off("DE", "2026-04-03") && !off("FR", "2026-04-03") && off("FR-57", "2026-04-03") && !off("IE", "2026-04-03")
    );
    assert!(off("ES-CT", "2026-09-11") && !off("ES-MD", "2026-09-11"));
    assert!(
        off("NL", "2026-04-27") && off("PL", "2026-11-11") && off("IT-BZ", "2026-05-25") && !off("IT", "2026-05-25")
    );
}

#[test]
fn the_zone_follows_from_the_place() {
    for (place, zone) in [
        ("IE", "Europe/Dublin"),
        ("ES-CN", "Atlantic/Canary"),
        ("PT-20", "Atlantic/Azores"),
        ("DE-BY", "Europe/Berlin"),
    ] {
        assert_eq!(terms("eu-gdpr", place).zone.name(), zone);
    }
    assert_eq!(terms("us-co", "US-CO").zone.name(), "America/Denver");
}

#[test]
fn every_member_state_has_its_holidays_of_2024_to_2030() {
    let calendars = calendars::shipped();
    let states = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    for state in states.split(' ') {
        let (calendar, group) = calendars.of(state).unwrap();
        assert_eq!(group, "eu", "{state}");
        for year in 2024..=2030 {
            let days = calendar.holidays().filter(|(date, _)| date.year() == year).count();
            assert!((8..=20).contains(&days), "{state} {year}: {days}");
        }
    }
}
