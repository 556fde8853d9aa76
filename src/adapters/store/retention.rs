//! What has served its purpose.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::link::on_each;
use super::rows::named::{Table, bytes, micros};
use super::schema::{
    case_log, cases, destroyed_originals, emptied_cases, incoming, legal_holds, log_tails, mails, register, requests,
};
use super::transaction::Transaction;
use crate::domain::audit::Hash;
use crate::domain::ids::{CaseId, IncomingId, StaffId};
use crate::domain::personal::Personal;
use crate::ports::store::incoming::EntryState;
use crate::ports::store::retention::{Aside, ClosedCase, Emptied, Hold, Original, RetentionBook};
use crate::ports::store::{StoreError, Views};

const CASES: Table = Table("cases");
const EMPTIED: Table = Table("emptied_cases");
const HOLDS: Table = Table("legal_holds");
const INCOMING: Table = Table("incoming");
const TAILS: Table = Table("log_tails");

impl RetentionBook for Transaction<'_> {
    fn closed_cases(
        &mut self,
        emptied: bool,
        until: NaiveDate,
        after: Option<ClosedCase>,
        limit: i64,
    ) -> Result<Vec<ClosedCase>, StoreError> {
        let gone = emptied_cases::table.filter(emptied_cases::case_id.eq(cases::id));
        let closed = cases::table.filter(cases::open.eq(false).and(cases::sort_date.le(until)));
        let mut query = closed.select((cases::sort_date, cases::id)).into_boxed();
        query = if emptied { query.filter(exists(gone)) } else { query.filter(not(exists(gone))) };
        if let Some(after) = after {
            let later = cases::sort_date.eq(after.last).and(cases::id.gt(bytes(after.case.0)));
            query = query.filter(cases::sort_date.gt(after.last).or(later));
        }
        let page = query.order((cases::sort_date, cases::id)).limit(limit);
        let rows: Vec<(NaiveDate, Vec<u8>)> = self.ask(|link| page.load(link))?;
        rows.into_iter().map(|(last, id)| Ok(ClosedCase { case: CaseId(CASES.id("id", &id)?), last })).collect()
    }

    fn emptied_at(&mut self, case: CaseId) -> Result<Option<DateTime<Utc>>, StoreError> {
        let query = emptied_cases::table.find(bytes(case.0)).select(emptied_cases::emptied_at);
        let at = self.ask(|link| query.first::<i64>(link).optional())?;
        EMPTIED.maybe_instant("emptied_at", at)
    }

    fn empty_case(&mut self, case: CaseId, impersonal: &[&str], at: DateTime<Utc>) -> Result<Emptied, StoreError> {
        let id = bytes(case.0);
        let row = (emptied_cases::case_id.eq(id.clone()), emptied_cases::emptied_at.eq(micros(at)));
        let noted = self.change(|link| {
            let insert = diesel::insert_into(emptied_cases::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        if noted == 0 {
            return Err(StoreError::Exists("emptied"));
        }
        let emptied = self.empty_rows(&id)?;
        let entries = self.empty_log(&id, impersonal)?;
        self.index_case(case, "", "")?;
        Ok(Emptied { entries, ..emptied })
    }

    fn remove_case(&mut self, case: CaseId) -> Result<(), StoreError> {
        let id = bytes(case.0);
        let query = requests::table.filter(requests::case_id.eq(id.clone())).select(requests::id);
        let own: Vec<Vec<u8>> = self.ask(|link| query.load(link))?;
        let lines = register::table.filter(register::request_id.eq_any(own));
        self.change(|link| diesel::delete(lines).execute(link))?;
        let row = cases::table.find(id);
        let removed = self.change(|link| diesel::delete(row).execute(link))?;
        if removed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    fn hold(&mut self, case: CaseId) -> Result<Option<Hold>, StoreError> {
        let query = legal_holds::table.find(bytes(case.0));
        let query = query.select((legal_holds::reason, legal_holds::placed_by, legal_holds::placed_at));
        let found = self.ask(|link| query.first::<(String, Vec<u8>, i64)>(link).optional())?;
        let read = |(reason, by, at): (String, Vec<u8>, i64)| {
            Ok(Hold {
                reason: Personal::new(reason),
                by: StaffId(HOLDS.id("placed_by", &by)?),
                at: HOLDS.instant("placed_at", at)?,
            })
        };
        found.map(read).transpose()
    }

    fn place_hold(&mut self, case: CaseId, hold: &Hold) -> Result<(), StoreError> {
        let row = (
            legal_holds::case_id.eq(bytes(case.0)),
            legal_holds::reason.eq(hold.reason.reveal().to_owned()),
            legal_holds::placed_by.eq(bytes(hold.by.0)),
            legal_holds::placed_at.eq(micros(hold.at)),
        );
        let placed = self.change(|link| {
            let insert = diesel::insert_into(legal_holds::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        if placed == 0 { Err(StoreError::Exists("hold")) } else { Ok(()) }
    }

    fn lift_hold(&mut self, case: CaseId) -> Result<(), StoreError> {
        let row = legal_holds::table.find(bytes(case.0));
        let lifted = self.change(|link| diesel::delete(row).execute(link))?;
        if lifted == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    fn messages_of(&mut self, case: CaseId) -> Result<Vec<IncomingId>, StoreError> {
        let query = incoming::table.filter(incoming::case_id.eq(bytes(case.0))).select(incoming::id);
        let ids: Vec<Vec<u8>> = self.ask(|link| query.order(incoming::id).load(link))?;
        ids.iter().map(|id| Ok(IncomingId(INCOMING.id("id", id)?))).collect()
    }

    fn originals(&mut self, after: Option<IncomingId>, limit: i64) -> Result<Vec<Original>, StoreError> {
        let gone = destroyed_originals::table.filter(destroyed_originals::entry_id.eq(incoming::id));
        let attached = incoming::table.filter(incoming::state.eq(EntryState::Attached.code()));
        let columns = (incoming::id, incoming::case_id, incoming::received_at);
        let mut query = attached.filter(not(exists(gone))).select(columns).into_boxed();
        if let Some(after) = after {
            query = query.filter(incoming::id.gt(bytes(after.0)));
        }
        let page = query.order(incoming::id).limit(limit);
        let rows: Vec<(Vec<u8>, Option<Vec<u8>>, i64)> = self.ask(|link| page.load(link))?;
        let read = |(entry, case, at): (Vec<u8>, Option<Vec<u8>>, i64)| {
            let case = INCOMING.parsed("case_id", INCOMING.maybe_id("case_id", case.as_ref())?)?;
            let (entry, received_at) = (INCOMING.id("id", &entry)?, INCOMING.instant("received_at", at)?);
            Ok(Original { entry: IncomingId(entry), case: CaseId(case), received_at })
        };
        rows.into_iter().map(read).collect()
    }

    fn note_original_destroyed(&mut self, entry: IncomingId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let row = (destroyed_originals::entry_id.eq(bytes(entry.0)), destroyed_originals::destroyed_at.eq(micros(at)));
        let noted = self.change(|link| {
            let insert = diesel::insert_into(destroyed_originals::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        Ok(noted == 1)
    }

    fn asides_until(&mut self, until: DateTime<Utc>, limit: i64) -> Result<Vec<Aside>, StoreError> {
        let aside = incoming::table.filter(incoming::state.eq(EntryState::SetAside.code()));
        let old = aside.filter(incoming::decided_at.le(micros(until)));
        let query = old.select((incoming::id, incoming::controller, incoming::decided_at));
        let page = query.order((incoming::decided_at, incoming::id)).limit(limit);
        let rows: Vec<(Vec<u8>, String, Option<i64>)> = self.ask(|link| page.load(link))?;
        let read = |(entry, controller, at): (Vec<u8>, String, Option<i64>)| {
            let at = INCOMING.parsed("decided_at", INCOMING.maybe_instant("decided_at", at)?)?;
            Ok(Aside { entry: IncomingId(INCOMING.id("id", &entry)?), controller, at })
        };
        rows.into_iter().map(read).collect()
    }

    fn remove_aside(&mut self, entry: IncomingId) -> Result<bool, StoreError> {
        let row = incoming::table.filter(incoming::id.eq(bytes(entry.0)));
        let aside = row.filter(incoming::state.eq(EntryState::SetAside.code()));
        Ok(self.change(|link| diesel::delete(aside).execute(link))? == 1)
    }

    fn remove_loose_mail(&mut self, controller: &str, before: DateTime<Utc>) -> Result<usize, StoreError> {
        let over = mails::table
            .filter(mails::case_id.is_null().and(mails::controller.eq(controller.to_owned())))
            .filter(mails::state.ne("pending").and(mails::queued_at.lt(micros(before))));
        self.change(|link| diesel::delete(over).execute(link))
    }

    fn loose_mail(&mut self, controller: &str, before: DateTime<Utc>) -> Result<i64, StoreError> {
        let over = mails::table
            .filter(mails::case_id.is_null().and(mails::controller.eq(controller.to_owned())))
            .filter(mails::state.ne("pending").and(mails::queued_at.lt(micros(before))));
        self.ask(|link| over.count().get_result(link))
    }

    fn log_tail(&mut self, controller: &str) -> Result<Option<(i64, Hash)>, StoreError> {
        let query = log_tails::table.find(controller).select((log_tails::seq, log_tails::hash));
        let found = self.ask(|link| query.first::<(i64, Vec<u8>)>(link).optional())?;
        found.map(|(seq, hash)| Ok((seq, TAILS.hash("hash", &hash)?))).transpose()
    }

    fn shorten_log(&mut self, controller: &str, through: i64) -> Result<usize, StoreError> {
        let last = case_log::table.find((controller, through)).select(case_log::hash);
        let hash = self.ask(|link| last.first::<Vec<u8>>(link))?;
        let cut = (log_tails::seq.eq(through), log_tails::hash.eq(hash.clone()));
        let moved = self.change(|link| diesel::update(log_tails::table.find(controller)).set(cut).execute(link))?;
        if moved == 0 {
            let row = (log_tails::controller.eq(controller), log_tails::seq.eq(through), log_tails::hash.eq(hash));
            self.change(|link| diesel::insert_into(log_tails::table).values(row).execute(link))?;
        }
        let old = case_log::table.filter(case_log::controller.eq(controller).and(case_log::seq.le(through)));
        self.change(|link| diesel::delete(old).execute(link))
    }
}
