//! The register of requests, which outlives them.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::RequestId;
use crate::domain::register::{Period, RegisterEntry};

/// The register.
pub trait Register {
    /// The entry of a request.
    fn register_entry(&mut self, request: RequestId) -> Result<Option<RegisterEntry>, StoreError>;
    /// Writes the entry of a request, the first time or anew.
    fn put_register(&mut self, entry: &RegisterEntry) -> Result<(), StoreError>;
    /// A page of a period, by receipt; after an entry, if one is named.
    fn register_page(
        &mut self,
        period: &Period,
        after: Option<(DateTime<Utc>, RequestId)>,
        limit: i64,
    ) -> Result<Vec<RegisterEntry>, StoreError>;
}
