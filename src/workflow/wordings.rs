//! The wordings of letters: trying, keeping and restoring them, and printing a letter that was sent.

use serde_json::json;

use super::assignment::must;
use super::journal::record_at_the_desk;
use super::notices::Matter;
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::case::{Case, Reference};
use crate::domain::controller::Controller;
use crate::domain::ids::{MailId, WordingId};
use crate::domain::language::default_code;
use crate::domain::letter::{Composed, Reading, check, compose, default_wording, is_editable, on_paper, specimen};
use crate::domain::notice::{About, Notice, NoticeKind};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::ports::letters::{PrintSize, Written};
use crate::ports::store::wordings::WordingVersion;
use crate::ports::store::{StoreError, Tx};

/// How many versions the page shows.
const SHOWN: i64 = 50;

/// A wording as it stands, with what stood before.
#[derive(Clone, Debug)]
pub struct WordingFile {
    /// The words in force.
    pub body: String,
    /// Whether they are the controller's own.
    pub own: bool,
    /// Every version, the newest first, with who wrote it.
    pub history: Vec<(WordingVersion, String)>,
}

/// A letter as it would be read.
#[derive(Clone)]
pub struct Preview {
    /// The letter.
    pub letter: Composed,
    /// Written out.
    pub written: Written,
    /// How hard it is to read.
    pub reading: Reading,
}

/// Reads a wording with its history.
pub fn wording_of(desk: &Desk, controller: &str, kind: NoticeKind) -> Result<WordingFile, WorkError> {
    let controller = desk.controller(controller)?.id.clone();
    let (history, staff) =
        desk.read(move |_, tx, _| Ok((tx.wordings_of(&controller, kind, SHOWN)?, tx.all_staff()?)))?;
    let own = history.first().and_then(|version| version.body.clone());
    let name = |version: &WordingVersion| staff.iter().find(|one| one.id == version.by).map(|one| one.name.clone());
    Ok(WordingFile {
        own: own.is_some(),
        body: own.unwrap_or_else(|| default_wording(kind).to_owned()),
        history: history.into_iter().map(|version| (version.clone(), name(&version).unwrap_or_default())).collect(),
    })
}

/// Keeps a wording. What the law demands must be in it; a wording that only says the default goes back to the default.
pub fn keep_wording(
    desk: &Desk,
    actor: Actor,
    controller: &str,
    kind: NoticeKind,
    body: &str,
) -> Result<(), WorkError> {
    if let Err(faults) = check(kind, body) {
        let faults: Vec<String> = faults.iter().map(|fault| format!("{fault}.")).collect();
        return Err(WorkError::field("body", faults.join(" ")));
    }
    let body = body.trim().replace("\r\n", "\n");
    let own = Some(body).filter(|body| body != default_wording(kind).trim());
    add_version(desk, actor, controller, kind, own)
}

/// Puts an earlier version back in force; `None` goes back to the default.
pub fn restore_wording(
    desk: &Desk,
    actor: Actor,
    controller: &str,
    kind: NoticeKind,
    version: Option<WordingId>,
) -> Result<(), WorkError> {
    let Some(id) = version else { return add_version(desk, actor, controller, kind, None) };
    let history = wording_of(desk, controller, kind)?.history;
    let (earlier, _) = history.into_iter().find(|(version, _)| version.id == id).ok_or(StoreError::NotFound)?;
    match earlier.body {
        Some(body) => keep_wording(desk, actor, controller, kind, &body),
        None => add_version(desk, actor, controller, kind, None),
    }
}

fn add_version(
    desk: &Desk,
    actor: Actor,
    controller: &str,
    kind: NoticeKind,
    body: Option<String>,
) -> Result<(), WorkError> {
    must(actor, Permission::WriteWordings)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteWordings.words()))?;
    if !is_editable(kind) {
        return Err(StoreError::NotFound.into());
    }
    let controller = desk.controller(controller)?.id.clone();
    desk.write(move |desk, tx, now| {
        let id = WordingId::new(now, desk.entropy.bytes10());
        let content =
            json!({ "controller": controller, "letter": kind.code(), "wording": id, "default": body.is_none() });
        tx.add_wording(&WordingVersion { id, controller, kind, body, by, at: now })?;
        record_at_the_desk(desk, tx, now, actor, "wording_changed", &content)
    })?;
    desk.companies.outdate();
    Ok(())
}

