//! Why a job was not done this time, and whether trying again may help.

use std::io;

use chrono::TimeDelta;

use super::WorkError;
use crate::domain::notice::Cause;
use crate::ports::store::StoreError;
use crate::ports::vault::VaultError;

/// A try that failed. Nothing in it is personal: it goes into the log, the queue and a mail to staff.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Setback {
    /// The kind of reason, as far as a mail may say it.
    pub cause: Cause,
    /// The reason.
    pub why: String,
    /// How long to wait at least before the next try.
    pub after: Option<TimeDelta>,
    /// Whether trying again cannot help until somebody has done something.
    pub lasting: bool,
}

impl Setback {
    /// One that may pass by itself.
    pub fn passing(cause: Cause, why: impl Into<String>) -> Self {
        Self { cause, why: why.into(), after: None, lasting: false }
    }

    /// One that needs a person.
    pub fn lasting(cause: Cause, why: impl Into<String>) -> Self {
        Self { cause, why: why.into(), after: None, lasting: true }
    }

    /// Waits at least this long.
    #[must_use]
    pub fn not_before(mut self, after: TimeDelta) -> Self {
        self.after = Some(after);
        self
    }
}

impl From<WorkError> for Setback {
    fn from(error: WorkError) -> Self {
        let why = error.to_string();
        match error {
            WorkError::Store(StoreError::Unavailable(_)) => Self::passing(Cause::Unreachable, why),
            WorkError::Vault(VaultError::Io { source, .. }) => Self::from(source),
            WorkError::Store(StoreError::Inconsistent { .. })
            | WorkError::Vault(_)
            | WorkError::Law(_)
            | WorkError::Dates(_)
            | WorkError::Setting(_)
            | WorkError::NoController => Self::lasting(Cause::Other, why),
            _ => Self::passing(Cause::Other, why),
        }
    }
}

impl From<StoreError> for Setback {
    fn from(error: StoreError) -> Self {
        WorkError::from(error).into()
    }
}

impl From<VaultError> for Setback {
    fn from(error: VaultError) -> Self {
        WorkError::from(error).into()
    }
}

impl From<io::Error> for Setback {
    fn from(error: io::Error) -> Self {
        let full = matches!(
            error.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
        );
        let cause = if full { Cause::Full } else { Cause::Other };
        Self::passing(cause, format!("a file could not be read or written: {}", error.kind()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_because_somebody_can_make_room() {
        let setback = Setback::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!((setback.cause, setback.lasting), (Cause::Full, false));
        assert_eq!(Setback::from(io::Error::other("secret detail")).cause, Cause::Other);
        assert!(!Setback::from(io::Error::other("secret detail")).why.contains("secret"));
    }

    #[test]
    fn what_an_operator_must_repair_is_not_tried_again() {
        assert!(Setback::from(WorkError::NoController).lasting);
        assert!(!Setback::from(StoreError::Conflict).lasting);
    }
}
