//! The sweep of every hour, and forgetting what was found for a request some time after it was closed.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::domain::amendment::AmendmentKind;
use crate::domain::ids::{JobId, RequestId};
use crate::domain::request::{Actor, Request};
use crate::ports::store::Tx;
use crate::ports::store::amendments::StoredAmendment;
use crate::ports::store::erasures::Erasure;
use crate::ports::store::findings::Gathering;
use crate::ports::store::jobs::NewJob;
use crate::ports::store::tasks::TaskAnswerKind;
use crate::ports::store::uploads::upload_object;
use crate::ports::vault::ObjectName;
use crate::workflow::casework::jobs;
use crate::workflow::documents::objects;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, Lease, WorkError, delivery};

/// Files that are destroyed between two looks into the store.
const STRAY_FILES: i64 = 100;

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
    sweep_files(desk)?;
    let rows = desk.write(|_, tx, now| Ok(tx.sweep(now)?))?;
    Ok(Swept { rows, packages: delivery::destroy_ended(desk)? })
}

/// Destroys the files of forms that were never sent: first the bytes, then the rows that name them.
fn sweep_files(desk: &Desk) -> Result<(), WorkError> {
    loop {
        let stray = desk.read(|_, tx, now| Ok(tx.stray_uploads(now, STRAY_FILES)?))?;
        if stray.is_empty() {
            return Ok(());
        }
        for id in &stray {
            desk.vault.destroy(upload_object(*id))?;
        }
        desk.write(move |_, tx, _| {
            for id in stray {
                tx.remove_upload(id)?;
            }
            Ok(())
        })?;
    }
}

/// Plans the destruction of what was found for a request that has just been closed.
pub(in crate::workflow) fn plan_forgetting(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<(), WorkError> {
    let Some(run_at) = over_at(desk, tx, request)? else { return Ok(()) };
    tx.add_job(&NewJob {
        id: JobId::new(now, desk.entropy.bytes10()),
        kind: jobs::FORGET.to_owned(),
        // The day belongs to the key: the job that finds the time made longer plans another one beside itself.
        key: format!("{}:{}:{}:{}", jobs::FORGET, request.id, request.version, run_at.timestamp()),
        case: Some(request.case),
        request: Some(request.id),
        payload: "{}".to_owned(),
        run_at,
    })?;
    Ok(())
}

/// When findings and files of a request have served their purpose: as long after its closing as the controller says.
/// `None` while it is open.
fn over_at(desk: &Desk, tx: &mut dyn Tx, request: &Request) -> Result<Option<DateTime<Utc>>, WorkError> {
    let case = tx.case(request.case)?;
    let days = desk.controller(&case.controller)?.keeping.findings_days;
    let closed = request.closed_at.filter(|_| !request.state.is_open());
    Ok(closed.map(|closed| closed + TimeDelta::days(i64::from(days))))
}

/// Destroys what was found for a request and the files that colleagues gave, unless the request was opened again.
pub fn forget(desk: &Desk, lease: Lease, request: RequestId) -> Result<(), WorkError> {
    let files = desk.read(move |desk, tx, now| {
        let request = tx.request(request)?;
        let over = over_at(desk, tx, &request)?.is_some_and(|at| at <= now);
        if over { files_of(tx, request.id) } else { Ok(Vec::new()) }
    })?;
    for file in files {
        desk.vault.destroy(file)?;
    }
    lease.write(desk, move |desk, tx, now| {
        let request = tx.request(request)?;
        match over_at(desk, tx, &request)? {
            Some(at) if at <= now => forget_in(desk, tx, now, &request)?,
            // Closed again later, or the setting has grown: there is or will be a job for that day.
            Some(_) => plan_forgetting(desk, tx, now, &request)?,
            None => {}
        }
        lease.done_in(tx)
    })
}

pub(super) fn files_of(tx: &mut dyn Tx, request: RequestId) -> Result<Vec<ObjectName>, WorkError> {
    let case = tx.request(request)?.case;
    let tasks = tx.tasks_of(case)?.into_iter().filter(|task| task.request == request);
    let files = tasks.filter_map(|task| match task.answer?.kind {
        TaskAnswerKind::File { object, .. } => ObjectName::parse(&object),
        TaskAnswerKind::NothingHeld | TaskAnswerKind::Done => None,
    });
    let mut files = files.collect::<Vec<_>>();
    files.extend(tx.documents_of(request)?.iter().flat_map(objects));
    files.sort_by_key(|file| file.id);
    files.dedup();
    let plan = forgettable_plan(tx, request)?.and_then(|erasure| ObjectName::parse(erasure.object.as_deref()?));
    Ok(files.into_iter().chain(plan).collect())
}

/// The plan of an erasure, unless something of it is still to be erased by its keys.
fn forgettable_plan(tx: &mut dyn Tx, request: RequestId) -> Result<Option<Erasure>, WorkError> {
    let case = tx.request(request)?.case;
    let owes = tx.deferred_of(case)?.iter().any(|kept| kept.request == request && kept.done_at.is_none());
    Ok(if owes { None } else { tx.erasure(request)? })
}

fn forget_in(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, request: &Request) -> Result<(), WorkError> {
    let case = tx.case(request.case)?;
    for corrected in tx.amendments_of(request.id)?.into_iter().filter(|one| one.kind == AmendmentKind::Correction) {
        tx.put_amendment(&StoredAmendment { sealed: Vec::new(), ..corrected })?;
    }
    let findings = tx.destroy_findings(request.id)?;
    tx.destroy_documents(request.id)?;
    if let Some(erasure) = forgettable_plan(tx, request.id)? {
        tx.put_erasure(&Erasure { object: None, decided: None, ..erasure })?;
    }
    for part in tx.gatherings(request.id)? {
        tx.put_gathering(&Gathering { frontier: None, updated_at: now, ..part })?;
    }
    let content = json!({ "findings": findings });
    record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, "findings_destroyed", content))
}
