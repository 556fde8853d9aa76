//! The end of one try: how each system came out, who is told, and whether the search is complete.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::errand::Errand;
use super::kept::Kept;
use crate::domain::case::Case;
use crate::domain::ids::RequestId;
use crate::domain::notice::{Cause, Work};
use crate::domain::request::{Actor, Command, Request, State};
use crate::ports::store::Tx;
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::jobs::JobOutcome;
use crate::workflow::casework::{case_of, give_in};
use crate::workflow::journal::{Line, record};
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::{Desk, Lease, WorkError};

/// How a system came out.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) part: Gathering,
    pub(super) kept: Kept,
    pub(super) came: Came,
}

/// The ways a system can come out.
#[derive(Clone, Debug)]
pub(super) enum Came {
    /// It has answered.
    Done,
    /// It was not asked, because another must be settled first.
    Open,
    /// It did not answer.
    Down { after_seconds: u64, why: String },
    /// It will not answer before somebody has acted.
    NeedsPerson { message: String, cause: Cause },
    /// So many persons fit.
    Several(usize),
}

/// A try that is over, to be written down.
struct Conclusion {
    lease: Lease,
    request: RequestId,
    again: Option<TimeDelta>,
}

/// A system that was down, and is asked again.
struct Again {
    at: DateTime<Utc>,
    why: String,
}

/// Writes down how the systems came out and what follows.
pub(super) fn conclude(errand: &Errand<'_>, results: Vec<Settled>) -> Result<(), WorkError> {
    let conclusion = Conclusion { lease: errand.lease, request: errand.request, again: errand.again };
    errand.lease.write(errand.desk, move |desk, tx, now| conclusion.write(desk, tx, now, results))
}

impl Conclusion {
    fn write(&self, desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, results: Vec<Settled>) -> Result<(), WorkError> {
        let (request, case) = case_of(tx, self.request)?;
        if request.state != State::Gathering {
            return self.lease.done_in(tx);
        }
        let written = tx.gatherings(request.id)?;
        let mut again: Option<Again> = None;
        for settled in results {
            let left_out =
                written.iter().any(|part| part.system == settled.part.system && part.state == SystemState::Skipped);
            if left_out {
                tx.clear_findings(request.id, &settled.part.system)?;
                continue;
            }
            let next = self.write_system(desk, tx, now, &case, settled)?;
            again = again.into_iter().chain(next).min_by_key(|again| again.at);
        }
        if let Some(Again { at, why }) = again {
            return self.lease.finish_in(tx, &JobOutcome::Retry { at, why });
        }
        finish_if_complete(desk, tx, now, request)?;
        self.lease.done_in(tx)
    }

    fn write_system(
        &self,
        desk: &Desk,
        tx: &mut dyn Tx,
        now: DateTime<Utc>,
        case: &Case,
        settled: Settled,
    ) -> Result<Option<Again>, WorkError> {
        let Settled { mut part, kept, came } = settled;
        let mut again = None;
        part.updated_at = now;
        part.attempts += i64::from(!matches!(came, Came::Open));
        match came {
            Came::Done => part.state = SystemState::Done,
            Came::Open => part.state = SystemState::Waiting,
            Came::Several(n) => {
                part.state = SystemState::NeedsPerson;
                part.message = Some(format!(
                    "{n} persons here fit what we know. Choose who is meant, or ask the person for one more detail."
                ));
                self.call(desk, tx, now, case, &part, Cause::Several)?;
            }
            Came::NeedsPerson { message, cause } => {
                part.state = SystemState::NeedsPerson;
                part.message = Some(message);
                self.call(desk, tx, now, case, &part, cause)?;
            }
            Came::Down { after_seconds, why } => {
                again = self.down(desk, tx, now, case, &mut part, after_seconds, &why)?;
            }
        }
        part.frontier = Some(kept.seal(desk, self.request)?);
        tx.put_gathering(&part)?;
        Ok(again)
    }

    /// A system that is down is asked again, until it has been asked often enough that somebody should look.
    #[expect(
        clippy::too_many_arguments,
        reason = "the transaction, the moment and the case travel together everywhere"
    )]
    fn down(
        &self,
        desk: &Desk,
        tx: &mut dyn Tx,
        now: DateTime<Utc>,
        case: &Case,
        part: &mut Gathering,
        after_seconds: u64,
        why: &str,
    ) -> Result<Option<Again>, WorkError> {
        let Some(wait) = self.again else {
            part.state = SystemState::NeedsPerson;
            let next = "Check that the system is up and can be reached from here, then ask again; or leave it out with a reason.";
            part.message = Some(format!("{}: {why}. {next}", part.title));
            self.call(desk, tx, now, case, part, Cause::Unreachable)?;
            return Ok(None);
        };
        let least = TimeDelta::try_seconds(i64::try_from(after_seconds).unwrap_or(i64::MAX)).unwrap_or(wait);
        part.state = SystemState::Retrying;
        part.message = Some(format!("{}: {why}. It is asked again by itself.", part.title));
        Ok(Some(Again { at: now + wait.max(least), why: format!("{}: {why}", part.system) }))
    }

    fn call(
        &self,
        desk: &Desk,
        tx: &mut dyn Tx,
        now: DateTime<Utc>,
        case: &Case,
        part: &Gathering,
        reason: Cause,
    ) -> Result<(), WorkError> {
        let content = json!({ "system": part.system, "why": part.message });
        record(desk, tx, case, now, &Line::of_request(self.request, Actor::System, "system_needs_person", content))?;
        let failed = Failed {
            work: Work::Gather { system: part.system.clone() },
            cause: reason,
            attempts: part.attempts,
            key: format!("gather:{}:{}:{}", self.request, part.system, self.lease.job),
        };
        call_for_person(desk, tx, now, Some(case), &failed)
    }
}

/// Hands the request over to review when nothing is open any more.
fn finish_if_complete(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, request: Request) -> Result<(), WorkError> {
    let settled = |part: &Gathering| matches!(part.state, SystemState::Done | SystemState::Skipped);
    if !tx.gatherings(request.id)?.iter().all(settled) {
        return Ok(());
    }
    match give_in(desk, tx, now, Actor::System, request, &Command::FinishGathering) {
        Ok(_) | Err(WorkError::Refused(_)) => Ok(()),
        Err(other) => Err(other),
    }
}
