//! The outbox: mail that is owed. A row is written in the transaction that makes it owed and sent afterwards by a job.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, MailId};
use crate::domain::personal::Personal;

/// A mail to be sent, complete: nothing about it is decided later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// Its identifier.
    pub id: MailId,
    /// The case it belongs to, if any.
    pub case: Option<CaseId>,
    /// The controller in whose name it goes out.
    pub controller: String,
    /// What makes it one logical mail: a second one with the same key is not added.
    pub key: String,
    /// The kind of notice, for the case page.
    pub kind: String,
    /// The `Message-ID`, fixed now so that a repeat can be recognised.
    pub message_id: String,
    /// To whom.
    pub to: Personal,
    /// The recipient's name.
    pub to_name: Personal,
    /// Subject.
    pub subject: String,
    /// Text part.
    pub text: Personal,
    /// HTML part.
    pub html: Personal,
    /// The value of `Auto-Submitted`.
    pub auto_submitted: String,
    /// Not before this instant.
    pub send_at: DateTime<Utc>,
}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailState {
    /// Waiting for its turn (again).
    Pending,
    /// Accepted by the mail server or written to the folder.
    Sent,
    /// Given up; somebody has been told.
    Dead,
}

/// A mail claimed for sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedMail {
    /// What to send.
    pub mail: NewMail,
    /// How often it was tried before.
    pub attempts: i64,
    /// The fencing token: only its holder may record the result.
    pub token: i64,
}

/// A mail on the case page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLine {
    /// Its identifier.
    pub id: MailId,
    /// The kind of notice.
    pub kind: String,
    /// To whom.
    pub to: Personal,
    /// Subject.
    pub subject: String,
    /// Text part.
    pub text: Personal,
    /// Where it stands.
    pub state: MailState,
    /// When it was written.
    pub queued_at: DateTime<Utc>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// Why the last try failed, without personal data.
    pub last_error: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailOutcome {
    /// Sent at this instant.
    Sent(DateTime<Utc>),
    /// Try again at this instant.
    Retry {
        /// When.
        at: DateTime<Utc>,
        /// Why it failed.
        why: String,
    },
    /// Give up.
    Dead {
        /// Why.
        why: String,
    },
}

/// The outbox.
pub trait Outbox {
    /// Adds a mail; `false` when one with the same key is there already.
    fn add_mail(&mut self, mail: &NewMail) -> Result<bool, StoreError>;
    /// Claims up to `limit` mails that are due, for the lease given. A claimed mail whose lease has run out is claimed again.
    /// A mail waits until no earlier one of its case to the same recipient is pending: letters arrive in order.
    fn claim_mail(
        &mut self,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<ClaimedMail>, StoreError>;
    /// Records how a try ended; `false` when the lease was lost to somebody else (then nothing is changed).
    fn finish_mail(&mut self, id: MailId, token: i64, outcome: &MailOutcome) -> Result<bool, StoreError>;
    /// The mails of a case, oldest first.
    fn mail_of(&mut self, case: CaseId) -> Result<Vec<MailLine>, StoreError>;
    /// How many are pending, and since when the oldest should have gone.
    fn mail_backlog(&mut self, now: DateTime<Utc>) -> Result<(i64, Option<DateTime<Utc>>), StoreError>;
}
