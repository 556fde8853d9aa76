//! The wordings of letters: trying, keeping and restoring them, and printing a letter that was sent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::json;

use super::assignment::must;
use super::journal::record_at_the_desk;
use super::notices::Matter;
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::case::{Case, Reference};
use crate::domain::controller::Controller;
use crate::domain::ids::{MailId, WordingId};
use crate::domain::language::{Language, default_code};
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
    /// How hard it is to read; known for English only.
    pub reading: Option<Reading>,
}

/// Which wording is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingOf {
    /// Whose.
    pub controller: String,
    /// Of which letter.
    pub kind: NoticeKind,
    /// The code of the language.
    pub language: String,
}

impl WordingOf {
    /// The one that comes with the language.
    fn shipped(&self, desk: &Desk) -> String {
        let spoken = desk.languages.of(&self.language);
        spoken.letter(self.kind.code()).unwrap_or_else(|| default_wording(self.kind)).to_owned()
    }

    /// It, if there can be words of its own in that language; letters that only colleagues elsewhere read are English.
    fn written(self, desk: &Desk) -> Result<Self, WorkError> {
        let spoken = spoken_in(desk, self.kind).any(|language| language.code() == self.language);
        if spoken && is_editable(self.kind) { Ok(self) } else { Err(StoreError::NotFound.into()) }
    }
}

/// The languages in which a letter is written, English first.
pub fn spoken_in(desk: &Desk, kind: NoticeKind) -> impl Iterator<Item = &Arc<Language>> {
    let english = default_code();
    desk.languages.all().filter(move |language| language.code() == english || language.letter(kind.code()).is_some())
}

/// In which languages companies have words of their own, by company and letter.
pub fn own_wordings(desk: &Desk) -> Result<OwnWordings, WorkError> {
    let mut own = OwnWordings::new();
    for version in desk.read(|_, tx, _| Ok(tx.wordings_in_force()?))? {
        own.entry((version.controller, version.kind.code())).or_default().insert(version.language);
    }
    Ok(own)
}

/// The codes of languages by company and code of the letter.
pub type OwnWordings = BTreeMap<(String, &'static str), BTreeSet<String>>;

/// Reads a wording with its history.
pub fn wording_of(desk: &Desk, of: &WordingOf) -> Result<WordingFile, WorkError> {
    let of = of.clone().written(desk)?;
    let (asked, known) = (of.clone(), desk.controller(&of.controller)?.id.clone());
    let (history, staff) =
        desk.read(move |_, tx, _| Ok((tx.wordings_of(&known, asked.kind, &asked.language, SHOWN)?, tx.all_staff()?)))?;
    let own = history.first().and_then(|version| version.body.clone());
    let name = |version: &WordingVersion| staff.iter().find(|one| one.id == version.by).map(|one| one.name.clone());
    Ok(WordingFile {
        own: own.is_some(),
        body: own.unwrap_or_else(|| of.shipped(desk)),
        history: history.into_iter().map(|version| (version.clone(), name(&version).unwrap_or_default())).collect(),
    })
}

/// Keeps a wording. What the law demands must be in it; a wording that only says the default goes back to the default.
pub fn keep_wording(desk: &Desk, actor: Actor, of: WordingOf, body: &str) -> Result<(), WorkError> {
    if let Err(faults) = check(of.kind, body) {
        let faults: Vec<String> = faults.iter().map(|fault| format!("{fault}.")).collect();
        return Err(WorkError::field("body", faults.join(" ")));
    }
    let body = body.trim().replace("\r\n", "\n");
    let own = Some(body).filter(|body| body != of.shipped(desk).trim());
    add_version(desk, actor, of, own)
}

/// Puts an earlier version back in force; `None` goes back to the default.
pub fn restore_wording(desk: &Desk, actor: Actor, of: WordingOf, version: Option<WordingId>) -> Result<(), WorkError> {
    let Some(id) = version else { return add_version(desk, actor, of, None) };
    let history = wording_of(desk, &of)?.history;
    let (earlier, _) = history.into_iter().find(|(version, _)| version.id == id).ok_or(StoreError::NotFound)?;
    match earlier.body {
        Some(body) => keep_wording(desk, actor, of, &body),
        None => add_version(desk, actor, of, None),
    }
}

fn add_version(desk: &Desk, actor: Actor, of: WordingOf, body: Option<String>) -> Result<(), WorkError> {
    must(actor, Permission::WriteWordings)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteWordings.words()))?;
    let WordingOf { controller, kind, language } = of.written(desk)?;
    let controller = desk.controller(&controller)?.id.clone();
    desk.write(move |desk, tx, now| {
        let id = WordingId::new(now, desk.entropy.bytes10());
        let content = json!({
            "controller": controller,
            "letter": kind.code(),
            "language": language,
            "wording": id,
            "default": body.is_none(),
        });
        tx.add_wording(&WordingVersion { id, controller, kind, language, body, by, at: now })?;
        record_at_the_desk(desk, tx, now, actor, "wording_changed", &content)
    })?;
    desk.companies.outdate();
    Ok(())
}

/// Shows a wording with the data of a real case, or with invented data when no reference is given.
pub fn preview(desk: &Desk, of: &WordingOf, body: &str, reference: Option<Reference>) -> Result<Preview, WorkError> {
    let controller = desk.controller(&of.controller)?;
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
    let about = About { language: of.language.clone(), ..about };
    let notice = specimen(of.kind, &about, controller).ok_or(StoreError::NotFound)?;
    let language = desk.languages.of(notice.language());
    let letter = compose(&notice, controller, Some(body), &language);
    let written = desk.letters.show(&letter)?;
    // Syllables are counted as English has them.
    let reading = (language.code() == default_code()).then(|| Reading::of(&letter.body));
    Ok(Preview { letter, written, reading })
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
        fills: BTreeMap::new(),
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
    let (case, notice, wording) = desk.read(move |desk, tx, _| sent(desk, tx, &reference, mail))?;
    let controller = desk.controller(&case.controller)?;
    let language = desk.languages.of(notice.language());
    let letter = compose(&notice, controller, wording.as_deref(), &language);
    let lines = address.lines().map(str::trim).filter(|line| !line.is_empty()).map(Personal::new);
    let document = on_paper(&letter, &notice, controller, &lines.collect::<Vec<_>>(), &language);
    Ok(desk.press.print(&document, size)?)
}

/// The letter and the wording that was in force when it was written.
fn sent(
    desk: &Desk,
    tx: &mut dyn Tx,
    reference: &Reference,
    mail: MailId,
) -> Result<(Case, Notice, Option<String>), WorkError> {
    let case = tx.case_by_reference(reference)?.ok_or(StoreError::NotFound)?;
    let mails = tx.mail_of(case.id)?;
    let line = mails.iter().find(|line| line.id == mail).ok_or(StoreError::NotFound)?;
    let kept = tx.letter(mail)?.ok_or(StoreError::NotFound)?;
    let unreadable = StoreError::Inconsistent { table: "letters", column: "notice" };
    let notice: Notice = serde_json::from_str(kept.reveal()).ok().ok_or(unreadable)?;
    let language = desk.languages.of(notice.language());
    let versions = tx.wordings_of(&case.controller, notice.kind(), language.code(), SHOWN)?;
    let wording = versions.into_iter().find(|version| version.at <= line.queued_at).and_then(|version| version.body);
    Ok((case, notice, wording))
}
