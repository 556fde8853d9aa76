//! The certificate of a confirmed erasure.

use crate::domain::case::Reference;
use crate::domain::erasure::{Certificate, CertifiedKept, CertifiedSystem, Stage};
use crate::domain::right::Right;
use crate::ports::letters::PrintSize;
use crate::ports::store::erasures::ErasurePart;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::{Desk, WorkError};

/// The facts; [`StoreError::NotFound`] while nothing is confirmed.
pub fn certificate(desk: &Desk, reference: &Reference) -> Result<Certificate, WorkError> {
    let reference = reference.clone();
    desk.read(move |desk, tx, _| read(desk, tx, &reference))
}

/// The same on paper, as PDF.
pub fn print_certificate(desk: &Desk, reference: &Reference) -> Result<Vec<u8>, WorkError> {
    let certificate = certificate(desk, reference)?;
    let wanted = reference.clone();
    let case = desk.read(move |_, tx, _| Ok(tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?))?;
    let document = certificate.document(desk.controller(&case.controller)?);
    Ok(desk.press.print(&document, PrintSize::Ordinary)?)
}

fn read(desk: &Desk, tx: &mut dyn Tx, reference: &Reference) -> Result<Certificate, WorkError> {
    let case = tx.case_by_reference(reference)?.ok_or(StoreError::NotFound)?;
    let mut requests = tx.requests(case.id)?.into_iter();
    let request = requests.find(|request| request.right == Right::Erasure).ok_or(StoreError::NotFound)?;
    let erasure = tx.erasure(request.id)?.filter(|erasure| erasure.stage == Stage::Confirmed);
    let erasure = erasure.ok_or(StoreError::NotFound)?;
    let (summary, confirmed) = (erasure.summary.ok_or(StoreError::NotFound)?, erasure.confirmed_at);
    let approvals = tx.log_of(case.id)?;
    let approved = approvals.iter().rfind(|entry| entry.request == Some(request.id) && entry.kind == "approved");
    let kept = summary.groups().filter(|(_, group)| group.stays()).map(|(system, group)| CertifiedKept {
        what: format!("{} ({})", group.title, system.title),
        rows: group.rows,
        until: group.ruling.until,
        reason: group.ruling.reason.clone(),
    });
    Ok(Certificate {
        reference: case.reference.to_string(),
        received: case.received_at,
        approved: approved.map(|entry| entry.at),
        confirmed: confirmed.ok_or(StoreError::NotFound)?,
        systems: tx.erasure_parts(request.id)?.iter().map(certified).collect(),
        kept: kept.collect(),
        zone: desk.terms(desk.controller(&case.controller)?)?.zone,
    })
}

fn certified(part: &ErasurePart) -> CertifiedSystem {
    let count = |n: i64| u64::try_from(n).unwrap_or_default();
    CertifiedSystem {
        title: part.title.clone(),
        requested: count(part.requested),
        erased: count(part.erased),
        emptied: count(part.emptied),
        committed: part.committed_at,
    }
}
