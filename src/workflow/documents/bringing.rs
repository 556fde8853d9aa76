//! Files that are with a case already and become documents of its answer with one press: what came with its mails, and files that lie in
//! rows of a system.

use std::io::Read;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::adding::add;
use super::sealing::sealed;
use crate::domain::access::Permission;
use crate::domain::disclosure::finding::Finding;
use crate::domain::disclosure::value::Value;
use crate::domain::ids::{DocumentId, FindingId, IncomingId, RequestId};
use crate::domain::incoming::{Enclosure, Seems};
use crate::domain::request::Actor;
use crate::domain::upload::document_type;
use crate::ports::store::StoreError;
use crate::ports::store::documents::StoredFile;
use crate::ports::vault::{ObjectName, Purpose, VaultError};
use crate::workflow::assignment::must;
use crate::workflow::casefile::CaseFile;
use crate::workflow::casework::case_of;
use crate::workflow::incoming::{open, original};
use crate::workflow::{Desk, WorkError};

/// Messages of one case that are looked into.
const MOST: usize = 20;
/// The largest message, in bytes: what is taken in is not larger.
const LARGEST_MAIL: u64 = 25 * 1024 * 1024;

/// A file that came with a mail of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFile {
    /// The message.
    pub entry: IncomingId,
    /// Which of its files, from 0.
    pub nth: usize,
    /// What is known of it.
    pub file: Enclosure,
    /// When the message reached the company (UTC).
    pub received_at: DateTime<Utc>,
}

/// The files that came with the mails from which the case was opened or that were added to it. Proofs of identity are not among them:
/// they are looked at and destroyed, and never part of an answer.
pub fn mail_files(desk: &Desk, file: &CaseFile) -> Result<Vec<MailFile>, WorkError> {
    let mails = file.log.iter().filter(|line| matches!(line.kind.as_str(), "message_became_case" | "message_attached"));
    let entry = |content: &String| {
        let content: Json = serde_json::from_str(content).ok()?;
        IncomingId::parse(content.get("entry")?.as_str()?)
    };
    let mut files = Vec::new();
    for id in mails.filter_map(|line| line.content.as_ref().and_then(entry)).take(MOST) {
        let opened = match open(desk, id) {
            Ok(opened) => opened,
            // It was destroyed meanwhile.
            Err(WorkError::Store(StoreError::NotFound)) => continue,
            Err(other) => return Err(other),
        };
        let received_at = opened.entry.received_at;
        let enclosed = opened.contents.proposal.enclosures.into_iter().enumerate();
        let enclosed = enclosed.filter(|(_, file)| file.seems != Seems::IdentityDocument);
        files.extend(enclosed.map(|(nth, file)| MailFile { entry: id, nth, file, received_at }));
    }
    Ok(files)
}

/// Puts a file of a mail into the review of a request of the same case.
pub fn add_from_mail(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    entry: IncomingId,
    nth: usize,
) -> Result<DocumentId, WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let (kept, case) = desk.read(move |_, tx, _| Ok((tx.entry(entry)?, case_of(tx, request)?.1)))?;
    if kept.case != Some(case.id) {
        return Err(StoreError::NotFound.into());
    }
    let gone = || WorkError::field("file", "This message is not kept any more, and neither are its files.");
    let name = original(entry);
    let mut bytes = Vec::new();
    let mut reader = match desk.vault.open(name) {
        Ok(reader) => reader.take(LARGEST_MAIL + 1),
        Err(VaultError::Missing(_)) => return Err(gone()),
        Err(other) => return Err(other.into()),
    };
    reader.read_to_end(&mut bytes).map_err(|source| VaultError::Io { name, source })?;
    let file = desk.reader.enclosed(&bytes, nth).map_err(|_unreadable| gone())?.ok_or_else(gone)?;
    add_bytes(desk, actor, request, &file.name, &file.bytes)
}

/// Puts a file that lies in a column of a row into the review of the request that the row was found for. The row itself is decided as before.
pub fn add_from_row(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    finding: FindingId,
    field: &str,
) -> Result<DocumentId, WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let kept = desk.read(move |_, tx, _| Ok(tx.finding(finding)?))?;
    if kept.request != request || kept.sealed.is_empty() {
        return Err(StoreError::NotFound.into());
    }
    let plain = desk.vault.open_small(ObjectName::new(Purpose::Finding, kept.id.0), &kept.sealed)?;
    let row: Finding = serde_json::from_slice(&plain)
        .map_err(|_unreadable| StoreError::Inconsistent { table: "findings", column: "sealed" })?;
    let value = row.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value);
    let Some(Value::Bytes(bytes)) = value else { return Err(StoreError::NotFound.into()) };
    add_bytes(desk, actor, request, &name_of(&row, field, bytes), bytes)
}

/// "orders 20418 photo.png": from where it is, with the ending of what it is.
fn name_of(row: &Finding, field: &str, bytes: &[u8]) -> String {
    let ending = match document_type(bytes) {
        Some("application/pdf") => ".pdf",
        Some("image/png") => ".png",
        Some("image/jpeg") => ".jpg",
        Some("image/gif") => ".gif",
        Some("image/tiff") => ".tif",
        Some("text/html") => ".html",
        Some("text/plain") => ".txt",
        _ => "",
    };
    let key: Vec<String> = row.key.iter().filter_map(|(_, value)| value.as_text()).collect();
    format!("{} {} {field}{ending}", row.collection, key.join(" "))
}

/// Puts a file that is in memory into the review of a request, once.
pub fn add_bytes(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    name: &str,
    bytes: &[u8],
) -> Result<DocumentId, WorkError> {
    let file = sealed(desk, name, bytes)?;
    let object = ObjectName::parse(&file.object);
    let done = is_new(desk, request, &file).and_then(|()| add(desk, actor, request, file));
    if done.is_err() {
        object.into_iter().try_for_each(|object| desk.vault.destroy(object))?;
    }
    done
}

/// The same file is put in once, however often the button is pressed.
fn is_new(desk: &Desk, request: RequestId, file: &StoredFile) -> Result<(), WorkError> {
    let (name, bytes) = (file.name.clone(), file.bytes);
    let known = desk.read(move |_, tx, _| Ok(tx.documents_of(request)?))?;
    if known.iter().any(|document| document.file.name == name && document.file.bytes == bytes) {
        return Err(WorkError::field("file", "This file is among the documents already."));
    }
    Ok(())
}
