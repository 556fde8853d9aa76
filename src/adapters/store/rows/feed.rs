//! Rows of `feeds`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::feeds;
use crate::domain::diary::{Feed, Reach};
use crate::domain::ids::{FeedId, StaffId};
use crate::ports::store::StoreError;

const FEEDS: Table = Table("feeds");

/// A feed.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = feeds, treat_none_as_default_value = false)]
pub struct FeedRow {
    id: Vec<u8>,
    staff_id: Vec<u8>,
    controller: Option<String>,
    whole_desk: bool,
    token_hash: Vec<u8>,
    made_at: i64,
    fetched_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl From<&Feed> for FeedRow {
    fn from(feed: &Feed) -> Self {
        Self {
            id: bytes(feed.id.0),
            staff_id: bytes(feed.staff.0),
            controller: match &feed.reach {
                Reach::Controller(id) => Some(id.clone()),
                Reach::Own | Reach::Team => None,
            },
            whole_desk: feed.reach == Reach::Team,
            token_hash: feed.token_hash.to_vec(),
            made_at: micros(feed.made_at),
            fetched_at: feed.fetched_at.map(micros),
            revoked_at: feed.revoked_at.map(micros),
        }
    }
}

impl FeedRow {
    /// The feed.
    pub fn into_feed(self) -> Result<Feed, StoreError> {
        Ok(Feed {
            id: FeedId(FEEDS.id("id", &self.id)?),
            staff: StaffId(FEEDS.id("staff_id", &self.staff_id)?),
            reach: match self.controller {
                Some(id) => Reach::Controller(id),
                None if self.whole_desk => Reach::Team,
                None => Reach::Own,
            },
            token_hash: FEEDS.hash("token_hash", &self.token_hash)?,
            made_at: FEEDS.instant("made_at", self.made_at)?,
            fetched_at: FEEDS.maybe_instant("fetched_at", self.fetched_at)?,
            revoked_at: FEEDS.maybe_instant("revoked_at", self.revoked_at)?,
        })
    }
}
