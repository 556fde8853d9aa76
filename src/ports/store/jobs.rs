//! The queue: work that is done after the transaction that asked for it, under a lease, idempotently.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::domain::ids::{CaseId, JobId, RequestId};

/// A job to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its identifier.
    pub id: JobId,
    /// The kind: `gather`, `package`, `remind` …
    pub kind: String,
    /// What makes it one logical job: a second pending one with the same key is not added.
    pub key: String,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The request it is about.
    pub request: Option<RequestId>,
    /// Further data as JSON, never personal.
    pub payload: String,
    /// Not before this instant.
    pub run_at: DateTime<Utc>,
}

/// A job claimed for doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedJob {
    /// What to do.
    pub job: NewJob,
    /// How often it was tried before.
    pub attempts: i64,
    /// The fencing token: a holder whose lease was lost cannot record a result.
    pub token: i64,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobOutcome {
    /// Done.
    Done,
    /// Try again at this instant.
    Retry {
        /// When.
        at: DateTime<Utc>,
        /// Why, without personal data.
        why: String,
    },
    /// A person must look; the case says why and what next.
    NeedsPerson {
        /// Why, without personal data.
        why: String,
    },
}

/// A job on the case page or in the operator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    /// Its identifier.
    pub id: JobId,
    /// The kind.
    pub kind: String,
    /// `pending`, `done` or `needs_person`.
    pub state: String,
    /// When it runs next.
    pub run_at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// The request it is about.
    pub request: Option<RequestId>,
    /// How far it has come; `None` before it says so.
    pub progress: Option<JobProgress>,
}

/// How far a job has come, in counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobProgress {
    /// How many parts are done.
    pub done: u64,
    /// How many there are.
    pub of: u64,
    /// How many rows that is.
    pub rows: u64,
}

/// The queue.
pub trait Jobs {
    /// Adds a job; `false` when a pending one with the same key is there already.
    fn add_job(&mut self, job: &NewJob) -> Result<bool, StoreError>;
    /// Claims up to `limit` due jobs of the given kinds for the lease given. The lease of a dead holder runs out and is claimed again.
    fn claim_jobs(
        &mut self,
        kinds: &[&str],
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<ClaimedJob>, StoreError>;
    /// Makes a lease longer while long work goes on; `false` when it was lost.
    fn renew_job(&mut self, id: JobId, token: i64, lease_until: DateTime<Utc>) -> Result<bool, StoreError>;
    /// Notes how far the job has come; `false` when the lease was lost. A new holder begins again without it.
    fn note_progress(&mut self, id: JobId, token: i64, progress: JobProgress) -> Result<bool, StoreError>;
    /// Whether the holder still has the lease: asked inside the transaction that writes a result (the fence).
    fn holds_job(&mut self, id: JobId, token: i64) -> Result<bool, StoreError>;
    /// Records how a try ended; `false` when the lease was lost (then nothing is changed).
    fn finish_job(&mut self, id: JobId, token: i64, outcome: &JobOutcome) -> Result<bool, StoreError>;
    /// Lets a job that needed a person run again now. One that is pending anyway is left alone; [`StoreError::Conflict`]
    /// when it is done, [`StoreError::Exists`] with `"key"` when another one with its key has become pending since.
    fn retry_job(&mut self, id: JobId, now: DateTime<Utc>) -> Result<(), StoreError>;
    /// Lets a waiting job run now, by its key. One that somebody holds, or that is due anyway, is left alone.
    fn hurry_job(&mut self, key: &str, now: DateTime<Utc>) -> Result<(), StoreError>;
    /// Takes back pending jobs of a request, e.g. when it was withdrawn.
    fn cancel_jobs(&mut self, request: RequestId) -> Result<(), StoreError>;
    /// The jobs of a case that are not done.
    fn jobs_of(&mut self, case: CaseId) -> Result<Vec<JobLine>, StoreError>;
    /// The earliest instant at which a job or a mail is due.
    fn next_due(&mut self) -> Result<Option<DateTime<Utc>>, StoreError>;
}
