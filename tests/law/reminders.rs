//! Which reminder is owed when.

use chrono::NaiveDate;
use proptest::prelude::*;
use rightsdesk::domain::clock::{Extension, History, Question, Reminder, ReminderKind, owed_on, reminders};

use super::scenes::{access, at, day, question, uk};

fn received() -> History {
    History::new(at("2026-11-04T14:12:00Z"))
}

fn planned(history: &History) -> Vec<(ReminderKind, String)> {
    let plan = reminders(&access(history), &uk());
    plan.into_iter().map(|reminder| (reminder.kind, reminder.on.to_string())).collect()
}

fn owed(history: &History, today: &str) -> Vec<String> {
    owed_on(&access(history), &uk(), day(today)).iter().map(Reminder::key).collect()
}

#[test]
fn reminders_come_14_7_3_and_1_working_days_before_and_at_the_extension_decision() {
    let expected = [
        (ReminderKind::DueIn14, "2026-11-16"),
        (ReminderKind::DueIn7, "2026-11-25"),
        (ReminderKind::ExtensionDecision, "2026-11-27"),
        (ReminderKind::DueIn3, "2026-12-01"),
        (ReminderKind::DueIn1, "2026-12-03"),
    ];
    assert_eq!(planned(&received()), expected.map(|(kind, on)| (kind, on.to_owned())));
}

#[test]
fn an_extended_request_is_not_asked_about_extending_again() {
    let mut history = received();
    history.extension = Some(Extension { at: at("2026-11-20T09:00:00Z"), reason: Some("complex".into()) });
    let plan = planned(&history);
    assert!(plan.iter().all(|(kind, _)| *kind != ReminderKind::ExtensionDecision));
    assert_eq!(plan.last().unwrap(), &(ReminderKind::DueIn1, "2027-02-03".to_owned()));
}

#[test]
fn a_void_extension_still_asks_for_nothing_more_than_the_first_date() {
    let mut history = received();
    history.extension = Some(Extension { at: at("2026-12-07T09:00:00Z"), reason: Some("complex".into()) });
    assert_eq!(owed(&history, "2026-12-07"), ["overdue:2026-12-07"]);
}

#[test]
fn each_day_after_the_date_has_its_own_reminder() {
    assert_eq!(owed(&received(), "2026-12-04"), ["due_in_1:2026-12-04", "extension_decision:2026-12-04"]);
    assert_eq!(owed(&received(), "2026-12-05"), ["overdue:2026-12-05"]);
    assert_eq!(owed(&received(), "2026-12-06"), ["overdue:2026-12-06"]);
}

#[test]
fn after_a_gap_only_the_most_urgent_reminder_is_owed() {
    assert_eq!(owed(&received(), "2026-11-15"), Vec::<String>::new());
    assert_eq!(owed(&received(), "2026-11-24"), ["due_in_14:2026-12-04"]);
    assert_eq!(owed(&received(), "2026-12-02"), ["due_in_3:2026-12-04", "extension_decision:2026-12-04"]);
}

#[test]
fn a_clock_that_does_not_run_owes_no_reminder() {
    let mut history = received();
    history.identity = Some(Question::open(at("2026-11-05T09:00:00Z")));
    assert!(planned(&history).is_empty() && owed(&history, "2027-01-01").is_empty());
}

#[test]
fn a_moved_date_is_reminded_of_anew_and_from_the_careful_side() {
    let mut history = received();
    history.clarifications = vec![question("2026-11-10T09:00:00Z", "2026-11-12T09:00:00Z")];
    let reckoning = access(&history);
    assert_eq!((reckoning.careful_due, reckoning.due), (Some(day("2026-12-07")), Some(day("2026-12-07"))));
    assert_eq!(owed(&history, "2026-12-04"), ["due_in_1:2026-12-07", "extension_decision:2026-12-07"]);
}

proptest! {
    #[test]
    fn a_server_that_looks_every_day_sends_each_reminder_exactly_once(offset in 0_u64..1500) {
        let history = History::new(at("2025-01-01T12:00:00Z") + chrono::Days::new(offset));
        let reckoning = access(&history);
        let start: NaiveDate = reckoning.start.unwrap();
        let keys = start.iter_days().take(40).flat_map(|today| owed_on(&reckoning, &uk(), today));
        let mut sent: Vec<_> = keys.filter(|reminder| reminder.kind != ReminderKind::Overdue).collect();
        sent.sort_by_key(|reminder| reminder.on);
        sent.dedup();
        prop_assert_eq!(sent, reminders(&reckoning, &uk()));
    }
}
