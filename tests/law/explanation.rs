//! The explanation as a person reads it.

use proptest::prelude::*;
use rightsdesk::domain::clock::{Extension, History, Question, StepCode, WarningCode, reckon};
use rightsdesk::domain::right::Right;

use super::scenes::{access, at, question, terms, uk};

fn words(history: &History) -> Vec<String> {
    access(history).explanation.into_iter().map(|step| step.words).collect()
}

fn warned(history: &History, right: Right) -> Vec<WarningCode> {
    let reckoning = reckon(history, right, &uk()).unwrap();
    reckoning.warnings.into_iter().map(|warning| warning.code).collect()
}

#[test]
fn a_plain_month_is_explained_in_five_sentences() {
    let reckoning = access(&History::new(at("2026-11-04T14:12:00Z")));
    let sentences: Vec<_> = reckoning.for_the_person().map(|step| step.words.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "The request reached us on Wednesday 4 November 2026 at 14:12 (London time).",
            "The month starts on that day. The day itself is not counted.",
            "The law gives one month. Counted from 4 November 2026, that ends on the same day of the month, Friday 4 December 2026.",
            "Friday 4 December 2026 is a working day and not a bank holiday in England and Wales, so the date stays.",
            "So the answer is due by the end of Friday 4 December 2026 (London time).",
        ]
    );
}

#[test]
fn staff_also_read_until_when_it_could_be_extended() {
    let sentences = words(&History::new(at("2026-11-04T14:12:00Z")));
    let expected = "Not extended. A notice with reasons, sent on Friday 4 December 2026 at the latest, would move the date to Thursday 4 February 2027.";
    assert!(sentences.iter().any(|sentence| sentence == expected), "{sentences:#?}");
}

#[test]
fn identity_and_a_question_are_told_with_their_days() {
    let mut history = History::new(at("2026-11-02T19:42:00Z"));
    history.identity = Some(question("2026-11-03T09:00:00Z", "2026-11-04T10:00:00Z"));
    history.clarifications = vec![question("2026-11-10T09:00:00Z", "2026-11-12T16:00:00Z")];
    let sentences = words(&history);
    for expected in [
        "We asked for proof of identity on Tuesday 3 November 2026. It was complete on Wednesday 4 November 2026; the month does not start before that day.",
        "The month starts on the latest of these days, 4 November 2026. The day itself is not counted.",
        "We asked what was meant on Tuesday 10 November 2026. The answer came on Thursday 12 November 2026.",
        "From the day of a question to the day of its answer, both included, days are not counted. That is 3 days here, so the month ends on Monday 7 December 2026.",
    ] {
        assert!(sentences.iter().any(|sentence| sentence == expected), "{expected}\nnot in {sentences:#?}");
    }
}

#[test]
fn a_chain_of_holidays_is_named_day_by_day() {
    let mut history = History::new(at("2026-11-25T10:00:00Z"));
    let christmas = "Friday 25 December 2026 is Christmas Day, a bank holiday in England and Wales. The next working day is Tuesday 29 December 2026. 28 December is Boxing Day (substitute day).";
    assert!(words(&history).iter().any(|sentence| sentence == christmas));
    history.received = at("2026-10-31T10:00:00Z");
    let clipped = "The law gives one month. November has no day 31, so it ends on the last day there is, Monday 30 November 2026.";
    assert!(words(&history).iter().any(|sentence| sentence == clipped));
}

#[test]
fn an_open_question_says_how_much_of_the_month_is_left() {
    let mut history = History::new(at("2026-10-02T09:00:00Z"));
    history.clarifications = vec![Question::open(at("2026-10-06T09:00:00Z"))];
    let reckoning = access(&history);
    let paused = reckoning.explanation.iter().find(|step| step.step == StepCode::Paused).unwrap();
    assert!(paused.words.ends_with("When it comes, 28 days of the month are left."), "{}", paused.words);
}

#[test]
fn what_is_doubtful_is_warned_about() {
    let mut history = History::new(at("2026-09-10T09:00:00Z"));
    assert_eq!(warned(&history, Right::Access), []);
    history.extension = Some(Extension { at: at("2026-10-12T09:00:00Z"), reason: None });
    let rolled = [WarningCode::ExtensionWithoutReason, WarningCode::ExtensionOnRolledDay];
    assert_eq!(warned(&history, Right::Access), rolled);
    history.extension = Some(Extension { at: at("2026-10-13T09:00:00Z"), reason: None });
    assert_eq!(warned(&history, Right::Access), [WarningCode::ExtensionVoid]);
    history.extension = None;
    history.identity = Some(question("2026-09-18T09:00:00Z", "2026-09-18T10:00:00Z"));
    assert_eq!(warned(&history, Right::Access), [WarningCode::AskedLate]);
    history.identity = None;
    history.clarifications = vec![question("2026-10-11T09:00:00Z", "2026-10-12T10:00:00Z")];
    assert_eq!(warned(&history, Right::Access), [WarningCode::PauseOnRolledDay]);
    assert_eq!(warned(&history, Right::Objection), [WarningCode::ClarificationWithoutEffect]);
    history.clarifications = vec![question("2026-11-10T09:00:00Z", "2026-11-12T10:00:00Z")];
    assert_eq!(warned(&history, Right::Access), [WarningCode::ClarificationLate]);
}

#[test]
fn dates_beyond_the_published_holidays_and_before_the_law_are_marked() {
    assert_eq!(warned(&History::new(at("2030-05-10T09:00:00Z")), Right::Access), [WarningCode::HolidaysNotOfficial]);
    assert_eq!(warned(&History::new(at("2025-05-12T09:00:00Z")), Right::Access), [WarningCode::BeforeRegime]);
}

#[test]
fn a_complaint_speaks_of_a_complaint_and_its_acknowledgement() {
    let history = History::new(at("2026-06-19T09:00:00Z"));
    let reckoning = reckon(&history, Right::Access, &terms("uk-complaint-ack", "EW")).unwrap();
    let sentences: Vec<_> = reckoning.explanation.iter().map(|step| step.words.as_str()).collect();
    assert!(sentences[0].starts_with("The complaint reached us"), "{sentences:#?}");
    assert!(sentences.last().unwrap().starts_with("So the acknowledgement is due"), "{sentences:#?}");
    assert!(sentences.iter().all(|sentence| !sentence.contains("month")), "{sentences:#?}");
}

proptest! {
    #[test]
    fn every_step_is_a_sentence_with_a_pointer_and_the_last_date_is_the_due_date(
        hours in 0_i64..3 * 365 * 24,
        asked in prop::collection::vec((0_i64..60 * 24, 0_i64..20 * 24), 0..3),
        sent in prop::option::of(0_i64..50 * 24),
        right in prop::sample::select(Right::ALL.to_vec()),
    ) {
        let received = at("2026-02-05T00:00:00Z") + chrono::Duration::hours(hours);
        let after = |hours| received + chrono::Duration::hours(hours);
        let mut history = History::new(received);
        history.extension = sent.map(|hours| Extension { at: after(hours), reason: None });
        history.clarifications = asked.into_iter()
            .map(|(from, open)| Question { asked: after(from), answered: Some(after(from + open)) }).collect();
        let reckoning = reckon(&history, right, &uk()).unwrap();
        for step in &reckoning.explanation {
            prop_assert!(step.words.ends_with('.') && !step.words.contains("  "), "{:?}", step);
            prop_assert!(!step.source.is_empty());
        }
        let last = reckoning.explanation.last().unwrap();
        prop_assert_eq!((last.step, last.date), (StepCode::Due, reckoning.due));
    }
}
