//! A package on its way: announced to the person, and destroyed when its time is over.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::journal::{Line, record};
use super::notices::Matter;
use super::post::{Envelope, queue_mail};
use super::{Desk, WorkError};
use crate::domain::case::Case;
use crate::domain::ids::DisclosureId;
use crate::domain::notice::{Ground, Notice, PackageReady, Portable, PortableDelivery};
use crate::domain::request::{Actor, Request};
use crate::domain::retention::Keeping;
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::delivery::Disclosure;
use crate::ports::vault::{ObjectName, Purpose};

/// Where the vault keeps a disclosure's package.
pub fn object_of(disclosure: DisclosureId) -> ObjectName {
    ObjectName::new(Purpose::Package, disclosure.0)
}

/// Whether the bytes of a package are kept although its link has ended, so that the person can ask for a fresh one.
fn is_kept(desk: &Desk, tx: &mut dyn Tx, disclosure: &Disclosure, now: DateTime<Utc>) -> Result<bool, WorkError> {
    let case = tx.case(disclosure.case)?;
    let days = desk.controllers.get(&case.controller).map(|controller| controller.keeping.package_days);
    let kept = TimeDelta::days(i64::from(days.unwrap_or_else(|| Keeping::default().package_days)));
    Ok(disclosure.revoked_at.is_none() && now < disclosure.expires_at + kept)
}

/// Destroys the packages whose time is over; says how many.
pub fn destroy_ended(desk: &Desk) -> Result<usize, WorkError> {
    let before = desk.clock.now();
    let ended = desk.read(move |desk, tx, now| {
        let mut over = Vec::new();
        for disclosure in tx.expired_disclosures(before)? {
            if !is_kept(desk, tx, &disclosure, now)? {
                over.push(disclosure);
            }
        }
        Ok(over)
    })?;
    let mut destroyed = 0;
    for disclosure in ended {
        desk.vault.destroy(object_of(disclosure.id))?;
        desk.write(move |desk, tx, now| note_destroyed(desk, tx, now, disclosure.id))?;
        destroyed += 1;
    }
    Ok(destroyed)
}

fn note_destroyed(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, id: DisclosureId) -> Result<(), WorkError> {
    let disclosure = tx.disclosure(id)?;
    if disclosure.object.is_empty() {
        return Ok(());
    }
    tx.forget_package(id)?;
    let (request, case) = owners(tx, &disclosure)?;
    let content = json!({ "disclosure": id });
    record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, "package_destroyed", content))
}

/// Writes to the person that the answer can be fetched.
pub(super) fn announce(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
    disclosure: &Disclosure,
    left_out: Vec<Ground>,
) -> Result<(), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let matter = Matter { desk, controller, terms: desk.terms_for(controller, request)?, case, now };
    let (about, until) = (matter.about(vec![request.right]), matter.local(disclosure.expires_at));
    let link = desk.url(&format!("/status/{}/download", case.reference));
    let notice = if request.right == Right::Portability {
        let files = tx.gatherings(request.id)?.into_iter().filter(|part| part.rows > 0).map(|part| part.title);
        let delivery = PortableDelivery::ToSubject { link, until };
        Notice::Portable(Portable { about, delivery, files: files.collect(), left_out })
    } else {
        Notice::PackageReady(PackageReady { about, link, until, left_out })
    };
    let key = format!("package_ready:{}:{}", disclosure.id, disclosure.expires_at.timestamp_micros());
    queue_mail(desk, tx, controller, now, Envelope::to_requester(case, key), &notice)?;
    Ok(())
}

fn owners(tx: &mut dyn Tx, disclosure: &Disclosure) -> Result<(Request, Case), WorkError> {
    Ok((tx.request(disclosure.request)?, tx.case(disclosure.case)?))
}
