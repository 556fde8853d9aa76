//! The suppression list.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::suppression::Channel;

/// An address that gets no marketing any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The controller's id.
    pub controller: String,
    /// The channel.
    pub channel: Channel,
    /// The keyed hash of the address.
    pub hash: [u8; 32],
    /// Since when.
    pub since: DateTime<Utc>,
    /// What it follows from: the reference of a case, or `operator`.
    pub reason: String,
}

/// The suppression list.
pub trait Suppressions {
    /// Adds an address; `false` when it stands on the list already, with its earlier day.
    fn suppress(&mut self, suppression: &Suppression) -> Result<bool, StoreError>;
    /// The entry of an address, if there is one.
    fn suppression(
        &mut self,
        controller: &str,
        channel: Channel,
        hash: &[u8; 32],
    ) -> Result<Option<Suppression>, StoreError>;
    /// A page of a company's list in the order of channel and hash, after an entry.
    fn suppressions(
        &mut self,
        controller: &str,
        after: Option<(Channel, [u8; 32])>,
        limit: i64,
    ) -> Result<Vec<Suppression>, StoreError>;
}
