//! Every row of the vectors file for the United Kingdom, through the pure function.

use chrono::{DateTime, Utc};
use rightsdesk::domain::clock::words::end_of;
use rightsdesk::domain::clock::{ClockStatus, Extension, History, Question, Reckoning, reckon};
use rightsdesk::domain::right::Right;

use super::scenes::{Vector, at, terms};

fn history(row: &Vector) -> History {
    let gate = |asked, answered| {
        let asked = row.some(asked)?;
        Some(Question { asked: at(asked), answered: row.some(answered).map(at) })
    };
    let answers = row.list("clarification_provided").into_iter().map(|text| Some(at(text)));
    let questions = row.list("clarification_requested").into_iter().zip(answers.chain(std::iter::repeat(None)));
    History {
        identity: gate("identity_requested", "identity_provided"),
        fee: gate("fee_requested", "fee_paid"),
        clarifications: questions.map(|(asked, answered)| Question { asked: at(asked), answered }).collect(),
        extension: row.extended_at().map(|sent| Extension { at: at(sent), reason: Some("complex".into()) }),
        ..History::new(at(row.text("received_at")))
    }
}

fn reckoned(row: &Vector) -> Reckoning {
    let right = Right::parse(row.text("request_type")).unwrap();
    reckon(&history(row), right, &terms(&row.regime(), row.text("nation"))).unwrap()
}

#[test]
fn every_row_of_the_united_kingdom_gives_its_dates() {
    let rows = Vector::united_kingdom();
    assert_eq!(rows.len(), 70);
    for row in rows {
        let (id, why) = (row.text("id"), row.text("why"));
        let sum = reckoned(&row);
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
fn a_clock_without_a_date_says_why_and_keeps_a_date_for_planning() {
    for row in Vector::united_kingdom().iter().filter(|row| row.some("expected_due_date").is_none()) {
        let sum = reckoned(row);
        assert_ne!(sum.status, ClockStatus::Running);
        assert!(sum.shadow_due > at(row.text("received_at")).date_naive());
        assert!(!sum.explanation.is_empty());
    }
}

#[test]
fn the_deadline_is_the_end_of_the_local_day() {
    for row in Vector::united_kingdom() {
        let sum = reckoned(&row);
        let end: Option<DateTime<Utc>> = sum.due.and_then(|due| end_of(due, chrono_tz::Europe::London));
        assert_eq!(sum.deadline, end);
    }
}
