//! Looking through a document: what is in it, what a reviewer may want to keep back, and where it stands.

use std::io::Read;
use std::sync::Arc;

use super::kind_of;
use super::others::{others, own};
use crate::domain::access::Permission;
use crate::domain::datamap::DataMap;
use crate::domain::ids::DocumentId;
use crate::domain::personal::Personal;
use crate::domain::redaction::{
    Choices, DocumentKind, Occurrence, Phrase, Places, Suggested, Suggestion, WordChoice, occurrences, suggest,
};
use crate::domain::request::Actor;
use crate::ports::redaction::{CannotRedact, Part, Reading, Redactor};
use crate::ports::store::StoreError;
use crate::ports::store::documents::{Document, DocumentVerdict, StoredFile};
use crate::ports::vault::{ObjectName, Purpose, VaultError};
use crate::workflow::assignment::must;
use crate::workflow::casework::case_of;
use crate::workflow::journal::{Line, record};
use crate::workflow::tasks::LARGEST_FILE;
use crate::workflow::{Desk, WorkError};

/// Places of one phrase that are shown.
const SHOWN: usize = 40;

/// Words that were found in a document.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// The words.
    pub words: String,
    /// Why they are suggested; `None` for words that somebody looked for or chose.
    pub why: Option<Suggested>,
    /// Where they stand, the first ones.
    pub places: Vec<Occurrence>,
    /// At how many places they stand.
    pub all: usize,
    /// What was chosen for them.
    pub chosen: Option<Places>,
}

/// A document that was looked through.
pub struct Looked {
    /// The document.
    pub document: Document,
    /// Its kind.
    pub kind: DocumentKind,
    /// What is in it, or why nobody can say.
    pub reading: Result<Reading, CannotRedact>,
    /// Words to choose from.
    pub found: Vec<Found>,
    /// What stays here as it was decided.
    pub chosen: Choices,
}

/// Looks through a document. `wanted` are words that somebody looks for in it; `maps` tell which columns hold other people's names.
pub fn look(
    desk: &Desk,
    redactor: &dyn Redactor,
    actor: Actor,
    id: DocumentId,
    maps: &[Arc<DataMap>],
    wanted: &[String],
) -> Result<Looked, WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let (document, case) = desk.read(move |_, tx, _| {
        let document = tx.document(id)?;
        let (_, case) = case_of(tx, document.request)?;
        Ok((document, case))
    })?;
    let kind = kind_of(&document.file);
    let reading = redactor.read(kind, &bytes_of(desk, &document.file.object)?);
    let chosen = chosen(desk, &document)?;
    let found = match &reading {
        Ok(reading) => {
            let others = others(desk, document.request, maps)?;
            let suggested = suggest(parts_of(&reading.parts), &own(&case), &others);
            found(reading, suggested, &chosen.words, wanted)
        }
        Err(_) => Vec::new(),
    };
    Ok(Looked { document, kind, reading, found, chosen })
}

fn parts_of(parts: &[Part]) -> impl Iterator<Item = (&str, &str)> {
    parts.iter().map(|part| (part.column.as_str(), part.text.as_str()))
}

/// First what was chosen or looked for, then what is suggested, each once.
fn found(reading: &Reading, suggested: Vec<Suggestion>, chosen: &[WordChoice], wanted: &[String]) -> Vec<Found> {
    let mut rows: Vec<(String, Option<Suggested>, Option<Places>)> = Vec::new();
    rows.extend(chosen.iter().map(|choice| (choice.words.reveal().to_owned(), None, Some(choice.places.clone()))));
    rows.extend(wanted.iter().map(|words| (words.clone(), None, None)));
    rows.extend(suggested.into_iter().map(|one| (one.words, Some(one.why), None)));
    let mut all: Vec<Found> = Vec::new();
    for (words, why, chosen) in rows {
        let Ok(phrase) = Phrase::new(&words) else { continue };
        if let Some(known) = all.iter_mut().find(|known| known.words.eq_ignore_ascii_case(&words)) {
            known.why = known.why.or(why);
            continue;
        }
        let parts = reading.parts.iter().map(|part| (part.place.as_str(), part.text.as_str()));
        let (places, number) = occurrences(&phrase, parts, reading.spacing, SHOWN);
        if number > 0 || why.is_none() {
            all.push(Found { words, why, places, all: number, chosen });
        }
    }
    all
}

/// What stays here as it was decided; nothing where nothing was.
fn chosen(desk: &Desk, document: &Document) -> Result<Choices, WorkError> {
    let Some(DocumentVerdict::Redacted { choices, .. }) = document.decision.as_ref().map(|decision| &decision.verdict)
    else {
        return Ok(Choices::default());
    };
    let plain = desk.vault.open_small(ObjectName::new(Purpose::Redaction, document.id.0), choices)?;
    let unreadable = StoreError::Inconsistent { table: "documents", column: "choices" };
    Ok(serde_json::from_slice(&plain).map_err(|_error| unreadable)?)
}

/// The original of a document, to look at; that somebody did stands on the log.
pub fn original_of(desk: &Desk, actor: Actor, id: DocumentId) -> Result<StoredFile, WorkError> {
    must(actor, Permission::ReviewFindings)?;
    desk.write(move |desk, tx, now| {
        let document = tx.document(id)?;
        let (request, case) = case_of(tx, document.request)?;
        let about = serde_json::json!({ "document": id });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "document_seen", about))?;
        Ok(document.file)
    })
}

/// The redacted copy of a document, as it goes out; `None` while there is none.
pub fn copy_of(desk: &Desk, actor: Actor, id: DocumentId) -> Result<Option<StoredFile>, WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let document = desk.read(move |_, tx, _| Ok(tx.document(id)?))?;
    let kind = kind_of(&document.file);
    Ok(match document.decision.map(|decision| decision.verdict) {
        Some(DocumentVerdict::Redacted { object, bytes, .. }) => {
            Some(StoredFile { bytes, object, ..named(document.file, kind) })
        }
        _ => None,
    })
}

/// The bytes of a document for a page that shows it, with its kind.
pub fn bytes_to_look_at(desk: &Desk, actor: Actor, id: DocumentId) -> Result<(DocumentKind, Vec<u8>), WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let document = desk.read(move |_, tx, _| Ok(tx.document(id)?))?;
    Ok((kind_of(&document.file), bytes_of(desk, &document.file.object)?))
}

/// A copy keeps the name of its original with the ending of what it is now.
pub(in crate::workflow) fn named(file: StoredFile, kind: DocumentKind) -> StoredFile {
    let written = file.name.reveal().to_owned();
    let stem = written.rsplit_once('.').map_or(written.as_str(), |(stem, _)| stem);
    StoredFile { name: Personal::new(format!("{stem}.{}", kind.ending())), ..file }
}

/// A file of the vault, whole: files that are looked through are bounded when they come in.
pub(super) fn bytes_of(desk: &Desk, object: &str) -> Result<Vec<u8>, WorkError> {
    let unreadable = StoreError::Inconsistent { table: "documents", column: "object" };
    let name = ObjectName::parse(object).ok_or(unreadable)?;
    let mut bytes = Vec::new();
    let read = desk.vault.open(name)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|source| VaultError::Io { name, source })?;
    Ok(bytes)
}
