//! Destroying what a day demands: files first, then rows and a line on the log in one transaction. Whatever falls between the
//! two is done again: destroying a file that is gone is no error, and what is destroyed is no longer planned.

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde_json::json;

use super::ending::{claim, end};
use super::plan::{Item, What, case, cut, loose_before, plan, request_ids};
use super::proofs::{proof, proof_file};
use super::sweep::files_of;
use crate::domain::amendment::AmendmentState;
use crate::domain::ids::{CaseId, IncomingId, UploadId};
use crate::domain::request::Actor;
use crate::domain::retention::IMPERSONAL;
use crate::ports::store::retention::Original;
use crate::ports::store::uploads::{Holder, Upload, upload_object};
use crate::ports::store::{StoreError, Tx};
use crate::ports::vault::ObjectName;
use crate::workflow::delivery::object_of;
use crate::workflow::incoming::original;
use crate::workflow::journal::{Line, record, record_at_the_desk};
use crate::workflow::{Desk, WorkError};

/// The setting that remembers the day of the last run.
const LAST_RUN: &str = "retention_ran_on";

/// What a run destroyed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destroyed {
    /// What went.
    pub items: Vec<Item>,
}

/// The run of a day: the first one does the work, every later one of the same day (UTC) finds it done.
pub fn run_daily(desk: &Desk) -> Result<Destroyed, WorkError> {
    let today = desk.clock.now().date_naive().to_string();
    let ran = desk.read(|_, tx, _| Ok(tx.setting(LAST_RUN)?))?;
    if ran.as_deref() == Some(today.as_str()) {
        return Ok(Destroyed::default());
    }
    let done = run_now(desk)?;
    desk.write(move |_, tx, _| Ok(tx.put_setting(LAST_RUN, Some(&today))?))?;
    Ok(done)
}

/// Destroys what is due now. Each controller's own day counts.
pub fn run_now(desk: &Desk) -> Result<Destroyed, WorkError> {
    let now = desk.clock.now();
    let mut done = Destroyed::default();
    // Somewhere it is tomorrow already; whether it is where the controller is, each item is asked again.
    let latest = now.date_naive().succ_opt().unwrap_or(now.date_naive());
    for mut item in plan(desk, latest)? {
        let Some(controller) = desk.controllers.get(&item.controller) else { continue };
        let today = desk.local_date(controller, now)?;
        // What is planned for any day up to the latest has no day of its own.
        let any_day = matches!(item.what, What::LooseMail(_) | What::Log(_));
        if (any_day || item.on <= today) && carry_out(desk, &item, today)? {
            item.on = item.on.min(today);
            done.items.push(item);
        }
    }
    Ok(done)
}

/// Destroys one thing, if it is still due; `false` when it is not.
fn carry_out(desk: &Desk, item: &Item, today: NaiveDate) -> Result<bool, WorkError> {
    match item.what {
        What::Proof(entry) => destroy_proof(desk, entry),
        What::ProofFile(file) => destroy_proof_file(desk, file, today),
        What::Aside(entry) => destroy_aside(desk, entry, item.controller.clone()),
        What::LooseMail(_) => destroy_loose_mail(desk, item.controller.clone(), today),
        What::Contents(id) => destroy_contents(desk, id, today),
        What::Skeleton(id) => destroy_skeleton(desk, id, today),
        What::Log(_) => shorten(desk, item.controller.clone(), today),
    }
}

fn destroy_proof(desk: &Desk, entry: IncomingId) -> Result<bool, WorkError> {
    desk.vault.destroy(original(entry))?;
    desk.write(move |desk, tx, now| {
        let found = tx.entry(entry)?;
        let Some(case) = found.case else { return Ok(false) };
        let one = Original { entry, case, received_at: found.received_at };
        if proof(desk, tx, &one)?.is_none() || !tx.note_original_destroyed(entry, now)? {
            return Ok(false);
        }
        let case = tx.case(case)?;
        let line = Line::of_case(Actor::System, "original_destroyed", json!({ "entry": entry }));
        record(desk, tx, &case, now, &line)?;
        Ok(true)
    })
}

