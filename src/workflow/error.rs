//! Why something people wanted to do was not done.

use crate::domain::clock::{HistoryError, UnknownLaw};
use crate::domain::complaint;
use crate::domain::request::Refused;
use crate::domain::setup::Fault;
use crate::domain::telling::Unfit;
use crate::domain::transmission;
use crate::ports::letters::{LetterError, PressError};
use crate::ports::passwords::NotHashed;
use crate::ports::store::StoreError;
use crate::ports::vault::VaultError;

/// Why a workflow stopped. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The rules say no, about a complaint.
    #[error(transparent)]
    RefusedComplaint(#[from] complaint::Refused),
    /// It does not fit what has become of a notice to a recipient.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It does not fit what has become of a package that goes straight to another controller.
    #[error(transparent)]
    NotSent(#[from] transmission::Unfit),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A letter could not be written.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// A letter could not be printed.
    #[error(transparent)]
    Press(#[from] PressError),
    /// The law of the controller is not in the book.
    #[error(transparent)]
    Law(#[from] UnknownLaw),
    /// The dates of a request contradict each other.
    #[error(transparent)]
    Dates(#[from] HistoryError),
    /// The vault could not.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] NotHashed),
    /// A field is missing or wrong: its name, and what to do.
    #[error("{field}: {what}")]
    Field {
        /// The field.
        field: &'static str,
        /// What to do, as a sentence.
        what: String,
    },
    /// A setting of a company is missing or wrong.
    #[error(transparent)]
    Setting(#[from] Fault),
    /// There is no such controller.
    #[error("there is no such controller")]
    NoController,
    /// Too often; try again later.
    #[error("that was too often; try again later")]
    TooOften,
    /// The role does not allow it.
    #[error("you are not allowed to {0}")]
    NotAllowed(&'static str),
}

impl WorkError {
    /// A wrong or missing field.
    pub fn field(field: &'static str, what: impl Into<String>) -> Self {
        Self::Field { field, what: what.into() }
    }
}
