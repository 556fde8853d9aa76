//! Handing the package over: counted and logged first, then streamed.

use std::io::Read;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::domain::ids::{CaseId, DisclosureId};
use crate::domain::request::Actor;
use crate::ports::store::delivery::Disclosure;
use crate::ports::vault::{ObjectName, Purpose, VaultError};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// How long after it was built a package can be renewed by its person, as long as it still exists.
const RENEWABLE: TimeDelta = TimeDelta::days(90);

/// What can be done about a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can be fetched until then.
    Until(DateTime<Utc>),
    /// Its time is over, but the person can renew it.
    Renewable,
    /// It is gone or was taken back.
    Gone,
}

/// A package on its way out.
pub struct Handover {
    /// Its description.
    pub disclosure: Disclosure,
    /// The bytes, once and in order.
    pub bytes: Box<dyn Read + Send>,
}

/// What can be done about a disclosure now.
pub fn availability(disclosure: &Disclosure, now: DateTime<Utc>) -> Availability {
    if disclosure.revoked_at.is_some() {
        Availability::Gone
    } else if disclosure.expires_at > now {
        Availability::Until(disclosure.expires_at)
    } else if disclosure.built_at + RENEWABLE > now {
        Availability::Renewable
    } else {
        Availability::Gone
    }
}

/// Opens the package for a person who has entered a fresh code; `None` when it has expired, was revoked or destroyed.
/// It is opened before it is counted, so that what cannot be opened is not on the log as fetched.
pub fn fetch(desk: &Desk, case: CaseId, id: DisclosureId) -> Result<Option<Handover>, WorkError> {
    let name = ObjectName::new(Purpose::Package, id.0);
    let bytes = match desk.vault.open(name) {
        Ok(bytes) => bytes,
        Err(VaultError::Missing(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let counted = desk.write(move |desk, tx, now| {
        let disclosure = tx.disclosure(id)?;
        if disclosure.case != case || !tx.count_download(id, now)? {
            return Ok(None);
        }
        let content = json!({ "disclosure": id, "bytes": disclosure.bytes });
        let line = Line::of_request(disclosure.request, Actor::Person, "downloaded", content);
        let case = tx.case(case)?;
        record(desk, tx, &case, now, &line)?;
        Ok(Some(disclosure))
    })?;
    Ok(counted.map(|disclosure| Handover { disclosure, bytes }))
}

/// Renews a package whose time is over, if it still exists. `false` when it does not.
pub fn renew(desk: &Desk, case: CaseId, id: DisclosureId) -> Result<bool, WorkError> {
    let name = ObjectName::new(Purpose::Package, id.0);
    if matches!(desk.vault.open(name), Err(VaultError::Missing(_))) {
        return Ok(false);
    }
    desk.write(move |desk, tx, now| {
        let disclosure = tx.disclosure(id)?;
        if disclosure.case != case || availability(&disclosure, now) != Availability::Renewable {
            return Ok(false);
        }
        let expires_at = now + desk.settings.link_life;
        let content = json!({ "disclosure": id, "until": expires_at });
        let line = Line::of_request(disclosure.request, Actor::Person, "disclosure_renewed", content);
        tx.save_disclosure(&Disclosure { expires_at, ..disclosure })?;
        let case = tx.case(case)?;
        record(desk, tx, &case, now, &line)?;
        Ok(true)
    })
}
