//! Rows of `wordings`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::wordings;
use crate::domain::ids::{StaffId, WordingId};
use crate::domain::notice::NoticeKind;
use crate::ports::store::StoreError;
use crate::ports::store::wordings::WordingVersion;

const WORDINGS: Table = Table("wordings");

/// One version of a wording.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = wordings, treat_none_as_default_value = false)]
pub struct WordingRow {
    id: Vec<u8>,
    controller: String,
    kind: String,
    body: Option<String>,
    written_by: Vec<u8>,
    written_at: i64,
    language: String,
}

impl From<&WordingVersion> for WordingRow {
    fn from(version: &WordingVersion) -> Self {
        Self {
            id: bytes(version.id.0),
            controller: version.controller.clone(),
            kind: version.kind.code().to_owned(),
            body: version.body.clone(),
            written_by: bytes(version.by.0),
            written_at: micros(version.at),
            language: version.language.clone(),
        }
    }
}

impl WordingRow {
    /// The version.
    pub fn into_version(self) -> Result<WordingVersion, StoreError> {
        Ok(WordingVersion {
            id: WordingId(WORDINGS.id("id", &self.id)?),
            controller: self.controller,
            kind: WORDINGS.parsed("kind", NoticeKind::parse(&self.kind))?,
            language: self.language,
            body: self.body,
            by: StaffId(WORDINGS.id("written_by", &self.written_by)?),
            at: WORDINGS.instant("written_at", self.written_at)?,
        })
    }
}
