//! What somebody should look at, although the date is right.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::domain::clock::reckon::{Asked, Notice, Sum};
use crate::domain::clock::words::{long_date, weekday_date};
use crate::domain::clock::{QuestionKind, Terms};
use crate::domain::regime::Confidence;

/// Something to look at, for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Which kind.
    pub code: WarningCode,
    /// In words.
    pub words: String,
}

/// The kinds of warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// Received before this version of the law applied; its transitional rules were not confirmed.
    BeforeRegime,
    /// Identity or authority was asked for late, which moves the start and has to be justified.
    AskedLate,
    /// A clarification that this right or regime does not let stop the clock.
    ClarificationWithoutEffect,
    /// A clarification after the due date.
    ClarificationLate,
    /// A question was open on a weekend or holiday onto which the date had fallen: the reading is not settled.
    PauseOnRolledDay,
    /// A notice of extension that does not count.
    ExtensionVoid,
    /// A notice of extension without a recorded reason (UK GDPR Article 12A(4) wants one stated).
    ExtensionWithoutReason,
    /// A notice of extension that is in time only because the last day was moved.
    ExtensionOnRolledDay,
    /// The due date lies in a year whose public holidays are not published yet.
    HolidaysNotOfficial,
    /// The due date lies before the first year on the list of public holidays.
    HolidaysNotKnown,
    /// Received after the last day of this version of the law.
    AfterRegime,
    /// The reading of this law has not been confirmed.
    NotConfirmed,
}

/// All warnings of a sum.
pub(super) fn warnings(sum: &Sum<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    warnings.extend(before_regime(sum));
    warnings.extend(sum.gates.iter().filter_map(|gate| asked_late(sum, gate)));
    warnings.extend(sum.clarifications.iter().filter_map(|question| clarification(sum, question)));
    warnings.extend(pause_on_rolled_day(sum));
    warnings.extend(sum.notice.iter().flat_map(|notice| extension(sum, notice)));
    warnings.extend(not_official(sum));
    warnings.extend(not_known(sum));
    warnings.extend(after_regime(sum));
    warnings.extend(not_confirmed(sum));
    warnings
}

const fn warning(code: WarningCode, words: String) -> Warning {
    Warning { code, words }
}

fn before_regime(sum: &Sum<'_>) -> Option<Warning> {
    let regime = sum.terms.regime;
    let (about, name, from) = (&regime.about, &regime.name, long_date(regime.valid_from));
    (sum.received < regime.valid_from).then(|| {
        let words = format!(
            "This {about} arrived before {from}, from which these rules of {name} apply. The same sum is used; transitional rules were not confirmed."
        );
        warning(WarningCode::BeforeRegime, words)
    })
}

fn asked_late(sum: &Sum<'_>, gate: &Asked) -> Option<Warning> {
    let regime_days = sum.terms.regime.prompt_days?;
    let days = sum.terms.policy.identity_prompt_days.unwrap_or(regime_days);
    let last = sum.terms.calendar.working_days_after(sum.received, days);
    (gate.kind != QuestionKind::Fee && gate.on > last).then(|| {
        let (what, on) = (gate.kind.name(), long_date(gate.on));
        let words = format!(
            "The {what} was asked for on {on}, more than {days} working days after receipt. The law expects such a question promptly; be ready to justify the later start."
        );
        warning(WarningCode::AskedLate, words)
    })
}

fn clarification(sum: &Sum<'_>, question: &Asked) -> Option<Warning> {
    let on = long_date(question.on);
    if !sum.pauses_for(question) {
        let words = format!("The question of {on} does not stop this clock.");
        return Some(warning(WarningCode::ClarificationWithoutEffect, words));
    }
    sum.due().filter(|due| question.on > *due).map(|due| {
        let words = format!("The question of {on} came after the due date, {}, and changes nothing.", long_date(due));
        warning(WarningCode::ClarificationLate, words)
    })
}

fn pause_on_rolled_day(sum: &Sum<'_>) -> Option<Warning> {
    let ending = sum.in_force()?;
    let (base, due) = (ending.base?, ending.due?);
    let unpaused = sum.terms.calendar.next_working_day(base);
    (ending.rolled? > unpaused && due > unpaused).then(|| {
        let words = format!(
            "A question was open after {}, when only a weekend or holiday kept the period from ending. Whether that moves the date is not settled; answer by {} to be safe.",
            long_date(base),
            long_date(unpaused),
        );
        warning(WarningCode::PauseOnRolledDay, words)
    })
}

fn extension(sum: &Sum<'_>, notice: &Notice<'_>) -> Vec<Warning> {
    let on = weekday_date(notice.on);
    if !notice.valid {
        let words = format!("The notice of extension of {on} has no effect. The first due date stands.");
        return vec![warning(WarningCode::ExtensionVoid, words)];
    }
    let unreasoned = notice.sent.reason.is_none().then(|| {
        let words =
            format!("No reason is recorded for the extension of {on}. The law wants the reasons stated in the notice.");
        warning(WarningCode::ExtensionWithoutReason, words)
    });
    let rolled = sum.first.and_then(|first| first.base).filter(|base| notice.on > *base).map(|base| {
        let words = format!(
            "The notice of extension of {on} is in time only because {} was not a working day. Send the next one before that.",
            weekday_date(base)
        );
        warning(WarningCode::ExtensionOnRolledDay, words)
    });
    unreasoned.into_iter().chain(rolled).collect()
}

fn not_official(sum: &Sum<'_>) -> Option<Warning> {
    let due: NaiveDate = sum.due()?;
    let Terms { calendar, regime, .. } = sum.terms;
    let place = &calendar.place;
    (regime.roll && due.year() > calendar.official_until()).then(|| {
        let words = format!(
            "The public holidays of {} in {place} are not published yet. The date may move to a later day.",
            due.year()
        );
        warning(WarningCode::HolidaysNotOfficial, words)
    })
}

fn not_known(sum: &Sum<'_>) -> Option<Warning> {
    let Terms { calendar, regime, .. } = sum.terms;
    let (due, first) = (sum.due()?, calendar.first_year()?);
    (regime.roll && due.year() < first).then(|| {
        let words = format!("The public holidays before {first} are not on the list; only weekends were looked at.");
        warning(WarningCode::HolidaysNotKnown, words)
    })
}

fn after_regime(sum: &Sum<'_>) -> Option<Warning> {
    let regime = sum.terms.regime;
    let last = regime.valid_until.filter(|last| sum.received > *last)?;
    let words = format!(
        "This {} arrived after {}, the last day of this version of {}. Ask for a newer one.",
        regime.about,
        long_date(last),
        regime.name
    );
    Some(warning(WarningCode::AfterRegime, words))
}

fn not_confirmed(sum: &Sum<'_>) -> Option<Warning> {
    let regime = sum.terms.regime;
    let notice = regime.notice.clone().filter(|_| regime.confidence != Confidence::High)?;
    Some(warning(WarningCode::NotConfirmed, notice))
}
