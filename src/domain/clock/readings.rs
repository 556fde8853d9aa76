//! The choices between two readings of the law that a sum rests on, each with its reason.

use crate::domain::clock::reckon::Sum;
use crate::domain::clock::{QuestionKind, StepCode};
use crate::domain::regime::{
    IdentityStart, MonthReading, PauseDays, PauseRule, RolledNotice, RolledPause, Suspension, Unit,
};

/// A choice: whose pointer is shown beside it, and the words.
pub(super) struct Choice {
    pub beside: StepCode,
    pub words: String,
}

/// The choices that touch this sum, in the order of counting.
pub(super) fn choices(sum: &Sum<'_>) -> Vec<Choice> {
    [month(sum), identity(sum), suspension(sum), pause_days(sum), rolled_pause(sum), rolled_notice(sum)]
        .into_iter()
        .flatten()
        .collect()
}

/// The reason of the regime, after the controller's other choice if it has made one.
fn choice(beside: StepCode, reason: Option<&String>, other: Option<&str>) -> Option<Choice> {
    let reason = reason?;
    let words = match other {
        Some(setting) => format!("This controller has chosen the other reading: {setting}. The usual one: {reason}"),
        None => reason.clone(),
    };
    Some(Choice { beside, words })
}

fn month(sum: &Sum<'_>) -> Option<Choice> {
    let regime = sum.terms.regime;
    let other = sum.terms.policy.month == MonthReading::DayItselfCounts;
    let touched = regime.base_unit == Unit::Month;
    let other = other.then_some("the day of the start is itself counted");
    choice(StepCode::Period, regime.readings.month.as_ref().filter(|_| touched), other)
}

fn identity(sum: &Sum<'_>) -> Option<Choice> {
    let touched = sum.gates.iter().any(|gate| gate.kind == QuestionKind::Identity && gate.answered.is_some());
    let other = sum.terms.policy.identity_start == IdentityStart::EndOfCheck;
    let other = other.then_some("the period starts with the end of our check");
    choice(StepCode::Identity, sum.terms.regime.readings.identity.as_ref().filter(|_| touched), other)
}

fn suspension(sum: &Sum<'_>) -> Option<Choice> {
    let regime = sum.terms.regime;
    let asked = sum.gates.iter().any(|gate| gate.kind != QuestionKind::Fee) || !sum.clarifications.is_empty();
    let touched = regime.pause_rule == PauseRule::Suspension && asked;
    let other = (sum.terms.policy.suspension == Suspension::None).then_some("no question suspends the period");
    choice(StepCode::Pause, regime.readings.suspension.as_ref().filter(|_| touched), other)
}

fn pause_days(sum: &Sum<'_>) -> Option<Choice> {
    let touched = sum.in_force().is_some_and(|ending| ending.base != Some(ending.nominal)) && !sum.pauses.is_empty();
    let other = (sum.terms.policy.pause_days == PauseDays::Difference).then_some("the day of asking counts");
    choice(StepCode::Pause, sum.terms.regime.readings.pause_days.as_ref().filter(|_| touched), other)
}

fn rolled_pause(sum: &Sum<'_>) -> Option<Choice> {
    let base = sum.in_force()?.base?;
    let unpaused = sum.terms.calendar.next_working_day(base);
    let reaches = |asked, answered: Option<_>| asked <= unpaused && answered.is_none_or(|answered| answered > base);
    let touched = unpaused > base && sum.pauses.iter().any(|pause| reaches(pause.asked, pause.answered));
    let other = (sum.terms.policy.rolled_pause == RolledPause::Ignored).then_some("such a question changes nothing");
    choice(StepCode::Roll, sum.terms.regime.readings.rolled_pause.as_ref().filter(|_| touched), other)
}

fn rolled_notice(sum: &Sum<'_>) -> Option<Choice> {
    let (notice, base) = (sum.notice?, sum.first?.base?);
    let touched = notice.on > base && sum.first?.due.is_some_and(|due| notice.on <= due);
    let other = (sum.terms.policy.rolled_notice == RolledNotice::Void).then_some("such a notice is too late");
    choice(StepCode::Extension, sum.terms.regime.readings.rolled_notice.as_ref().filter(|_| touched), other)
}
