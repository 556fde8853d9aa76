//! Staff and their sessions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::link::on_each;
use super::rows::named::{bytes, micros};
use super::rows::staff::{SessionRow, StaffRow};
use super::schema::{sessions, staff};
use super::transaction::Transaction;
use crate::domain::ids::StaffId;
use crate::ports::store::StoreError;
use crate::ports::store::staff::{Session, Staff, StaffBook};

impl StaffBook for Transaction<'_> {
    fn add_staff(&mut self, somebody: &Staff) -> Result<(), StoreError> {
        let row = StaffRow::from(somebody);
        let added = self.change(|link| {
            let insert = diesel::insert_into(staff::table).values(&row);
            on_each!(link, c => insert.on_conflict(staff::email).do_nothing().execute(c))
        })?;
        if added == 0 { Err(StoreError::Exists("email")) } else { Ok(()) }
    }

    fn staff(&mut self, id: StaffId) -> Result<Staff, StoreError> {
        let query = staff::table.find(bytes(id.0)).select(StaffRow::as_select());
        self.ask(|link| query.first(link))?.into_staff()
    }

    fn staff_by_email(&mut self, email: &str) -> Result<Option<Staff>, StoreError> {
        let query = staff::table.filter(staff::email.eq(email)).select(StaffRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(StaffRow::into_staff).transpose()
    }

    fn all_staff(&mut self) -> Result<Vec<Staff>, StoreError> {
        let rows = self.ask(|link| staff::table.select(StaffRow::as_select()).load(link))?;
        let mut everybody = rows.into_iter().map(StaffRow::into_staff).collect::<Result<Vec<_>, _>>()?;
        // Sorted here, because databases disagree about the order of names.
        everybody.sort_by_cached_key(|somebody| (somebody.name.to_lowercase(), somebody.id));
        Ok(everybody)
    }

    fn save_staff(&mut self, somebody: &Staff) -> Result<(), StoreError> {
        let before = self.staff(somebody.id)?;
        let changes = (
            staff::name.eq(&somebody.name),
            staff::role.eq(somebody.role.code()),
            staff::password_hash.eq(somebody.password_hash.reveal()),
            staff::active.eq(somebody.active),
        );
        let row = staff::table.find(bytes(somebody.id.0));
        self.change(|link| diesel::update(row).set(changes).execute(link))?;
        let trusted = |person: &Staff| (person.role, person.password_hash.clone(), person.active);
        if trusted(&before) != trusted(somebody) {
            self.end_sessions_of(somebody.id)?;
        }
        Ok(())
    }

    fn add_session(&mut self, session: &Session) -> Result<(), StoreError> {
        let row = SessionRow::from(session);
        self.change(|link| diesel::insert_into(sessions::table).values(row).execute(link)).map(drop)
    }

    fn session(
        &mut self,
        token_hash: &[u8; 32],
        idle_since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<(Session, Staff)>, StoreError> {
        let alive = sessions::expires_at.gt(micros(now)).and(sessions::seen_at.gt(micros(idle_since)));
        let query = sessions::table
            .inner_join(staff::table)
            .filter(sessions::token_hash.eq(token_hash.to_vec()).and(alive).and(staff::active))
            .select((SessionRow::as_select(), StaffRow::as_select()));
        let row = self.ask(|link| query.first::<(SessionRow, StaffRow)>(link).optional())?;
        row.map(|(session, somebody)| Ok((session.into_session()?, somebody.into_staff()?))).transpose()
    }

    fn touch_session(&mut self, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = sessions::table.find(token_hash.to_vec());
        self.change(|link| diesel::update(row).set(sessions::seen_at.eq(micros(now))).execute(link)).map(drop)
    }

    fn end_sessions_of(&mut self, staff: StaffId) -> Result<usize, StoreError> {
        let theirs = sessions::table.filter(sessions::staff_id.eq(bytes(staff.0)));
        self.change(|link| diesel::delete(theirs).execute(link))
    }

    fn end_session(&mut self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        let row = sessions::table.find(token_hash.to_vec());
        self.change(|link| diesel::delete(row).execute(link)).map(drop)
    }
}
