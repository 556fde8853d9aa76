//! Public forms that are being filled in. They hold what the person typed, for 24 hours at most.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, DraftId};
use crate::domain::personal::Personal;

/// A form being filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its identifier.
    pub id: DraftId,
    /// SHA-256 of the token in the person's cookie.
    pub token_hash: [u8; 32],
    /// The controller's id.
    pub controller: String,
    /// The answers so far as JSON.
    pub answers: Personal,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When it disappears.
    pub expires_at: DateTime<Utc>,
    /// The case it became. The answers are gone then; the row stays until it expires, so that a double click or the back
    /// button finds the same reference.
    pub case: Option<CaseId>,
}

/// Forms being filled in.
pub trait Drafts {
    /// Starts one.
    fn add_draft(&mut self, draft: &Draft) -> Result<(), StoreError>;
    /// Finds one by the hash of its token, if it has not expired.
    fn draft(&mut self, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<Option<Draft>, StoreError>;
    /// Saves the answers; [`StoreError::Conflict`] when it has become a case already.
    fn save_draft(&mut self, id: DraftId, answers: &Personal) -> Result<(), StoreError>;
    /// Marks it as having become a case and destroys its answers and the links to it; [`StoreError::Conflict`] when it already had.
    fn finish_draft(&mut self, id: DraftId, case: CaseId) -> Result<(), StoreError>;
    /// Adds a link to a draft, known by the hash of its secret, and lets the draft live as long as the link.
    fn link_draft(&mut self, id: DraftId, token_hash: &[u8; 32], until: DateTime<Utc>) -> Result<(), StoreError>;
    /// The draft that a link leads to, while the link works and the draft has not become a case.
    fn linked_draft(&mut self, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<Option<Draft>, StoreError>;
    /// Hands a draft over to another browser: from now on it is found by another token, and by the old one no more.
    fn hand_draft_over(&mut self, id: DraftId, token_hash: &[u8; 32]) -> Result<(), StoreError>;
    /// Removes what has expired, with codes and sessions that have; says how many rows went.
    fn sweep(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError>;
}
