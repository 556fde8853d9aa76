//! Rows of `program_keys`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::program_keys;
use crate::domain::ids::{ProgramKeyId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::program_keys::ProgramKey;

const KEYS: Table = Table("program_keys");

/// A key of a program.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = program_keys, treat_none_as_default_value = false)]
pub struct ProgramKeyRow {
    id: Vec<u8>,
    name: String,
    controller: String,
    token_hash: Vec<u8>,
    made_by: Vec<u8>,
    made_at: i64,
    revoked_at: Option<i64>,
}

impl From<&ProgramKey> for ProgramKeyRow {
    fn from(key: &ProgramKey) -> Self {
        Self {
            id: bytes(key.id.0),
            name: key.name.clone(),
            controller: key.controller.clone(),
            token_hash: key.token_hash.to_vec(),
            made_by: bytes(key.by.0),
            made_at: micros(key.made_at),
            revoked_at: key.revoked_at.map(micros),
        }
    }
}

impl ProgramKeyRow {
    /// The key.
    pub fn into_key(self) -> Result<ProgramKey, StoreError> {
        Ok(ProgramKey {
            id: ProgramKeyId(KEYS.id("id", &self.id)?),
            name: self.name,
            controller: self.controller,
            token_hash: KEYS.hash("token_hash", &self.token_hash)?,
            by: StaffId(KEYS.id("made_by", &self.made_by)?),
            made_at: KEYS.instant("made_at", self.made_at)?,
            revoked_at: KEYS.maybe_instant("revoked_at", self.revoked_at)?,
        })
    }
}
