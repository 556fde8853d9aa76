//! A delivery report about a mail of ours (RFC 3464): the mail is marked, its case says so, and somebody is told.
//!
//! Only a report that brings back the `Message-ID` of the mail counts, which nobody else knows than us and whoever had the mail.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::incoming::Message;
use crate::domain::notice::{Cause, NoticeKind, Work};
use crate::domain::request::Actor;
use crate::ports::store::Tx;
use crate::workflow::journal::{Line, record};
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::telling::came_back;
use crate::workflow::{Desk, WorkError};

/// Marks the mail that a report says was not delivered for good.
pub fn note_bounce(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, message: &Message) -> Result<(), WorkError> {
    let Some(report) = message.deliveries.iter().find(|delivery| delivery.is_final()) else { return Ok(()) };
    let Some(returned) = message.enclosed.as_ref().filter(|_| !message.marks.report.is_empty()) else { return Ok(()) };
    let why = if report.status.is_empty() { "no reason given".to_owned() } else { report.status.clone() };
    let Some(mail) = tx.note_bounce(&format!("<{}>", returned.message_id), now, &why)? else { return Ok(()) };
    let Some(case) = mail.case else { return Ok(()) };
    let case = tx.case(case)?;
    let content = json!({ "notice": mail.kind, "mail": mail.id, "why": why });
    record(desk, tx, &case, now, &Line::of_case(Actor::System, "mail_bounced", content))?;
    let Some(notice) = NoticeKind::parse(&mail.kind) else { return Ok(()) };
    if notice == NoticeKind::RecipientNotice {
        came_back(desk, tx, now, &case, &mail.to, &why)?;
    }
    let failed = Failed {
        work: Work::Send { notice },
        cause: Cause::Recipient,
        attempts: mail.attempts.max(1),
        key: format!("bounce:{}", mail.id),
    };
    call_for_person(desk, tx, now, Some(&case), &failed)
}
