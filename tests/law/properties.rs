//! What must hold for every history, whatever the dates.

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use rightsdesk::domain::clock::{ClockStatus, Extension, History, Question, Reckoning, Terms, reckon};
use rightsdesk::domain::right::Right;

use super::scenes::{at, question, terms, uk};

fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..6 * 365 * 1440).prop_map(|minutes| at("2024-01-01T00:00:00Z") + Duration::minutes(minutes))
}

fn places() -> impl Strategy<Value = Terms<'static>> {
    let places = [
        ("uk-gdpr", "EW"),
        ("uk-gdpr", "SCT"),
        ("uk-gdpr", "NI"),
        ("eu-gdpr", "IE"),
        ("eu-gdpr", "DE-BY"),
        ("eu-gdpr", "ES-CN"),
    ];
    prop::sample::select(places.to_vec()).prop_map(|(regime, place)| terms(regime, place))
}

/// Places without a week of holidays, for which the span of the first period is known.
fn nations() -> impl Strategy<Value = Terms<'static>> {
    prop::sample::select(vec!["EW", "SCT", "NI"]).prop_map(|place| terms("uk-gdpr", place))
}

/// Questions in minutes after receipt: when asked, and how long until the answer.
fn questions() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0_i64..100 * 1440, 0_i64..30 * 1440), 0..4)
}

fn asked(received: DateTime<Utc>, questions: &[(i64, i64)]) -> History {
    let question = |(after, open): &(i64, i64)| {
        let asked = received + Duration::minutes(*after);
        Question { asked, answered: Some(asked + Duration::minutes(*open)) }
    };
    History { clarifications: questions.iter().map(question).collect(), ..History::new(received) }
}

fn sum(history: &History, terms: &Terms<'_>) -> Reckoning {
    reckon(history, Right::Access, terms).unwrap()
}

proptest! {
    #[test]
    fn a_due_date_is_a_working_day_and_the_careful_one_is_never_later(
        received in instants(), questions in questions(), terms in places(),
    ) {
        let reckoning = sum(&asked(received, &questions), &terms);
        let due = reckoning.due.unwrap();
        prop_assert!(terms.calendar.is_working_day(due));
        prop_assert!(reckoning.careful_due.unwrap() <= due);
        prop_assert!(reckoning.internal_due.unwrap() <= reckoning.careful_due.unwrap());
        prop_assert!(reckoning.deadline.unwrap() > received);
    }

    #[test]
    fn a_later_receipt_never_has_an_earlier_date(received in instants(), later in 0_i64..90 * 1440, terms in places()) {
        let due = |at| sum(&History::new(at), &terms).due.unwrap();
        prop_assert!(due(received) <= due(received + Duration::minutes(later)));
    }

    #[test]
    fn the_first_date_is_28_to_35_days_away_and_the_extended_one_89_to_96(received in instants(), terms in nations()) {
        let mut history = History::new(received);
        let first = sum(&history, &terms);
        let span = (first.due.unwrap() - first.start.unwrap()).num_days();
        prop_assert!((28..=35).contains(&span), "{span}");
        history.extension = Some(Extension { at: received, reason: None });
        let extended = sum(&history, &terms);
        let span = (extended.due.unwrap() - extended.start.unwrap()).num_days();
        prop_assert!((89..=96).contains(&span), "{span}");
    }

    #[test]
    fn a_question_never_makes_the_date_earlier(
        received in instants(), questions in questions(), more in (0_i64..100 * 1440, 0_i64..30 * 1440), terms in places(),
    ) {
        let fewer = sum(&asked(received, &questions), &terms).due;
        let all: Vec<_> = questions.into_iter().chain([more]).collect();
        prop_assert!(fewer <= sum(&asked(received, &all), &terms).due);
    }

    #[test]
    fn an_extension_never_makes_the_date_earlier(received in instants(), questions in questions(), sent in 0_i64..60 * 1440) {
        let mut history = asked(received, &questions);
        let first = sum(&history, &uk()).due;
        history.extension = Some(Extension { at: received + Duration::minutes(sent), reason: None });
        prop_assert!(first <= sum(&history, &uk()).due);
    }

    #[test]
    fn only_access_is_paused(received in instants(), questions in questions()) {
        let plain = reckon(&History::new(received), Right::Erasure, &uk()).unwrap();
        let questioned = reckon(&asked(received, &questions), Right::Erasure, &uk()).unwrap();
        prop_assert_eq!(plain.due, questioned.due);
    }

    #[test]
    fn the_same_instant_in_another_offset_gives_the_same_sum(received in instants(), hours in -12_i32..=14) {
        let offset = chrono::FixedOffset::east_opt(hours * 3600).unwrap();
        let elsewhere = received.with_timezone(&offset).to_rfc3339();
        prop_assert_eq!(sum(&History::new(received), &uk()), sum(&History::new(at(&elsewhere)), &uk()));
    }

    #[test]
    fn asking_for_identity_can_only_delay_the_start(received in instants(), wait in 0_i64..60 * 1440) {
        let mut history = History::new(received);
        let plain = sum(&history, &uk());
        history.identity = Some(Question::open(received));
        prop_assert_eq!(sum(&history, &uk()).status, ClockStatus::NotStarted);
        history.identity = Some(Question { asked: received, answered: Some(received + Duration::minutes(wait)) });
        prop_assert!(plain.due <= sum(&history, &uk()).due);
    }
}

#[test]
fn an_open_question_that_came_too_late_does_not_stop_the_clock() {
    let mut history = History::new(at("2026-09-07T09:00:00Z"));
    history.clarifications = vec![Question::open(at("2026-10-08T09:00:00Z"))];
    let reckoning = sum(&history, &uk());
    assert_eq!((reckoning.status, reckoning.due), (ClockStatus::Running, Some(super::scenes::day("2026-10-07"))));
}

#[test]
fn a_question_during_the_extension_pauses_only_the_extended_date() {
    let mut history = History::new(at("2026-09-07T09:00:00Z"));
    history.extension = Some(Extension { at: at("2026-09-30T09:00:00Z"), reason: Some("complex".into()) });
    history.clarifications = vec![Question::open(at("2026-10-20T09:00:00Z"))];
    let reckoning = sum(&history, &uk());
    assert_eq!((reckoning.status, reckoning.due, reckoning.extended), (ClockStatus::Paused, None, true));
    assert_eq!(reckoning.first_due, Some(super::scenes::day("2026-10-07")));
}

#[test]
fn every_gate_holds_back_the_start_and_the_latest_one_decides() {
    let mut history = History::new(at("2026-09-01T09:00:00Z"));
    history.identity = Some(question("2026-09-01T10:00:00Z", "2026-09-10T10:00:00Z"));
    history.authority = Some(question("2026-09-01T10:00:00Z", "2026-09-14T10:00:00Z"));
    history.fee = Some(question("2026-09-03T09:00:00Z", "2026-09-08T09:00:00Z"));
    assert_eq!(sum(&history, &uk()).start, Some(super::scenes::day("2026-09-14")));
    history.fee = Some(Question::open(at("2026-09-03T09:00:00Z")));
    assert_eq!(sum(&history, &uk()).status, ClockStatus::NotStarted);
}
