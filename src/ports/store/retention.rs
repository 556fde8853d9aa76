//! What has served its purpose: cases whose time is over, and what keeps them.

use chrono::{DateTime, NaiveDate, Utc};

use super::StoreError;
use crate::domain::audit::Hash;
use crate::domain::ids::{CaseId, IncomingId, StaffId};
use crate::domain::personal::Personal;

/// A legal hold: the contents of the case are kept whatever their time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reason: Personal,
    /// Who placed it.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A closed case, as the walk over all of them meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosedCase {
    /// The case.
    pub case: CaseId,
    /// The day (UTC) of its last answer, by which the walk goes.
    pub last: NaiveDate,
}

/// A message of a case whose original is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Original {
    /// The message.
    pub entry: IncomingId,
    /// The case it was added to.
    pub case: CaseId,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// A message that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The message.
    pub entry: IncomingId,
    /// The controller's id.
    pub controller: String,
    /// When somebody set it aside.
    pub at: DateTime<Utc>,
}

/// How much was destroyed with the contents of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Emptied {
    /// Letters and other mail.
    pub mails: usize,
    /// Notes of colleagues.
    pub notes: usize,
    /// Answers of colleagues.
    pub tasks: usize,
    /// Rows that were found.
    pub findings: usize,
    /// Messages that had arrived.
    pub messages: usize,
    /// Contents of entries of the case log.
    pub entries: usize,
}

/// What has served its purpose.
pub trait RetentionBook {
    /// A page of the closed cases whose contents are there, or of those whose contents are gone, up to a day (UTC) of their
    /// last answer, in the order of that day.
    fn closed_cases(
        &mut self,
        emptied: bool,
        until: NaiveDate,
        after: Option<ClosedCase>,
        limit: i64,
    ) -> Result<Vec<ClosedCase>, StoreError>;
    /// When the contents of a case were destroyed.
    fn emptied_at(&mut self, case: CaseId) -> Result<Option<DateTime<Utc>>, StoreError>;
    /// Destroys everything personal of a case; its row, its requests, its disclosures' checksums and the chain of its log
    /// stay. Entries of the log of the given kinds keep their contents. [`StoreError::Exists`] with `"emptied"` when it was done.
    fn empty_case(&mut self, case: CaseId, impersonal: &[&str], at: DateTime<Utc>) -> Result<Emptied, StoreError>;
    /// Removes what is left of an emptied case, its lines of the register included. The case log keeps its entries.
    fn remove_case(&mut self, case: CaseId) -> Result<(), StoreError>;
    /// The legal hold on a case.
    fn hold(&mut self, case: CaseId) -> Result<Option<Hold>, StoreError>;
    /// Places one; [`StoreError::Exists`] with `"hold"` when there is one.
    fn place_hold(&mut self, case: CaseId, hold: &Hold) -> Result<(), StoreError>;
    /// Lifts it; [`StoreError::NotFound`] when there is none.
    fn lift_hold(&mut self, case: CaseId) -> Result<(), StoreError>;
    /// Every message of a case.
    fn messages_of(&mut self, case: CaseId) -> Result<Vec<IncomingId>, StoreError>;
    /// A page of the messages that were added to cases and whose original is there, by their ids.
    fn originals(&mut self, after: Option<IncomingId>, limit: i64) -> Result<Vec<Original>, StoreError>;
    /// Notes that an original was destroyed; `false` when that was noted before.
    fn note_original_destroyed(&mut self, entry: IncomingId, at: DateTime<Utc>) -> Result<bool, StoreError>;
    /// Messages that were set aside until an instant, the oldest first.
    fn asides_until(&mut self, until: DateTime<Utc>, limit: i64) -> Result<Vec<Aside>, StoreError>;
    /// Removes a message that was set aside; `false` when it is gone or was not set aside.
    fn remove_aside(&mut self, entry: IncomingId) -> Result<bool, StoreError>;
    /// Removes mail of a controller that belongs to no case and was sent or given up; it was queued before an instant.
    fn remove_loose_mail(&mut self, controller: &str, before: DateTime<Utc>) -> Result<usize, StoreError>;
    /// How many there are.
    fn loose_mail(&mut self, controller: &str, before: DateTime<Utc>) -> Result<i64, StoreError>;
    /// How much was cut off the beginning of a chain of the log: the last position, and its hash.
    fn log_tail(&mut self, controller: &str) -> Result<Option<(i64, Hash)>, StoreError>;
    /// Cuts a chain off up to a position, which must be there; says how many entries went.
    fn shorten_log(&mut self, controller: &str, through: i64) -> Result<usize, StoreError>;
}
