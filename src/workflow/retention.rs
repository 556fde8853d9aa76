//! Destroying what has served its purpose (Article 5(1)(e)): unfinished forms, used codes, ended packages, and what was
//! found for requests that were answered.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::casework::jobs;
use super::journal::{Line, record};
use super::{Desk, Lease, WorkError, delivery};
use crate::domain::ids::{JobId, RequestId};
use crate::domain::request::{Actor, Request};
use crate::ports::store::Tx;
use crate::ports::store::findings::Gathering;
use crate::ports::store::jobs::NewJob;
use crate::ports::store::tasks::TaskAnswerKind;
use crate::ports::vault::ObjectName;

/// How long findings and files are kept after a request was closed: as long as the answer may be asked for again or
/// complained about while everybody still remembers it.
pub const FINDINGS_KEPT: TimeDelta = TimeDelta::days(90);

/// What a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Forms, codes and sessions that had expired.
    pub rows: usize,
    /// Packages whose time was over.
    pub packages: usize,
}

/// Removes everything whose time is over.
pub fn sweep(desk: &Desk) -> Result<Swept, WorkError> {
    let rows = desk.write(|_, tx, now| Ok(tx.sweep(now)?))?;
    Ok(Swept { rows, packages: delivery::destroy_ended(desk)? })
}

/// Plans the destruction of what was found for a request that has just been closed.
pub(super) fn plan_forgetting(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<(), WorkError> {
    tx.add_job(&NewJob {
        id: JobId::new(now, desk.entropy.bytes10()),
        kind: jobs::FORGET.to_owned(),
        key: format!("{}:{}:{}", jobs::FORGET, request.id, request.version),
        case: Some(request.case),
        request: Some(request.id),
        payload: "{}".to_owned(),
        run_at: now + FINDINGS_KEPT,
    })?;
    Ok(())
}

/// Destroys what was found for a request and the files that colleagues gave, unless the request was opened again.
pub fn forget(desk: &Desk, lease: Lease, request: RequestId) -> Result<(), WorkError> {
    let files = desk.read(
        move |_, tx, now| if is_over(&tx.request(request)?, now) { files_of(tx, request) } else { Ok(Vec::new()) },
    )?;
    for file in files {
        desk.vault.destroy(file)?;
    }
    lease.write(desk, move |desk, tx, now| {
        let request = tx.request(request)?;
        if is_over(&request, now) {
            forget_in(desk, tx, now, &request)?;
        }
        lease.done_in(tx)
    })
}

/// A request that was closed again later has a later job of its own.
fn is_over(request: &Request, now: DateTime<Utc>) -> bool {
    !request.state.is_open() && request.closed_at.is_some_and(|closed| closed + FINDINGS_KEPT <= now)
}

fn files_of(tx: &mut dyn Tx, request: RequestId) -> Result<Vec<ObjectName>, WorkError> {
    let case = tx.request(request)?.case;
    let tasks = tx.tasks_of(case)?.into_iter().filter(|task| task.request == request);
    let files = tasks.filter_map(|task| match task.answer?.kind {
        TaskAnswerKind::File { object, .. } => ObjectName::parse(&object),
        TaskAnswerKind::NothingHeld | TaskAnswerKind::Done => None,
    });
    Ok(files.collect())
}

fn forget_in(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, request: &Request) -> Result<(), WorkError> {
    let case = tx.case(request.case)?;
    let findings = tx.destroy_findings(request.id)?;
    for part in tx.gatherings(request.id)? {
        tx.put_gathering(&Gathering { frontier: None, updated_at: now, ..part })?;
    }
    let content = json!({ "findings": findings });
    record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, "findings_destroyed", content))
}
