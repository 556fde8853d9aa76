//! Staff and their sessions.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::access::Role;
use crate::domain::ids::StaffId;
use crate::domain::personal::Personal;

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Their identifier.
    pub id: StaffId,
    /// Their e-mail address, trimmed and lower-cased: what they sign in with.
    pub email: Personal,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Argon2id, PHC string.
    pub password_hash: Personal,
    /// Whether they may sign in.
    pub active: bool,
}

/// A signed-in session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token in the cookie.
    pub token_hash: [u8; 32],
    /// Who.
    pub staff: StaffId,
    /// The secret that form tokens are derived from.
    pub csrf: [u8; 32],
    /// When they signed in.
    pub started_at: DateTime<Utc>,
    /// When they last did something.
    pub seen_at: DateTime<Utc>,
    /// When it ends whatever they do.
    pub expires_at: DateTime<Utc>,
}

/// Staff and sessions.
pub trait StaffBook {
    /// Adds somebody; [`StoreError::Exists`] with `"email"` when the address is taken.
    fn add_staff(&mut self, staff: &Staff) -> Result<(), StoreError>;
    /// Somebody by id.
    fn staff(&mut self, id: StaffId) -> Result<Staff, StoreError>;
    /// Somebody by address.
    fn staff_by_email(&mut self, email: &str) -> Result<Option<Staff>, StoreError>;
    /// Everybody, by name.
    fn all_staff(&mut self) -> Result<Vec<Staff>, StoreError>;
    /// Saves name, role, password and whether they are active. Ends their sessions when role, password or activity changed.
    fn save_staff(&mut self, staff: &Staff) -> Result<(), StoreError>;
    /// Opens a session.
    fn add_session(&mut self, session: &Session) -> Result<(), StoreError>;
    /// A session that has not ended, of somebody active.
    fn session(
        &mut self,
        token_hash: &[u8; 32],
        idle_since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<(Session, Staff)>, StoreError>;
    /// Notes that a session was used.
    fn touch_session(&mut self, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<(), StoreError>;
    /// Ends every session of somebody; says how many there were.
    fn end_sessions_of(&mut self, staff: StaffId) -> Result<usize, StoreError>;
    /// Ends a session.
    fn end_session(&mut self, token_hash: &[u8; 32]) -> Result<(), StoreError>;
}
