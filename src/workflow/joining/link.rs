//! Noting that cases belong together without changing either.

use serde_json::json;

use super::plan::by_reference;
use super::refused;
use crate::domain::access::Permission;
use crate::domain::case::{Case, Reference};
use crate::domain::ids::CaseId;
use crate::domain::request::Actor;
use crate::domain::request::joining::NotJoined;
use crate::ports::store::links::{CaseLink, LinkKind};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// Notes that two cases belong together. Noting it twice changes nothing.
pub fn link(desk: &Desk, actor: Actor, case: &Reference, other: &Reference) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))?;
    let (case, other) = (case.clone(), other.clone());
    desk.write(move |desk, tx, now| {
        let (case, other) = (by_reference(tx, &case)?, by_reference(tx, &other)?);
        if case.id == other.id {
            return Err(refused(NotJoined::SameCase));
        }
        let known = tx.links_of(case.id)?.iter().any(|link| link.case == other.id || link.other == other.id);
        if known {
            return Ok(());
        }
        tx.add_link(&CaseLink { case: case.id, other: other.id, kind: LinkKind::Related, by, at: now })?;
        on_both(&case, &other, |one, reference| {
            record(desk, tx, one, now, &Line::of_case(actor, "case_linked", json!({ "reference": reference })))
        })
    })
}

/// Takes such a note back. What was joined or split stays known.
pub fn unlink(desk: &Desk, actor: Actor, case: &Reference, other: &Reference) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let (case, other) = (case.clone(), other.clone());
    desk.write(move |desk, tx, now| {
        let (case, other) = (by_reference(tx, &case)?, by_reference(tx, &other)?);
        if !tx.remove_link(case.id, other.id)? {
            return Err(StoreError::NotFound.into());
        }
        on_both(&case, &other, |one, reference| {
            record(desk, tx, one, now, &Line::of_case(actor, "case_unlinked", json!({ "reference": reference })))
        })
    })
}

fn on_both(
    case: &Case,
    other: &Case,
    mut write: impl FnMut(&Case, &Reference) -> Result<(), WorkError>,
) -> Result<(), WorkError> {
    write(case, &other.reference)?;
    write(other, &case.reference)
}

/// The cases that belong with one: reference, how, and whether the one asked about is the first of the two.
pub fn linked(tx: &mut dyn Tx, case: CaseId) -> Result<Vec<(Reference, LinkKind, bool)>, WorkError> {
    let mut linked = Vec::new();
    for link in tx.links_of(case)? {
        let first = link.case == case;
        let other = tx.case(if first { link.other } else { link.case })?;
        linked.push((other.reference, link.kind, first));
    }
    Ok(linked)
}
