//! From a history to a date.

use chrono::NaiveDate;

use crate::domain::clock::explain::explain;
use crate::domain::clock::period::{Count, Ending, Pause, Reading};
use crate::domain::clock::warning::warnings;
use crate::domain::clock::words::{end_of, local};
use crate::domain::clock::{ClockStatus, Extension, History, HistoryError, Question, QuestionKind, Reckoning, Terms};
use crate::domain::regime::{CarefulRule, InternalTarget, PauseRule, RolledNotice, Span, StartRule, Suspension, Unit};
use crate::domain::right::Right;

/// Computes the clock of one request. Fails only on a history that cannot be true.
pub fn reckon(history: &History, right: Right, terms: &Terms<'_>) -> Result<Reckoning, HistoryError> {
    history.check()?;
    Ok(Sum::of(history, right, *terms).reckoning())
}

/// A question with its local dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub kind: QuestionKind,
    pub on: NaiveDate,
    pub answered: Option<NaiveDate>,
}

/// The notice of extension and what it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Notice<'a> {
    pub sent: &'a Extension,
    pub on: NaiveDate,
    /// Sent in time, under a regime that knows extensions.
    pub valid: bool,
}

/// The whole sum, from which the answer, its explanation and its warnings are read.
#[derive(Debug)]
pub(super) struct Sum<'a> {
    pub history: &'a History,
    pub right: Right,
    pub terms: Terms<'a>,
    pub received: NaiveDate,
    pub gates: Vec<Asked>,
    pub clarifications: Vec<Asked>,
    /// The clarifications that the law lets stop this clock.
    pub pauses: Vec<Pause>,
    pub start: Option<NaiveDate>,
    pub first: Option<Ending>,
    /// Where an extended period would end, whether or not it is extended.
    pub extended: Option<Ending>,
    pub notice: Option<Notice<'a>>,
}

impl<'a> Sum<'a> {
    fn of(history: &'a History, right: Right, terms: Terms<'a>) -> Self {
        let received = local(history.received, terms.zone);
        let gates: Vec<_> = history.gates().map(|(kind, question)| Asked::local(kind, question, terms)).collect();
        let clarifications = in_order(history, terms);
        let pauses = pauses(right, &gates, &clarifications, terms);
        let start = start(received, &gates, terms.regime.start_rule);
        let mut sum = Self {
            history,
            right,
            terms,
            received,
            gates,
            clarifications,
            pauses,
            start,
            first: None,
            extended: None,
            notice: None,
        };
        sum.first = sum.end(Reading::Statute, false);
        sum.extended = sum.end(Reading::Statute, true);
        sum.notice = history.extension.as_ref().map(|notice| sum.weigh(notice));
        sum
    }

    /// Whether a question is one of those that can stop this clock.
    pub fn pauses_for(&self, question: &Asked) -> bool {
        self.pauses.contains(&Pause { asked: question.on, answered: question.answered })
    }

