//! The sentences of an explanation, in words that a handler can read out.

use chrono::{Datelike, NaiveDate};

use crate::domain::clock::calendar::is_weekend;
use crate::domain::clock::period::{Count, Counting, Ending};
use crate::domain::clock::reckon::{Asked, Notice, Sum, waits_for};
use crate::domain::clock::words::{clock_time, long_date, weekday_date, zone_name};
use crate::domain::clock::{QuestionKind, Terms};
use crate::domain::regime::{CarefulRule, InternalTarget, MonthReading, PauseDays, PauseRule, Regime, Span, Unit};
use crate::domain::right::Right;

pub(super) fn received(sum: &Sum<'_>) -> String {
    let Terms { regime, zone, .. } = sum.terms;
    let time = clock_time(sum.history.received, zone);
    format!("The {} reached us on {} at {time}.", regime.about, weekday_date(sum.received))
}

/// Proof of identity, authority or a fee, and what it does to the start.
pub(super) fn gate(sum: &Sum<'_>, gate: &Asked) -> String {
    let what = match gate.kind {
        QuestionKind::Identity => "proof of identity",
        QuestionKind::Authority => "proof that the agent may act for somebody else",
        QuestionKind::Fee => "a fee, which the law allows only for manifestly unfounded or excessive requests,",
        QuestionKind::Clarification => "an explanation",
    };
    let asked = format!("We asked for {what} on {}", weekday_date(gate.on));
    let period = sum.terms.regime.first_span().name();
    match gate.answered {
        _ if sum.pauses_for(gate) => suspended(sum, gate, &asked),
        _ if !waits_for(sum.terms.regime.start_rule, gate.kind) => {
            format!("{asked}. Under {} that does not move the date.", sum.terms.regime.name)
        }
        None => format!("{asked} and are still waiting. The {period} starts on the day on which it is complete."),
        Some(answered) if answered == sum.received => {
            format!("{asked} and it was complete the same day, so no time was added.")
        }
        Some(answered) => {
            let day = weekday_date(answered);
            format!("{asked}. It was complete on {day}; the {period} does not start before that day.")
        }
    }
}

/// A question about the person that suspends a period which has already started.
fn suspended(sum: &Sum<'_>, gate: &Asked, asked: &str) -> String {
    if sum.due().is_some_and(|due| gate.on > due) {
        return format!("{asked}, after the due date. A late question changes nothing.");
    }
    match gate.answered {
        None => format!("{asked} and are still waiting. The period is suspended from the next day on."),
        Some(answered) if answered == gate.on => {
            format!("{asked} and it was complete the same day, so no time was added.")
        }
        Some(answered) => {
            let day = weekday_date(answered);
            format!("{asked}. It was complete on {day}. The days after asking, that one included, are not counted.")
        }
    }
}

pub(super) fn not_started(sum: &Sum<'_>) -> String {
    let period = sum.terms.regime.first_span().name();
    let shadow = weekday_date(sum.shadow());
    format!(
        "So the {period} has not started, and there is no due date yet. Had nothing been missing, it would be {shadow}."
    )
}

pub(super) fn start(sum: &Sum<'_>, start: NaiveDate) -> String {
    let period = sum.terms.regime.first_span().name();
    if start == sum.received {
        format!("The {period} starts on that day. The day itself is not counted.")
    } else {
        format!("The {period} starts on the latest of these days, {}. The day itself is not counted.", long_date(start))
    }
}

pub(super) fn period(count: &Count<'_>, span: Span, end: NaiveDate) -> String {
    let start = count.start;
    let (from, to) = (long_date(start), weekday_date(end));
    match span.unit {
        Unit::Month if count.terms.policy.month == MonthReading::DayItselfCounts => {
            format!("The law gives {span}. With {from} as its first day, the last one is {to}.")
        }
        Unit::Month if start.day() == end.day() => {
            format!("The law gives {span}. Counted from {from}, that ends on the same day of the month, {to}.")
        }
        Unit::Month => {
            let month = end.format("%B");
            format!(
                "The law gives {span}. {month} has no day {}, so it ends on the last day there is, {to}.",
                start.day()
            )
        }
        Unit::Day | Unit::BusinessDay => format!("The law gives {span}. Counted from {from}, the last one is {to}."),
    }
}

/// A question about what was meant, and whether it can stop the clock.
pub(super) fn clarification(sum: &Sum<'_>, question: &Asked) -> String {
    let asked = format!("We asked what was meant on {}", weekday_date(question.on));
    let regime = sum.terms.regime;
    if regime.pause_rule == PauseRule::None {
        return format!("{asked}. Under {} a question does not stop the clock.", regime.name);
    }
    if sum.right == Right::Access && !sum.pauses_for(question) {
        return format!("{asked}. By this controller's setting a question does not stop the clock.");
    }
    if !sum.pauses_for(question) {
        let right = sum.right.name().to_lowercase();
        return format!(
            "{asked}. That does not stop the clock: the law allows it only for access, and this is {right}."
        );
    }
    if sum.due().is_some_and(|due| question.on > due) {
        return format!("{asked}, after the due date. A late question changes nothing.");
    }
    match question.answered {
        None => format!("{asked} and are still waiting for the answer."),
        Some(answered) if sum.start.is_some_and(|start| answered <= start) => {
            format!("{asked} and had the answer by the day on which counting started. That changes nothing.")
        }
        Some(answered) if answered == question.on => format!("{asked} and had the answer the same day."),
        Some(answered) => format!("{asked}. The answer came on {}.", weekday_date(answered)),
    }
}

