//! Who is away, and what was changed in the set-up.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::tables::{absences, mailboxes, setup_changes, systems};
use crate::adapters::store::rows::named::{Table, bytes, micros};
use crate::adapters::store::transaction::Transaction;
use crate::domain::ids::{AbsenceId, SetupChangeId, StaffId};
use crate::domain::office::{Absence, MailboxWay, SetupArea, SystemSetting};
use crate::ports::store::StoreError;
use crate::ports::store::office::{Office, SetupChange};

const ABSENCES: Table = Table("absences");
const SYSTEMS: Table = Table("systems");
const MAILBOXES: Table = Table("mailboxes");
const CHANGES: Table = Table("setup_changes");

/// The columns of an absence, in their order.
type AbsenceColumns = (Vec<u8>, Vec<u8>, NaiveDate, NaiveDate, Option<Vec<u8>>);
/// The columns of a change, in their order.
type ChangeColumns = (Vec<u8>, String, String, String, String, Option<Vec<u8>>, i64);

impl Office for Transaction<'_> {
    fn add_absence(&mut self, absence: &Absence) -> Result<(), StoreError> {
        let row = (
            absences::id.eq(bytes(absence.id.0)),
            absences::staff_id.eq(bytes(absence.staff.0)),
            absences::first_day.eq(absence.from),
            absences::last_day.eq(absence.until),
            absences::deputy.eq(absence.deputy.map(|deputy| bytes(deputy.0))),
        );
        self.change(|link| diesel::insert_into(absences::table).values(row).execute(link)).map(drop)
    }

    fn absences(&mut self) -> Result<Vec<Absence>, StoreError> {
        let query = absences::table.order((absences::first_day, absences::id));
        let rows: Vec<AbsenceColumns> = self.ask(|link| query.load(link))?;
        rows.iter().map(absence).collect()
    }

    fn remove_absence(&mut self, id: AbsenceId) -> Result<(), StoreError> {
        let row = absences::table.find(bytes(id.0));
        let gone = self.change(|link| diesel::delete(row).execute(link))?;
        if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }

    fn system_settings(&mut self) -> Result<BTreeMap<String, SystemSetting>, StoreError> {
        let rows: Vec<(String, String)> = self.ask(|link| systems::table.load(link))?;
        rows.into_iter().map(|(name, body)| Ok((name, SYSTEMS.json("body", &body)?))).collect()
    }

    fn put_system_setting(&mut self, system: &str, setting: Option<&SystemSetting>) -> Result<(), StoreError> {
        let former = systems::table.find(system.to_owned());
        self.change(|link| diesel::delete(former).execute(link))?;
        let Some(setting) = setting else { return Ok(()) };
        let row = (systems::name.eq(system.to_owned()), systems::body.eq(SYSTEMS.to_json("body", setting)?));
        self.change(|link| diesel::insert_into(systems::table).values(row).execute(link)).map(drop)
    }

    fn mailbox_ways(&mut self) -> Result<Vec<MailboxWay>, StoreError> {
        let query = mailboxes::table.order(mailboxes::name).select(mailboxes::body);
        let rows: Vec<String> = self.ask(|link| query.load(link))?;
        rows.iter().map(|body| MAILBOXES.json("body", body)).collect()
    }

    fn put_mailbox_way(&mut self, name: &str, way: Option<&MailboxWay>) -> Result<(), StoreError> {
        let former = mailboxes::table.find(name.to_owned());
        self.change(|link| diesel::delete(former).execute(link))?;
        let Some(way) = way else { return Ok(()) };
        let row = (mailboxes::name.eq(name.to_owned()), mailboxes::body.eq(MAILBOXES.to_json("body", way)?));
        self.change(|link| diesel::insert_into(mailboxes::table).values(row).execute(link)).map(drop)
    }

    fn add_setup_change(&mut self, change: &SetupChange) -> Result<(), StoreError> {
        let row = (
            setup_changes::id.eq(bytes(change.id.0)),
            setup_changes::area.eq(change.area.code()),
            setup_changes::subject.eq(change.subject.clone()),
            setup_changes::name.eq(change.name.clone()),
            setup_changes::changes.eq(CHANGES.to_json("changes", &change.changes)?),
            setup_changes::made_by.eq(change.by.map(|by| bytes(by.0))),
            setup_changes::made_at.eq(micros(change.at)),
        );
        self.change(|link| diesel::insert_into(setup_changes::table).values(row).execute(link)).map(drop)
    }

    fn setup_changes(
        &mut self,
        area: Option<SetupArea>,
        subject: Option<&str>,
        limit: i64,
    ) -> Result<Vec<SetupChange>, StoreError> {
        let newest = (setup_changes::made_at.desc(), setup_changes::id.desc());
        let mut query = setup_changes::table.order(newest).limit(limit).into_boxed();
        if let Some(area) = area {
            query = query.filter(setup_changes::area.eq(area.code()));
        }
        if let Some(subject) = subject {
            query = query.filter(setup_changes::subject.eq(subject.to_owned()));
        }
        let rows: Vec<ChangeColumns> = self.ask(|link| query.load(link))?;
        rows.into_iter().map(change).collect()
    }
}

fn absence((id, staff, from, until, deputy): &AbsenceColumns) -> Result<Absence, StoreError> {
    Ok(Absence {
        id: AbsenceId(ABSENCES.id("id", id)?),
        staff: StaffId(ABSENCES.id("staff_id", staff)?),
        from: *from,
        until: *until,
        deputy: ABSENCES.maybe_id("deputy", deputy.as_ref())?.map(StaffId),
    })
}

fn change((id, area, subject, name, changes, by, at): ChangeColumns) -> Result<SetupChange, StoreError> {
    Ok(SetupChange {
        id: SetupChangeId(CHANGES.id("id", &id)?),
        area: CHANGES.parsed("area", SetupArea::parse(&area))?,
        subject,
        name,
        changes: CHANGES.json("changes", &changes)?,
        by: CHANGES.maybe_id("made_by", by.as_ref())?.map(StaffId),
        at: CHANGES.instant("made_at", at)?,
    })
}
