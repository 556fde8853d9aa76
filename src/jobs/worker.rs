//! One round of work: mail that is due, then one job, each under a lease of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::standing::Standing;
use super::{Backoff, Bell, Outside, amend, erase, fetch, gather, mail, package, remind, sweep};
use crate::domain::notice::{Cause, Work};
use crate::domain::request::Actor;
use crate::ports::store::jobs::{ClaimedJob, JobOutcome};
use crate::ports::store::{self, StoreError, Tx};
use crate::workflow::casework::jobs;
use crate::workflow::counter::finding;
use crate::workflow::delivery::transmit;
use crate::workflow::journal::{Line, record};
use crate::workflow::restore::note;
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::{Desk, Lease, Setback, WorkError, telling};

/// Every kind of job there is.
const KINDS: [&str; 14] = [
    jobs::FETCH,
    jobs::GATHER,
    jobs::PACKAGE,
    jobs::PLAN_ERASURE,
    jobs::ERASE,
    jobs::AMEND,
    jobs::ERASE_DUE,
    jobs::CALL_RECIPIENT,
    jobs::TRANSMIT,
    jobs::REMIND,
    jobs::SWEEP,
    jobs::RETAIN,
    jobs::FORGET,
    jobs::HEAR,
];
/// The waits between tries of a job.
const BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(30), longest: TimeDelta::hours(1) };
/// After so many tries, about an hour after the first, a person is asked.
const MOST_TRIES: i64 = 8;
/// A job that takes longer than this hangs: its lease is no longer renewed, and somebody else tries.
const LONGEST_JOB: TimeDelta = TimeDelta::hours(6);
/// How long to wait when work is due that is not ours, or that another worker has just taken.
const GLANCE: Duration = Duration::from_secs(1);

/// What a worker is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Mail only, so that a code never waits behind a long search.
    Post,
    /// Mail and jobs.
    Everything,
}

/// Does what is due. Several threads, on several nodes, share the work through leases.
pub struct Worker {
    desk: Desk,
    outside: Outside,
    bell: Bell,
    lease: TimeDelta,
    standing: Standing,
}

impl Worker {
    /// A worker that holds work for `lease` at a time.
    pub fn new(desk: Desk, outside: Outside, bell: Bell, lease: TimeDelta) -> Self {
        Self { desk, outside, bell, lease, standing: Standing::default() }
    }

    /// Does some of what is due; `true` when there was something.
    pub fn round(&self, duty: Duty) -> Result<bool, WorkError> {
        let current = self.desk.current()?;
        self.standing.ask(&current, &self.outside.mailboxes.watched(&current.kept.mailboxes))?;
        if self.next_due()?.is_none_or(|due| due > self.desk.clock.now()) {
            return Ok(false);
        }
        let mailed =
            mail::send_due(&self.desk.current()?, &*self.outside.mailer, self.lease, &|| self.bell.is_stopping())?;
        if mailed {
            note(&self.desk, &*self.outside.mark)?;
        }
        Ok(match duty {
            Duty::Post => mailed,
            Duty::Everything => self.one_job()? || mailed,
        })
    }

    /// Does everything that is due now, and what falls due by it, in the calling thread.
    pub fn drain(&self) -> Result<(), WorkError> {
        while self.round(Duty::Everything)? {}
        Ok(())
    }

