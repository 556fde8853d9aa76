//! Facts that cannot be used: which option is wrong.

use crate::cli::Failure;
use crate::domain::clock::{HistoryError, QuestionKind, UnknownLaw};

/// A law or a place that is not known.
pub(super) fn refuse_law(unknown: &UnknownLaw) -> Failure {
    match unknown {
        UnknownLaw::Regime { .. } | UnknownLaw::Calendar { .. } => Failure::bad_input("--regime", unknown),
        UnknownLaw::Place(_) | UnknownLaw::Elsewhere { .. } | UnknownLaw::NoPlace(_) | UnknownLaw::Zone(_) => {
            Failure::bad_input("--place", unknown)
        }
    }
}

/// A history that cannot be true.
pub(super) fn refuse_history(wrong: &HistoryError) -> Failure {
    let option = match wrong {
        HistoryError::AnswerBeforeQuestion(kind) | HistoryError::NothingAsked(kind) => answer_option(*kind),
        HistoryError::QuestionBeforeReceipt(kind) | HistoryError::AskedTwice(kind) => question_option(*kind),
        HistoryError::ExtensionBeforeReceipt => "--extended-at",
        HistoryError::OutOfRange(_) => "--received and the other times",
    };
    Failure::bad_input(option, wrong)
}

const fn question_option(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Identity => "--identity-requested",
        QuestionKind::Authority => "--authority-requested",
        QuestionKind::Fee => "--fee-requested",
        QuestionKind::Clarification => "--clarification-requested",
    }
}

const fn answer_option(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Identity => "--identity-provided",
        QuestionKind::Authority => "--authority-provided",
        QuestionKind::Fee => "--fee-paid",
        QuestionKind::Clarification => "--clarification-provided",
    }
}
