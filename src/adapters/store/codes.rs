//! One-time codes, counters, sessions on the status page, settings.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use uuid::Uuid;

use super::link::on_each;
use super::rows::code::{ChallengeRow, NumberRow, PortalSessionRow};
use super::rows::named::{bytes, micros};
use super::schema::{challenges, counters, portal_sessions, settings};
use super::transaction::Transaction;
use crate::domain::ids::ChallengeId;
use crate::ports::store::StoreError;
use crate::ports::store::codes::{Challenge, Codes, Counter, PortalSession};

/// Counts one more, or starts again when the window is over: one statement, the same on both databases.
const COUNT: &str = "INSERT INTO counters (name, n, until) VALUES ($1, 1, $2) \
    ON CONFLICT (name) DO UPDATE SET \
    n = CASE WHEN counters.until <= $3 THEN 1 ELSE counters.n + 1 END, \
    until = CASE WHEN counters.until <= $3 THEN excluded.until ELSE counters.until END \
    RETURNING n";

impl Codes for Transaction<'_> {
    fn put_challenge(&mut self, challenge: &Challenge) -> Result<(), StoreError> {
        let row = ChallengeRow::from(challenge);
        let added = self.change(|link| {
            let insert = diesel::insert_into(challenges::table).values(&row);
            on_each!(link, c => insert
                .on_conflict((challenges::purpose, challenges::subject))
                .do_update()
                .set((challenges::id.eq(bytes(challenge.id.0)), &row))
                .execute(c))
        });
        added.map(drop)
    }

    fn try_challenge(
        &mut self,
        purpose: &str,
        subject: Uuid,
        max_tries: i64,
        now: DateTime<Utc>,
    ) -> Result<Option<Challenge>, StoreError> {
        let subject = bytes(subject);
        let current = challenges::purpose.eq(purpose).and(challenges::subject.eq(&subject));
        let usable = challenges::expires_at.gt(micros(now)).and(challenges::tries.lt(max_tries));
        let counted = diesel::update(challenges::table.filter(current).filter(usable))
            .set(challenges::tries.eq(challenges::tries + 1));
        if self.change(|link| counted.execute(link))? == 0 {
            return Ok(None);
        }
        let query = challenges::table.filter(current).select(ChallengeRow::as_select());
        self.ask(|link| query.first(link))?.into_challenge_before_try().map(Some)
    }

    fn use_challenge(&mut self, id: ChallengeId) -> Result<bool, StoreError> {
        let row = challenges::table.find(bytes(id.0));
        Ok(self.change(|link| diesel::delete(row).execute(link))? == 1)
    }

    fn count(&mut self, counter: &Counter, now: DateTime<Utc>) -> Result<i64, StoreError> {
        let statement = diesel::sql_query(COUNT)
            .bind::<Text, _>(&counter.key)
            .bind::<BigInt, _>(micros(counter.until))
            .bind::<BigInt, _>(micros(now));
        self.ask(|link| statement.get_result::<NumberRow>(link)).map(|row| row.n)
    }

    fn counted(&mut self, key: &str, now: DateTime<Utc>) -> Result<i64, StoreError> {
        let current = counters::table.find(key).filter(counters::until.gt(micros(now))).select(counters::n);
        Ok(self.ask(|link| current.first::<i64>(link).optional())?.unwrap_or_default())
    }

    fn add_portal_session(&mut self, session: &PortalSession) -> Result<(), StoreError> {
        let row = PortalSessionRow::from(session);
        self.change(|link| diesel::insert_into(portal_sessions::table).values(row).execute(link)).map(drop)
    }

    fn portal_session(
        &mut self,
        token_hash: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<Option<PortalSession>, StoreError> {
        let query = portal_sessions::table
            .find(token_hash.to_vec())
            .filter(portal_sessions::expires_at.gt(micros(now)))
            .select(PortalSessionRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(PortalSessionRow::into_session).transpose()
    }

    fn end_portal_session(&mut self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        let row = portal_sessions::table.find(token_hash.to_vec());
        self.change(|link| diesel::delete(row).execute(link)).map(drop)
    }

    fn setting(&mut self, key: &str) -> Result<Option<String>, StoreError> {
        let query = settings::table.find(key).select(settings::content);
        self.ask(|link| query.first(link).optional())
    }

    fn put_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        let Some(value) = value else {
            return self.change(|link| diesel::delete(settings::table.find(key)).execute(link)).map(drop);
        };
        let row = (settings::name.eq(key), settings::content.eq(value));
        let added = self.change(|link| {
            let insert = diesel::insert_into(settings::table).values(row);
            on_each!(link, c => insert
                .on_conflict(settings::name)
                .do_update()
                .set(settings::content.eq(value))
                .execute(c))
        });
        added.map(drop)
    }
}
