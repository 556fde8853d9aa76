//! Keys with which programs of the shop ask the desk: secrets of which only the hash is kept.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{ProgramKeyId, StaffId};

/// A key of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramKey {
    /// Its identifier.
    pub id: ProgramKeyId,
    /// What it is for, in words of whoever made it: "newsletter".
    pub name: String,
    /// The controller whose list it may ask.
    pub controller: String,
    /// SHA-256 of the secret.
    pub token_hash: [u8; 32],
    /// Who made it.
    pub by: StaffId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Keys of programs.
pub trait ProgramKeys {
    /// Adds a key.
    fn add_program_key(&mut self, key: &ProgramKey) -> Result<(), StoreError>;
    /// A key by the hash of its secret, revoked or not.
    fn program_key(&mut self, token_hash: &[u8; 32]) -> Result<Option<ProgramKey>, StoreError>;
    /// All keys that are not revoked, newest first.
    fn program_keys(&mut self) -> Result<Vec<ProgramKey>, StoreError>;
    /// Revokes a key; [`StoreError::NotFound`] when there is none that works.
    fn revoke_program_key(&mut self, id: ProgramKeyId, at: DateTime<Utc>) -> Result<(), StoreError>;
}
