//! Complaints and lessons on both databases.

use chrono::Duration;
use rightsdesk::domain::case::{Case, Reference};
use rightsdesk::domain::complaint::{AnswerBy, Complaint, Lesson, Received, State, Verdict};
use rightsdesk::domain::ids::{CaseId, LessonId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::views::QueueFilter;

use super::samples::{case, chance, day, due, noon, staff};
use super::{Home, on_both};

on_both! {
    a_complaint_comes_back_as_it_was_kept,
    a_complaint_stands_in_the_queue_with_its_mark,
    of_two_who_save_a_complaint_one_is_told,
    complaints_are_found_by_request_and_by_time,
    lessons_are_kept_finished_once_and_outlive_their_complaint,
}

fn complaint(case: &Case, about: Option<CaseId>) -> Complaint {
    let received = Received {
        about,
        quoted: Some(Reference::new("JR", 2026, [1, 2, 3, 4])),
        remedy: Personal::new("Bocsánatkérést.\nAnd the invoices."),
        answer_by: AnswerBy::Post,
        answer_at: Personal::new("1 Mill Lane\nM1 1AA"),
    };
    Complaint::received(case.id, case.received_at, received)
}

fn add(home: &Home, case: &Case, complaint: &Complaint) {
    let (case, complaint) = (case.clone(), complaint.clone());
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_complaint(&complaint, &case.controller, due("2026-12-22"))
    });
}

fn employed(home: &Home) -> StaffId {
    let somebody = staff("Ruth Calder");
    let id = somebody.id;
    home.write(move |tx| tx.add_staff(&somebody));
    id
}

fn a_complaint_comes_back_as_it_was_kept(home: &Home) {
    let (case, by) = (case(), employed(home));
    let mut kept = complaint(&case, None);
    add(home, &case, &kept);
    let id = case.id;
    assert_eq!(home.read(move |tx| tx.complaint(id)), Some(kept.clone()));
    kept = Complaint {
        state: State::OutcomeSent,
        version: 3,
        acknowledged_at: Some(noon()),
        next_by: Some(day("2026-12-01")),
        verdict: Some(Verdict::Partly),
        decided_by: Some(by),
        outcome_at: Some(noon() + Duration::days(3)),
        closed_at: Some(noon() + Duration::days(3)),
        ..kept
    };
    let saved = kept.clone();
    home.write(move |tx| tx.save_complaint(&saved, 0, due("2026-12-22")));
    assert_eq!(home.read(move |tx| tx.complaint(id)), Some(kept));
    let ordinary = super::samples::case();
    let id = ordinary.id;
    home.write(move |tx| tx.add_case(&ordinary));
    assert_eq!(home.read(move |tx| tx.complaint(id)), None, "an ordinary case is none");
}

fn a_complaint_stands_in_the_queue_with_its_mark(home: &Home) {
    let (case, ordinary) = (case(), case());
    let kept = complaint(&case, None);
    add(home, &case, &kept);
    home.write(move |tx| tx.add_case(&ordinary));
    let list = |closed| {
        let filter = QueueFilter { complaints: true, closed, ..QueueFilter::default() };
        home.read(move |tx| tx.queue(&filter, day("2026-11-22"), None, 10))
    };
    let lines = list(false);
    assert_eq!(lines.iter().map(|line| line.case).collect::<Vec<_>>(), [case.id]);
    assert_eq!((lines[0].complaint, lines[0].dates.due), (Some(State::Received), Some(day("2026-12-22"))));
    assert!(lines[0].requests.is_empty());
    let closed = Complaint { state: State::Withdrawn, version: 1, closed_at: Some(noon()), ..kept };
    home.write(move |tx| tx.save_complaint(&closed, 0, due("2026-12-22")));
    assert!(list(false).is_empty());
    let lines = list(true);
    assert_eq!((lines[0].complaint, lines[0].dates.due), (Some(State::Withdrawn), None));
    assert_eq!(lines[0].dates.sort, Some(day("2026-11-22")));
}

fn of_two_who_save_a_complaint_one_is_told(home: &Home) {
    let case = case();
    let kept = complaint(&case, None);
    add(home, &case, &kept);
    let changed = Complaint { version: 1, state: State::Acknowledged, ..kept };
    let twice = changed.clone();
    home.write(move |tx| tx.save_complaint(&changed, 0, due("2026-12-22")));
    let late = home.try_write(move |tx| tx.save_complaint(&twice, 0, due("2026-12-22")));
    assert_eq!(late, Err(StoreError::Conflict));
    let nobody = complaint(&super::samples::case(), None);
    let missing = home.try_write(move |tx| tx.save_complaint(&nobody, 0, due("2026-12-22")));
    assert_eq!(missing, Err(StoreError::NotFound));
}

fn complaints_are_found_by_request_and_by_time(home: &Home) {
    let request = case();
    let asked = request.id;
    home.write(move |tx| tx.add_case(&request));
    let (early, late) = (case(), Case { received_at: noon() + Duration::days(40), ..case() });
    let (one, other) = (complaint(&early, Some(asked)), complaint(&late, None));
    add(home, &early, &one);
    add(home, &late, &other);
    let about = home.read(move |tx| tx.complaints_about(asked));
    assert_eq!(about, [(early.reference.clone(), one.clone())]);
    let month = home.read(|tx| tx.complaints_received(Some("justroo"), noon(), noon() + Duration::days(30)));
    assert_eq!(month, std::slice::from_ref(&one));
    assert!(home.read(|tx| tx.complaints_received(Some("other"), noon(), noon() + Duration::days(90))).is_empty());
    let all = home.read(|tx| tx.complaints_received(None, noon(), noon() + Duration::days(90)));
    assert_eq!(all, [one.clone(), other]);
    let first = home.read(|tx| tx.open_complaints(None, 1));
    let after = first[0].case;
    let second = home.read(move |tx| tx.open_complaints(Some(after), 10));
    assert_eq!((first.len(), second.len()), (1, 1));
}

fn lessons_are_kept_finished_once_and_outlive_their_complaint(home: &Home) {
    let (case, by) = (case(), employed(home));
    add(home, &case, &complaint(&case, None));
    let lesson = |n: i64, change: &str| Lesson {
        id: LessonId::new(noon() + Duration::seconds(n), chance()),
        controller: "justroo".into(),
        case: Some(case.id),
        change: change.into(),
        owner: Some(by),
        by: Some(day("2026-12-31")),
        noted_by: by,
        noted_at: noon() + Duration::seconds(n),
        done_at: None,
    };
    let (first, second) = (lesson(1, "Search the archive by default"), lesson(2, "Name the courier in the notice"));
    let (a, b) = (first.clone(), second.clone());
    home.write(move |tx| {
        tx.add_lesson(&a)?;
        tx.add_lesson(&b)
    });
    let of = case.id;
    assert_eq!(home.read(move |tx| tx.lessons_of(of)), [second.clone(), first.clone()]);
    let id = second.id;
    home.write(move |tx| tx.finish_lesson(id, noon()));
    assert_eq!(home.try_write(move |tx| tx.finish_lesson(id, noon())), Err(StoreError::Conflict));
    let all = home.read(|tx| tx.lessons());
    assert_eq!(all, [first, Lesson { done_at: Some(noon()), ..second }], "the open ones first");
    let nobody = LessonId::new(noon(), chance());
    assert_eq!(home.try_write(move |tx| tx.finish_lesson(nobody, noon())), Err(StoreError::NotFound));
}
