//! The sum, step by step: what was counted, why, and where the law says so.

use chrono::NaiveDate;

use crate::domain::clock::period::{Count, Ending, Reading};
use crate::domain::clock::readings::{Choice, choices};
use crate::domain::clock::reckon::{Asked, Sum};
use crate::domain::clock::{QuestionKind, Step, StepCode, sentence};
use crate::domain::regime::{Regime, Span};

/// The explanation of a sum, in the order in which it is done by hand.
pub(super) fn explain(sum: &Sum<'_>) -> Vec<Step> {
    let mut steps = vec![step(sum, StepCode::Received, sentence::received(sum), Some(sum.received))];
    steps.extend(sum.gates.iter().map(|gate| gate_step(sum, gate)));
    let (Some(count), Some(first)) = (sum.count(Reading::Statute), sum.first) else {
        steps.extend(sum.clarifications.iter().map(|question| clarification_step(sum, question)));
        steps.push(step(sum, StepCode::NotStarted, sentence::not_started(sum), None));
        return steps;
    };
    let span = sum.terms.regime.first_span();
    steps.push(step(sum, StepCode::Start, sentence::start(sum, count.start), Some(count.start)));
    steps.push(period_step(sum, &count, span, first));
    steps.extend(sum.clarifications.iter().map(|question| clarification_step(sum, question)));
    steps.extend(ending_steps(sum, &count, span, first));
    steps.extend(extension_steps(sum, &count));
    steps.extend(closing_steps(sum));
    steps
}

fn gate_step(sum: &Sum<'_>, gate: &Asked) -> Step {
    let code = match gate.kind {
        QuestionKind::Identity => StepCode::Identity,
        QuestionKind::Authority => StepCode::Authority,
        QuestionKind::Fee => StepCode::Fee,
        QuestionKind::Clarification => StepCode::Clarification,
    };
    step(sum, code, sentence::gate(sum, gate), gate.answered)
}

fn clarification_step(sum: &Sum<'_>, question: &Asked) -> Step {
    step(sum, StepCode::Clarification, sentence::clarification(sum, question), question.answered)
}

fn period_step(sum: &Sum<'_>, count: &Count<'_>, span: Span, ending: Ending) -> Step {
    step(sum, StepCode::Period, sentence::period(count, span, ending.nominal), Some(ending.nominal))
}

/// The days not counted and the move off weekends, or that an open question holds the clock.
fn ending_steps(sum: &Sum<'_>, count: &Count<'_>, span: Span, ending: Ending) -> Vec<Step> {
    let (Some(base), Some(rolled), Some(due)) = (ending.base, ending.rolled, ending.due) else {
        return vec![step(sum, StepCode::Paused, sentence::paused(count, span, ending), None)];
    };
    let pause = sentence::pause(count, span, base).map(|words| step(sum, StepCode::Pause, words, Some(base)));
    let roll = step(sum, StepCode::Roll, sentence::roll(count, base, rolled), Some(rolled));
    let filled = (due > rolled).then(|| step(sum, StepCode::Roll, sentence::filled(sum.terms.regime, due), Some(due)));
    pause.into_iter().chain([roll]).chain(filled).collect()
}

fn extension_steps(sum: &Sum<'_>, count: &Count<'_>) -> Vec<Step> {
    let Some(notice) = sum.notice else {
        let dates = sum.last_for_notice().zip(sum.extended.and_then(|extended| extended.due));
        let words = dates.map(|(last, to)| sentence::extension_possible(last, to));
        return words.map(|words| step(sum, StepCode::ExtensionPossible, words, None)).into_iter().collect();
    };
    let mut steps = vec![step(sum, StepCode::Extension, sentence::extension(sum, &notice), None)];
    if let (true, Some(span), Some(ending)) = (notice.valid, sum.terms.regime.extended_span(), sum.extended) {
        steps.push(period_step(sum, count, span, ending));
        steps.extend(ending_steps(sum, count, span, ending));
    }
    steps
}

fn closing_steps(sum: &Sum<'_>) -> Vec<Step> {
    let choices = choices(sum).into_iter().map(|choice| reading_step(sum, choice));
    let Some(due) = sum.due() else { return choices.collect() };
    let careful = sum.careful(sum.is_extended()).filter(|careful| *careful != due);
    let careful = careful.map(|date| step(sum, StepCode::Careful, sentence::careful(sum, date), Some(date)));
    let internal = sum.internal().map(|date| step(sum, StepCode::Internal, sentence::internal(sum, date), Some(date)));
    let due = step(sum, StepCode::Due, sentence::due(sum, due), Some(due));
    choices.chain(careful).chain(internal).chain([due]).collect()
}

fn reading_step(sum: &Sum<'_>, choice: Choice) -> Step {
    let source = source(sum.terms.regime, choice.beside).into();
    Step { step: StepCode::Reading, words: choice.words, date: None, source }
}

fn step(sum: &Sum<'_>, step: StepCode, words: String, date: Option<NaiveDate>) -> Step {
    Step { step, words, date, source: source(sum.terms.regime, step).into() }
}

/// The regime's pointer for a kind of step.
fn source(regime: &Regime, step: StepCode) -> &str {
    let sources = &regime.sources;
    let pointer = match step {
        StepCode::Internal => return "A setting of the controller, not of the law",
        StepCode::Received => sources.receipt.as_ref(),
        StepCode::Identity => sources.identity.as_ref(),
        StepCode::Authority => sources.authority.as_ref(),
        StepCode::Fee => sources.fee.as_ref(),
        StepCode::NotStarted | StepCode::Start => sources.start.as_ref(),
        StepCode::Period => sources.period.as_ref(),
        StepCode::Clarification | StepCode::Pause | StepCode::Paused => sources.pause.as_ref(),
        StepCode::Roll => sources.roll.as_ref(),
        StepCode::Extension | StepCode::ExtensionPossible => sources.extension.as_ref(),
        StepCode::Careful => sources.careful.as_ref(),
        StepCode::Reading | StepCode::Due => Some(&sources.due),
    };
    pointer.unwrap_or(&sources.due)
}
