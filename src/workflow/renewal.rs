//! A delivered package's link: making it last longer, and taking it back.

use std::io::Read;

use serde_json::json;

use super::assignment::must;
use super::delivery::{announce, object_of};
use super::journal::{Line, record};
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::ids::{CaseId, DisclosureId};
use crate::domain::request::Actor;
use crate::ports::store::delivery::Disclosure;
use crate::ports::store::{StoreError, Tx};

/// Lets the person fetch the package for another full period, and writes to them.
pub fn renew(desk: &Desk, actor: Actor, case: CaseId, id: DisclosureId) -> Result<(), WorkError> {
    must(actor, Permission::ManageDelivery)?;
    desk.vault.open(object_of(id))?;
    desk.write(move |desk, tx, now| {
        let mut disclosure = of_case(tx, case, id)?;
        if disclosure.revoked_at.is_some() {
            return Err(WorkError::field("delivery", "It was revoked. A new package has to be approved."));
        }
        disclosure.expires_at = now + desk.settings.link_life;
        tx.save_disclosure(&disclosure)?;
        let until = json!({ "disclosure": id, "until": disclosure.expires_at });
        let line = Line::of_request(disclosure.request, actor, "delivery_renewed", until);
        let case = tx.case(case)?;
        record(desk, tx, &case, now, &line)?;
        let request = tx.request(disclosure.request)?;
        announce(desk, tx, now, &case, &request, &disclosure, Vec::new())
    })
}

/// Stops the person from fetching the package, at once, and destroys its bytes.
pub fn revoke(desk: &Desk, actor: Actor, case: CaseId, id: DisclosureId, reason: &str) -> Result<(), WorkError> {
    must(actor, Permission::ManageDelivery)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(WorkError::field("reason", "Write in a sentence why it is taken back."));
    }
    desk.write(move |desk, tx, now| {
        let mut disclosure = of_case(tx, case, id)?;
        if disclosure.revoked_at.is_some() {
            return Err(StoreError::Conflict.into());
        }
        disclosure.revoked_at = Some(now);
        tx.save_disclosure(&disclosure)?;
        let content = json!({ "disclosure": id, "reason": reason });
        let line = Line::of_request(disclosure.request, actor, "delivery_revoked", content);
        let case = tx.case(case)?;
        record(desk, tx, &case, now, &line)
    })?;
    // The row says that it is revoked; should the vault fail now, the sweep destroys the bytes later.
    if let Err(error) = desk.vault.destroy(object_of(id)) {
        tracing::warn!(disclosure = %id, %error, "a revoked package is destroyed later");
    }
    Ok(())
}

/// Takes the package out for the post: to be printed, or copied onto a data carrier, for somebody who does not fetch it. It is
/// opened before it is noted, so that what cannot be opened is not on the log.
pub fn take_out(desk: &Desk, actor: Actor, case: CaseId, id: DisclosureId) -> Result<Box<dyn Read + Send>, WorkError> {
    must(actor, Permission::ManageDelivery)?;
    let bytes = desk.vault.open(object_of(id))?;
    desk.write(move |desk, tx, now| {
        let disclosure = of_case(tx, case, id)?;
        if disclosure.revoked_at.is_some() {
            return Err(WorkError::field("delivery", "It was revoked. A new package has to be approved."));
        }
        let content = json!({ "disclosure": id, "bytes": disclosure.bytes });
        let line = Line::of_request(disclosure.request, actor, "package_taken_out", content);
        let case = tx.case(case)?;
        record(desk, tx, &case, now, &line)
    })?;
    Ok(bytes)
}

fn of_case(tx: &mut dyn Tx, case: CaseId, id: DisclosureId) -> Result<Disclosure, WorkError> {
    let disclosure = tx.disclosure(id)?;
    if disclosure.case == case { Ok(disclosure) } else { Err(StoreError::NotFound.into()) }
}
