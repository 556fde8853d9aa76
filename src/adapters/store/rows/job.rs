//! Rows of `jobs`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::jobs;
use crate::domain::ids::{CaseId, JobId, RequestId};
use crate::ports::store::StoreError;
use crate::ports::store::jobs::{ClaimedJob, JobLine, NewJob};

const JOBS: Table = Table("jobs");

/// Waits for its turn (again), or is being done.
pub const PENDING: &str = "pending";
/// Done.
pub const DONE: &str = "done";
/// Waits for somebody.
pub const NEEDS_PERSON: &str = "needs_person";

/// One job with where it stands.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = jobs, treat_none_as_default_value = false)]
pub struct JobRow {
    id: Vec<u8>,
    kind: String,
    dedup_key: String,
    case_id: Option<Vec<u8>>,
    request_id: Option<Vec<u8>>,
    payload: String,
    run_at: i64,
    state: String,
    due_at: i64,
    attempts: i64,
    token: i64,
    last_error: Option<String>,
    progress: Option<String>,
}

impl From<&NewJob> for JobRow {
    fn from(job: &NewJob) -> Self {
        let run_at = micros(job.run_at);
        Self {
            id: bytes(job.id.0),
            kind: job.kind.clone(),
            dedup_key: job.key.clone(),
            case_id: job.case.map(|id| bytes(id.0)),
            request_id: job.request.map(|id| bytes(id.0)),
            payload: job.payload.clone(),
            run_at,
            state: PENDING.to_owned(),
            due_at: run_at,
            attempts: 0,
            token: 0,
            last_error: None,
            progress: None,
        }
    }
}

impl JobRow {
    /// The token it had when it was read.
    pub fn token(&self) -> i64 {
        self.token
    }

    /// Its stored identifier.
    pub fn id(&self) -> &[u8] {
        &self.id
    }

    /// The job as its new holder sees it.
    pub fn into_claimed(self, token: i64) -> Result<ClaimedJob, StoreError> {
        let attempts = self.attempts;
        let job = NewJob {
            id: JobId(JOBS.id("id", &self.id)?),
            kind: self.kind,
            key: self.dedup_key,
            case: JOBS.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId),
            request: JOBS.maybe_id("request_id", self.request_id.as_ref())?.map(RequestId),
            payload: self.payload,
            run_at: JOBS.instant("run_at", self.run_at)?,
        };
        Ok(ClaimedJob { job, attempts, token })
    }

    /// The job as the case page shows it.
    pub fn into_line(self) -> Result<JobLine, StoreError> {
        Ok(JobLine {
            id: JobId(JOBS.id("id", &self.id)?),
            kind: self.kind,
            state: self.state,
            run_at: JOBS.instant("run_at", self.run_at)?,
            attempts: self.attempts,
            last_error: self.last_error,
            request: JOBS.maybe_id("request_id", self.request_id.as_ref())?.map(RequestId),
            progress: self.progress.map(|text| JOBS.json("progress", &text)).transpose()?,
        })
    }
}
