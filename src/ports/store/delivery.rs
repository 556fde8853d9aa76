//! Disclosures that were built, and how they reach the person.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, DisclosureId, RequestId, TransmissionId};
use crate::domain::transmission::Transmission;

/// A package that was built for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Its identifier.
    pub id: DisclosureId,
    /// The request it answers.
    pub request: RequestId,
    /// The case.
    pub case: CaseId,
    /// Where the vault keeps it; empty once it was destroyed.
    pub object: String,
    /// The size of the ZIP in bytes.
    pub bytes: i64,
    /// Files in it.
    pub files: i64,
    /// Rows of data in it.
    pub rows: i64,
    /// SHA-256 of the ZIP.
    pub sha256: [u8; 32],
    /// When it was built.
    pub built_at: DateTime<Utc>,
    /// Until when it can be fetched.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// How often it was fetched.
    pub downloads: i64,
}

/// Disclosures.
pub trait Deliveries {
    /// Adds one and revokes earlier ones of the same request.
    fn add_disclosure(&mut self, disclosure: &Disclosure) -> Result<(), StoreError>;
    /// One.
    fn disclosure(&mut self, id: DisclosureId) -> Result<Disclosure, StoreError>;
    /// All of a case, newest first.
    fn disclosures_of(&mut self, case: CaseId) -> Result<Vec<Disclosure>, StoreError>;
    /// Sets a new end of its life, or revokes it.
    fn save_disclosure(&mut self, disclosure: &Disclosure) -> Result<(), StoreError>;
    /// Counts a download; `false` when it is revoked or has expired.
    fn count_download(&mut self, id: DisclosureId, now: DateTime<Utc>) -> Result<bool, StoreError>;
    /// Notes that the package of a disclosure was destroyed: its `object` is empty from then on.
    fn forget_package(&mut self, id: DisclosureId) -> Result<(), StoreError>;
    /// Disclosures whose end has come, or that were revoked, and whose package is still there: it can be destroyed.
    fn expired_disclosures(&mut self, before: DateTime<Utc>) -> Result<Vec<Disclosure>, StoreError>;
}

/// Packages that are sent straight to another controller (Article 20(2)).
pub trait Transmissions {
    /// Adds one; `false` when this request has one to the same program already.
    fn add_transmission(&mut self, transmission: &Transmission) -> Result<bool, StoreError>;
    /// One; `None` when there is none.
    fn transmission(&mut self, id: TransmissionId) -> Result<Option<Transmission>, StoreError>;
    /// Those of a request, oldest first.
    fn transmissions_of(&mut self, request: RequestId) -> Result<Vec<Transmission>, StoreError>;
    /// Those of a case, oldest first.
    fn transmissions_in(&mut self, case: CaseId) -> Result<Vec<Transmission>, StoreError>;
    /// Writes what can change of one; [`StoreError::Conflict`] when somebody was faster.
    fn save_transmission(&mut self, transmission: &Transmission) -> Result<(), StoreError>;
}