/// A file that was given as proof: its bytes, then its row. What is on the log says that there was one, and when it went.
fn destroy_proof_file(desk: &Desk, id: UploadId, today: NaiveDate) -> Result<bool, WorkError> {
    let due = desk.read(move |desk, tx, _| is_proof_due(desk, tx, id, today))?;
    if !due {
        return Ok(false);
    }
    desk.vault.destroy(upload_object(id))?;
    desk.write(move |desk, tx, now| {
        let Ok(Upload { holder: Holder::Case(case), .. }) = tx.upload(id) else { return Ok(false) };
        if !tx.remove_upload(id)? {
            return Ok(false);
        }
        let case = tx.case(case)?;
        record(desk, tx, &case, now, &Line::of_case(Actor::System, "proof_destroyed", json!({ "file": id })))?;
        Ok(true)
    })
}

fn is_proof_due(desk: &Desk, tx: &mut dyn Tx, id: UploadId, today: NaiveDate) -> Result<bool, WorkError> {
    let upload = match tx.upload(id) {
        Ok(upload) => upload,
        Err(StoreError::NotFound) => return Ok(false),
        Err(other) => return Err(other.into()),
    };
    Ok(proof_file(desk, tx, &upload)?.is_some_and(|item| item.on <= today))
}

fn destroy_aside(desk: &Desk, entry: IncomingId, controller: String) -> Result<bool, WorkError> {
    desk.vault.destroy(original(entry))?;
    desk.write(move |desk, tx, now| {
        if !tx.remove_aside(entry)? {
            return Ok(false);
        }
        let content = json!({ "entry": entry, "controller": controller });
        record_at_the_desk(desk, tx, now, Actor::System, "message_destroyed", &content)?;
        Ok(true)
    })
}

fn destroy_loose_mail(desk: &Desk, controller: String, today: NaiveDate) -> Result<bool, WorkError> {
    desk.write(move |desk, tx, now| {
        let before = loose_before(&desk.controller(&controller)?.keeping, today);
        let mails = tx.remove_loose_mail(&controller, before)?;
        if mails == 0 {
            return Ok(false);
        }
        let content = json!({ "mails": mails, "controller": controller });
        record_at_the_desk(desk, tx, now, Actor::System, "mail_destroyed", &content)?;
        Ok(true)
    })
}

/// The contents of a case: files of the vault, then everything personal in its rows and in its log.
fn destroy_contents(desk: &Desk, id: CaseId, today: NaiveDate) -> Result<bool, WorkError> {
    // From here to the end no legal hold can be placed: what is destroyed outside the database cannot be taken back.
    let claimed = desk.write(move |desk, tx, _| claim(tx, id, |tx| is_due(desk, tx, id, today)))?;
    let files = if claimed { desk.read(move |desk, tx, _| files_if_due(desk, tx, id, today))? } else { None };
    let Some(files) = files else { return Ok(false) };
    for file in &files {
        desk.vault.destroy(*file)?;
    }
    let files = files.len();
    desk.write(move |desk, tx, now| {
        end(tx, id)?;
        if !is_due(desk, tx, id, today)? {
            return Ok(false);
        }
        for package in tx.disclosures_of(id)? {
            tx.forget_package(package.id)?;
        }
        let gone = tx.empty_case(id, &IMPERSONAL, now)?;
        let case = tx.case(id)?;
        let content = json!({
            "files": files, "mails": gone.mails, "notes": gone.notes, "tasks": gone.tasks,
            "findings": gone.findings, "messages": gone.messages, "entries": gone.entries,
        });
        record(desk, tx, &case, now, &Line::of_case(Actor::System, "contents_destroyed", content))?;
        Ok(true)
    })
}

fn is_due(desk: &Desk, tx: &mut dyn Tx, id: CaseId, today: NaiveDate) -> Result<bool, WorkError> {
    Ok(case(desk, tx, id, today)?.is_some_and(|item| item.what == What::Contents(id)))
}

