//! A package for the person: announced, and destroyed when its time is over.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::domain::case::Case;
use crate::domain::ids::DisclosureId;
use crate::domain::notice::{Ground, Notice, PackageEnclosed, PackageReady, Portable, PortableDelivery};
use crate::domain::request::{Actor, Request};
use crate::domain::retention::Keeping;
use crate::domain::right::Right;
use crate::domain::transmission::Transmission;
use crate::ports::store::Tx;
use crate::ports::store::delivery::Disclosure;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::journal::{Line, record};
use crate::workflow::notices::Matter;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::{Desk, WorkError};

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
pub(in crate::workflow) fn announce(
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
    let link = download_page(desk, case);
    let on_paper = about.is_on_paper();
    let notice = if request.right == Right::Portability {
        let to_fetch = PortableDelivery::ToSubject { link, until };
        let delivery = if on_paper { PortableDelivery::Enclosed } else { to_fetch };
        Notice::Portable(Portable { about, delivery, files: files_in(tx, request)?, left_out })
    } else if on_paper {
        Notice::PackageEnclosed(PackageEnclosed { about, left_out })
    } else {
        Notice::PackageReady(PackageReady { about, link, until, left_out })
    };
    let key = format!("package_ready:{}:{}", disclosure.id, disclosure.expires_at.timestamp_micros());
    queue_mail(desk, tx, controller, now, Envelope::to_requester(case, key), &notice)?;
    Ok(())
}

/// Writes to the person that their package went straight to another company, or that they fetch it themselves instead.
pub(super) fn announce_portable(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    (case, request): (&Case, &Request),
    transmission: &Transmission,
    delivery: PortableDelivery,
) -> Result<(), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let matter = Matter { desk, controller, terms: desk.terms_for(controller, request)?, case, now };
    let notice = Notice::Portable(Portable {
        about: matter.about(vec![request.right]),
        delivery,
        files: files_in(tx, request)?,
        left_out: transmission.left_out.clone(),
    });
    let key = format!("transmission:{}:{}:{}", transmission.id, transmission.state.code(), now.timestamp_micros());
    queue_mail(desk, tx, controller, now, Envelope::to_requester(case, key), &notice)?;
    Ok(())
}

/// The systems from which something is in the package.
fn files_in(tx: &mut dyn Tx, request: &Request) -> Result<Vec<String>, WorkError> {
    Ok(tx.gatherings(request.id)?.into_iter().filter(|part| part.rows > 0).map(|part| part.title).collect())
}

/// Where the person fetches the packages of a case.
pub(super) fn download_page(desk: &Desk, case: &Case) -> String {
    desk.url(&format!("/status/{}/download", case.reference))
}

fn owners(tx: &mut dyn Tx, disclosure: &Disclosure) -> Result<(Request, Case), WorkError> {
    Ok((tx.request(disclosure.request)?, tx.case(disclosure.case)?))
}
