//! What has happened to a request, as far as the clock cares. Stored as JSON with every request.

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The facts from which a due date follows. All instants are UTC; the zone comes with the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// When the request reached the controller, by any channel.
    pub received: DateTime<Utc>,
    /// Information asked for to confirm who is asking (UK GDPR Article 12(6)); answered when it is **complete**.
    #[serde(default)]
    pub identity: Option<Question>,
    /// The mandate asked of an agent; answered when it arrives.
    #[serde(default)]
    pub authority: Option<Question>,
    /// A fee charged for a manifestly unfounded or excessive request (UK GDPR Article 12(5)); answered when it is paid.
    #[serde(default)]
    pub fee: Option<Question>,
    /// Questions about what is meant (UK GDPR Article 12A(5)), in any order; they may overlap.
    #[serde(default)]
    pub clarifications: Vec<Question>,
    /// The notice of extension, if one was sent. A second one is not possible in law.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// The law that staff decided on, and its version; `None` until a controller's usual law has been applied.
    #[serde(default)]
    pub applied: Option<Applied>,
}

/// The law that a request was computed with, in the version of that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The regime: `uk-gdpr`.
    pub regime: String,
    /// Its version: `2026-02-05`.
    pub version: String,
}

/// Something asked of the requester.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// When it was asked.
    pub asked: DateTime<Utc>,
    /// When the complete answer arrived; `None` while we wait.
    #[serde(default)]
    pub answered: Option<DateTime<Utc>>,
}

/// A notice of extension that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// When it was sent.
    pub at: DateTime<Utc>,
    /// The code of the reason that it states; the law wants one (UK GDPR Article 12A(4)).
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Who is asking.
    Identity,
    /// Whether an agent may ask.
    Authority,
    /// A fee.
    Fee,
    /// What is meant.
    Clarification,
}

/// A history that cannot be true.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HistoryError {
    /// An answer from before its question.
    #[error("the {} cannot have arrived before it was asked for", .0.name())]
    AnswerBeforeQuestion(QuestionKind),
    /// A question from before the request.
    #[error("the {} cannot have been asked for before the request arrived", .0.name())]
    QuestionBeforeReceipt(QuestionKind),
    /// A second question of a kind while the first one waits, or after its answer settled the matter.
    #[error("the {} has already been asked for", .0.name())]
    AskedTwice(QuestionKind),
    /// An answer to nothing.
    #[error("the {} was not asked for, or has already arrived", .0.name())]
    NothingAsked(QuestionKind),
    /// A notice of extension from before the request.
    #[error("the notice of extension cannot have been sent before the request arrived")]
    ExtensionBeforeReceipt,
    /// A year that no request can have.
    #[error("the year {0} is outside the years 1990 to 2199")]
    OutOfRange(i32),
}

impl QuestionKind {
    /// The name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "proof of identity",
            Self::Authority => "agent's authority",
            Self::Fee => "fee",
            Self::Clarification => "clarification",
        }
    }
}

impl Question {
    /// A question that waits for its answer.
    pub const fn open(asked: DateTime<Utc>) -> Self {
        Self { asked, answered: None }
    }

    /// Whether we are still waiting.
    pub const fn is_open(&self) -> bool {
        self.answered.is_none()
    }
}

impl History {
    /// A request that has just arrived.
    pub const fn new(received: DateTime<Utc>) -> Self {
        Self {
            received,
            identity: None,
            authority: None,
            fee: None,
            clarifications: Vec::new(),
            extension: None,
            applied: None,
        }
    }

    /// Every question with its kind.
    pub fn questions(&self) -> impl Iterator<Item = (QuestionKind, Question)> {
        self.gates().chain(self.clarifications.iter().map(|question| (QuestionKind::Clarification, *question)))
    }

    /// The questions that hold back the start.
    pub fn gates(&self) -> impl Iterator<Item = (QuestionKind, Question)> {
        [
            (QuestionKind::Identity, self.identity),
            (QuestionKind::Authority, self.authority),
            (QuestionKind::Fee, self.fee),
        ]
        .into_iter()
        .filter_map(|(kind, question)| Some((kind, question?)))
    }

    /// Records that something was asked.
    pub fn ask(&mut self, kind: QuestionKind, at: DateTime<Utc>) -> Result<(), HistoryError> {
        if at < self.received {
            return Err(HistoryError::QuestionBeforeReceipt(kind));
        }
        let repeatable = kind == QuestionKind::Clarification;
        if self.questions().any(|(of, question)| of == kind && (question.is_open() || !repeatable)) {
            return Err(HistoryError::AskedTwice(kind));
        }
        match self.gate_mut(kind) {
            Some(gate) => *gate = Some(Question::open(at)),
            None => self.clarifications.push(Question::open(at)),
        }
        Ok(())
    }

