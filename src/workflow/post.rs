//! Putting a notice into the outbox: written out now, sent later, one logical mail per key.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{Desk, WorkError};
use crate::domain::case::Case;
use crate::domain::controller::Controller;
use crate::domain::ids::{CaseId, MailId};
use crate::domain::notice::{MessageId, Notice};
use crate::domain::personal::Personal;
use crate::ports::store::outbox::NewMail;
use crate::ports::store::{StoreError, Tx};

/// To whom, about what, and what makes it one mail.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The case, if any.
    pub case: Option<CaseId>,
    /// What makes it one logical mail.
    pub key: String,
    /// The address.
    pub to: Personal,
    /// The name beside it.
    pub to_name: Personal,
}

impl Envelope {
    /// To the requester of a case.
    pub fn to_requester(case: &Case, key: String) -> Self {
        Self { case: Some(case.id), key, to: case.requester.email.clone(), to_name: case.requester.name.clone() }
    }
}

/// Writes a notice out and puts it into the outbox; `false` when the same logical mail is there already.
pub fn queue_mail(
    desk: &Desk,
    tx: &mut dyn Tx,
    controller: &Controller,
    now: DateTime<Utc>,
    envelope: Envelope,
    notice: &Notice,
) -> Result<bool, WorkError> {
    let wording = own_wording(desk, tx, controller, notice)?;
    let mail = written_out(desk, controller, now, envelope, notice, wording.as_deref())?;
    add_letter(tx, &mail, notice)
}

/// The company's own words for a letter, in the language in which the letter is written.
pub fn own_wording(
    desk: &Desk,
    tx: &mut dyn Tx,
    controller: &Controller,
    notice: &Notice,
) -> Result<Option<String>, WorkError> {
    let language = desk.languages.of(notice.language());
    Ok(tx.wording(&controller.id, notice.kind(), language.code())?)
}

/// Adds a mail, and beside one that can be printed what it was written from; `false` when the same logical mail is there
/// already.
pub fn add_letter(tx: &mut dyn Tx, mail: &NewMail, notice: &Notice) -> Result<bool, WorkError> {
    // What cannot be had on paper is for an address only, and this person has none.
    if mail.to.is_empty() && !notice.kind().is_printable() {
        return Ok(false);
    }
    let added = tx.add_mail(mail)?;
    if added && mail.case.is_some() && notice.kind().is_printable() {
        let unwritable = StoreError::Inconsistent { table: "letters", column: "notice" };
        let json = serde_json::to_string(notice).ok().ok_or(unwritable)?;
        tx.keep_letter(mail.id, &Personal::new(json))?;
    }
    Ok(added)
}

/// The mail itself, not yet in the outbox. Writing takes longer than storing, so whoever can does it before a transaction.
pub fn written_out(
    desk: &Desk,
    controller: &Controller,
    now: DateTime<Utc>,
    envelope: Envelope,
    notice: &Notice,
    wording: Option<&str>,
) -> Result<NewMail, WorkError> {
    let language = desk.languages.of(notice.language());
    let written = desk.letters.write(controller, notice, wording, &language)?;
    let id = MailId::new(now, desk.entropy.bytes10());
    Ok(NewMail {
        id,
        case: envelope.case,
        controller: controller.id.clone(),
        key: envelope.key,
        kind: notice.kind().code().to_owned(),
        message_id: MessageId::new(notice.reference(), id, mail_domain(controller)).to_string(),
        to: envelope.to,
        to_name: envelope.to_name,
        subject: written.subject,
        text: Personal::new(written.text),
        html: Personal::new(written.html),
        auto_submitted: notice.kind().auto_submitted().keyword().unwrap_or_default().to_owned(),
        send_at: now,
    })
}

/// The SHA-256 of the words of a letter: subject, text and HTML, each behind its length.
pub fn digest(mail: &NewMail) -> String {
    let mut sum = Sha256::new();
    for part in [mail.subject.as_str(), mail.text.reveal(), mail.html.reveal()] {
        sum.update(part.len().to_string());
        sum.update(":");
        sum.update(part);
    }
    let digits = sum.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// Message ids live under the controller's mail domain.
fn mail_domain(controller: &Controller) -> &str {
    controller.contact.email.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
}
