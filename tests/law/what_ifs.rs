//! What the clock would say if something happened.

use rightsdesk::domain::clock::{ClockStatus, Extension, History, Question, Supposition, WhatIf, what_if};
use rightsdesk::domain::right::Right;

use super::scenes::{at, question, terms, uk};

fn supposed(history: &History, right: Right, now: &str) -> Vec<WhatIf> {
    what_if(history, right, &uk(), at(now))
}

fn sentences(history: &History, now: &str) -> Vec<String> {
    supposed(history, Right::Access, now).iter().map(WhatIf::sentence).collect()
}

#[test]
fn a_running_access_request_shows_the_question_the_proof_and_the_extension() {
    let history = History::new(at("2026-11-18T10:00:00Z"));
    assert_eq!(
        sentences(&history, "2026-11-20T15:00:00Z"),
        [
            "If you ask for clarification today and they answer on Monday 23 November 2026: Tuesday 22 December 2026.",
            "If you ask for proof of identity today and it is complete tomorrow: Monday 21 December 2026.",
            "If you extend today: Thursday 18 February 2027.",
        ]
    );
}

#[test]
fn an_erasure_is_not_paused_by_a_question() {
    let history = History::new(at("2026-11-18T10:00:00Z"));
    let kinds: Vec<_> =
        supposed(&history, Right::Erasure, "2026-11-20T15:00:00Z").iter().map(|one| one.supposition).collect();
    assert_eq!(kinds, [Supposition::Identity, Supposition::Extension]);
}

#[test]
fn an_open_question_shows_the_date_of_its_answer() {
    let mut history = History::new(at("2026-10-02T09:00:00Z"));
    history.clarifications = vec![Question::open(at("2026-10-06T09:00:00Z"))];
    let what_ifs = supposed(&history, Right::Access, "2026-10-08T09:00:00Z");
    let dates: Vec<_> = what_ifs
        .iter()
        .filter(|one| one.supposition == Supposition::Clarification)
        .map(|one| one.due.unwrap().to_string())
        .collect();
    assert_eq!(dates, ["2026-11-05", "2026-11-09"]);
    assert!(what_ifs.iter().all(|one| one.status == ClockStatus::Running || one.due.is_none()));
}

#[test]
fn a_clock_that_waits_for_identity_shows_tomorrows_start() {
    let mut history = History::new(at("2026-11-18T10:00:00Z"));
    history.identity = Some(Question::open(at("2026-11-18T11:00:00Z")));
    let first = sentences(&history, "2026-11-20T15:00:00Z").remove(0);
    assert_eq!(first, "If they prove identity tomorrow: Monday 21 December 2026.");
}

#[test]
fn a_question_of_identity_is_suggested_only_while_it_is_prompt() {
    let history = History::new(at("2026-11-04T14:12:00Z"));
    let suggests =
        |now| supposed(&history, Right::Erasure, now).iter().any(|one| one.supposition == Supposition::Identity);
    assert!(suggests("2026-11-11T09:00:00Z"));
    assert!(!suggests("2026-11-12T09:00:00Z"));
}

#[test]
fn what_is_too_late_or_done_is_not_offered() {
    let mut history = History::new(at("2026-11-04T14:12:00Z"));
    history.identity = Some(question("2026-11-04T15:00:00Z", "2026-11-04T16:00:00Z"));
    assert_eq!(sentences(&history, "2026-12-05T09:00:00Z"), Vec::<String>::new());
    history.extension = Some(Extension { at: at("2026-11-20T09:00:00Z"), reason: None });
    let kinds: Vec<_> =
        supposed(&history, Right::Access, "2026-11-21T09:00:00Z").iter().map(|one| one.supposition).collect();
    assert_eq!(kinds, [Supposition::Clarification]);
    let texas = what_if(
        &History::new(at("2026-11-04T14:12:00Z")),
        Right::Access,
        &terms("us-tx", "US-TX"),
        at("2026-11-05T09:00:00Z"),
    );
    assert_eq!(texas.iter().map(|one| one.supposition).collect::<Vec<_>>(), [Supposition::Extension]);
}
