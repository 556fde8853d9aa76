//! Erasures that the program carries out: the plan in counts, and how far each system is. The rows of a plan rest in the vault.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::erasure::{Stage, Summary};
use crate::domain::ids::{CaseId, RequestId};

/// The erasure of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The request.
    pub request: RequestId,
    /// Its case.
    pub case: CaseId,
    /// How far it is.
    pub stage: Stage,
    /// The plan in counts; `None` until there is one.
    pub summary: Option<Summary>,
    /// The object in the vault that holds the rows; `None` until there is one, and after it was destroyed.
    pub object: Option<String>,
    /// What people decided about single rows, sealed; `None` until somebody has.
    pub decided: Option<Vec<u8>>,
    /// When the plan was made.
    pub planned_at: Option<DateTime<Utc>>,
    /// When the first change was about to be made.
    pub begun_at: Option<DateTime<Utc>>,
    /// When the second search confirmed it.
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl Erasure {
    /// One whose plan is asked for.
    pub const fn asked_for(request: RequestId, case: CaseId) -> Self {
        Self {
            request,
            case,
            stage: Stage::Planning,
            summary: None,
            object: None,
            decided: None,
            planned_at: None,
            begun_at: None,
            confirmed_at: None,
        }
    }
}

/// How far a system's part of an erasure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartState {
    /// Nothing was done there.
    Waiting,
    /// Its transaction may have begun.
    Begun,
    /// Its changes last.
    Committed,
    /// It did not take the changes; a person must act.
    NeedsPerson,
    /// A second search found that everything is as planned.
    Confirmed,
}

/// One system's part of an erasure: what was asked of it, what it reported, and what a second search confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasurePart {
    /// The request.
    pub request: RequestId,
    /// The system.
    pub system: String,
    /// The data map that it belongs to.
    pub map: String,
    /// The name that people know.
    pub title: String,
    /// How far it is.
    pub state: PartState,
    /// Rows that were to be changed, those of an earlier plan included.
    pub requested: i64,
    /// Rows that the system reported as deleted.
    pub erased: i64,
    /// Rows that the system reported as emptied.
    pub emptied: i64,
    /// Rows that a second search still found.
    pub remaining: i64,
    /// What is wrong and what next, without personal data.
    pub message: Option<String>,
    /// When its changes lasted.
    pub committed_at: Option<DateTime<Utc>>,
    /// When the second search confirmed them.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// A trace of somebody who was erased: a keyed hash that tells nobody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedTrace {
    /// The keyed hash of an identity, or of the key of a person's row.
    pub hash: [u8; 32],
    /// What was hashed: the identity's name, or `person`.
    pub kind: String,
    /// When the erasure was confirmed.
    pub erased_at: DateTime<Utc>,
}

/// Erasures.
pub trait Erasures {
    /// Writes an erasure (adds or replaces).
    fn put_erasure(&mut self, erasure: &Erasure) -> Result<(), StoreError>;
    /// The erasure of a request, if the program has one.
    fn erasure(&mut self, request: RequestId) -> Result<Option<Erasure>, StoreError>;
    /// Writes how far a system is (adds or replaces).
    fn put_erasure_part(&mut self, part: &ErasurePart) -> Result<(), StoreError>;
    /// Remembers who was erased; what is remembered already stays as it is.
    fn remember_erased(&mut self, traces: &[ErasedTrace]) -> Result<(), StoreError>;
    /// The remembered traces in the order of their hashes, after one of them.
    fn erased_traces(&mut self, after: Option<[u8; 32]>, limit: i64) -> Result<Vec<ErasedTrace>, StoreError>;
    /// How far the systems of a request are, by name.
    fn erasure_parts(&mut self, request: RequestId) -> Result<Vec<ErasurePart>, StoreError>;
}
