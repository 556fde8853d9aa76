//! Rows of `mails`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::mails;
use crate::domain::ids::{CaseId, IncomingId, MailId, instant_of};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::outbox::{ClaimedMail, Copied, MailLine, MailState, NewMail, Settled};

const MAILS: Table = Table("mails");

/// One mail with where it stands.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = mails, treat_none_as_default_value = false)]
pub struct MailRow {
    id: Vec<u8>,
    case_id: Option<Vec<u8>>,
    controller: String,
    dedup_key: String,
    kind: String,
    message_id: String,
    recipient: String,
    recipient_name: String,
    subject: String,
    text_part: String,
    html_part: String,
    auto_submitted: String,
    send_at: i64,
    state: String,
    due_at: i64,
    attempts: i64,
    token: i64,
    queued_at: i64,
    sent_at: Option<i64>,
    last_error: Option<String>,
    answer: Option<String>,
    bounced_at: Option<i64>,
    bounce: Option<String>,
    opened_at: Option<i64>,
    held_at: Option<i64>,
    settled: Option<String>,
}

/// The stored names of the states.
const STATES: [(MailState, &str); 3] =
    [(MailState::Pending, "pending"), (MailState::Sent, "sent"), (MailState::Dead, "dead")];

/// The stored name of a state.
pub fn state_code(state: MailState) -> &'static str {
    STATES.iter().find(|(known, _)| *known == state).map_or("pending", |(_, code)| code)
}

impl From<&NewMail> for MailRow {
    fn from(mail: &NewMail) -> Self {
        let send_at = micros(mail.send_at);
        let state = if mail.to.is_empty() { MailState::Dead } else { MailState::Pending };
        Self {
            id: bytes(mail.id.0),
            case_id: mail.case.map(|id| bytes(id.0)),
            controller: mail.controller.clone(),
            dedup_key: mail.key.clone(),
            kind: mail.kind.clone(),
            message_id: mail.message_id.clone(),
            recipient: mail.to.reveal().to_owned(),
            recipient_name: mail.to_name.reveal().to_owned(),
            subject: mail.subject.clone(),
            text_part: mail.text.reveal().to_owned(),
            html_part: mail.html.reveal().to_owned(),
            auto_submitted: mail.auto_submitted.clone(),
            send_at,
            state: state_code(state).to_owned(),
            due_at: send_at,
            attempts: 0,
            token: 0,
            queued_at: instant_of(mail.id.0).map_or(send_at, micros),
            sent_at: None,
            last_error: None,
            answer: None,
            bounced_at: None,
            bounce: None,
            opened_at: None,
            held_at: None,
            settled: None,
        }
    }
}

impl MailRow {
    /// The token it had when it was read.
    pub fn token(&self) -> i64 {
        self.token
    }

    /// Its stored identifier.
    pub fn id(&self) -> &[u8] {
        &self.id
    }

    /// A fresh copy to another address.
    pub fn copied(self, copy: &Copied, now: i64) -> Self {
        Self {
            id: bytes(copy.id.0),
            dedup_key: copy.key.clone(),
            message_id: copy.message_id.clone(),
            recipient: copy.to.reveal().to_owned(),
            send_at: now,
            due_at: now,
            queued_at: now,
            state: state_code(MailState::Pending).to_owned(),
            attempts: 0,
            token: 0,
            sent_at: None,
            last_error: None,
            answer: None,
            bounced_at: None,
            bounce: None,
            opened_at: None,
            held_at: None,
            settled: None,
            ..self
        }
    }

    /// Its case, its recipient, and when it was written.
    pub fn place(&self) -> (Option<Vec<u8>>, String, i64) {
        (self.case_id.clone(), self.recipient.clone(), self.queued_at)
    }

    /// The entry that it answers, for a receipt of a message.
    pub fn answers_entry(&self) -> Option<IncomingId> {
        self.dedup_key.strip_prefix("message_received:").and_then(IncomingId::parse)
    }

    /// The mail as its new holder sees it.
    pub fn into_claimed(self, token: i64) -> Result<ClaimedMail, StoreError> {
        let attempts = self.attempts;
        let mail = NewMail {
            id: MailId(MAILS.id("id", &self.id)?),
            case: MAILS.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId),
            controller: self.controller,
            key: self.dedup_key,
            kind: self.kind,
            message_id: self.message_id,
            to: Personal::new(self.recipient),
            to_name: Personal::new(self.recipient_name),
            subject: self.subject,
            text: Personal::new(self.text_part),
            html: Personal::new(self.html_part),
            auto_submitted: self.auto_submitted,
            send_at: MAILS.instant("send_at", self.send_at)?,
        };
        Ok(ClaimedMail { mail, attempts, token })
    }

    /// The mail as the case page shows it.
    pub fn into_line(self) -> Result<MailLine, StoreError> {
        let state = STATES.iter().find(|(_, code)| *code == self.state).map(|(state, _)| *state);
        Ok(MailLine {
            id: MailId(MAILS.id("id", &self.id)?),
            kind: self.kind,
            to: Personal::new(self.recipient),
            subject: self.subject,
            text: Personal::new(self.text_part),
            state: MAILS.parsed("state", state)?,
            queued_at: MAILS.instant("queued_at", self.queued_at)?,
            sent_at: MAILS.maybe_instant("sent_at", self.sent_at)?,
            last_error: self.last_error,
            attempts: self.attempts,
            case: MAILS.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId),
            controller: self.controller,
            answer: self.answer,
            bounced: MAILS
                .maybe_instant("bounced_at", self.bounced_at)?
                .map(|at| (at, self.bounce.unwrap_or_default())),
            opened_at: MAILS.maybe_instant("opened_at", self.opened_at)?,
            held_at: MAILS.maybe_instant("held_at", self.held_at)?,
            settled: self.settled.as_deref().and_then(Settled::parse),
        })
    }
}