/// The days that are not counted; nothing to say when there are none.
pub(super) fn pause(count: &Count<'_>, span: Span, base: NaiveDate) -> Option<String> {
    let (period, to) = (span.name(), weekday_date(base));
    let Terms { regime, policy, .. } = count.terms;
    let from_next_day = regime.pause_rule == PauseRule::Suspension || policy.pause_days == PauseDays::Difference;
    let rule = if from_next_day {
        "From the day after a question to the day of its answer, days are not counted"
    } else {
        "From the day of a question to the day of its answer, both included, days are not counted"
    };
    match count.skipped_until(base) {
        0 => None,
        1 => Some(format!("{rule}. That is 1 day here, so the {period} ends on {to}.")),
        n => Some(format!("{rule}. That is {n} days here, so the {period} ends on {to}.")),
    }
}

pub(super) fn paused(count: &Count<'_>, span: Span, ending: Ending) -> String {
    let wait = "While we wait for the answer no day counts, so there is no due date at the moment.";
    let period = span.name();
    match count.left(ending.nominal) {
        ..=0 => wait.into(),
        1 => format!("{wait} When it comes, 1 day of the {period} is left."),
        left => format!("{wait} When it comes, {left} days of the {period} are left."),
    }
}

/// Off weekends and public holidays, or why the date stays.
pub(super) fn roll(count: &Count<'_>, base: NaiveDate, due: NaiveDate) -> String {
    let Terms { regime, calendar, .. } = count.terms;
    let (place, word) = (&calendar.place, calendar.place.holiday_word());
    let end = weekday_date(base);
    if !regime.roll {
        return format!("{} does not move a date off a weekend or holiday, so {end} stays.", regime.name);
    }
    if base == due {
        return format!("{end} is a working day and not a {word} in {place}, so the date stays.");
    }
    let why = match calendar.holiday(base) {
        Some(title) => format!("{title}, a {word} in {place}"),
        None => "not a working day".into(),
    };
    let moved = format!("{end} is {why}. The next working day is {}.", weekday_date(due));
    std::iter::once(moved).chain(passed_over(count, base, due)).collect::<Vec<_>>().join(" ")
}

/// Why the days between were passed over, where it is more than a plain weekend.
fn passed_over(count: &Count<'_>, base: NaiveDate, due: NaiveDate) -> impl Iterator<Item = String> {
    let calendar = count.terms.calendar;
    base.iter_days().skip(1).take_while(move |day| *day < due).filter_map(move |day| {
        let date = day.format("%-d %B");
        if let Some(title) = calendar.holiday(day) {
            return Some(format!("{date} is {title}."));
        }
        let open = count.on(day) == Counting::Skipped && !is_weekend(day);
        open.then(|| format!("On {date} a question was open, so that day does not count."))
    })
}

/// On to a later day, because the period would not hold enough working days.
pub(super) fn filled(regime: &Regime, due: NaiveDate) -> String {
    let wanted = regime.min_working_days.unwrap_or_default();
    let due = weekday_date(due);
    format!("A period must contain at least {wanted} working days. With the next ones it ends on {due}.")
}

/// Until when an extension could be sent and what it would do.
pub(super) fn extension_possible(last: NaiveDate, to: NaiveDate) -> String {
    let (last, to) = (weekday_date(last), weekday_date(to));
    format!("Not extended. A notice with reasons, sent on {last} at the latest, would move the date to {to}.")
}

/// A notice that was sent, and whether it counts.
pub(super) fn extension(sum: &Sum<'_>, notice: &Notice<'_>) -> String {
    let sent = format!("A notice of extension was sent on {}", weekday_date(notice.on));
    let first = sum.last_for_notice().map(weekday_date);
    match (sum.terms.regime.extended_span(), first) {
        (None, _) => format!("{sent}. {} cannot be extended, so it has no effect.", sum.terms.regime.name),
        (Some(_), Some(first)) if !notice.valid => {
            format!("{sent}, after the last day for it, {first}. It has no effect, and the date stays.")
        }
        (Some(span), Some(first)) => {
            format!("{sent}, in time: the last day for it was {first}. The law then gives {span} from the same start.")
        }
        (Some(span), None) => format!("{sent}, in time. The law then gives {span} from the same start."),
    }
}

pub(super) fn careful(sum: &Sum<'_>, careful: NaiveDate) -> String {
    let how = match sum.terms.regime.careful_rule {
        CarefulRule::AskingDayCounts => "If the day of a question is counted as well",
        CarefulRule::NoRoll => "If the date is not moved off weekends and holidays",
        CarefulRule::NoSuspension => "If no question suspends the period",
        CarefulRule::ReceiptDayCounts => "If the day of receipt is counted as the first day",
        CarefulRule::Same | CarefulRule::NotStated => "Read the careful way",
    };
    format!("{how}, the date is {}. Reminders go by that more careful date.", weekday_date(careful))
}

/// The controller's own target.
pub(super) fn internal(sum: &Sum<'_>, target: NaiveDate) -> String {
    let policy = sum.terms.policy;
    let how = match policy.internal_target {
        InternalTarget::FixedDays => format!("{} days from the start", policy.fixed_days),
        _ => format!("{} before the careful date", working_days(policy.safety_days)),
    };
    format!("Our own target is {}, {how}. It is not the law's date.", weekday_date(target))
}

fn working_days(n: u32) -> String {
    if n == 1 { "1 working day".into() } else { format!("{n} working days") }
}

pub(super) fn due(sum: &Sum<'_>, due: NaiveDate) -> String {
    let Terms { regime, zone, .. } = sum.terms;
    format!("So the {} is due by the end of {} ({}).", regime.owed, weekday_date(due), zone_name(zone))
}
