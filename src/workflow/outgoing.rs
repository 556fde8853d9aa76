//! Letters that did not arrive: what is wrong with each, and what somebody does about it.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::assignment::must;
use super::journal::{Line, record, record_at_the_desk};
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::case::{EmailAddress, Reference};
use crate::domain::ids::MailId;
use crate::domain::notice::{MessageId, NoticeKind};
use crate::domain::request::Actor;
use crate::ports::store::outbox::{Copied, MailLine, Settled};
use crate::ports::store::{StoreError, Tx};

/// How many are shown.
const SHOWN: i64 = 200;

/// A letter that needs somebody, with the reference of its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Troubled {
    /// The mail.
    pub mail: MailLine,
    /// The case it belongs to.
    pub reference: Option<Reference>,
}

/// The letters that need somebody, the oldest first.
pub fn troubled(desk: &Desk) -> Result<Vec<Troubled>, WorkError> {
    desk.read(|_, tx, _| {
        let mails = tx.troubled_mails(SHOWN)?;
        mails.into_iter().map(|mail| with_case(tx, mail)).collect()
    })
}

fn with_case(tx: &mut dyn Tx, mail: MailLine) -> Result<Troubled, WorkError> {
    let reference = mail.case.map(|case| tx.case(case)).transpose()?.map(|case| case.reference);
    Ok(Troubled { mail, reference })
}

/// Sends a letter again, to the same address under the same name.
pub fn send_again(desk: &Desk, actor: Actor, id: MailId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        if tx.mail(id)?.is_for_post() {
            return Err(WorkError::field("address", "There is no e-mail address. Print the letter and post it."));
        }
        if !tx.send_again(id, now)? {
            return Err(StoreError::Conflict.into());
        }
        note(desk, tx, now, actor, id, "mail_sent_again", &json!({}))
    })
}

/// Sends a letter that did not arrive to another address. The address on file stays what it is: codes go there and nowhere else,
/// so that nobody gets at an answer by talking somebody into another address.
pub fn send_elsewhere(desk: &Desk, actor: Actor, id: MailId, address: &str, reason: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let to = EmailAddress::parse(address).map_err(|why| WorkError::field("address", why.to_string()))?.to_personal();
    let reason = said(reason)?;
    desk.write(move |desk, tx, now| {
        let mail = tx.mail(id)?;
        let kind = NoticeKind::parse(&mail.kind);
        if kind.is_none_or(|kind| kind.is_secret() || kind == NoticeKind::MessageReceived) {
            return Err(WorkError::field("address", "A code goes to the address on file only."));
        }
        if !tx.settle_mail(id, Settled::Readdressed)? {
            return Err(StoreError::Conflict.into());
        }
        let copy = MailId::new(now, desk.entropy.bytes10());
        let reference = mail.case.map(|case| tx.case(case)).transpose()?.map(|case| case.reference.to_string());
        let domain = desk.controller(&mail.controller)?.contact.email.rsplit_once('@').map_or("", |(_, domain)| domain);
        let message_id = MessageId::new(reference.as_deref(), copy, domain).to_string();
        tx.add_copy(id, &Copied { id: copy, key: format!("readdressed:{id}"), message_id, to })?;
        note(desk, tx, now, actor, id, "mail_readdressed", &json!({ "copy": copy, "reason": reason }))
    })
}

/// Notes that a letter went by post. The day of posting counts as the day of the answer.
pub fn sent_by_post(desk: &Desk, actor: Actor, id: MailId, posted: NaiveDate) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let mail = tx.mail(id)?;
        let today = desk.local_date(desk.controller(&mail.controller)?, now)?;
        if posted > today {
            return Err(WorkError::field("posted", "The day of posting cannot be in the future."));
        }
        if !tx.settle_mail(id, Settled::Posted)? {
            return Err(StoreError::Conflict.into());
        }
        note(desk, tx, now, actor, id, "mail_posted", &json!({ "posted": posted }))
    })
}

/// Notes that a letter is not needed any more.
pub fn drop_mail(desk: &Desk, actor: Actor, id: MailId, reason: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let reason = said(reason)?;
    desk.write(move |desk, tx, now| {
        if !tx.settle_mail(id, Settled::Dropped)? {
            return Err(StoreError::Conflict.into());
        }
        note(desk, tx, now, actor, id, "mail_dropped", &json!({ "reason": reason }))
    })
}

fn said(reason: &str) -> Result<String, WorkError> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(WorkError::field("reason", "Say in at most 500 characters why."));
    }
    Ok(reason.to_owned())
}

/// A line on the log of the mail's case, or on the desk's where it has none.
fn note(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    id: MailId,
    kind: &'static str,
    about: &Value,
) -> Result<(), WorkError> {
    let mail = tx.mail(id)?;
    let mut content = json!({ "mail": id, "notice": mail.kind });
    if let (Some(content), Some(about)) = (content.as_object_mut(), about.as_object()) {
        content.extend(about.clone());
    }
    match mail.case {
        Some(case) => {
            let case = tx.case(case)?;
            record(desk, tx, &case, now, &Line::of_case(actor, kind, content))
        }
        None => record_at_the_desk(desk, tx, now, actor, kind, &content),
    }
}
