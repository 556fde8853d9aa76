//! Rows of `disclosures`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::disclosures;
use crate::domain::ids::{CaseId, DisclosureId, RequestId};
use crate::ports::store::StoreError;
use crate::ports::store::delivery::Disclosure;

const DISCLOSURES: Table = Table("disclosures");

/// A package that was built.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = disclosures, treat_none_as_default_value = false)]
pub struct DisclosureRow {
    id: Vec<u8>,
    request_id: Vec<u8>,
    case_id: Vec<u8>,
    object: String,
    size_bytes: i64,
    files: i64,
    data_rows: i64,
    sha256: Vec<u8>,
    built_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    downloads: i64,
}

impl From<&Disclosure> for DisclosureRow {
    fn from(disclosure: &Disclosure) -> Self {
        Self {
            id: bytes(disclosure.id.0),
            request_id: bytes(disclosure.request.0),
            case_id: bytes(disclosure.case.0),
            object: disclosure.object.clone(),
            size_bytes: disclosure.bytes,
            files: disclosure.files,
            data_rows: disclosure.rows,
            sha256: disclosure.sha256.to_vec(),
            built_at: micros(disclosure.built_at),
            expires_at: micros(disclosure.expires_at),
            revoked_at: disclosure.revoked_at.map(micros),
            downloads: disclosure.downloads,
        }
    }
}

impl DisclosureRow {
    /// The disclosure.
    pub fn into_disclosure(self) -> Result<Disclosure, StoreError> {
        Ok(Disclosure {
            id: DisclosureId(DISCLOSURES.id("id", &self.id)?),
            request: RequestId(DISCLOSURES.id("request_id", &self.request_id)?),
            case: CaseId(DISCLOSURES.id("case_id", &self.case_id)?),
            object: self.object,
            bytes: self.size_bytes,
            files: self.files,
            rows: self.data_rows,
            sha256: DISCLOSURES.hash("sha256", &self.sha256)?,
            built_at: DISCLOSURES.instant("built_at", self.built_at)?,
            expires_at: DISCLOSURES.instant("expires_at", self.expires_at)?,
            revoked_at: DISCLOSURES.maybe_instant("revoked_at", self.revoked_at)?,
            downloads: self.downloads,
        })
    }
}
