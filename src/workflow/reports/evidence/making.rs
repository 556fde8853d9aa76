//! Making a piece of evidence: reading the case once, setting the paper, packing everything, and writing down that it was made.

use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::lines::lines_of;
use super::paper::{Proof, paper};
use crate::domain::access::Permission;
use crate::domain::audit::Entry;
use crate::domain::case::Reference;
use crate::domain::notice::{Audience, NoticeKind};
use crate::domain::request::Actor;
use crate::ports::letters::Bundle;
use crate::ports::store::StoreError;
use crate::ports::store::outbox::MailLine;
use crate::workflow::casefile::{CaseFile, read_case};
use crate::workflow::journal::{Line, record};
use crate::workflow::log_check::check_log;
use crate::workflow::secrets::hex;
use crate::workflow::{Desk, WorkError};

/// Evidence as it is handed over.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The reference of the case.
    pub reference: String,
    /// The ZIP.
    pub bytes: Vec<u8>,
    /// Its SHA-256, as the case log keeps it.
    pub sha256: [u8; 32],
    /// Whether the company's chain held when it was made.
    pub holds: bool,
}

/// A letter as a file: its name, and its words or why there are none.
pub struct LetterFile {
    /// Its name in the pack.
    pub name: String,
    /// The kind of letter, as people know it.
    pub kind: &'static str,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// When it left; `None` while it has not.
    pub sent: Option<DateTime<Utc>>,
    /// The words.
    pub text: String,
}

/// How a line of the log is told to people: the case page and the paper use the same words.
pub type Told = fn(&Entry, &CaseFile) -> String;

/// Makes the evidence of a case. Whoever runs the program on the data folder may, as may those who have the permission.
pub fn evidence(desk: &Desk, actor: Actor, reference: &Reference, told: Told) -> Result<Pack, WorkError> {
    if actor != Actor::System && !actor.may(Permission::MakeEvidence) {
        return Err(WorkError::NotAllowed(Permission::MakeEvidence.words()));
    }
    let wanted = reference.clone();
    let (file, emptied, stretch, lines) = desk.read(move |desk, tx, now| {
        let case = tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?;
        let (stretch, lines) = lines_of(tx, &case)?;
        let emptied = tx.emptied_at(case.id)?;
        Ok((read_case(desk, tx, now, actor, case)?, emptied, stretch, lines))
    })?;
    let checked = check_log(&*desk.store, std::slice::from_ref(&file.case.controller))?;
    let holds = checked.chains.iter().any(|chain| chain.controller == file.case.controller);
    let letters = letters(&file, emptied);
    let proof = Proof { stretch: &stretch, holds, emptied };
    let sheet = desk.press.report(&paper(desk, &file, &letters, &proof, told)?)?;
    let bundle = bundle(desk, &file, sheet, lines, letters)?;
    let bytes = desk.press.bundle(&bundle)?;
    let sha256: [u8; 32] = Sha256::digest(&bytes).into();
    note_made(desk, actor, &file, &sha256)?;
    Ok(Pack { reference: file.case.reference.to_string(), bytes, sha256, holds })
}

fn bundle(
    desk: &Desk,
    file: &CaseFile,
    sheet: Vec<u8>,
    lines: Vec<u8>,
    letters: Vec<LetterFile>,
) -> Result<Bundle, WorkError> {
    let mut files = vec![("evidence.pdf".to_owned(), sheet), ("log.jsonl".to_owned(), lines)];
    files.push(("requests.json".to_owned(), requests_json(file)));
    files.extend(letters.into_iter().map(|letter| (letter.name, letter.text.into_bytes())));
    let controller = desk.controller(&file.case.controller)?.brand.clone();
    Ok(Bundle { reference: file.case.reference.to_string(), controller, made_at: file.now, files })
}

/// Requests with the sums of their dates, for machines.
fn requests_json(file: &CaseFile) -> Vec<u8> {
    let all: Vec<_> = file
        .requests
        .iter()
        .map(|part| {
            json!({
                "request": part.request.id, "right": part.request.right.code(), "state": part.request.state.code(),
                "received": part.request.history.received, "closed": part.request.closed_at,
                "history": part.request.history, "clock": part.reckoning,
            })
        })
        .collect();
    serde_json::to_vec_pretty(&all).unwrap_or_default()
}

fn letters(file: &CaseFile, emptied: Option<DateTime<Utc>>) -> Vec<LetterFile> {
    let mut mails: Vec<&MailLine> = file.mails.iter().collect();
    mails.sort_by_key(|mail| (mail.queued_at, mail.id));
    mails.into_iter().enumerate().map(|(index, mail)| letter(index + 1, mail, emptied)).collect()
}

/// Codes open a status page, and mail among colleagues is none of the person's correspondence: both are named, not shown.
fn letter(number: usize, mail: &MailLine, emptied: Option<DateTime<Utc>>) -> LetterFile {
    let kind = NoticeKind::parse(&mail.kind);
    let secret = kind.is_some_and(NoticeKind::is_secret);
    let ours = kind.is_some_and(|kind| kind.audience() == Audience::Staff);
    let body = match emptied {
        Some(at) => format!("The words were destroyed on {}, when their time was over.\n", at.format("%-d %B %Y")),
        None if secret => "A code for once. It is not handed on.\n".to_owned(),
        None if ours => "Mail among colleagues. It is not handed on.\n".to_owned(),
        None => mail.text.reveal().to_owned(),
    };
    let at = mail.queued_at.format("%Y-%m-%dT%H:%M:%SZ");
    let sent = mail.sent_at.map_or_else(|| "not sent".to_owned(), |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    LetterFile {
        name: format!("letters/{number:03}-{}.txt", mail.kind.replace('_', "-")),
        kind: kind.map_or("Letter", NoticeKind::name),
        at: mail.queued_at,
        sent: mail.sent_at,
        text: format!("Subject: {}\nWritten: {at}\nSent: {sent}\n\n{body}", mail.subject),
    }
}

fn note_made(desk: &Desk, actor: Actor, file: &CaseFile, sha256: &[u8; 32]) -> Result<(), WorkError> {
    let case = file.case.clone();
    let content = json!({ "sha256": hex(sha256) });
    desk.write(move |desk, tx, now| record(desk, tx, &case, now, &Line::of_case(actor, "evidence_made", content)))
}
