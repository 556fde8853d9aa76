//! The journal of an erasure in the store: every step is written down under the job's lease, before and after.

use std::collections::BTreeMap;

use crate::domain::erasure::Stage;
use crate::domain::ids::RequestId;
use crate::domain::request::State;
use crate::ports::journal::{ErasureJournal, JournalError};
use crate::ports::store::Tx;
use crate::ports::store::erasures::{Erasure, ErasurePart, PartState};
use crate::workflow::erasing::Entry;
use crate::workflow::{Desk, Lease, WorkError};

/// Writes steps as states of the systems. The plan itself rests in the vault.
pub(super) struct StoreJournal<'a> {
    desk: &'a Desk,
    lease: Lease,
    request: RequestId,
    steps: Vec<(String, PartState)>,
    /// Why a step could not be written: then nothing more is changed.
    pub(super) stopped: Option<WorkError>,
}

impl<'a> StoreJournal<'a> {
    pub(super) const fn new(desk: &'a Desk, lease: Lease, request: RequestId) -> Self {
        Self { desk, lease, request, steps: Vec::new(), stopped: None }
    }
}

impl ErasureJournal for StoreJournal<'_> {
    fn append(&mut self, line: &str) -> Result<(), JournalError> {
        match serde_json::from_str(line) {
            Ok(Entry::Begun(system)) => self.steps.push((system, PartState::Begun)),
            Ok(Entry::Committed(system)) => self.steps.push((system, PartState::Committed)),
            Ok(Entry::Outdated(system)) => self.steps.push((system, PartState::Waiting)),
            Ok(_) => {}
            Err(error) => return Err(JournalError::Unreadable(error.to_string())),
        }
        Ok(())
    }

    fn sync(&mut self) -> Result<(), JournalError> {
        let steps: BTreeMap<String, PartState> = std::mem::take(&mut self.steps).into_iter().collect();
        let request = self.request;
        let written = self.lease.write(self.desk, move |_, tx, now| {
            for (system, state) in steps {
                if state == PartState::Begun {
                    may_begin(tx, request, now)?;
                }
                note(tx, request, &system, |part| {
                    part.state = state;
                    if state == PartState::Committed {
                        part.committed_at = Some(now);
                    }
                })?;
            }
            Ok(())
        });
        written.map_err(|error| {
            let why = error.to_string();
            self.stopped = Some(error);
            JournalError::Failed(why)
        })
    }

    fn conclude(&mut self, _line: &str) -> Result<(), JournalError> {
        Ok(())
    }
}

/// Asked in the transaction that writes down that a system's changes begin: a hold that was set a moment ago stops them.
fn may_begin(tx: &mut dyn Tx, request: RequestId, now: chrono::DateTime<chrono::Utc>) -> Result<(), WorkError> {
    let request = tx.request(request)?;
    if request.state != State::Executing || tx.hold(request.case)?.is_some() {
        return Err(crate::ports::store::StoreError::Conflict.into());
    }
    if let Some(erasure) = tx.erasure(request.id)? {
        let begun_at = erasure.begun_at.or(Some(now));
        tx.put_erasure(&Erasure { stage: Stage::Carrying, begun_at, ..erasure })?;
    }
    Ok(())
}

/// Changes what is written about a system.
pub(super) fn note(
    tx: &mut dyn Tx,
    request: RequestId,
    system: &str,
    change: impl FnOnce(&mut ErasurePart),
) -> Result<(), WorkError> {
    if let Some(mut part) = tx.erasure_parts(request)?.into_iter().find(|part| part.system == system) {
        change(&mut part);
        tx.put_erasure_part(&part)?;
    }
    Ok(())
}
