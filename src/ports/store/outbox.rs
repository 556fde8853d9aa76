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
    /// To whom; empty for somebody who has no e-mail address. Such a mail is never tried: it waits to be printed and posted.
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
    /// The case, if any.
    pub case: Option<CaseId>,
    /// The controller in whose name it goes out.
    pub controller: String,
    /// What the server answered when it took the mail, without addresses.
    pub answer: Option<String>,
    /// When it came back, and what the report said, without addresses.
    pub bounced: Option<(DateTime<Utc>, String)>,
    /// When the person first opened their private page after it.
    pub opened_at: Option<DateTime<Utc>>,
    /// Since when it is held back until somebody has looked, as after a restore.
    pub held_at: Option<DateTime<Utc>>,
    /// What somebody did about its not arriving; `None` while nobody has.
    pub settled: Option<Settled>,
}

impl MailLine {
    /// Whether it is for somebody without an e-mail address: it is printed and posted, and never tried.
    pub fn is_for_post(&self) -> bool {
        self.to.is_empty()
    }
}

/// What somebody did about a mail that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was sent to another address.
    Readdressed,
    /// It was sent by post.
    Posted,
    /// It is not needed any more.
    Dropped,
}

impl Settled {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Readdressed, Self::Posted, Self::Dropped];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Readdressed => "readdressed",
            Self::Posted => "posted",
            Self::Dropped => "dropped",
        }
    }

    /// Reads [`Settled::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|settled| settled.code() == code)
    }
}

/// What a mail follows in its thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// The mails before it, oldest first, as message ids with angle brackets.
    pub before: Vec<String>,
    /// The one that it answers.
    pub answers: Option<String>,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailOutcome {
    /// Somebody else has taken responsibility for it.
    Sent {
        /// When.
        at: DateTime<Utc>,
        /// The server's answer, without addresses.
        answer: Option<String>,
    },
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

/// A copy of a mail to another address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its identifier.
    pub id: MailId,
    /// What makes it one logical mail.
    pub key: String,
    /// Its `Message-ID`.
    pub message_id: String,
    /// To whom.
    pub to: Personal,
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
    /// Takes a mail out again that nobody has begun to send and that is due after an instant; `false` when it is too late.
    fn take_back_mail(&mut self, id: MailId, now: DateTime<Utc>) -> Result<bool, StoreError>;
    /// The mails of a case, oldest first.
    fn mail_of(&mut self, case: CaseId) -> Result<Vec<MailLine>, StoreError>;
    /// One mail.
    fn mail(&mut self, id: MailId) -> Result<MailLine, StoreError>;
    /// What a mail follows: the earlier ones of its case to the same recipient, and what came in before it. The same mail
    /// always follows the same ones.
    fn thread_of(&mut self, id: MailId) -> Result<Thread, StoreError>;
    /// Mails about which somebody has to do something, the oldest first: given up, come back, or held.
    fn troubled_mails(&mut self, limit: i64) -> Result<Vec<MailLine>, StoreError>;
    /// Lets a mail that was given up or is held be sent now; `false` when there is nothing to do.
    fn send_again(&mut self, id: MailId, now: DateTime<Utc>) -> Result<bool, StoreError>;
    /// Adds a copy of a mail to another address, under a new id, key and name.
    fn add_copy(&mut self, of: MailId, copy: &Copied) -> Result<(), StoreError>;
    /// Notes what was done about a mail that did not arrive; `false` when somebody has, or when it is on its way.
    fn settle_mail(&mut self, id: MailId, settled: Settled) -> Result<bool, StoreError>;
    /// Notes that a mail came back, found by its `Message-ID` with angle brackets. `None` when it is none of ours, or known.
    fn note_bounce(&mut self, message_id: &str, at: DateTime<Utc>, why: &str) -> Result<Option<MailLine>, StoreError>;
    /// Notes that the person of a case opened their page.
    fn note_opened(&mut self, case: CaseId, at: DateTime<Utc>) -> Result<(), StoreError>;
    /// Holds everything back that is not sent yet, until somebody has looked; says how many.
    fn hold_mails(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError>;
    /// When the last mail was sent.
    fn last_sent(&mut self) -> Result<Option<DateTime<Utc>>, StoreError>;
    /// How many are pending, and since when the oldest should have gone.
    fn mail_backlog(&mut self, now: DateTime<Utc>) -> Result<(i64, Option<DateTime<Utc>>), StoreError>;
}
