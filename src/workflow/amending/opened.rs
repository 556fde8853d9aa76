//! Sealing what an amendment changes, and opening it for whoever may read it.

use crate::domain::amendment::AmendmentContent;
use crate::domain::ids::{AmendmentId, RequestId};
use crate::ports::store::Tx;
use crate::ports::store::amendments::StoredAmendment;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::{Desk, WorkError};

/// An amendment with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedAmendment {
    /// As it is kept.
    pub stored: StoredAmendment,
    /// What it changes; `None` once its time is over and the values were destroyed.
    pub content: Option<AmendmentContent>,
}

/// The amendments of a request, opened.
pub fn opened(desk: &Desk, request: RequestId) -> Result<Vec<OpenedAmendment>, WorkError> {
    let stored = desk.read(move |_, tx, _| Ok(tx.amendments_of(request)?))?;
    stored.into_iter().map(|one| open_one(desk, one)).collect()
}

pub(super) fn open_one(desk: &Desk, stored: StoredAmendment) -> Result<OpenedAmendment, WorkError> {
    if stored.sealed.is_empty() {
        return Ok(OpenedAmendment { stored, content: None });
    }
    let plain = desk.vault.open_small(name(stored.id), &stored.sealed)?;
    Ok(OpenedAmendment { content: serde_json::from_slice(&plain).ok(), stored })
}

pub(super) fn seal(desk: &Desk, id: AmendmentId, content: &AmendmentContent) -> Result<Vec<u8>, WorkError> {
    let plain = serde_json::to_vec(content).unwrap_or_default();
    Ok(desk.vault.seal_small(name(id), &plain)?)
}

/// Writes an amendment down with other values.
pub(super) fn put(
    desk: &Desk,
    tx: &mut dyn Tx,
    stored: StoredAmendment,
    content: &AmendmentContent,
) -> Result<(), WorkError> {
    let sealed = seal(desk, stored.id, content)?;
    Ok(tx.put_amendment(&StoredAmendment { sealed, ..stored })?)
}

fn name(id: AmendmentId) -> ObjectName {
    ObjectName::new(Purpose::Amendment, id.0)
}