/// Shows a wording with the data of a real case, or with invented data when no reference is given.
pub fn preview(
    desk: &Desk,
    controller: &str,
    kind: NoticeKind,
    body: &str,
    reference: Option<Reference>,
) -> Result<Preview, WorkError> {
    let controller = desk.controller(controller)?;
    let id = controller.id.clone();
    let about = match reference {
        None => invented(desk, controller)?,
        Some(reference) => desk.read(move |desk, tx, now| {
            let case = tx.case_by_reference(&reference)?.filter(|case| case.controller == id);
            let case =
                case.ok_or_else(|| WorkError::field("reference", "This company has no case with that reference."))?;
            let rights = tx.requests(case.id)?.into_iter().map(|request| request.right).collect();
            let controller = desk.controller(&case.controller)?;
            Ok(Matter { desk, controller, terms: desk.terms(controller)?, case: &case, now }.about(rights))
        })?,
    };
    let notice = specimen(kind, &about, controller).ok_or(StoreError::NotFound)?;
    let language = desk.languages.of(notice.language());
    let letter = compose(&notice, controller, Some(body), &language);
    let written = desk.letters.show(&letter)?;
    Ok(Preview { reading: Reading::of(&letter.body), letter, written })
}

fn invented(desk: &Desk, controller: &Controller) -> Result<About, WorkError> {
    let terms = desk.terms(controller)?;
    let date = desk.clock.now().with_timezone(&terms.zone).date_naive();
    Ok(About {
        reference: format!("{}-26-7K4M-2", controller.prefix),
        name: Some(Personal::new("Priya Nair")),
        date,
        received: date,
        rights: vec![Right::Access],
        regime: terms.regime.id.clone(),
        page: desk.url("/status"),
        complain: controller.letters.complain.clone(),
        law: super::law_words::law_words(terms.regime),
        language: default_code(),
        fills: std::collections::BTreeMap::new(),
    })
}

/// Prints a letter of a case on A4, in the wording it was written in. `address` stands in the window under the name.
pub fn print_letter(
    desk: &Desk,
    reference: &Reference,
    mail: MailId,
    address: &str,
    size: PrintSize,
) -> Result<Vec<u8>, WorkError> {
    let reference = reference.clone();
    let (case, notice, wording) = desk.read(move |_, tx, _| sent(tx, &reference, mail))?;
    let controller = desk.controller(&case.controller)?;
    let language = desk.languages.of(notice.language());
    let letter = compose(&notice, controller, wording.as_deref(), &language);
    let lines = address.lines().map(str::trim).filter(|line| !line.is_empty()).map(Personal::new);
    let document = on_paper(&letter, &notice, controller, &lines.collect::<Vec<_>>(), &language);
    Ok(desk.press.print(&document, size)?)
}

/// The letter and the wording that was in force when it was written.
fn sent(tx: &mut dyn Tx, reference: &Reference, mail: MailId) -> Result<(Case, Notice, Option<String>), WorkError> {
    let case = tx.case_by_reference(reference)?.ok_or(StoreError::NotFound)?;
    let mails = tx.mail_of(case.id)?;
    let line = mails.iter().find(|line| line.id == mail).ok_or(StoreError::NotFound)?;
    let kept = tx.letter(mail)?.ok_or(StoreError::NotFound)?;
    let unreadable = StoreError::Inconsistent { table: "letters", column: "notice" };
    let notice: Notice = serde_json::from_str(kept.reveal()).ok().ok_or(unreadable)?;
    let versions = tx.wordings_of(&case.controller, notice.kind(), SHOWN)?;
    let wording = versions.into_iter().find(|version| version.at <= line.queued_at).and_then(|version| version.body);
    Ok((case, notice, wording))
}
