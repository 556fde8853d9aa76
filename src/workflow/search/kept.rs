//! What a search needs to go on with a system, as it rests sealed in the store. It holds keys and labels of persons.

use serde::{Deserialize, Serialize};

use crate::domain::ids::RequestId;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::gathering::SystemState;
use crate::workflow::{Desk, WorkError};

/// How far a system is, who might be meant, and who is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The system, so that what was kept for one is not taken for another's.
    pub system: String,
    /// How far the engine is.
    #[serde(default)]
    pub state: SystemState,
    /// What the engine was asked: a digest of the identities and choices. Asked anything else, it begins anew.
    #[serde(default)]
    pub question: [u8; 32],
    /// Persons whom the identities fit, when there are several.
    #[serde(default)]
    pub candidates: Vec<KeptCandidate>,
    /// Staff's word on who is meant, as `SYSTEM.COLLECTION:KEY`.
    #[serde(default)]
    pub chosen: Vec<String>,
}

/// One of several persons.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptCandidate {
    /// `SYSTEM.COLLECTION:KEY`.
    pub choice: String,
    /// What tells them apart.
    pub label: String,
}

impl std::fmt::Debug for KeptCandidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[candidate]")
    }
}

impl Kept {
    pub(super) fn new(system: &str) -> Self {
        Self { system: system.to_owned(), ..Self::default() }
    }

    pub(super) fn seal(&self, desk: &Desk, request: RequestId) -> Result<Vec<u8>, WorkError> {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        Ok(desk.vault.seal_small(name(request), &plain)?)
    }

    /// Opens what was kept. What cannot be read any more, after a change of the format for example, is as good as nothing:
    /// the system is asked from its beginning.
    pub(super) fn open(
        desk: &Desk,
        request: RequestId,
        system: &str,
        sealed: Option<&[u8]>,
    ) -> Result<Self, WorkError> {
        let Some(sealed) = sealed else { return Ok(Self::new(system)) };
        let plain = desk.vault.open_small(name(request), sealed)?;
        let kept: Option<Self> = serde_json::from_slice(&plain).ok();
        Ok(kept.filter(|kept| kept.system == system).unwrap_or_else(|| Self::new(system)))
    }
}

fn name(request: RequestId) -> ObjectName {
    ObjectName::new(Purpose::Finding, request.0)
}
