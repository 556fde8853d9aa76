//! Rows of `case_log`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::case_log;
use crate::domain::audit::Entry;
use crate::domain::ids::{CaseId, RequestId};
use crate::ports::store::StoreError;

const LOG: Table = Table("case_log");

/// One entry.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = case_log, treat_none_as_default_value = false)]
pub struct EntryRow {
    controller: String,
    seq: i64,
    case_id: Option<Vec<u8>>,
    request_id: Option<Vec<u8>>,
    at: i64,
    actor: String,
    kind: String,
    salt: Option<Vec<u8>>,
    content: Option<String>,
    commitment: Vec<u8>,
    prev: Vec<u8>,
    hash: Vec<u8>,
}

impl From<Entry> for EntryRow {
    fn from(entry: Entry) -> Self {
        Self {
            controller: entry.controller,
            seq: entry.seq,
            case_id: entry.case.map(|id| bytes(id.0)),
            request_id: entry.request.map(|id| bytes(id.0)),
            at: micros(entry.at),
            actor: entry.actor,
            kind: entry.kind,
            salt: entry.salt.map(Vec::from),
            content: entry.content,
            commitment: entry.commitment.to_vec(),
            prev: entry.prev.to_vec(),
            hash: entry.hash.to_vec(),
        }
    }
}

impl EntryRow {
    /// The entry, unchecked: whether the chain holds is for the domain to say.
    pub fn into_entry(self) -> Result<Entry, StoreError> {
        let salt = self.salt.map(|salt| LOG.parsed("salt", salt.try_into().ok())).transpose()?;
        Ok(Entry {
            controller: self.controller,
            seq: self.seq,
            case: LOG.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId),
            request: LOG.maybe_id("request_id", self.request_id.as_ref())?.map(RequestId),
            at: LOG.instant("at", self.at)?,
            actor: self.actor,
            kind: self.kind,
            salt,
            content: self.content,
            commitment: LOG.hash("commitment", &self.commitment)?,
            prev: LOG.hash("prev", &self.prev)?,
            hash: LOG.hash("hash", &self.hash)?,
        })
    }
}
