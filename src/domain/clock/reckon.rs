//! From a history to a date.

use chrono::NaiveDate;

use crate::domain::clock::explain::explain;
use crate::domain::clock::period::{Count, Ending, Pause, Reading};
use crate::domain::clock::warning::warnings;
use crate::domain::clock::words::{end_of, local};
use crate::domain::clock::{ClockStatus, Extension, History, HistoryError, Question, QuestionKind, Reckoning, Terms};
use crate::domain::regime::{PauseRule, StartRule};
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
        let pauses = match terms.regime.pause_rule {
            PauseRule::ClarificationOfAccess if right == Right::Access => pauses(&clarifications),
            PauseRule::ClarificationOfAccess | PauseRule::None => Vec::new(),
        };
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
        let in_time = self.first.and_then(|first| first.due).is_none_or(|due| on <= due);
        Notice { sent: notice, on, valid: in_time && self.terms.regime.extended_span().is_some() }
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
        self.end(Reading::Statute, extended)?.due?;
        self.end(Reading::Careful, extended)?.due
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
            conservative_due: self.careful(false),
            careful_due: self.careful(self.is_extended()),
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

fn pauses(clarifications: &[Asked]) -> Vec<Pause> {
    clarifications.iter().map(|question| Pause { asked: question.on, answered: question.answered }).collect()
}

/// The latest of receipt and every answer that the start waits for; `None` while one is missing.
fn start(received: NaiveDate, gates: &[Asked], rule: StartRule) -> Option<NaiveDate> {
    match rule {
        StartRule::AtReceipt => Some(received),
        StartRule::WhenComplete => {
            gates.iter().try_fold(received, |start, gate| gate.answered.map(|answered| start.max(answered)))
        }
    }
}
