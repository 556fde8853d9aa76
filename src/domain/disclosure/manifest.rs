//! The list of a package's files with their fingerprints.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The format this version writes.
pub const FORMAT: &str = "rightsdesk-package/1";

/// One file of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Its name inside the package, with `/` between folders.
    pub name: String,
    /// Its length in bytes, unpacked.
    pub bytes: u64,
    /// Its SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// How many records it holds, if it holds records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// What kind of document it is: "a PDF document".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// That parts of it were withheld, and why where the ground may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<String>,
}

/// What `manifest.json` holds: every file of the package but itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// The reference of the case.
    pub reference: String,
    /// The name of the controller.
    pub controller: String,
    /// When the disclosure was made, UTC. The instant of the decision, not of the packing: packing twice gives the same bytes.
    pub made_at: DateTime<Utc>,
    /// The files, in the order in which they lie in the package.
    pub files: Vec<ManifestFile>,
}
