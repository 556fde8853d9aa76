//! Building a package and handing it over: pack into the vault, then one transaction that makes it the answer.
//!
//! A crash anywhere leaves either nothing or the whole answer: the package is named after the job, so that a second try
//! replaces what the first left behind, and nothing points at it before the transaction.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::contents::Contents;
use super::covering::{Facts, kinds, letter};
use super::inventory::{Inventory, files, heads, left_behind};
use super::left_out::{documents_left_out, grounds, left_out};
use super::measured::Measured;
use crate::domain::audit::Entry;
use crate::domain::case::Case;
use crate::domain::disclosure::{Manifest, Voice};
use crate::domain::ids::{DisclosureId, RequestId};
use crate::domain::notice::{Cause, Ground, NothingHeld, Notice};
use crate::domain::request::{Actor, Command, Deed, Outcome, Request, State};
use crate::domain::right::Right;
use crate::ports::disclosure::{PackageError, Packager, Progress};
use crate::ports::store::delivery::Disclosure;
use crate::ports::store::documents::Document;
use crate::ports::store::findings::{CollectionCount, Gathering, SystemState};
use crate::ports::store::jobs::{JobOutcome, JobProgress};
use crate::ports::store::tasks::Task;
use crate::ports::store::{StoreError, Tx};
use crate::ports::systems::Systems;
use crate::workflow::casework::{answers_with_a_package, case_of, give_in};
use crate::workflow::delivery::begin_with_package;
use crate::workflow::delivery::{announce, object_of};
use crate::workflow::journal::{Line, record};
use crate::workflow::mapping::pinned;
use crate::workflow::notices::Matter;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::search::{identities, may_search_by_address};
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// How often it is said how far packing is.
const OFTEN: TimeDelta = TimeDelta::seconds(1);

/// Everything read before packing.
struct Approved {
    request: Request,
    case: Case,
    parts: Vec<Gathering>,
    counts: Vec<CollectionCount>,
    tasks: Vec<Task>,
    documents: Vec<Document>,
    by_address: bool,
    at: DateTime<Utc>,
}

/// A package that lies in the vault and is nobody's answer yet.
struct Packed {
    disclosure: Disclosure,
    nothing: bool,
    grounds: Vec<Ground>,
    searched_with: Vec<String>,
    searched_in: Vec<String>,
}

/// Builds, seals and announces the answer to a request. The job's result is recorded here unless an error is returned.
pub fn deliver(
    desk: &Desk,
    systems: &dyn Systems,
    packager: &dyn Packager,
    lease: Lease,
    request: RequestId,
) -> Result<(), Setback> {
    let approved = desk.read(move |_, tx, _| read(tx, request))?;
    if approved.request.state != State::Executing || !answers_with_a_package(approved.request.right) {
        return Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?);
    }
    if let Some(at) = approved.request.not_before.filter(|at| desk.clock.now() < *at) {
        let why = "the approval can still be taken back".to_owned();
        return Ok(lease.write(desk, move |_, tx, _| lease.finish_in(tx, &JobOutcome::Retry { at, why }))?);
    }
    let id = DisclosureId(lease.job.0);
    let mut told = Told { lease, at: None };
    let packed = pack(desk, &pinned(desk, systems, request)?, packager, &mut told, &approved)?;
    let earlier = desk.read(move |_, tx, _| Ok(tx.disclosures_of(approved.case.id)?))?;
    match lease.write(desk, move |desk, tx, now| hand_over(desk, tx, now, lease, request, packed)) {
        Ok(()) => {
            let replaced = earlier.into_iter().filter(|other| other.request == request && other.id != id);
            replaced.for_each(|other| destroy(desk, other.id));
            Ok(())
        }
        Err(error) => {
            take_away(desk, id);
            Err(error.into())
        }
    }
}

