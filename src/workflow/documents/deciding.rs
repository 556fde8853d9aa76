//! What becomes of a document: all of it goes out, none of it, or a copy without some of it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::kind_of;
use super::looking::bytes_of;
use crate::domain::access::Permission;
use crate::domain::ids::DocumentId;
use crate::domain::redaction::{Choices, DocumentKind};
use crate::domain::request::Actor;
use crate::ports::redaction::Redactor;
use crate::ports::store::StoreError;
use crate::ports::store::documents::{Document, DocumentDecision, DocumentVerdict};
use crate::ports::vault::{ObjectName, Purpose, VaultError};
use crate::workflow::assignment::must;
use crate::workflow::journal::{Line, record};
use crate::workflow::review::{Ground, under_review};
use crate::workflow::{Desk, WorkError};

/// What somebody wants to become of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentWish {
    /// All of it goes out. Of a web page, a copy without scripts and pictures: nobody is sent a page that runs.
    Include,
    /// It stays here.
    LeaveOut(Ground),
    /// A copy without what was chosen goes out.
    Redact(Choices, Ground),
    /// The decision is taken back.
    Undo,
}

/// Decides about one document. `seen` is when the decision that the page showed was made; if another one is there now, the page is out of date
/// and nothing is changed. A copy is made before anything is saved; what cannot be redacted safely is refused with what to do instead.
pub fn decide(
    desk: &Desk,
    redactor: &dyn Redactor,
    actor: Actor,
    id: DocumentId,
    seen: Option<DateTime<Utc>>,
    wish: DocumentWish,
) -> Result<(), WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let document = desk.read(move |_, tx, _| {
        let document = tx.document(id)?;
        under_review(tx, document.request)?;
        Ok(document)
    })?;
    let made = made(desk, redactor, actor, &document, wish)?;
    let copy = made.decision.as_ref().and_then(|decision| copy_in(&decision.verdict));
    let saved = desk.write(move |desk, tx, now| {
        let (request, case) = under_review(tx, document.request)?;
        let before = tx.document(id)?;
        if before.decision.as_ref().map(|decision| decision.at) != seen {
            return Err(StoreError::Conflict.into());
        }
        let decision = made.decision.map(|decision| DocumentDecision { at: now, ..decision });
        tx.decide_document(id, decision.as_ref())?;
        record(desk, tx, &case, now, &Line::of_request(request, actor, made.kind, made.about))?;
        Ok(before)
    });
    match saved {
        // A copy that nobody's decision names any more is destroyed at once.
        Ok(before) => {
            let old = before.decision.as_ref().and_then(|decision| copy_in(&decision.verdict));
            Ok(old.map_or(Ok(()), |old| desk.vault.destroy(old))?)
        }
        Err(error) => {
            copy.into_iter().try_for_each(|copy| desk.vault.destroy(copy))?;
            Err(error)
        }
    }
}

/// A decision that is not saved yet, and its line on the log.
struct Made {
    decision: Option<DocumentDecision>,
    kind: &'static str,
    about: Value,
}

fn made(
    desk: &Desk,
    redactor: &dyn Redactor,
    actor: Actor,
    document: &Document,
    wish: DocumentWish,
) -> Result<Made, WorkError> {
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::ReviewFindings.words()))?;
    let kind = kind_of(&document.file);
    let about = json!({ "document": document.id, "kind": kind });
    let decision = |verdict, ground: Ground| DocumentDecision {
        verdict,
        exemption: Some(ground.exemption).filter(|code| !code.is_empty()),
        reason: ground.reason,
        silent: ground.silent,
        by,
        at: DateTime::UNIX_EPOCH,
    };
    Ok(match wish {
        DocumentWish::Undo => Made { decision: None, kind: "document_undone", about },
        DocumentWish::Include if kind == DocumentKind::Html => {
            let verdict = copied(desk, redactor, document, &Choices::default())?;
            Made { decision: Some(decision(verdict, Ground::default())), kind: "document_included", about }
        }
        DocumentWish::Include => {
            let decision = decision(DocumentVerdict::Included, Ground::default());
            Made { decision: Some(decision), kind: "document_included", about }
        }
        DocumentWish::LeaveOut(ground) => {
            let ground = ground.checked()?;
            let about = with_ground(about, &ground);
            Made { decision: Some(decision(DocumentVerdict::LeftOut, ground)), kind: "document_left_out", about }
        }
        DocumentWish::Redact(choices, ground) => {
            if choices.is_empty() {
                return Err(WorkError::field("words", "Choose what stays here, or include it as it is."));
            }
            let ground = ground.checked()?;
            let about = with_numbers(with_ground(about, &ground), &choices);
            let verdict = copied(desk, redactor, document, &choices)?;
            Made { decision: Some(decision(verdict, ground)), kind: "document_redacted", about }
        }
    })
}

/// Makes the redacted copy and seals it under a name of its own.
fn copied(
    desk: &Desk,
    redactor: &dyn Redactor,
    document: &Document,
    choices: &Choices,
) -> Result<DocumentVerdict, WorkError> {
    let original = bytes_of(desk, &document.file.object)?;
    let copy = redactor
        .redact(kind_of(&document.file), &original, choices)
        .map_err(|why| WorkError::field("words", why.to_string()))?;
    let name = ObjectName::new(Purpose::Redaction, DocumentId::new(desk.clock.now(), desk.entropy.bytes10()).0);
    let plain = serde_json::to_vec(choices)
        .map_err(|_error| StoreError::Inconsistent { table: "documents", column: "choices" })?;
    let choices = desk.vault.seal_small(ObjectName::new(Purpose::Redaction, document.id.0), &plain)?;
    let mut sealing = desk.vault.create(name)?;
    std::io::Write::write_all(&mut sealing, &copy).map_err(|source| VaultError::Io { name, source })?;
    sealing.finish()?;
    let bytes = i64::try_from(copy.len()).unwrap_or(i64::MAX);
    Ok(DocumentVerdict::Redacted { object: name.to_string(), bytes, choices })
}

fn copy_in(verdict: &DocumentVerdict) -> Option<ObjectName> {
    match verdict {
        DocumentVerdict::Redacted { object, .. } => ObjectName::parse(object),
        DocumentVerdict::Included | DocumentVerdict::LeftOut => None,
    }
}

fn with_ground(mut about: Value, ground: &Ground) -> Value {
    if let Some(about) = about.as_object_mut() {
        about.insert("exemption".into(), json!(ground.exemption));
        about.insert("reason".into(), json!(ground.reason));
        about.insert("silent".into(), json!(ground.silent));
    }
    about
}

/// How much stays here; what it is, only the document says.
fn with_numbers(mut about: Value, choices: &Choices) -> Value {
    if let Some(about) = about.as_object_mut() {
        about.insert("words".into(), json!(choices.words.len()));
        about.insert("parts".into(), json!(choices.columns.len() + choices.rows.len() + choices.paths.len()));
        about.insert("pages".into(), json!(choices.pages));
        about.insert("areas".into(), json!(choices.areas.len()));
    }
    about
}
