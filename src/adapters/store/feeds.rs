//! Calendar feeds.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::rows::feed::FeedRow;
use super::rows::named::{bytes, micros};
use super::schema::feeds;
use super::transaction::Transaction;
use crate::domain::diary::Feed;
use crate::domain::ids::{FeedId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::feeds::Feeds;

impl Feeds for Transaction<'_> {
    fn add_feed(&mut self, feed: &Feed) -> Result<(), StoreError> {
        let row = FeedRow::from(feed);
        self.change(|link| diesel::insert_into(feeds::table).values(row).execute(link)).map(drop)
    }

    fn feed(&mut self, token_hash: &[u8; 32]) -> Result<Option<Feed>, StoreError> {
        let query = feeds::table.filter(feeds::token_hash.eq(token_hash.to_vec())).select(FeedRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(FeedRow::into_feed).transpose()
    }

    fn feeds_of(&mut self, staff: StaffId) -> Result<Vec<Feed>, StoreError> {
        let own = feeds::table.filter(feeds::staff_id.eq(bytes(staff.0)).and(feeds::revoked_at.is_null()));
        let query = own.order((feeds::made_at.desc(), feeds::id.desc())).select(FeedRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(FeedRow::into_feed).collect()
    }

    fn all_feeds(&mut self) -> Result<Vec<Feed>, StoreError> {
        let open = feeds::table.filter(feeds::revoked_at.is_null());
        let query = open.order((feeds::made_at.desc(), feeds::id.desc())).select(FeedRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(FeedRow::into_feed).collect()
    }

    fn note_feed_fetched(&mut self, id: FeedId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let one = feeds::table.find(bytes(id.0));
        self.change(|link| diesel::update(one).set(feeds::fetched_at.eq(micros(at))).execute(link)).map(drop)
    }

    fn revoke_feed(&mut self, id: FeedId, staff: Option<StaffId>, at: DateTime<Utc>) -> Result<(), StoreError> {
        let open = feeds::table.filter(feeds::id.eq(bytes(id.0)).and(feeds::revoked_at.is_null()));
        let now = feeds::revoked_at.eq(micros(at));
        let revoked = match staff {
            Some(staff) => {
                let own = open.filter(feeds::staff_id.eq(bytes(staff.0)));
                self.change(|link| diesel::update(own).set(now).execute(link))?
            }
            None => self.change(|link| diesel::update(open).set(now).execute(link))?,
        };
        if revoked == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }
}
