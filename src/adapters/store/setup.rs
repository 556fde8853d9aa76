//! What is set up in the console beside companies: data maps and their versions, keys
//! with which programs ask the desk, and the calendar feeds of staff.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::further_schema::{map_pins, map_versions, program_keys};
use super::link::on_each;
use super::rows::feed::FeedRow;
use super::rows::map::MapVersionRow;
use super::rows::named::{Table, bytes, micros};
use super::rows::program_key::ProgramKeyRow;
use super::schema::feeds;
use super::transaction::Transaction;
use crate::domain::diary::Feed;
use crate::domain::ids::{FeedId, MapVersionId, ProgramKeyId, RequestId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::feeds::Feeds;
use crate::ports::store::maps::{MapPin, MapVersion, Maps};
use crate::ports::store::program_keys::{ProgramKey, ProgramKeys};

impl Maps for Transaction<'_> {
    fn add_map_version(&mut self, version: &MapVersion) -> Result<(), StoreError> {
        let row = MapVersionRow::from(version);
        self.change(|link| diesel::insert_into(map_versions::table).values(row).execute(link)).map(drop)
    }

    fn map_version(&mut self, id: MapVersionId) -> Result<MapVersion, StoreError> {
        let query = map_versions::table.find(bytes(id.0)).select(MapVersionRow::as_select());
        self.ask(|link| query.first(link))?.into_version()
    }

    fn map_versions_of(&mut self, name: &str, limit: i64) -> Result<Vec<MapVersion>, StoreError> {
        let newest = (map_versions::written_at.desc(), map_versions::id.desc());
        let own = map_versions::table.filter(map_versions::name.eq(name.to_owned()));
        let query = own.order(newest).limit(limit).select(MapVersionRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(MapVersionRow::into_version).collect()
    }

    fn mapped_names(&mut self) -> Result<Vec<String>, StoreError> {
        let query = map_versions::table.select(map_versions::name).distinct().order(map_versions::name);
        self.ask(|link| query.load(link))
    }

    fn pin_map(&mut self, request: RequestId, pin: &MapPin) -> Result<(), StoreError> {
        let version = pin.1.map(|id| bytes(id.0));
        let values = (
            map_pins::request_id.eq(bytes(request.0)),
            map_pins::name.eq(pin.0.clone()),
            map_pins::version_id.eq(version),
        );
        let pinned = self.change(|link| {
            let insert = diesel::insert_into(map_pins::table).values(values);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        });
        pinned.map(drop)
    }

    fn map_pins(&mut self, request: RequestId) -> Result<Vec<MapPin>, StoreError> {
        let own = map_pins::table.filter(map_pins::request_id.eq(bytes(request.0))).order(map_pins::name);
        let query = own.select((map_pins::name, map_pins::version_id));
        let rows: Vec<(String, Option<Vec<u8>>)> = self.ask(|link| query.load(link))?;
        let pin = |(name, id): (String, Option<Vec<u8>>)| {
            let id = Table("map_pins").maybe_id("version_id", id.as_ref())?;
            Ok((name, id.map(MapVersionId)))
        };
        rows.into_iter().map(pin).collect()
    }

    fn unpin_maps(&mut self, request: RequestId) -> Result<(), StoreError> {
        let own = map_pins::table.filter(map_pins::request_id.eq(bytes(request.0)));
        self.change(|link| diesel::delete(own).execute(link)).map(drop)
    }
}

impl ProgramKeys for Transaction<'_> {
    fn add_program_key(&mut self, key: &ProgramKey) -> Result<(), StoreError> {
        let row = ProgramKeyRow::from(key);
        self.change(|link| diesel::insert_into(program_keys::table).values(row).execute(link)).map(drop)
    }

    fn program_key(&mut self, token_hash: &[u8; 32]) -> Result<Option<ProgramKey>, StoreError> {
        let own = program_keys::table.filter(program_keys::token_hash.eq(token_hash.to_vec()));
        let query = own.select(ProgramKeyRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(ProgramKeyRow::into_key).transpose()
    }

    fn program_keys(&mut self) -> Result<Vec<ProgramKey>, StoreError> {
        let working = program_keys::table.filter(program_keys::revoked_at.is_null());
        let newest = (program_keys::made_at.desc(), program_keys::id.desc());
        let query = working.order(newest).select(ProgramKeyRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(ProgramKeyRow::into_key).collect()
    }

    fn revoke_program_key(&mut self, id: ProgramKeyId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let working = program_keys::id.eq(bytes(id.0)).and(program_keys::revoked_at.is_null());
        let own = program_keys::table.filter(working);
        let at = program_keys::revoked_at.eq(micros(at));
        let revoked = self.change(|link| diesel::update(own).set(at).execute(link))?;
        if revoked == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }
}

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