fn read(tx: &mut dyn Tx, request: RequestId) -> Result<Approved, WorkError> {
    let (request, case) = case_of(tx, request)?;
    let by_address = may_search_by_address(tx, &case, request.id)?;
    let approval = |entry: &&Entry| entry.request == Some(request.id) && entry.kind == "approved";
    let at = tx.log_of(case.id)?.iter().filter(approval).map(|entry| entry.at).next_back();
    Ok(Approved {
        parts: tx.gatherings(request.id)?,
        counts: tx.finding_counts(request.id)?,
        tasks: tx.tasks_of(case.id)?,
        documents: tx.documents_of(request.id)?,
        at: at.or(request.not_before).unwrap_or(request.history.received),
        by_address,
        request,
        case,
    })
}

fn pack(
    desk: &Desk,
    systems: &dyn Systems,
    packager: &dyn Packager,
    told: &mut Told,
    approved: &Approved,
) -> Result<Packed, Setback> {
    let company = desk.company_of(&approved.case)?;
    let controller = &company;
    let terms = desk.terms_for(controller, &approved.request).map_err(Setback::from)?;
    let identities = identities(&approved.case, approved.by_address);
    let request = &approved.request;
    let language = desk.languages.of(&approved.case.requester.language);
    let voice = Voice::new(controller, &language);
    let inventory = Inventory {
        request: request.id,
        right: request.right,
        heads: heads(controller, systems, request.right, &approved.counts, &approved.parts),
        files: files(&approved.documents, &approved.parts, &terms.regime.id, &voice),
    };
    let mut left_out = left_out(desk, &inventory, &voice)?;
    left_out.extend(documents_left_out(&approved.documents, &approved.parts, &voice));
    let mut grounds = grounds(&left_out, &terms.regime.id, &language);
    if request.right == Right::Portability {
        grounds.extend(left_behind(controller, &voice, systems, &approved.counts));
    }
    let matter = Matter { desk, controller, terms, case: &approved.case, now: approved.at };
    let facts = Facts {
        request,
        parts: &approved.parts,
        tasks: &approved.tasks,
        identities: &identities,
        inventory: &inventory,
        left_out,
        approved_at: approved.at,
    };
    let letter = letter(&matter, facts)?;
    let disclosure = seal(desk, DisclosureId(told.lease.job.0), request, |out| {
        let mut contents = Contents::new(desk, &inventory)?;
        packager.pack(&letter, &mut contents, out, &mut |progress| told.say(desk, progress)).map_err(failed)
    })?;
    let searched = approved.parts.iter().filter(|part| part.state != SystemState::Skipped);
    Ok(Packed {
        disclosure,
        nothing: inventory.heads.is_empty() && approved.documents.is_empty(),
        grounds,
        searched_with: kinds(&identities, &voice),
        searched_in: searched.map(|part| voice.plain(&part.title)).collect(),
    })
}

/// How far packing is, said on the job now and then for whoever looks at the case.
struct Told {
    lease: Lease,
    at: Option<DateTime<Utc>>,
}

impl Told {
    /// Says it, at most once in a while. Nothing depends on it: what cannot be said is left unsaid.
    fn say(&mut self, desk: &Desk, progress: Progress) {
        let now = desk.clock.now();
        if self.at.is_some_and(|at| now - at < OFTEN) {
            return;
        }
        self.at = Some(now);
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let said = JobProgress { done: count(progress.done), of: count(progress.of), rows: progress.rows };
        let Lease { job, token } = self.lease;
        if let Err(error) = desk.write(move |_, tx, _| Ok(tx.note_progress(job, token, said)?)) {
            tracing::debug!(%error, "how far a package is could not be noted");
        }
    }
}

