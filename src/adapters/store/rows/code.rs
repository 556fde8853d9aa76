//! Rows of `challenges`, `portal_sessions` and what is read of `counters`.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::{challenges, portal_sessions};
use crate::domain::ids::{CaseId, ChallengeId};
use crate::ports::store::StoreError;
use crate::ports::store::codes::{Challenge, PortalSession};

const CHALLENGES: Table = Table("challenges");
const SESSIONS: Table = Table("portal_sessions");

/// A code that was mailed.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = challenges)]
pub struct ChallengeRow {
    id: Vec<u8>,
    purpose: String,
    subject: Vec<u8>,
    code_hash: Vec<u8>,
    tries: i64,
    made_at: i64,
    expires_at: i64,
}

impl From<&Challenge> for ChallengeRow {
    fn from(challenge: &Challenge) -> Self {
        Self {
            id: bytes(challenge.id.0),
            purpose: challenge.purpose.clone(),
            subject: bytes(challenge.subject),
            code_hash: challenge.code_hash.to_vec(),
            tries: challenge.tries,
            made_at: micros(challenge.made_at),
            expires_at: micros(challenge.expires_at),
        }
    }
}

impl ChallengeRow {
    /// The challenge as it was before the try that has just been counted.
    pub fn into_challenge_before_try(self) -> Result<Challenge, StoreError> {
        Ok(Challenge {
            id: ChallengeId(CHALLENGES.id("id", &self.id)?),
            purpose: self.purpose,
            subject: CHALLENGES.id("subject", &self.subject)?,
            code_hash: CHALLENGES.hash("code_hash", &self.code_hash)?,
            tries: self.tries - 1,
            made_at: CHALLENGES.instant("made_at", self.made_at)?,
            expires_at: CHALLENGES.instant("expires_at", self.expires_at)?,
        })
    }
}

/// A session on the status page.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = portal_sessions)]
pub struct PortalSessionRow {
    token_hash: Vec<u8>,
    case_id: Vec<u8>,
    confirmed_at: i64,
    expires_at: i64,
}

impl From<&PortalSession> for PortalSessionRow {
    fn from(session: &PortalSession) -> Self {
        Self {
            token_hash: session.token_hash.to_vec(),
            case_id: bytes(session.case.0),
            confirmed_at: micros(session.confirmed_at),
            expires_at: micros(session.expires_at),
        }
    }
}

impl PortalSessionRow {
    /// The session.
    pub fn into_session(self) -> Result<PortalSession, StoreError> {
        Ok(PortalSession {
            token_hash: SESSIONS.hash("token_hash", &self.token_hash)?,
            case: CaseId(SESSIONS.id("case_id", &self.case_id)?),
            confirmed_at: SESSIONS.instant("confirmed_at", self.confirmed_at)?,
            expires_at: SESSIONS.instant("expires_at", self.expires_at)?,
        })
    }
}

/// A number that a statement gives back.
#[derive(QueryableByName)]
pub struct NumberRow {
    /// The number.
    #[diesel(sql_type = BigInt)]
    pub n: i64,
}
