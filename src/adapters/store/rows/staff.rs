//! Rows of `staff` and `sessions`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::{sessions, staff};
use crate::domain::access::Role;
use crate::domain::ids::StaffId;
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::staff::{Session, Staff};

const STAFF: Table = Table("staff");
const SESSIONS: Table = Table("sessions");

/// A member of staff.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = staff)]
pub struct StaffRow {
    id: Vec<u8>,
    email: String,
    name: String,
    role: String,
    password_hash: String,
    active: bool,
}

impl From<&Staff> for StaffRow {
    fn from(staff: &Staff) -> Self {
        Self {
            id: bytes(staff.id.0),
            email: staff.email.reveal().to_owned(),
            name: staff.name.clone(),
            role: staff.role.code().to_owned(),
            password_hash: staff.password_hash.reveal().to_owned(),
            active: staff.active,
        }
    }
}

impl StaffRow {
    /// The member of staff.
    pub fn into_staff(self) -> Result<Staff, StoreError> {
        Ok(Staff {
            id: StaffId(STAFF.id("id", &self.id)?),
            email: Personal::new(self.email),
            name: self.name,
            role: STAFF.parsed("role", Role::parse(&self.role))?,
            password_hash: Personal::new(self.password_hash),
            active: self.active,
        })
    }
}

/// A signed-in session.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    token_hash: Vec<u8>,
    staff_id: Vec<u8>,
    csrf: Vec<u8>,
    started_at: i64,
    seen_at: i64,
    expires_at: i64,
}

impl From<&Session> for SessionRow {
    fn from(session: &Session) -> Self {
        Self {
            token_hash: session.token_hash.to_vec(),
            staff_id: bytes(session.staff.0),
            csrf: session.csrf.to_vec(),
            started_at: micros(session.started_at),
            seen_at: micros(session.seen_at),
            expires_at: micros(session.expires_at),
        }
    }
}

impl SessionRow {
    /// The session.
    pub fn into_session(self) -> Result<Session, StoreError> {
        Ok(Session {
            token_hash: SESSIONS.hash("token_hash", &self.token_hash)?,
            staff: StaffId(SESSIONS.id("staff_id", &self.staff_id)?),
            csrf: SESSIONS.hash("csrf", &self.csrf)?,
            started_at: SESSIONS.instant("started_at", self.started_at)?,
            seen_at: SESSIONS.instant("seen_at", self.seen_at)?,
            expires_at: SESSIONS.instant("expires_at", self.expires_at)?,
        })
    }
}