/// The files of a case whose contents are due; `None` when they are not.
fn files_if_due(
    desk: &Desk,
    tx: &mut dyn Tx,
    id: CaseId,
    today: NaiveDate,
) -> Result<Option<Vec<ObjectName>>, WorkError> {
    if !is_due(desk, tx, id, today)? {
        return Ok(None);
    }
    files_of_case(tx, id).map(Some)
}

/// The files of a case in the vault: messages, files of the person, packages, what was found.
fn files_of_case(tx: &mut dyn Tx, id: CaseId) -> Result<Vec<ObjectName>, WorkError> {
    let mut files: Vec<ObjectName> = tx.messages_of(id)?.into_iter().map(original).collect();
    files.extend(tx.uploads_of(Holder::Case(id))?.iter().map(|upload| upload_object(upload.id)));
    files.extend(tx.disclosures_of(id)?.iter().map(|package| object_of(package.id)));
    files.extend(tx.case_files(id)?.iter().filter_map(|put| ObjectName::parse(&put.file.object)));
    for request in request_ids(tx, id)? {
        files.extend(files_of(tx, request)?);
    }
    Ok(files)
}

/// Destroys a case that was never a real one: its files, everything personal in its log, and its rows.
pub fn clear_away(desk: &Desk, id: CaseId) -> Result<(), WorkError> {
    let files = desk.read(move |_, tx, _| files_of_case(tx, id))?;
    for file in &files {
        desk.vault.destroy(*file)?;
    }
    // The search forgets a case when the transaction that emptied it ends, and needs it to be there until then.
    desk.write(move |_, tx, now| Ok(tx.empty_case(id, &IMPERSONAL, now)?))?;
    desk.write(move |_, tx, _| Ok(tx.remove_case(id)?))
}

/// What is left of a case: its row, its dates, its lines of the register.
fn destroy_skeleton(desk: &Desk, id: CaseId, today: NaiveDate) -> Result<bool, WorkError> {
    desk.write(move |desk, tx, now| {
        if case(desk, tx, id, today)?.is_none_or(|item| item.what != What::Skeleton(id)) || is_marked(tx, id)? {
            return Ok(false);
        }
        let owner = tx.case(id)?.controller;
        tx.remove_case(id)?;
        let content = json!({ "case": id, "controller": owner });
        record_at_the_desk(desk, tx, now, Actor::System, "case_removed", &content)?;
        Ok(true)
    })
}

/// Whether a restriction of the case is still in force in some system: without its row nobody could lift it.
fn is_marked(tx: &mut dyn Tx, id: CaseId) -> Result<bool, WorkError> {
    for request in request_ids(tx, id)? {
        if tx.amendments_of(request)?.iter().any(|one| one.state != AmendmentState::Lifted) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The beginning of a chain. The cut is written on the same chain, so that nobody can cut without leaving a trace.
fn shorten(desk: &Desk, controller: String, today: NaiveDate) -> Result<bool, WorkError> {
    desk.write(move |desk, tx, now| {
        let years = desk.controller(&controller)?.keeping.skeleton_years;
        let day = today.checked_sub_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MIN);
        let Some(through) = cut(desk, tx, &controller, day)? else { return Ok(false) };
        let entries = tx.shorten_log(&controller, through)?;
        note_cut(desk, tx, now, &controller, through, entries)?;
        Ok(true)
    })
}

fn note_cut(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    controller: &str,
    through: i64,
    entries: usize,
) -> Result<(), WorkError> {
    tx.append_log(crate::domain::audit::NewEntry {
        controller: controller.to_owned(),
        case: None,
        request: None,
        at: now,
        actor: "system".to_owned(),
        kind: crate::domain::audit::SHORTENED.to_owned(),
        salt: desk.entropy.bytes16(),
        content: json!({ "through": through, "entries": entries }).to_string(),
    })?;
    Ok(())
}