/// Writes into the vault what `pack` writes, measured on its way.
fn seal(
    desk: &Desk,
    id: DisclosureId,
    request: &Request,
    pack: impl FnOnce(&mut dyn std::io::Write) -> Result<Manifest, Setback>,
) -> Result<Disclosure, Setback> {
    let mut sealing = desk.vault.create(object_of(id))?;
    let mut out = Measured::new(&mut sealing);
    let manifest = pack(&mut out)?;
    let (bytes, sha256) = out.finish();
    sealing.finish()?;
    let now = desk.clock.now();
    let rows: u64 = manifest
        .files
        .iter()
        .filter(|file| file.name.strip_suffix(".json").is_some())
        .filter_map(|file| file.rows)
        .sum();
    Ok(Disclosure {
        id,
        request: request.id,
        case: request.case,
        object: object_of(id).to_string(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        // The manifest lists every file but itself.
        files: i64::try_from(manifest.files.len() + 1).unwrap_or(i64::MAX),
        rows: i64::try_from(rows).unwrap_or(i64::MAX),
        sha256,
        built_at: now,
        expires_at: now + desk.settings.link_life,
        revoked_at: None,
        downloads: 0,
    })
}

fn failed(error: PackageError) -> Setback {
    match error {
        PackageError::Write(error) => error.into(),
        PackageError::Unreadable(inner) => {
            let why = std::error::Error::source(&inner)
                .map_or_else(|| inner.to_string(), |cause| format!("{inner}: {cause}"));
            Setback::passing(Cause::Other, why)
        }
        other => Setback::passing(Cause::Other, other.to_string()),
    }
}

/// The package becomes the answer: disclosure, state, letter, log and the end of the job, together.
fn hand_over(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    lease: Lease,
    request: RequestId,
    packed: Packed,
) -> Result<(), WorkError> {
    let (request, case) = case_of(tx, request)?;
    let disclosure = &packed.disclosure;
    tx.add_disclosure(disclosure)?;
    let content = json!({
        "disclosure": disclosure.id,
        "bytes": disclosure.bytes,
        "files": disclosure.files,
        "rows": disclosure.rows,
        "sha256": hex(&disclosure.sha256),
        "until": disclosure.expires_at,
    });
    record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, "package_built", content))?;
    // What goes straight to another company is answered when they have taken it.
    if packed.portable_rows() && begin_with_package(desk, tx, now, disclosure, &packed.grounds)? {
        return lease.done_in(tx);
    }
    let outcome =
        if packed.nothing { "No data is held; the person was told." } else { "The answer was made ready to download." };
    let fulfil = Command::Fulfil { outcome: outcome.to_owned(), deed: Some(deed(&request, &packed)) };
    let request = give_in(desk, tx, now, Actor::System, request, &fulfil)?;
    if packed.nothing {
        tell_nothing_held(desk, tx, now, &case, &request, &packed)?;
    } else {
        announce(desk, tx, now, &case, &request, disclosure, packed.grounds)?;
    }
    lease.done_in(tx)
}

impl Packed {
    /// Whether there is something to take elsewhere.
    fn portable_rows(&self) -> bool {
        !self.nothing && self.disclosure.rows > 0
    }
}

/// How a copy ended (law: `full`, `partial`, `no_data_held`, `delivered_to_subject`).
const fn deed(request: &Request, packed: &Packed) -> Deed {
    Deed::of(match (packed.nothing, packed.grounds.is_empty(), request.right) {
        (true, ..) => Outcome::NoDataHeld,
        (_, false, _) => Outcome::Partial,
        (_, true, Right::Portability) => Outcome::DeliveredToSubject,
        _ => Outcome::Full,
    })
}

fn tell_nothing_held(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
    packed: &Packed,
) -> Result<(), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let matter = Matter { desk, controller, terms: desk.terms_for(controller, request)?, case, now };
    let notice = Notice::NothingHeld(NothingHeld {
        about: matter.about(vec![request.right]),
        searched_with: packed.searched_with.clone(),
        searched_in: packed.searched_in.clone(),
    });
    let key = format!("nothing_held:{}", packed.disclosure.id);
    queue_mail(desk, tx, controller, now, Envelope::to_requester(case, key), &notice)?;
    Ok(())
}

/// Takes a package away that did not become an answer. Where it cannot be known whether it did, it stays: the next try replaces it.
fn take_away(desk: &Desk, id: DisclosureId) {
    let known = desk.read(move |_, tx, _| Ok(tx.disclosure(id)?));
    if matches!(known, Err(WorkError::Store(StoreError::NotFound))) {
        destroy(desk, id);
    }
}

fn destroy(desk: &Desk, id: DisclosureId) {
    if let Err(error) = desk.vault.destroy(object_of(id)) {
        tracing::warn!(disclosure = %id, %error, "a package that nobody needs could not be destroyed yet");
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}
