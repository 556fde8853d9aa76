//! Data maps as people changed them in the console, and which version each request is worked on with.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{MapVersionId, RequestId, StaffId};

/// One version of a data map. Versions are added and never changed; the newest of a name is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapVersion {
    /// Its identifier.
    pub id: MapVersionId,
    /// The name of the map.
    pub name: String,
    /// The map as it was written; `None` goes back to the file.
    pub body: Option<String>,
    /// What was changed and why, in words for colleagues.
    pub note: String,
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The map of a request: its name, and the version that was in force when its search began; `None`: the file's.
pub type MapPin = (String, Option<MapVersionId>);

/// Data maps.
pub trait Maps {
    /// Adds a version; it is in force from now on.
    fn add_map_version(&mut self, version: &MapVersion) -> Result<(), StoreError>;
    /// One version.
    fn map_version(&mut self, id: MapVersionId) -> Result<MapVersion, StoreError>;
    /// The versions of a map, the newest first, up to `limit`.
    fn map_versions_of(&mut self, name: &str, limit: i64) -> Result<Vec<MapVersion>, StoreError>;
    /// The names of all maps that have a version, in order.
    fn mapped_names(&mut self) -> Result<Vec<String>, StoreError>;
    /// Keeps the version of a map for a request; nothing happens when one is kept already.
    fn pin_map(&mut self, request: RequestId, pin: &MapPin) -> Result<(), StoreError>;
    /// The versions that are kept for a request.
    fn map_pins(&mut self, request: RequestId) -> Result<Vec<MapPin>, StoreError>;
    /// Forgets them: the next search takes what is in force then.
    fn unpin_maps(&mut self, request: RequestId) -> Result<(), StoreError>;
}
