//! The figures of reports against a second computation that knows nothing of the first: row by row, over invented requests of three
//! companies in three zones, around midnight, the change of the clocks and the turn of the year.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use rightsdesk::domain::case::Channel;
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::register::RegisterEntry;
use rightsdesk::domain::report::{Spent, Window, numbers};
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::reports::Scope;

use super::samples::chance;
use super::{Home, on_both};

on_both! { every_figure_is_that_of_a_second_computation, figures_of_nothing_and_of_one_are_told }

const COMPANIES: [(&str, Tz); 3] =
    [("london", Tz::Europe__London), ("berlin", Tz::Europe__Berlin), ("adelaide", Tz::Australia__Adelaide)];

/// Numbers that look like chance and are the same each time.
struct Draw(u64);

impl Draw {
    fn up_to(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(most).expect("positive")).expect("small")
    }
}

fn civil(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// One request; every kind of end, paused clocks, time not measured, and receipts within minutes of a midnight.
fn entry(draw: &mut Draw, n: i64) -> (RegisterEntry, Tz) {
    let (controller, zone) = COMPANIES[usize::try_from(n % 3).expect("small")];
    let day = "2025-10-20T00:00:00Z".parse::<DateTime<Utc>>().expect("an instant") + TimeDelta::days(draw.up_to(420));
    let minutes = if n % 2 == 0 { draw.up_to(1_440) } else { 22 * 60 + 30 + draw.up_to(180) };
    let received_at = day + TimeDelta::minutes(minutes);
    let states = [
        State::Fulfilled,
        State::Fulfilled,
        State::Refused,
        State::Withdrawn,
        State::Joined,
        State::Gathering,
        State::AwaitingClarification,
    ];
    let state = states[usize::try_from(draw.up_to(7)).expect("small")];
    let closed_at = (!state.is_open()).then(|| received_at + TimeDelta::minutes(draw.up_to(60 * 24 * 60)));
    let due = civil(received_at, zone) + Days::new(30);
    let entry = RegisterEntry {
        request: RequestId::new(received_at, chance()),
        controller: controller.to_owned(),
        reference: format!("R-{n}"),
        right: Right::ALL[usize::try_from(draw.up_to(7)).expect("small")],
        channel: Channel::Form,
        regime: "uk-gdpr".into(),
        regime_version: "1".into(),
        received_at,
        due: (state != State::AwaitingClarification).then_some(due),
        extended: false,
        state,
        ground: None,
        closed_at,
        closed_on: closed_at.map(|at| civil(at, zone)),
        since: (n % 11 != 0).then_some(received_at),
        spent: Spent([0, 1, 2, 3, 4].map(|stage| (n + stage) % 5 * draw.up_to(400_000))),
    };
    (entry, zone)
}

fn scope(controller: Option<&str>, right: Option<Right>) -> Scope {
    let zones = COMPANIES.map(|(id, zone)| (id.to_owned(), zone)).into();
    Scope { controller: controller.map(str::to_owned), right, zones }
}

/// What half and nine of ten took, from the sorted row itself.
fn ranks(mut days: Vec<i64>) -> (Option<i64>, Option<i64>) {
    days.sort_unstable();
    let nine = (days.len() * 9).div_ceil(10).max(1) - 1;
    (days.get(days.len() / 2).copied(), days.get(nine).copied())
}

fn every_figure_is_that_of_a_second_computation(home: &Home) {
    let mut draw = Draw(26);
    let all: Vec<(RegisterEntry, Tz)> = (0..400).map(|n| entry(&mut draw, n)).collect();
    let rows: Vec<RegisterEntry> = all.iter().map(|(entry, _)| entry.clone()).collect();
    home.write(move |tx| rows.iter().try_for_each(|entry| tx.put_register(entry)));
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let windows = [
        ("2025-12-15", "2026-01-14"),
        ("2026-03-20", "2026-04-05"),
        ("2025-10-01", "2026-12-31"),
        ("2026-02-10", "2026-02-10"),
    ];
    let now: DateTime<Utc> = "2026-12-31T23:40:00Z".parse().expect("an instant");
    for (from, to) in windows {
        let window = Window::new(day(from), day(to));
        for (controller, right) in [
            (None, None),
            (Some("berlin"), None),
            (None, Some(Right::Access)),
            (Some("adelaide"), Some(Right::Erasure)),
        ] {
            let asked = scope(controller, right);
            let mine: Vec<&(RegisterEntry, Tz)> = all
                .iter()
                .filter(|(entry, _)| controller.is_none_or(|id| id == entry.controller))
                .filter(|(entry, _)| right.is_none_or(|right| right == entry.right))
                .collect();
            same_answers(home, &asked, window, &mine);
            same_volumes(home, &asked, window, &mine);
            same_open(home, &asked, now, &mine);
        }
    }
}

fn same_answers(home: &Home, asked: &Scope, window: Window, mine: &[&(RegisterEntry, Tz)]) {
    let within = |entry: &RegisterEntry| {
        let answered = matches!(entry.state, State::Fulfilled | State::Refused);
        entry.closed_on.filter(|day| answered && window.from <= *day && *day <= window.to)
    };
    let (mut days, mut on_time, mut spent, mut measured, mut by_day) = (Vec::new(), 0, [0; 5], 0, BTreeMap::new());
    for (entry, zone) in mine {
        let Some(closed) = within(entry) else { continue };
        days.push((closed - civil(entry.received_at, *zone)).num_days());
        let late = entry.due.is_some_and(|due| closed > due);
        on_time += u64::from(!late);
        *by_day.entry((closed, late)).or_insert(0_u64) += 1;
        if entry.since.is_some() {
            measured += 1;
            (0..5).for_each(|stage| spent[stage] += entry.spent.0[stage]);
        }
    }
    let own = asked.clone();
    let found = home.read(move |tx| tx.answered(&own, window));
    let told = numbers(&found, &[], window.to);
    let (median, most) = ranks(days.clone());
    assert_eq!(
        (told.answered, told.on_time),
        (u64::try_from(days.len()).expect("few"), on_time),
        "{asked:?} {window:?}"
    );
    assert_eq!((told.median, told.nine_of_ten), (median, most), "{asked:?} {window:?}");
    let own = asked.clone();
    let time = home.read(move |tx| tx.stage_time(&own, window));
    assert_eq!((time.n, time.spent.0), (measured, spent), "{asked:?} {window:?}");
    let own = asked.clone();
    let told: BTreeMap<_, _> = home
        .read(move |tx| tx.answered_by_day(&own, window))
        .into_iter()
        .map(|(day, late, n)| ((day, late), n))
        .collect();
    assert_eq!(told, by_day, "{asked:?} {window:?}");
}

fn same_volumes(home: &Home, asked: &Scope, window: Window, mine: &[&(RegisterEntry, Tz)]) {
    let mut wanted = BTreeMap::new();
    for (entry, zone) in mine {
        let came = civil(entry.received_at, *zone);
        if window.from <= came && came <= window.to {
            *wanted.entry(came).or_insert(0_u64) += 1;
        }
    }
    let own = asked.clone();
    let told: BTreeMap<_, _> = home.read(move |tx| tx.received_by_day(&own, window)).into_iter().collect();
    assert_eq!(told, wanted, "{asked:?} {window:?}");
    assert!(told.keys().all(|day| (2025..=2026).contains(&day.year())));
}

fn same_open(home: &Home, asked: &Scope, now: DateTime<Utc>, mine: &[&(RegisterEntry, Tz)]) {
    let (mut ages, mut dues) = (BTreeMap::new(), BTreeMap::new());
    for (entry, zone) in mine.iter().filter(|(entry, _)| entry.closed_at.is_none()) {
        let age = (civil(now, *zone) - civil(entry.received_at, *zone)).num_days();
        *ages.entry((entry.state.code(), age)).or_insert(0_u64) += 1;
        *dues.entry(entry.due).or_insert(0_u64) += 1;
    }
    let own = asked.clone();
    let told: BTreeMap<_, _> = home
        .read(move |tx| tx.open_by_age(&own, now))
        .into_iter()
        .map(|one| ((one.state.code(), one.age), one.n))
        .collect();
    assert_eq!(told, ages, "{asked:?}");
    let own = asked.clone();
    let told: BTreeMap<_, _> =
        home.read(move |tx| tx.open_by_due(&own)).into_iter().map(|one| (one.day, one.n)).collect();
    assert_eq!(told, dues, "{asked:?}");
}

fn figures_of_nothing_and_of_one_are_told(home: &Home) {
    let window = Window::new("2026-01-01".parse().expect("a day"), "2026-01-31".parse().expect("a day"));
    let nothing = home.read(move |tx| tx.answered(&scope(None, None), window));
    assert_eq!(numbers(&nothing, &[], window.to).median, None);
    // Received at 23:50 on New Year's Eve in London, which is the next year in Berlin and later still in Adelaide.
    let mut draw = Draw(1);
    for (n, (controller, _)) in COMPANIES.into_iter().enumerate() {
        let (one, _) = entry(&mut draw, i64::try_from(n).expect("small"));
        let received_at = "2025-12-31T23:50:00Z".parse().expect("an instant");
        let closed_at = Some("2026-01-02T08:00:00Z".parse().expect("an instant"));
        let closed_on = Some("2026-01-02".parse().expect("a day"));
        let due = Some("2026-01-30".parse().expect("a day"));
        let one = RegisterEntry { received_at, closed_at, closed_on, due, state: State::Fulfilled, ..one };
        home.write(move |tx| tx.put_register(&one));
        let asked = scope(Some(controller), None);
        let told = home.read(move |tx| tx.answered(&asked, window));
        let days = if controller == "london" { 2 } else { 1 };
        assert_eq!(told.iter().map(|one| (one.days, one.n)).collect::<Vec<_>>(), [(days, 1)], "{controller}");
    }
}
