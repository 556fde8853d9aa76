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
    /// Everybody's feeds that are not revoked, newest first.
    fn all_feeds(&mut self) -> Result<Vec<Feed>, StoreError>;
    /// Notes that a calendar program has fetched a feed.
    fn note_feed_fetched(&mut self, id: FeedId, at: DateTime<Utc>) -> Result<(), StoreError>;
    /// Revokes a feed, of this person only where one is named; [`StoreError::NotFound`] when it is not theirs or is revoked already.
    fn revoke_feed(&mut self, id: FeedId, staff: Option<StaffId>, at: DateTime<Utc>) -> Result<(), StoreError>;
}
