//! Read models: what a screen needs, in one question.

use chrono::{DateTime, NaiveDate, Utc};

use super::StoreError;
use super::cases::DueDates;
use crate::domain::case::{Channel, Reference};
use crate::domain::complaint;
use crate::domain::ids::{CaseId, StaffId, TeamId};
use crate::domain::personal::Personal;
use crate::domain::request::State;
use crate::domain::right::Right;

/// How late something is, as a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LatenessFilter {
    /// Past its due date.
    Overdue,
    /// Due within seven days, today included.
    Soon,
    /// Later.
    Later,
    /// The clock is paused or has not started.
    NotRunning,
}

/// Whose cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnerFilter {
    /// Somebody's.
    Of(StaffId),
    /// Nobody's.
    Nobody,
}

/// Which team's cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TeamFilter {
    /// One team's.
    Of(TeamId),
    /// Those of the teams that somebody is in.
    OfMember(StaffId),
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WaitingFilter {
    /// We asked the person something: who they are, their authority, what they mean.
    Person,
    /// We asked somebody who looks after a system: a vendor or a colleague.
    Vendor,
}

/// What to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box to tick, and any of them go together")]
pub struct QueueFilter {
    /// A state that at least one request of the case is in.
    pub state: Option<State>,
    /// A right that the case uses.
    pub right: Option<Right>,
    /// The controller's id.
    pub controller: Option<String>,
    /// The owner.
    pub owner: Option<OwnerFilter>,
    /// The team that it was given to.
    pub team: Option<TeamFilter>,
    /// How late.
    pub lateness: Option<LatenessFilter>,
    /// Whose turn it is.
    pub waiting: Option<WaitingFilter>,
    /// Only complaints.
    pub complaints: bool,
    /// Only cases with an objection to direct marketing, which stops at once (Article 21(3)).
    pub marketing: bool,
    /// Only cases whose address was never confirmed.
    pub unconfirmed: bool,
    /// Closed cases instead of open ones.
    pub closed: bool,
    /// A tag that the case has.
    pub tag: Option<String>,
    /// Words to find in names, addresses, references, words and notes, in any spelling.
    pub search: Option<String>,
    /// Whether the words of the search are compared with the sound of names instead of as they are written.
    pub by_ear: bool,
}

/// A line of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueLine {
    /// The case.
    pub case: CaseId,
    /// Its reference.
    pub reference: Reference,
    /// The controller's id.
    pub controller: String,
    /// The person.
    pub name: Personal,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// How it came.
    pub channel: Channel,
    /// Its requests: right and state.
    pub requests: Vec<(Right, State)>,
    /// Where the complaint stands that the case is; a complaint has no requests.
    pub complaint: Option<complaint::State>,
    /// The earliest dates of its open requests. `sort` of a closed case is the day (UTC) of its last answer.
    pub dates: DueDates,
    /// The owner.
    pub owner: Option<StaffId>,
    /// Whether the address was confirmed.
    pub confirmed: bool,
    /// When anything last happened: the instant of its newest log entry.
    pub updated_at: DateTime<Utc>,
}

impl QueueLine {
    /// Where the page after this line begins.
    pub fn cursor(&self) -> QueueCursor {
        QueueCursor { sort: self.dates.sort.unwrap_or(QueueCursor::UNDATED), case: self.case }
    }
}

/// A page of the queue: after which line it goes on. [`QueueLine::cursor`] makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCursor {
    /// The sort date of the last line, or [`QueueCursor::UNDATED`].
    pub sort: NaiveDate,
    /// The case of the last line.
    pub case: CaseId,
}

impl QueueCursor {
    /// Stands for a case without a date, which comes after all others: 31 December 9999, a date that both databases can keep.
    pub const UNDATED: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    };
}

/// How many cases a filter finds, counted up to a bound so that a counter never costs more than a glance is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundedCount {
    /// The count, at most the bound.
    pub n: i64,
    /// Whether there are more.
    pub more: bool,
}

/// Read models.
pub trait Views {
    /// A page of the queue, sorted by date, then by case; closed cases the newest first. `today` is the local date that
    /// lateness counts from. Every word of a search must begin a word of the case; a search in which there is no word finds nothing.
    fn queue(
        &mut self,
        filter: &QueueFilter,
        today: NaiveDate,
        after: Option<QueueCursor>,
        limit: i64,
    ) -> Result<Vec<QueueLine>, StoreError>;
    /// How many a filter finds.
    fn queue_count(&mut self, filter: &QueueFilter, today: NaiveDate, bound: i64) -> Result<BoundedCount, StoreError>;
    /// Earlier and other cases with the same address (trimmed, case-folded), newest first, without the one given; 100 at most.
    fn seen_before(&mut self, email: &str, but: CaseId) -> Result<Vec<QueueLine>, StoreError>;
    /// Makes a case findable by these words, and by how these names sound (adds or replaces).
    fn index_case(&mut self, case: CaseId, words: &str, names: &str) -> Result<(), StoreError>;
    /// Some cases of an earlier version, which cannot be found by the sound of names yet.
    fn unheard(&mut self, limit: i64) -> Result<Vec<CaseId>, StoreError>;
    /// How many there are.
    fn unheard_count(&mut self) -> Result<i64, StoreError>;
    /// Takes a case from the list; nothing happens when it is not on it.
    fn heard(&mut self, case: CaseId) -> Result<(), StoreError>;
}
