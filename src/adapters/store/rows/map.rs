//! Rows of `map_versions`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::map_versions;
use crate::domain::ids::{MapVersionId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::maps::MapVersion;

const VERSIONS: Table = Table("map_versions");

/// One version of a data map.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = map_versions, treat_none_as_default_value = false)]
pub struct MapVersionRow {
    id: Vec<u8>,
    name: String,
    body: Option<String>,
    note: String,
    written_by: Vec<u8>,
    written_at: i64,
}

impl From<&MapVersion> for MapVersionRow {
    fn from(version: &MapVersion) -> Self {
        Self {
            id: bytes(version.id.0),
            name: version.name.clone(),
            body: version.body.clone(),
            note: version.note.clone(),
            written_by: bytes(version.by.0),
            written_at: micros(version.at),
        }
    }
}

impl MapVersionRow {
    /// The version.
    pub fn into_version(self) -> Result<MapVersion, StoreError> {
        Ok(MapVersion {
            id: MapVersionId(VERSIONS.id("id", &self.id)?),
            name: self.name,
            body: self.body,
            note: self.note,
            by: StaffId(VERSIONS.id("written_by", &self.written_by)?),
            at: VERSIONS.instant("written_at", self.written_at)?,
        })
    }
}
