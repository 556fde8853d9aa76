//! The queue of jobs.

use chrono::{DateTime, Utc};
use diesel::dsl::{min, sql};
use diesel::expression::SqlLiteral;
use diesel::helper_types::Filter;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::link::on_each;
use super::rows::job::{DONE, JobRow, NEEDS_PERSON, PENDING};
use super::rows::named::{Table, bytes, micros};
use super::schema::{jobs, mails};
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, JobId, RequestId};
use crate::ports::store::StoreError;
use crate::ports::store::jobs::{ClaimedJob, JobLine, JobOutcome, JobProgress, Jobs, NewJob};

const JOBS: Table = Table("jobs");

impl Jobs for Transaction<'_> {
    fn add_job(&mut self, job: &NewJob) -> Result<bool, StoreError> {
        let row = JobRow::from(job);
        let added = self.change(|link| {
            let insert = diesel::insert_into(jobs::table).values(&row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        Ok(added == 1)
    }

    fn claim_jobs(
        &mut self,
        kinds: &[&str],
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<ClaimedJob>, StoreError> {
        let due = pending().filter(jobs::due_at.le(micros(now))).filter(jobs::kind.eq_any(kinds.to_vec()));
        let page = due.order((jobs::due_at, jobs::id)).limit(limit).select(JobRow::as_select());
        let rows = self.ask(|link| page.load(link))?;
        let mut claimed = Vec::new();
        for row in rows {
            let token = row.token() + 1;
            let lease = (
                jobs::token.eq(token),
                jobs::due_at.eq(micros(lease_until)),
                jobs::attempts.eq(jobs::attempts + 1),
                jobs::progress.eq(None::<String>),
            );
            let unclaimed = pending().filter(jobs::id.eq(row.id()).and(jobs::token.eq(row.token())));
            if self.change(|link| diesel::update(unclaimed).set(lease).execute(link))? == 1 {
                claimed.push(row.into_claimed(token)?);
            }
        }
        Ok(claimed)
    }

    fn renew_job(&mut self, id: JobId, token: i64, lease_until: DateTime<Utc>) -> Result<bool, StoreError> {
        let held = pending().filter(jobs::id.eq(bytes(id.0)).and(jobs::token.eq(token)));
        let longer = jobs::due_at.eq(micros(lease_until));
        Ok(self.change(|link| diesel::update(held).set(longer).execute(link))? == 1)
    }

    fn note_progress(&mut self, id: JobId, token: i64, progress: JobProgress) -> Result<bool, StoreError> {
        let held = pending().filter(jobs::id.eq(bytes(id.0)).and(jobs::token.eq(token)));
        let said = jobs::progress.eq(JOBS.to_json("progress", &progress)?);
        Ok(self.change(|link| diesel::update(held).set(said).execute(link))? == 1)
    }

    fn holds_job(&mut self, id: JobId, token: i64) -> Result<bool, StoreError> {
        // An update, not a question: on PostgreSQL it locks the row, so that nobody can claim the job before this commits.
        let held = pending().filter(jobs::id.eq(bytes(id.0)).and(jobs::token.eq(token)));
        Ok(self.change(|link| diesel::update(held).set(jobs::token.eq(token)).execute(link))? == 1)
    }

    fn finish_job(&mut self, id: JobId, token: i64, outcome: &JobOutcome) -> Result<bool, StoreError> {
        let (state, at, why) = match outcome {
            JobOutcome::Done => (DONE, None, None),
            JobOutcome::Retry { at, why } => (PENDING, Some(micros(*at)), Some(why)),
            JobOutcome::NeedsPerson { why } => (NEEDS_PERSON, None, Some(why)),
        };
        let result = (
            jobs::state.eq(state),
            jobs::token.eq(jobs::token + 1),
            jobs::last_error.eq(why),
            at.map(|at| (jobs::due_at.eq(at), jobs::run_at.eq(at))),
        );
        let held = pending().filter(jobs::id.eq(bytes(id.0)).and(jobs::token.eq(token)));
        Ok(self.change(|link| diesel::update(held).set(result).execute(link))? == 1)
    }

    fn retry_job(&mut self, id: JobId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let now = micros(now);
        let again = (jobs::state.eq(PENDING), jobs::due_at.eq(now), jobs::run_at.eq(now), jobs::attempts.eq(0));
        // One that is held has the end of its lease in `due_at`; one that waits has the same instant in both.
        let put_off = jobs::state.eq(PENDING).and(jobs::due_at.eq(jobs::run_at)).and(jobs::due_at.gt(now));
        let waiting = jobs::table.filter(jobs::id.eq(bytes(id.0)).and(jobs::state.eq(NEEDS_PERSON).or(put_off)));
        if self.change(|link| diesel::update(waiting).set(again).execute(link))? == 1 {
            return Ok(());
        }
        let state = jobs::table.find(bytes(id.0)).select(jobs::state);
        let state = self.ask(|link| state.first::<String>(link))?;
        if state == DONE { Err(StoreError::Conflict) } else { Ok(()) }
    }

    fn hurry_job(&mut self, key: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        let now = micros(now);
        // One that is held has the end of its lease in `due_at`; one that waits has the same instant in both.
        let put_off = jobs::due_at.eq(jobs::run_at).and(jobs::due_at.gt(now));
        let waiting = pending().filter(jobs::dedup_key.eq(key.to_owned()).and(put_off));
        let soon = (jobs::due_at.eq(now), jobs::run_at.eq(now));
        self.change(|link| diesel::update(waiting).set(soon).execute(link)).map(drop)
    }

    fn cancel_jobs(&mut self, request: RequestId) -> Result<(), StoreError> {
        let open = jobs::table.filter(jobs::request_id.eq(bytes(request.0)).and(jobs::state.ne(DONE)));
        let gone = (jobs::state.eq(DONE), jobs::token.eq(jobs::token + 1));
        self.change(|link| diesel::update(open).set(gone).execute(link)).map(drop)
    }

    fn jobs_of(&mut self, case: CaseId) -> Result<Vec<JobLine>, StoreError> {
        let open = jobs::table.filter(jobs::case_id.eq(bytes(case.0)).and(jobs::state.ne(DONE)));
        let query = open.order((jobs::run_at, jobs::id)).select(JobRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(JobRow::into_line).collect()
    }

    fn next_due(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let job = self.ask(|link| pending().select(min(jobs::due_at)).first::<Option<i64>>(link))?;
        let waiting = mails::table.filter(sql::<Bool>("mails.state = 'pending' AND mails.held_at IS NULL"));
        let mail = self.ask(|link| waiting.select(min(mails::due_at)).first::<Option<i64>>(link))?;
        JOBS.maybe_instant("due_at", job.into_iter().chain(mail).min())
    }
}

/// Jobs that are not finished. The state stands in the text, because an index over a part of a table is only used when
/// the database can see that the query stays inside it.
fn pending() -> Filter<jobs::table, SqlLiteral<Bool>> {
    jobs::table.filter(sql::<Bool>("jobs.state = 'pending'"))
}
