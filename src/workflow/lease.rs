//! A lease on a job: only who holds it may write what came of the job.

use chrono::{DateTime, Utc};

use super::{Desk, WorkError};
use crate::domain::ids::JobId;
use crate::ports::store::jobs::JobOutcome;
use crate::ports::store::{self, StoreError, Tx};

/// The right to do a job and to record its result. It runs out unless it is renewed; then somebody else may have the job,
/// and every write through this lease is refused with [`StoreError::Conflict`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job: JobId,
    /// The fence: it went up when the job was claimed.
    pub token: i64,
}

impl Lease {
    /// Runs a write that counts only while the lease holds.
    pub fn write<T, F>(self, desk: &Desk, work: F) -> Result<T, WorkError>
    where
        T: Send + 'static,
        F: FnOnce(&Desk, &mut dyn Tx, DateTime<Utc>) -> Result<T, WorkError> + Send + 'static,
    {
        desk.write(move |desk, tx, now| {
            self.check(tx)?;
            work(desk, tx, now)
        })
    }

    /// Refuses when the lease was lost.
    pub fn check(self, tx: &mut dyn Tx) -> Result<(), WorkError> {
        if tx.holds_job(self.job, self.token)? { Ok(()) } else { Err(StoreError::Conflict.into()) }
    }

    /// Records how the try ended, in the transaction that writes its result.
    pub fn finish_in(self, tx: &mut dyn Tx, outcome: &JobOutcome) -> Result<(), WorkError> {
        if tx.finish_job(self.job, self.token, outcome)? { Ok(()) } else { Err(StoreError::Conflict.into()) }
    }

    /// Records that the job is done.
    pub fn done_in(self, tx: &mut dyn Tx) -> Result<(), WorkError> {
        self.finish_in(tx, &JobOutcome::Done)
    }

    /// Keeps the job until an instant; `false` when it was lost.
    pub fn renew(self, desk: &Desk, until: DateTime<Utc>) -> Result<bool, StoreError> {
        store::write(&*desk.store, move |tx| tx.renew_job(self.job, self.token, until))
    }
}