    /// How long there is nothing to do, unless the bell rings; at most the tick.
    pub fn rest(&self, tick: Duration) -> Result<Duration, WorkError> {
        let Some(due) = self.next_due()? else { return Ok(tick) };
        let wait = (due - self.desk.clock.now()).to_std().unwrap_or_default();
        Ok(if wait.is_zero() { GLANCE.min(tick) } else { wait.min(tick) })
    }

    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        store::read(&*self.desk.store, |tx| tx.next_due())
    }

    /// Claims and does one job. Claimed past the desk: a claim is no news, and must not wake everybody again.
    fn one_job(&self) -> Result<bool, WorkError> {
        let now = self.desk.clock.now();
        let until = now + self.lease;
        let claimed =
            store::write::<_, StoreError, _>(&*self.desk.store, move |tx| tx.claim_jobs(&KINDS, now, until, 1))?;
        let Some(job) = claimed.into_iter().next() else { return Ok(false) };
        self.attempt(job)?;
        Ok(true)
    }

    fn attempt(&self, job: ClaimedJob) -> Result<(), WorkError> {
        let lease = Lease { job: job.job.id, token: job.token };
        let done = if job.attempts >= MOST_TRIES {
            // Whoever had it before never came back to say why: a job that takes the whole program down is not tried for ever.
            Err(Setback::lasting(Cause::Other, "every try ended before it could say why"))
        } else {
            self.hold(lease, || self.do_job(&job, lease))
        };
        let Err(setback) = done else { return Ok(()) };
        tracing::warn!(job = %job.job.id, kind = job.job.kind, tries = job.attempts + 1, %setback, "a job was not done");
        self.desk.write(move |desk, tx, now| settle(desk, tx, now, &job, &setback))
    }

    /// Does the work while a second thread keeps the lease alive. A panic in the work is a failed try, no more.
    fn hold(&self, lease: Lease, work: impl FnOnce() -> Result<(), Setback>) -> Result<(), Setback> {
        let over = Bell::new();
        std::thread::scope(|scope| {
            scope.spawn(|| self.keep(lease, &over));
            let done = catch_unwind(AssertUnwindSafe(work));
            over.stop();
            done.unwrap_or_else(|_| Err(Setback::passing(Cause::Other, "the program has a fault in this job")))
        })
    }

    fn keep(&self, lease: Lease, over: &Bell) {
        let pause = (self.lease / 3).to_std().unwrap_or(GLANCE);
        let began = self.desk.clock.now();
        loop {
            over.wait(0, pause);
            let now = self.desk.clock.now();
            if over.is_stopping() || now - began > LONGEST_JOB {
                return;
            }
            match lease.renew(&self.desk, now + self.lease) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(job = %lease.job, %error, "a lease could not be renewed"),
            }
        }
    }

    fn do_job(&self, job: &ClaimedJob, lease: Lease) -> Result<(), Setback> {
        let desk = &self.desk.current()?;
        let request = || job.job.request.ok_or_else(|| Setback::lasting(Cause::Other, "the job names no request"));
        match job.job.kind.as_str() {
            jobs::GATHER => gather::run(desk, &*self.outside.systems, lease, request()?, self.again(job)),
            jobs::PACKAGE => package::run(desk, &self.outside, lease, request()?),
            jobs::PLAN_ERASURE => erase::plan(desk, &*self.outside.systems, lease, request()?),
            jobs::ERASE => erase::run(desk, &*self.outside.systems, lease, request()?),
            jobs::AMEND => amend::run(desk, &*self.outside.systems, lease, request()?),
            jobs::ERASE_DUE => erase::due(desk, &*self.outside.systems, lease),
            jobs::CALL_RECIPIENT => {
                let last = self.again(job).is_none();
                telling::call(desk, &*self.outside.recipients, lease, &job.job.payload, last)
            }
            jobs::TRANSMIT => transmit(desk, &*self.outside.receivers, lease, &job.job.payload),
            jobs::REMIND => remind::run(desk, lease),
            jobs::FETCH => fetch::run(desk, &*self.outside.mailboxes, &job.job.payload, lease),
            jobs::SWEEP => sweep::run(desk, lease),
            jobs::RETAIN => sweep::retain(desk, lease),
            jobs::FORGET => sweep::forget(desk, lease, request()?),
            jobs::HEAR => Ok(finding::catch_up(desk, lease)?),
            other => Err(Setback::lasting(Cause::Other, format!("nobody knows how to do a job of the kind {other}"))),
        }
    }

    /// How long to wait before the next try, should this one fail; `None` when this is the last.
    fn again(&self, job: &ClaimedJob) -> Option<TimeDelta> {
        (job.attempts + 1 < MOST_TRIES).then(|| wait(&self.desk, job.attempts))
    }
}

fn wait(desk: &Desk, earlier: i64) -> TimeDelta {
    let mut chance = [0];
    desk.entropy.fill(&mut chance);
    let [chance] = chance;
    BACKOFF.after(earlier, chance)
}

/// Records a failed try: another one later, or a line on the case log and a call for a person.
fn settle(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    job: &ClaimedJob,
    setback: &Setback,
) -> Result<(), WorkError> {
    let tries = job.attempts + 1;
    let why = setback.why.clone();
    if !setback.lasting && tries < MOST_TRIES {
        let at = now + wait(desk, job.attempts).max(setback.after.unwrap_or_default());
        tx.finish_job(job.job.id, job.token, &JobOutcome::Retry { at, why })?;
        return Ok(());
    }
    if tx.finish_job(job.job.id, job.token, &JobOutcome::NeedsPerson { why })? {
        give_up(desk, tx, now, job, setback, tries)?;
    }
    Ok(())
}

fn give_up(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    job: &ClaimedJob,
    setback: &Setback,
    attempts: i64,
) -> Result<(), WorkError> {
    let kind = job.job.kind.clone();
    let case = job.job.case.map(|case| tx.case(case)).transpose()?;
    if let Some(case) = &case {
        let content = json!({ "job": kind, "why": setback.why, "tries": attempts });
        let line = Line { request: job.job.request, actor: Actor::System, kind: "job_failed", content };
        record(desk, tx, case, now, &line)?;
    }
    // A job that belongs to no case comes round every hour; one call a day is enough.
    let key = if case.is_some() { format!("job:{}", job.job.id) } else { format!("job:{kind}:{}", now.date_naive()) };
    let work = if kind == jobs::PACKAGE { Work::Build } else { Work::Job { kind } };
    call_for_person(desk, tx, now, case.as_ref(), &Failed { work, cause: setback.cause, attempts, key })
}