    /// The count from the start, if there is one.
    pub fn count(&self, reading: Reading) -> Option<Count<'_>> {
        Some(Count { start: self.start?, pauses: &self.pauses, terms: self.terms, reading })
    }

    fn end(&self, reading: Reading, extended: bool) -> Option<Ending> {
        let regime = self.terms.regime;
        let span = if extended { regime.extended_span()? } else { regime.first_span() };
        Some(self.count(reading)?.end(span))
    }

    /// A notice counts if it went out by the first due date; while that date is open, it is in time (Article 12A(4) and (5)(b)).
    fn weigh(&self, notice: &'a Extension) -> Notice<'a> {
        let on = local(notice.at, self.terms.zone);
        let in_time = self.last_for_notice().is_none_or(|last| on <= last);
        Notice { sent: notice, on, valid: in_time && self.terms.regime.extended_span().is_some() }
    }

    /// The last day for a notice of extension; `None` while the first due date is not known.
    pub fn last_for_notice(&self) -> Option<NaiveDate> {
        let first = self.first?;
        match self.terms.policy.rolled_notice {
            RolledNotice::Counts => first.due,
            RolledNotice::Void => first.base,
        }
    }

    pub fn is_extended(&self) -> bool {
        self.notice.is_some_and(|notice| notice.valid)
    }

    /// The end in force.
    pub fn in_force(&self) -> Option<Ending> {
        if self.is_extended() { self.extended } else { self.first }
    }

    pub fn due(&self) -> Option<NaiveDate> {
        self.in_force()?.due
    }

    /// The careful reading of the first or of the extended period; `None` where the law's own date is not known either.
    pub fn careful(&self, extended: bool) -> Option<NaiveDate> {
        let due = self.end(Reading::Statute, extended)?.due?;
        Some(self.end(Reading::Careful, extended)?.due?.min(due))
    }

    /// The careful reading of the first period, where one has been worked out.
    fn conservative(&self) -> Option<NaiveDate> {
        if self.terms.regime.careful_rule == CarefulRule::NotStated { None } else { self.careful(false) }
    }

    /// The day by which the controller itself wants to be done: a working day, and never after the careful date.
    pub fn internal(&self) -> Option<NaiveDate> {
        let Terms { calendar, policy, .. } = self.terms;
        let careful = self.careful(self.is_extended())?;
        let target = match policy.internal_target {
            InternalTarget::None => return None,
            InternalTarget::SafetyDays => calendar.working_days_before(careful, policy.safety_days),
            InternalTarget::FixedDays => {
                let fixed = Span { n: policy.fixed_days, unit: Unit::Day };
                calendar.last_working_day(self.count(Reading::Statute)?.end(fixed).base?)
            }
        };
        Some(target.min(careful))
    }

    fn status(&self) -> ClockStatus {
        match (self.start, self.due()) {
            (None, _) => ClockStatus::NotStarted,
            (Some(_), None) => ClockStatus::Paused,
            (Some(_), Some(_)) => ClockStatus::Running,
        }
    }

    /// The first period as if it had started at receipt and nothing had been asked.
    pub fn shadow(&self) -> NaiveDate {
        let count = Count { start: self.received, pauses: &[], terms: self.terms, reading: Reading::Statute };
        let ending = count.end(self.terms.regime.first_span());
        ending.due.unwrap_or(ending.nominal)
    }

    fn reckoning(&self) -> Reckoning {
        let due = self.due();
        Reckoning {
            status: self.status(),
            start: self.start,
            first_due: self.first.and_then(|first| first.due),
            extended_due: due.filter(|_| self.is_extended()),
            extended: self.is_extended(),
            due,
            conservative_due: self.conservative(),
            careful_due: self.careful(self.is_extended()),
            internal_due: self.internal(),
            deadline: due.and_then(|due| end_of(due, self.terms.zone)),
            shadow_due: self.shadow(),
            explanation: explain(self),
            warnings: warnings(self),
        }
    }
}

impl Asked {
    fn local(kind: QuestionKind, question: Question, terms: Terms<'_>) -> Self {
        let answered = question.answered.map(|at| local(at, terms.zone));
        Self { kind, on: local(question.asked, terms.zone), answered }
    }
}

fn in_order(history: &History, terms: Terms<'_>) -> Vec<Asked> {
    let mut questions = history.clarifications.clone();
    questions.sort_by_key(|question| question.asked);
    questions.into_iter().map(|question| Asked::local(QuestionKind::Clarification, question, terms)).collect()
}

/// The questions that the law, and the controller's reading of it, let stop the clock.
fn pauses(right: Right, gates: &[Asked], clarifications: &[Asked], terms: Terms<'_>) -> Vec<Pause> {
    let suspending = terms.regime.pause_rule == PauseRule::Suspension && terms.policy.suspension == Suspension::Suspend;
    let about_scope =
        right == Right::Access && (suspending || terms.regime.pause_rule == PauseRule::ClarificationOfAccess);
    let scope = clarifications.iter().filter(|_| about_scope);
    let who = gates.iter().filter(|gate| suspending && gate.kind != QuestionKind::Fee);
    who.chain(scope).map(|question| Pause { asked: question.on, answered: question.answered }).collect()
}

/// The latest of receipt and every answer that the start waits for; `None` while one is missing.
fn start(received: NaiveDate, gates: &[Asked], rule: StartRule) -> Option<NaiveDate> {
    let mut waiting = gates.iter().filter(|gate| waits_for(rule, gate.kind));
    waiting.try_fold(received, |start, gate| gate.answered.map(|answered| start.max(answered)))
}

/// Whether the start waits for an answer of this kind.
pub(super) const fn waits_for(rule: StartRule, kind: QuestionKind) -> bool {
    match kind {
        QuestionKind::Clarification => false,
        QuestionKind::Fee => matches!(rule, StartRule::WhenComplete | StartRule::WhenPaid),
        QuestionKind::Identity | QuestionKind::Authority => {
            matches!(rule, StartRule::WhenComplete | StartRule::WhenIdentified)
        }
    }
}
