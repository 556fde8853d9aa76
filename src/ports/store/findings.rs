//! What was found, system by system, and what was decided about it.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{FindingId, RequestId, StaffId};

/// A finding as it is kept: the content sealed, the rest open so that it can be counted and grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFinding {
    /// Its identifier.
    pub id: FindingId,
    /// The request it was found for.
    pub request: RequestId,
    /// The system.
    pub system: String,
    /// The collection.
    pub collection: String,
    /// Position within the collection, from 0: a stable order.
    pub ordinal: i64,
    /// How it is linked to the person: `subject`, `recipient`, `author`, `mention`.
    pub link: String,
    /// Whether somebody must look before it may go out.
    pub flagged: bool,
    /// Why it is flagged, in words, without personal data.
    pub flag_reason: Option<String>,
    /// The finding itself, sealed.
    pub sealed: Vec<u8>,
    /// What was decided.
    pub decision: Option<Decision>,
}

/// What was decided about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it goes out.
    pub include: bool,
    /// Fields that are left out though the rest goes out.
    pub withheld_fields: Vec<String>,
    /// The exemption, if anything is left out.
    pub exemption: Option<String>,
    /// The reason.
    pub reason: String,
    /// Whether the ground is not told to the person, because telling it would defeat it. A second person approves.
    pub silent: bool,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// How far a system is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SystemState {
    /// Not asked yet.
    Waiting,
    /// Being asked.
    Running,
    /// Has answered.
    Done,
    /// Will be asked again.
    Retrying,
    /// A person must look or act.
    NeedsPerson,
    /// Left out on purpose, with a reason.
    Skipped,
}

/// One system's part of a gathering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// The request.
    pub request: RequestId,
    /// The system.
    pub system: String,
    /// Its plain-language name.
    pub title: String,
    /// How far it is.
    pub state: SystemState,
    /// Rows found so far.
    pub rows: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// What is wrong and what next, in words.
    pub message: Option<String>,
    /// What the engine needs to go on with the other systems, as JSON, sealed.
    pub frontier: Option<Vec<u8>>,
    /// When this was last written.
    pub updated_at: DateTime<Utc>,
}

/// How many findings a collection has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionCount {
    /// The system.
    pub system: String,
    /// The collection.
    pub collection: String,
    /// All rows.
    pub rows: i64,
    /// Flagged and not decided.
    pub open: i64,
    /// Left out.
    pub left_out: i64,
}

/// Findings and gathering progress.
pub trait Findings {
    /// Adds findings of one system.
    fn add_findings(&mut self, findings: &[StoredFinding]) -> Result<(), StoreError>;
    /// Removes what one system gave, before it is asked again.
    fn clear_findings(&mut self, request: RequestId, system: &str) -> Result<(), StoreError>;
    /// Counts by system and collection.
    fn finding_counts(&mut self, request: RequestId) -> Result<Vec<CollectionCount>, StoreError>;
    /// A page of one collection after a position.
    fn findings_page(
        &mut self,
        request: RequestId,
        system: &str,
        collection: &str,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Vec<StoredFinding>, StoreError>;
    /// A page of flagged findings that nobody has decided, across systems.
    fn open_findings(&mut self, request: RequestId, limit: i64) -> Result<Vec<StoredFinding>, StoreError>;
    /// One finding.
    fn finding(&mut self, id: FindingId) -> Result<StoredFinding, StoreError>;
    /// Records or, with `None`, takes back a decision.
    fn decide_finding(&mut self, id: FindingId, decision: Option<&Decision>) -> Result<(), StoreError>;
    /// Who left something out without its ground being told, each once.
    fn silenced_by(&mut self, request: RequestId) -> Result<Vec<StaffId>, StoreError>;
    /// Removes all findings of a request, and what gathering remembered of them; says how many there were.
    fn destroy_findings(&mut self, request: RequestId) -> Result<usize, StoreError>;
    /// Writes how far a system is (adds or replaces).
    fn put_gathering(&mut self, gathering: &Gathering) -> Result<(), StoreError>;
    /// How far all systems of a request are, in the order they were planned.
    fn gatherings(&mut self, request: RequestId) -> Result<Vec<Gathering>, StoreError>;
}
