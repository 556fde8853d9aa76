//! Every row of the vectors file, through the pure function.

use rightsdesk::domain::clock::ClockStatus;
use rightsdesk::domain::clock::words::end_of;

use super::scenes::{Vector, at, terms};

#[test]
fn every_row_gives_its_dates() {
    let rows = Vector::all();
    assert_eq!(rows.len(), 98);
    for row in rows {
        let (id, why) = (row.text("id"), row.text("why"));
        let sum = row.reckoned();
        let instant = row.some("deadline_end_utc").map(at);
        assert_eq!(sum.first_due, row.date("expected_due_date"), "{id}: first due date, {why}");
        assert_eq!(sum.extended_due, row.date("expected_extended_due_date"), "{id}: extended, {why}");
        assert_eq!(sum.conservative_due, row.date("conservative_due_date"), "{id}: careful, {why}");
        assert_eq!(sum.deadline, instant, "{id}: deadline, {why}");
        assert_eq!(sum.status == ClockStatus::Running, sum.due.is_some(), "{id}: status, {why}");
        assert_eq!(sum.due, sum.extended_due.or(sum.first_due), "{id}: the date in force, {why}");
    }
}

#[test]
fn rows_that_another_program_computed_give_the_same_dates() {
    let rows = Vector::second();
    assert!(rows.len() > 300, "{} rows", rows.len());
    for row in rows {
        let (id, sum) = (row.text("id"), row.reckoned());
        // An extension that a question interrupts has no date, although the first one is known.
        let due = sum.first_due.filter(|_| sum.due.is_some());
        assert_eq!(due, row.date("expected_due_date"), "{id}: first due date");
        assert_eq!(sum.extended_due, row.date("expected_extended_due_date"), "{id}: extended");
        assert_eq!(sum.deadline, row.some("deadline_end_utc").map(at), "{id}: deadline");
    }
}

#[test]
fn a_clock_without_a_date_says_why_and_keeps_a_date_for_planning() {
    for row in Vector::all().iter().filter(|row| row.some("expected_due_date").is_none()) {
        let sum = row.reckoned();
        assert_ne!(sum.status, ClockStatus::Running);
        assert!(sum.shadow_due > at(row.text("received_at")).date_naive());
        assert!(!sum.explanation.is_empty());
    }
}

#[test]
fn the_deadline_is_the_end_of_the_local_day() {
    for row in Vector::all() {
        let sum = row.reckoned();
        let zone = terms(&row.regime(), row.text("nation")).zone;
        assert_eq!(sum.deadline, sum.due.and_then(|due| end_of(due, zone)));
    }
}
