//! The counts that reports are worked out from.

use chrono::{Days, NaiveDate, TimeDelta};
use rightsdesk::domain::case::Channel;
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::register::RegisterEntry;
use rightsdesk::domain::report::{Answered, Due, Open, Spent, StageTime, Window};
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::reports::Scope;

use super::samples::{chance, noon};
use super::{Home, on_both};

on_both! {
    answers_are_counted_by_what_they_took,
    open_requests_are_counted_by_age_and_by_due_date,
    time_in_stages_is_added_where_it_was_measured,
    a_scope_leaves_out_other_companies_and_rights,
}

const DAY: i64 = 86_400;

/// A request that came so many days before noon of the samples' day.
fn open(controller: &str, right: Right, age: i64, state: State) -> RegisterEntry {
    let received_at = noon() - TimeDelta::days(age);
    RegisterEntry {
        request: RequestId::new(received_at, chance()),
        controller: controller.into(),
        reference: format!("R-{age}"),
        right,
        channel: Channel::Form,
        regime: "uk-gdpr".into(),
        regime_version: "2026-02-05".into(),
        received_at,
        due: Some(received_at.date_naive() + Days::new(30)),
        extended: false,
        state,
        ground: None,
        closed_at: None,
        closed_on: None,
        since: Some(received_at),
        spent: Spent::default(),
    }
}

/// The same, answered after so many days, two of which were spent with staff.
fn answered(controller: &str, right: Right, age: i64, took: i64) -> RegisterEntry {
    let open = open(controller, right, age, State::Fulfilled);
    let closed = open.received_at + TimeDelta::days(took);
    let spent = Spent([(took - 2) * DAY, 0, DAY, DAY - 1, 1]);
    RegisterEntry { closed_at: Some(closed), closed_on: Some(closed.date_naive()), spent, ..open }
}

fn put(home: &Home, entries: Vec<RegisterEntry>) {
    home.write(move |tx| entries.iter().try_for_each(|entry| tx.put_register(entry)));
}

fn today() -> NaiveDate {
    noon().date_naive()
}

fn of(controller: &str) -> Scope {
    Scope { controller: Some(controller.into()), right: None, ..Scope::default() }
}

fn answers_are_counted_by_what_they_took(home: &Home) {
    let slow = answered("a", Right::Access, 60, 40);
    let withdrawn = RegisterEntry { state: State::Withdrawn, ..answered("a", Right::Access, 20, 5) };
    let unmeasured = RegisterEntry { since: None, ..answered("a", Right::Erasure, 20, 5) };
    let before = answered("a", Right::Access, 200, 5);
    put(
        home,
        vec![
            answered("a", Right::Access, 20, 5),
            answered("a", Right::Access, 19, 5),
            slow,
            withdrawn,
            unmeasured,
            before,
        ],
    );
    let window = Window::last_days(90, today());
    let mut found = home.read(move |tx| tx.answered(&of("a"), window));
    found.sort_by_key(|tally| (tally.right, tally.days));
    let tally = |right, days, late, hands_on, n| Answered { controller: "a".into(), right, days, late, hands_on, n };
    assert_eq!(
        found,
        [
            tally(Right::Access, 5, false, Some(2), 2),
            tally(Right::Access, 40, true, Some(2), 1),
            tally(Right::Erasure, 5, false, None, 1),
        ]
    );
    let mut days = home.read(move |tx| tx.answered_by_day(&of("a"), window));
    days.sort_unstable();
    let day = |back| today() - Days::new(back);
    assert_eq!(days, [(day(20), true, 1), (day(15), false, 2), (day(14), false, 1)]);
    let mut received = home.read(move |tx| tx.received_by_day(&of("a"), window));
    received.sort_unstable();
    assert_eq!(received, [(day(60), 1), (day(20), 3), (day(19), 1)]);
}

fn open_requests_are_counted_by_age_and_by_due_date(home: &Home) {
    let paused = RegisterEntry { due: None, ..open("b", Right::Access, 9, State::AwaitingClarification) };
    put(
        home,
        vec![
            open("b", Right::Access, 3, State::Received),
            open("b", Right::Erasure, 3, State::Received),
            paused,
            answered("b", Right::Access, 9, 2),
        ],
    );
    let mut ages = home.read(|tx| tx.open_by_age(&of("b"), noon() + TimeDelta::hours(1)));
    ages.sort_by_key(|open| open.age);
    let open = |state, age, n| Open { state, age, n };
    assert_eq!(ages, [open(State::Received, 3, 2), open(State::AwaitingClarification, 9, 1)]);
    let mut due = home.read(|tx| tx.open_by_due(&of("b")));
    due.sort_by_key(|due| due.day);
    let on = today() + Days::new(27);
    assert_eq!(due, [Due { day: None, n: 1 }, Due { day: Some(on), n: 2 }]);
    let waiting = home.read(|tx| tx.waiting(&of("b"), 9));
    assert_eq!(waiting.len(), 2, "the paused one waits for the person, not for us");
    assert!(waiting.iter().all(|(reference, _, _, due)| reference == "R-3" && *due == on));
}

fn time_in_stages_is_added_where_it_was_measured(home: &Home) {
    let unmeasured = RegisterEntry { since: None, ..answered("c", Right::Access, 20, 9) };
    put(home, vec![answered("c", Right::Access, 20, 5), answered("c", Right::Access, 10, 4), unmeasured]);
    let window = Window::last_days(90, today());
    let found = home.read(move |tx| tx.stage_time(&of("c"), window));
    assert_eq!(found, StageTime { n: 2, spent: Spent([5 * DAY, 0, 2 * DAY, 2 * (DAY - 1), 2]) });
    let nobody = home.read(move |tx| tx.stage_time(&of("nobody"), window));
    assert_eq!(nobody, StageTime::default());
}

fn a_scope_leaves_out_other_companies_and_rights(home: &Home) {
    put(
        home,
        vec![
            answered("d", Right::Access, 20, 5),
            answered("d", Right::Erasure, 20, 5),
            answered("e", Right::Access, 20, 5),
            open("d", Right::Access, 2, State::Gathering),
            open("e", Right::Access, 2, State::Gathering),
        ],
    );
    let window = Window::last_days(90, today());
    let count =
        |scope: Scope| home.read(move |tx| tx.answered(&scope, window)).iter().map(|tally| tally.n).sum::<u64>();
    let right = Some(Right::Access);
    assert_eq!(count(Scope { controller: None, right, ..Scope::default() }), 2);
    assert_eq!(count(Scope { controller: Some("d".into()), right: None, ..Scope::default() }), 2);
    assert_eq!(count(Scope { controller: Some("d".into()), right, ..Scope::default() }), 1);
    assert_eq!(home.read(|tx| tx.open_by_due(&of("e"))).len(), 1);
    assert!(home.read(|tx| tx.kept_by_day(&of("e"))).is_empty());
}
