//! A company's settings: reading them with their history, changing them, going back to the file.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::controller::Controller;
use crate::domain::ids::{ControllerVersionId, PolicyId, StaffId};
use crate::domain::request::Actor;
use crate::domain::setup::{Answer, Answers, Fault, Pasteable, Sheet, Word, differences, pasteable};
use crate::ports::store::StoreError;
use crate::ports::store::companies::{ControllerVersion, PolicyLine};
use crate::workflow::assignment::must;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// How many versions and policies a page shows.
const SHOWN: i64 = 50;

/// A company with everything that is shown about it.
pub struct Company {
    /// As it is now.
    pub now: Controller,
    /// Whether what counts was saved in the console; otherwise it is the file's.
    pub saved: bool,
    /// Whether there is a file to go back to.
    pub has_file: bool,
    /// Its versions, the newest first, with who wrote them.
    pub history: Vec<(ControllerVersion, String)>,
    /// Its policies, the newest first.
    pub policies: Vec<PolicyLine>,
    /// What goes onto the shop's own site.
    pub pasteable: Pasteable,
}

/// Reads a company with its history.
pub fn company(desk: &Desk, id: &str) -> Result<Company, WorkError> {
    let now = desk.controller(id)?.clone();
    let own = now.id.clone();
    let (versions, staff, policies) = desk.read(move |_, tx, _| {
        let policies = tx.policies(SHOWN * 10)?.into_iter().filter(|line| line.controller == own);
        Ok((tx.controller_versions_of(&own, SHOWN)?, tx.all_staff()?, policies.collect::<Vec<_>>()))
    })?;
    let name = |id: StaffId| staff.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default();
    let form = desk.url(&format!("/r/{}", now.id));
    let complain = desk.url(&crate::workflow::notices::complaint_path(&now));
    Ok(Company {
        saved: versions.first().is_some_and(|version| version.body.is_some()),
        has_file: desk.companies.in_file(&now.id).is_some(),
        history: versions.into_iter().map(|version| (version.clone(), name(version.by))).collect(),
        policies,
        pasteable: pasteable(&now, &form, &complain),
        now,
    })
}

/// Saves what somebody wrote over some points of a company. Nothing is saved when nothing changed.
pub fn keep(
    desk: &Desk,
    actor: Actor,
    id: &str,
    words: BTreeMap<String, (Word, BTreeMap<String, String>)>,
) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteCompanies.words()))?;
    let before = desk.controller(id)?.clone();
    let at = desk.clock.now();
    let answer = |(pointer, (word, fields))| (pointer, Answer { word, fields, by, at });
    let answers: Answers = words.into_iter().map(answer).collect();
    let company = checked(desk, Sheet::of_controller(&before).answered(&answers, |_| true).controller(&before.id))?;
    if company == before {
        return Ok(());
    }
    save(desk, actor, before, Some(company))
}

/// Adds a data map to those of a company: searches that begin from now on use it.
pub fn add_map(desk: &Desk, actor: Actor, id: &str, map: &str) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let before = desk.controller(id)?.clone();
    if before.datamaps.iter().any(|own| own == map) {
        return Ok(());
    }
    let mut company = before.clone();
    company.datamaps.push(map.to_owned());
    save(desk, actor, before, Some(company))
}

/// Goes back to the company's file.
pub fn back_to_file(desk: &Desk, actor: Actor, id: &str) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    if desk.companies.in_file(id).is_none() {
        return Err(StoreError::NotFound.into());
    }
    save(desk, actor, desk.controller(id)?.clone(), None)
}

/// Takes a logo in, or away. It is written anew from what was given.
pub fn put_logo(desk: &Desk, actor: Actor, id: &str, file: Option<&[u8]>) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let made = file.map(|file| desk.companies.reader.logo(file)).transpose();
    let logo = made.map_err(|why| WorkError::field("file", why.to_string()))?;
    let before = desk.controller(id)?.clone();
    if logo == before.logo {
        return Ok(());
    }
    let after = Controller { logo, ..before.clone() };
    save(desk, actor, before, Some(after))
}

fn save(desk: &Desk, actor: Actor, before: Controller, company: Option<Controller>) -> Result<(), WorkError> {
    desk.write(move |desk, tx, now| {
        let newest = tx.controller_versions_of(&before.id, 1)?.into_iter().next();
        // Somebody else was faster: what they wrote must not be lost.
        let stands = newest.as_ref().map_or(desk.companies.in_file(&before.id), |version| version.body.as_ref());
        let stands = stands.or(desk.companies.in_file(&before.id));
        if stands.is_some_and(|stands| *stands != before) {
            return Err(StoreError::Conflict.into());
        }
        let policy = newest.and_then(|version| version.policy);
        let after =
            company.clone().or_else(|| desk.companies.in_file(&before.id).cloned()).ok_or(StoreError::NotFound)?;
        let mut version = next_version(desk, now, actor, Some(&before), after, policy)?;
        version.body = company;
        let fields: Vec<&str> = version.changes.iter().map(|change| change.label.as_str()).collect();
        let content = json!({ "controller": version.controller, "version": version.id, "facts": fields });
        tx.add_controller_version(&version)?;
        record_at_the_desk(desk, tx, now, actor, "company_changed", &content)
    })?;
    desk.companies.outdate();
    Ok(())
}

/// The next version of a company.
pub(super) fn next_version(
    desk: &Desk,
    now: DateTime<Utc>,
    actor: Actor,
    before: Option<&Controller>,
    company: Controller,
    policy: Option<PolicyId>,
) -> Result<ControllerVersion, WorkError> {
    Ok(ControllerVersion {
        id: ControllerVersionId::new(now, desk.entropy.bytes10()),
        controller: company.id.clone(),
        changes: differences(before, &company),
        body: Some(company),
        policy,
        by: actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteCompanies.words()))?,
        at: now,
    })
}

/// What the desk besides demands: laws that it knows, and letters for references that no other company has.
pub(super) fn checked(desk: &Desk, result: Result<Controller, Fault>) -> Result<Controller, WorkError> {
    let company = result.map_err(WorkError::Setting)?;
    for regime in &company.regimes {
        let known = desk.law.terms_of(&company, regime);
        known.map_err(|unknown| WorkError::Setting(Fault::new("/regimes", unknown.to_string())))?;
    }
    let twin = desk.controllers.values().find(|other| other.prefix == company.prefix && other.id != company.id);
    match twin {
        Some(other) => {
            let what = format!("{} has the same letters for references; choose two others", other.brand);
            Err(WorkError::Setting(Fault::new("/prefix", what)))
        }
        None => Ok(company),
    }
}
