//! A second program for the same law: it ticks off single days on a list and shares no code with the first one.
//!
//! It reads the holiday list itself, knows London's summer time by its rule, and marks each day as counted, not counted or
//! closed. The two must agree on every day of receipt of thirty years, in three nations, extended or not, with questions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use proptest::prelude::*;
use rightsdesk::domain::clock::{Extension, History, Question, reckon};
use rightsdesk::domain::right::Right;

use super::scenes::{noon, terms};

static CLOSED: LazyLock<BTreeMap<&str, BTreeSet<NaiveDate>>> = LazyLock::new(|| {
    let text = include_str!("../../config/calendars/uk-bank-holidays.json");
    let list: serde_json::Value = serde_json::from_str(text).unwrap();
    let dates = |division: &str| {
        let events = list[division]["events"].as_array().unwrap().iter();
        events.map(|event| event["date"].as_str().unwrap().parse().unwrap()).collect()
    };
    [("EW", "england-and-wales"), ("SCT", "scotland"), ("NI", "northern-ireland")]
        .map(|(place, division)| (place, dates(division)))
        .into()
});

/// The last day of the law's month: tick months forward, and step back from days that do not exist.
fn same_day_later(start: NaiveDate, months: u32) -> NaiveDate {
    let index = start.year() * 12 + i32::try_from(start.month0() + months).unwrap();
    let (year, month) = (index.div_euclid(12), u32::try_from(index.rem_euclid(12)).unwrap() + 1);
    (1..=start.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day)).unwrap()
}

fn last_sunday(year: i32, month: u32) -> NaiveDate {
    (25..=31).map(|day| NaiveDate::from_ymd_opt(year, month, day).unwrap()).find(|day| weekday(*day) == 6).unwrap()
}

fn weekday(date: NaiveDate) -> i64 {
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    (date - monday).num_days().rem_euclid(7)
}

/// London's civil date: an hour ahead from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last of October.
fn london(instant: DateTime<Utc>) -> NaiveDate {
    let turn = |month| last_sunday(instant.year(), month).and_hms_opt(1, 0, 0).unwrap().and_utc();
    let hours = i64::from(instant >= turn(3) && instant < turn(10));
    (instant + chrono::Duration::hours(hours)).date_naive()
}

/// The due date in words of the statute, one day at a time.
fn walk(start: NaiveDate, months: u32, asked: &[(NaiveDate, NaiveDate)], place: &str) -> NaiveDate {
    let open = |day: NaiveDate| asked.iter().any(|(from, to)| *from <= day && day <= *to);
    let mut owed = start.iter_days().skip(1).take_while(|day| *day <= same_day_later(start, months)).count();
    let mut days = start.iter_days().skip(1);
    let mut last = start;
    while owed > 0 {
        last = days.next().unwrap();
        owed -= usize::from(!open(last));
    }
    let closed = |day: NaiveDate| weekday(day) >= 5 || CLOSED[place].contains(&day) || open(day);
    last.iter_days().find(|day| !closed(*day)).unwrap()
}

fn agree(received: DateTime<Utc>, asked: &[(DateTime<Utc>, DateTime<Utc>)], place: &str) {
    let clarifications = asked.iter().map(|(from, to)| Question { asked: *from, answered: Some(*to) }).collect();
    let mut history = History { clarifications, ..History::new(received) };
    let local: Vec<_> = asked.iter().map(|(from, to)| (london(*from), london(*to))).collect();
    let terms = terms("uk-gdpr", place);
    let plain = reckon(&history, Right::Access, &terms).unwrap();
    assert_eq!(plain.due, Some(walk(london(received), 1, &local, place)), "{place} {history:?}");
    history.extension = Some(Extension { at: received, reason: None });
    let extended = reckon(&history, Right::Access, &terms).unwrap();
    assert_eq!(extended.due, Some(walk(london(received), 3, &local, place)), "extended, {place} {history:?}");
}

#[test]
fn both_programs_agree_on_every_day_of_receipt_of_thirty_years() {
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let places = ["EW", "SCT", "NI"].into_iter().cycle();
    for (date, place) in first.iter_days().take_while(|date| date.year() < 2050).zip(places) {
        let received = if date.day() % 2 == 0 { noon(date) } else { date.and_hms_opt(23, 30, 0).unwrap().and_utc() };
        agree(received, &[], place);
        // A question whose days are spread over the days of receipt without chance, so that a failure can be repeated.
        let asked = received + chrono::Duration::hours(i64::from(date.ordinal() * 7 % 900));
        let answered = asked + chrono::Duration::hours(i64::from(date.ordinal() * 11 % 300));
        agree(received, &[(asked, answered)], place);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn both_programs_agree_with_any_questions(
        day in 0_u64..10_957,
        minute in 0_i64..1440,
        asked in prop::collection::vec((0_i64..60 * 1440, 0_i64..20 * 1440), 0..4),
        place in prop::sample::select(vec!["EW", "SCT", "NI"]),
    ) {
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(day);
        let received = first.and_hms_opt(0, 0, 0).unwrap().and_utc() + chrono::Duration::minutes(minute);
        let asked: Vec<_> = asked.into_iter().map(|(after, open)| {
            let from = received + chrono::Duration::minutes(after);
            (from, from + chrono::Duration::minutes(open))
        }).collect();
        agree(received, &asked, place);
    }
}
