//! One-time codes and the short sessions they open, counters against abuse, and settings.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::StoreError;
use crate::domain::ids::{CaseId, ChallengeId};

/// A 6-digit code that was mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Its identifier.
    pub id: ChallengeId,
    /// What it is for: `form`, `status`, `download`, `identity`. A code for one purpose never serves another.
    pub purpose: String,
    /// What it is bound to: the draft or the case.
    pub subject: Uuid,
    /// A keyed hash of the code.
    pub code_hash: [u8; 32],
    /// Tries so far.
    pub tries: i64,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
}

/// How many of something happened in a window, for limits that hold across nodes and restarts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// What is counted; personal parts are hashed by the caller.
    pub key: String,
    /// The window's end; afterwards it starts again from nothing.
    pub until: DateTime<Utc>,
}

/// A session on the status page, opened by a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalSession {
    /// SHA-256 of the token in the cookie.
    pub token_hash: [u8; 32],
    /// The case it shows; no other.
    pub case: CaseId,
    /// When the last code was entered, for the step before a download.
    pub confirmed_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Codes, limits, portal sessions, settings.
pub trait Codes {
    /// Replaces any earlier code of the same purpose and subject.
    fn put_challenge(&mut self, challenge: &Challenge) -> Result<(), StoreError>;
    /// Counts a try against the current code of a purpose and subject and returns it as it was before, or `None` when there is
    /// none, it has expired, or its tries are used up. The count is one atomic step: parallel guesses cannot exceed it.
    fn try_challenge(
        &mut self,
        purpose: &str,
        subject: Uuid,
        max_tries: i64,
        now: DateTime<Utc>,
    ) -> Result<Option<Challenge>, StoreError>;
    /// Removes a code once it has served; `false` when somebody else used it first.
    fn use_challenge(&mut self, id: ChallengeId) -> Result<bool, StoreError>;
    /// Counts one more of something in its window; returns the count including this one. Atomic.
    fn count(&mut self, counter: &Counter, now: DateTime<Utc>) -> Result<i64, StoreError>;
    /// How many there were in the current window.
    fn counted(&mut self, key: &str, now: DateTime<Utc>) -> Result<i64, StoreError>;
    /// Opens a status page session.
    fn add_portal_session(&mut self, session: &PortalSession) -> Result<(), StoreError>;
    /// Finds one that has not ended.
    fn portal_session(
        &mut self,
        token_hash: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<Option<PortalSession>, StoreError>;
    /// Ends one.
    fn end_portal_session(&mut self, token_hash: &[u8; 32]) -> Result<(), StoreError>;
    /// A setting of the installation.
    fn setting(&mut self, key: &str) -> Result<Option<String>, StoreError>;
    /// Sets or, with `None`, removes a setting.
    fn put_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError>;
}
