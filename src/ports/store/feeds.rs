//! Calendar feeds: secret addresses, of which only the hash is kept.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::diary::Feed;
use crate::domain::ids::{FeedId, StaffId};

/// Calendar feeds.
pub trait Feeds {
    /// Adds a feed.
    fn add_feed(&mut self, feed: &Feed) -> Result<(), StoreError>;
    /// A feed by the hash of its secret, revoked or not.
    fn feed(&mut self, token_hash: &[u8; 32]) -> Result<Option<Feed>, StoreError>;
    /// The feeds of somebody that are not revoked, newest first.
    fn feeds_of(&mut self, staff: StaffId) -> Result<Vec<Feed>, StoreError>;
    /// Revokes somebody's feed; [`StoreError::NotFound`] when it is not theirs or is revoked already.
    fn revoke_feed(&mut self, id: FeedId, staff: StaffId, at: DateTime<Utc>) -> Result<(), StoreError>;
}
