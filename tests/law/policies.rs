//! Where the law can be read two ways: the reading that holds, its reason, and what the other choice does.

use rightsdesk::domain::clock::{
    ClockStatus, Extension, History, Question, Reckoning, StepCode, Terms, WarningCode, reckon,
};
use rightsdesk::domain::regime::{InternalTarget, MonthReading, PauseDays, RolledNotice, RolledPause, Suspension};
use rightsdesk::domain::right::Right;

use super::scenes::{at, day, question, terms, uk, with};

fn sum(history: &History, terms: &Terms<'_>) -> Reckoning {
    reckon(history, Right::Access, terms).unwrap()
}

fn due(history: &History, terms: &Terms<'_>) -> String {
    sum(history, terms).due.unwrap().to_string()
}

fn readings(history: &History, terms: &Terms<'_>) -> Vec<String> {
    let steps = sum(history, terms).explanation.into_iter();
    steps.filter(|step| step.step == StepCode::Reading).map(|step| step.words).collect()
}

#[test]
fn a_question_of_identity_suspends_in_the_union_unless_the_controller_chooses_otherwise() {
    let ireland = terms("eu-gdpr", "IE");
    let careful = with(ireland, |policy| policy.suspension = Suspension::None);
    let mut history = History::new(at("2026-03-05T10:00:00Z"));
    history.identity = Some(question("2026-03-05T11:00:00Z", "2026-03-12T11:00:00Z"));
    assert_eq!((due(&history, &ireland), due(&history, &careful)), ("2026-04-13".into(), "2026-04-07".into()));
    assert!(readings(&history, &careful)[0].starts_with("This controller has chosen the other reading"));
    history.identity = Some(Question::open(at("2026-03-06T11:00:00Z")));
    assert_eq!(sum(&history, &ireland).status, ClockStatus::Paused);
    assert_eq!(sum(&history, &careful).status, ClockStatus::Running);
}

#[test]
fn a_question_about_scope_suspends_in_the_union_only_for_access() {
    let berlin = terms("eu-gdpr", "DE-BE");
    let mut history = History::new(at("2026-09-01T10:00:00+02:00"));
    history.clarifications = vec![question("2026-09-03T10:00:00+02:00", "2026-09-08T10:00:00+02:00")];
    assert_eq!(due(&history, &berlin), "2026-10-06");
    assert_eq!(reckon(&history, Right::Erasure, &berlin).unwrap().due, Some(day("2026-10-01")));
}

#[test]
fn the_days_of_a_question_can_be_counted_as_a_difference() {
    let mut history = History::new(at("2027-02-15T09:00:00Z"));
    history.clarifications = vec![question("2027-02-20T10:00:00Z", "2027-02-27T10:00:00Z")];
    let difference = with(uk(), |policy| policy.pause_days = PauseDays::Difference);
    assert_eq!((due(&history, &uk()), due(&history, &difference)), ("2027-03-23".into(), "2027-03-22".into()));
    assert!(readings(&history, &uk()).iter().any(|words| words.contains("Article 12A(5)(b)")));
}

#[test]
fn a_month_can_count_its_first_day() {
    let history = History::new(at("2026-11-04T14:12:00Z"));
    let domestic = with(uk(), |policy| policy.month = MonthReading::DayItselfCounts);
    assert_eq!((due(&history, &uk()), due(&history, &domestic)), ("2026-12-04".into(), "2026-12-03".into()));
}

#[test]
fn a_question_on_the_moved_days_can_be_passed_over() {
    let mut history = History::new(at("2026-09-10T09:00:00Z"));
    history.clarifications = vec![question("2026-10-11T09:00:00Z", "2026-10-12T10:00:00Z")];
    let passed = with(uk(), |policy| policy.rolled_pause = RolledPause::Ignored);
    assert_eq!((due(&history, &uk()), due(&history, &passed)), ("2026-10-13".into(), "2026-10-12".into()));
    assert!(readings(&history, &uk()).iter().any(|words| words.contains("not settled")));
}

#[test]
fn a_notice_on_the_moved_day_can_be_held_too_late() {
    let mut history = History::new(at("2026-09-10T09:00:00Z"));
    history.extension = Some(Extension { at: at("2026-10-12T09:00:00Z"), reason: Some("complex".into()) });
    let strict = with(uk(), |policy| policy.rolled_notice = RolledNotice::Void);
    assert_eq!((due(&history, &uk()), due(&history, &strict)), ("2026-12-10".into(), "2026-10-12".into()));
}

#[test]
fn the_internal_target_stands_beside_the_date_and_never_after_it() {
    let history = History::new(at("2026-11-04T14:12:00Z"));
    let target = |terms: &Terms<'_>| sum(&history, terms).internal_due.map(|date| date.to_string());
    assert_eq!(target(&uk()).as_deref(), Some("2026-12-01"));
    let habit = with(uk(), |policy| policy.internal_target = InternalTarget::FixedDays);
    assert_eq!(target(&habit).as_deref(), Some("2026-12-02"));
    let late = with(habit, |policy| policy.fixed_days = 90);
    assert_eq!(target(&late).as_deref(), Some("2026-12-04"));
    assert_eq!(target(&with(uk(), |policy| policy.internal_target = InternalTarget::None)), None);
}

#[test]
fn when_a_question_of_identity_is_prompt_is_the_controllers_choice() {
    let mut history = History::new(at("2026-11-02T09:00:00Z"));
    history.identity = Some(question("2026-11-05T09:00:00Z", "2026-11-06T09:00:00Z"));
    let late =
        |terms: &Terms<'_>| sum(&history, terms).warnings.iter().any(|warning| warning.code == WarningCode::AskedLate);
    assert!(!late(&uk()));
    assert!(late(&with(uk(), |policy| policy.identity_prompt_days = Some(2))));
}

#[test]
fn a_law_whose_reading_is_not_confirmed_says_so_wherever_it_is_used() {
    let history = History::new(at("2026-09-01T10:00:00Z"));
    let noted = |regime, place| {
        let sum = sum(&history, &terms(regime, place));
        sum.warnings.iter().any(|warning| warning.code == WarningCode::NotConfirmed)
    };
    assert!(noted("us-va", "US-VA") && noted("br-lgpd", "BR") && noted("au-app12", "AU"));
    assert!(!noted("uk-gdpr", "EW") && !noted("eu-gdpr", "IE") && !noted("ca-pipeda", "CA"));
}

#[test]
fn a_fee_starts_the_period_in_south_africa_and_identity_in_switzerland() {
    let mut history = History::new(at("2026-09-01T10:00:00Z"));
    history.fee = Some(question("2026-09-02T10:00:00Z", "2026-09-08T10:00:00Z"));
    assert_eq!(
        (due(&history, &terms("za-paia", "ZA")), due(&history, &terms("ch-fadp", "CH"))),
        ("2026-10-08".into(), "2026-10-01".into())
    );
    history.identity = Some(question("2026-09-02T10:00:00Z", "2026-09-08T10:00:00Z"));
    assert_eq!(due(&history, &terms("ch-fadp", "CH")), "2026-10-08");
    assert_eq!(due(&history, &terms("us-ca-ccpa", "US-CA")), "2026-10-16");
}
