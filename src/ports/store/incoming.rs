//! What arrived by mail: one entry for each message, until a person has said what becomes of it, and after.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, IncomingId, StaffId};
use crate::domain::personal::Personal;

/// By what a message belongs to a case, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The address it was sent to carries a token that only we can make.
    Token,
    /// It answers a mail of ours by its name (`In-Reply-To`, `References`).
    Thread,
    /// It quotes the reference.
    Reference,
    /// Its sender has an open case. A suggestion, no more: senders are easily forged.
    Sender,
}

impl Tie {
    /// All ties, the surest first.
    pub const ALL: [Self; 4] = [Self::Token, Self::Thread, Self::Reference, Self::Sender];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Thread => "thread",
            Self::Reference => "reference",
            Self::Sender => "sender",
        }
    }

    /// Reads [`Tie::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tie| tie.code() == code)
    }
}

/// What has become of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// Nobody has decided yet.
    Waiting,
    /// A case was opened from it.
    Opened,
    /// It was added to a case.
    Attached,
    /// It is not for the desk; the reason stands on the entry.
    SetAside,
}

impl EntryState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Opened, Self::Attached, Self::SetAside];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Opened => "opened",
            Self::Attached => "attached",
            Self::SetAside => "set_aside",
        }
    }

    /// Reads [`EntryState::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A message that arrived. Its original bytes lie in the vault under its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier, made from its bytes: the same bytes always have the same.
    pub id: IncomingId,
    /// What makes it one message, however often and over however many servers it comes (SHA-256).
    pub fingerprint: [u8; 32],
    /// The SHA-256 of its original bytes.
    pub sha256: [u8; 32],
    /// The controller's id.
    pub controller: String,
    /// Where it was taken from: `command`, `paste`, or the name of a mailbox.
    pub source: String,
    /// When we took it in.
    pub taken_at: DateTime<Utc>,
    /// When the company got it.
    pub received_at: DateTime<Utc>,
    /// What was read from it, sealed: text, proposal, who vouches for the sender.
    pub contents: Vec<u8>,
    /// The case to which it seems to belong, and by what.
    pub suggested: Option<(CaseId, Tie)>,
    /// What has become of it.
    pub state: EntryState,
    /// The case that was opened or added to.
    pub case: Option<CaseId>,
    /// Who decided, and when.
    pub decided: Option<(StaffId, DateTime<Utc>)>,
    /// Why it was set aside.
    pub reason: Personal,
    /// Its own name, with angle brackets, where it has one that can stand in a header.
    pub message_id: Option<String>,
}

/// What a person decided about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What becomes of it.
    pub state: EntryState,
    /// The case.
    pub case: Option<CaseId>,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Personal,
}

/// Messages that arrived.
pub trait IncomingBook {
    /// Adds an entry; `false` when the same message is there already.
    fn add_entry(&mut self, entry: &Entry) -> Result<bool, StoreError>;
    /// One entry.
    fn entry(&mut self, id: IncomingId) -> Result<Entry, StoreError>;
    /// The entry of a message that came before.
    fn entry_of(&mut self, fingerprint: &[u8; 32]) -> Result<Option<Entry>, StoreError>;
    /// Entries in a state, the oldest first for those that wait, else the newest first; at most `limit`.
    fn entries(&mut self, state: EntryState, limit: i64) -> Result<Vec<Entry>, StoreError>;
    /// How many wait, counted up to a bound.
    fn entries_waiting(&mut self, bound: i64) -> Result<i64, StoreError>;
    /// Records what a person decided; [`StoreError::Conflict`] when somebody has.
    fn decide_entry(&mut self, id: IncomingId, decision: &Decision) -> Result<(), StoreError>;
    /// The case of a mail of ours, by its `Message-ID` with angle brackets.
    fn case_of_mail(&mut self, message_id: &str) -> Result<Option<CaseId>, StoreError>;
    /// The cases of an address (trimmed, case-folded) that were received between two instants, the newest first; at most `limit`.
    fn cases_of_address(
        &mut self,
        email: &str,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<CaseId>, StoreError>;
    /// The open case of an address (trimmed, case-folded) that was changed last.
    fn open_case_of(&mut self, email: &str) -> Result<Option<CaseId>, StoreError>;
}