    /// Records the complete answer to the open question of a kind.
    pub fn answer(&mut self, kind: QuestionKind, at: DateTime<Utc>) -> Result<(), HistoryError> {
        let question = match kind {
            QuestionKind::Clarification => self.clarifications.iter_mut().find(|question| question.is_open()),
            _ => self.gate_mut(kind).and_then(Option::as_mut).filter(|question| question.is_open()),
        };
        let question = question.ok_or(HistoryError::NothingAsked(kind))?;
        if at < question.asked {
            return Err(HistoryError::AnswerBeforeQuestion(kind));
        }
        question.answered = Some(at);
        Ok(())
    }

    fn gate_mut(&mut self, kind: QuestionKind) -> Option<&mut Option<Question>> {
        match kind {
            QuestionKind::Identity => Some(&mut self.identity),
            QuestionKind::Authority => Some(&mut self.authority),
            QuestionKind::Fee => Some(&mut self.fee),
            QuestionKind::Clarification => None,
        }
    }

    /// Checks that the history can be true. Whether it lies in the future is for the caller, who has a clock.
    pub fn check(&self) -> Result<(), HistoryError> {
        in_range(self.received)?;
        for (kind, question) in self.questions() {
            question.check(kind, self.received)?;
        }
        if self.clarifications.iter().filter(|question| question.is_open()).count() > 1 {
            return Err(HistoryError::AskedTwice(QuestionKind::Clarification));
        }
        let Some(extension) = &self.extension else { return Ok(()) };
        in_range(extension.at)?;
        if extension.at < self.received { Err(HistoryError::ExtensionBeforeReceipt) } else { Ok(()) }
    }
}

impl Question {
    fn check(&self, kind: QuestionKind, received: DateTime<Utc>) -> Result<(), HistoryError> {
        in_range(self.asked)?;
        if self.asked < received {
            return Err(HistoryError::QuestionBeforeReceipt(kind));
        }
        let Some(answered) = self.answered else { return Ok(()) };
        in_range(answered)?;
        if answered < self.asked { Err(HistoryError::AnswerBeforeQuestion(kind)) } else { Ok(()) }
    }
}

fn in_range(instant: DateTime<Utc>) -> Result<(), HistoryError> {
    match instant.year() {
        1990..=2199 => Ok(()),
        year => Err(HistoryError::OutOfRange(year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn asked_and_answered() -> History {
        let mut history = History::new(at("2026-11-04T14:12:00Z"));
        history.ask(QuestionKind::Clarification, at("2026-11-05T09:00:00Z")).unwrap();
        history.answer(QuestionKind::Clarification, at("2026-11-06T09:00:00Z")).unwrap();
        history
    }

    #[test]
    fn a_history_survives_its_json() {
        let history = asked_and_answered();
        let text = serde_json::to_string(&history).unwrap();
        assert_eq!(serde_json::from_str::<History>(&text).unwrap(), history);
        assert_eq!(
            serde_json::from_str::<History>(r#"{"received":"2026-11-04T14:12:00Z"}"#).unwrap(),
            History::new(history.received)
        );
    }

    #[test]
    fn a_second_question_waits_for_the_answer_to_the_first() {
        let mut history = asked_and_answered();
        history.ask(QuestionKind::Clarification, at("2026-11-07T09:00:00Z")).unwrap();
        assert_eq!(
            history.ask(QuestionKind::Clarification, at("2026-11-08T09:00:00Z")),
            Err(HistoryError::AskedTwice(QuestionKind::Clarification))
        );
    }

    #[test]
    fn an_answer_needs_an_earlier_question() {
        let mut history = asked_and_answered();
        let early = at("2026-11-04T14:00:00Z");
        assert_eq!(
            history.answer(QuestionKind::Identity, early),
            Err(HistoryError::NothingAsked(QuestionKind::Identity))
        );
        history.identity = Some(Question { asked: at("2026-11-05T09:00:00Z"), answered: Some(early) });
        assert_eq!(history.check(), Err(HistoryError::AnswerBeforeQuestion(QuestionKind::Identity)));
        history.identity = Some(Question::open(early));
        assert_eq!(history.check(), Err(HistoryError::QuestionBeforeReceipt(QuestionKind::Identity)));
    }

    #[test]
    fn impossible_years_are_refused() {
        assert_eq!(History::new(at("9999-01-01T00:00:00Z")).check(), Err(HistoryError::OutOfRange(9999)));
    }
}
