//! Messages that arrived.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::link::on_each;
use super::rows::case::fold_address;
use super::rows::incoming::{DecisionRow, IncomingRow};
use super::rows::named::{Table, bytes, micros};
use super::schema::{cases, incoming, mails};
use super::transaction::Transaction;

use crate::domain::ids::{CaseId, IncomingId};
use crate::ports::store::StoreError;
use crate::ports::store::incoming::{Decision, Entry, EntryState, IncomingBook};

const CASES: Table = Table("cases");
const MAILS: Table = Table("mails");

impl IncomingBook for Transaction<'_> {
    fn add_entry(&mut self, entry: &Entry) -> Result<bool, StoreError> {
        let row = IncomingRow::from(entry);
        let added = self.change(|link| {
            let insert = diesel::insert_into(incoming::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        Ok(added == 1)
    }

    fn entry(&mut self, id: IncomingId) -> Result<Entry, StoreError> {
        let query = incoming::table.find(bytes(id.0)).select(IncomingRow::as_select());
        self.ask(|link| query.first(link))?.into_entry()
    }

    fn entry_of(&mut self, fingerprint: &[u8; 32]) -> Result<Option<Entry>, StoreError> {
        let query = incoming::table.filter(incoming::fingerprint.eq(fingerprint.to_vec()));
        let row = self.ask(|link| query.select(IncomingRow::as_select()).first(link).optional())?;
        row.map(IncomingRow::into_entry).transpose()
    }

    fn entries(&mut self, state: EntryState, limit: i64) -> Result<Vec<Entry>, StoreError> {
        let found = incoming::table.filter(incoming::state.eq(state.code())).select(IncomingRow::as_select());
        let rows = if state == EntryState::Waiting {
            self.ask(|link| found.order((incoming::taken_at, incoming::id)).limit(limit).load(link))?
        } else {
            self.ask(|link| found.order((incoming::taken_at.desc(), incoming::id.desc())).limit(limit).load(link))?
        };
        rows.into_iter().map(IncomingRow::into_entry).collect()
    }

    fn entries_waiting(&mut self, bound: i64) -> Result<i64, StoreError> {
        let waiting = incoming::table.filter(incoming::state.eq(EntryState::Waiting.code())).limit(bound);
        let ids = self.ask(|link| waiting.select(incoming::taken_at).load::<i64>(link))?;
        Ok(i64::try_from(ids.len()).unwrap_or(bound))
    }

    fn decide_entry(&mut self, id: IncomingId, decision: &Decision) -> Result<(), StoreError> {
        let waiting =
            incoming::table.filter(incoming::id.eq(bytes(id.0)).and(incoming::state.eq(EntryState::Waiting.code())));
        let row = DecisionRow::from(decision);
        if self.change(|link| diesel::update(waiting).set(row).execute(link))? == 1 {
            return Ok(());
        }
        self.entry(id)?;
        Err(StoreError::Conflict)
    }

    fn case_of_mail(&mut self, message_id: &str) -> Result<Option<CaseId>, StoreError> {
        let query = mails::table.filter(mails::message_id.eq(message_id)).select(mails::case_id);
        let found = self.ask(|link| query.first::<Option<Vec<u8>>>(link).optional())?.flatten();
        found.map(|id| MAILS.id("case_id", &id).map(CaseId)).transpose()
    }

    fn cases_of_address(
        &mut self,
        email: &str,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<CaseId>, StoreError> {
        let theirs = cases::table
            .filter(cases::email_folded.eq(fold_address(email)))
            .filter(cases::received_at.between(micros(from), micros(until)))
            .order((cases::received_at.desc(), cases::id.desc()))
            .limit(limit)
            .select(cases::id);
        let ids = self.ask(|link| theirs.load::<Vec<u8>>(link))?;
        ids.iter().map(|id| CASES.id("id", id).map(CaseId)).collect()
    }

    fn open_case_of(&mut self, email: &str) -> Result<Option<CaseId>, StoreError> {
        let query = cases::table
            .filter(cases::email_folded.eq(fold_address(email)).and(cases::open.eq(true)))
            .order((cases::updated_at.desc(), cases::id.desc()))
            .select(cases::id);
        let found = self.ask(|link| query.first::<Vec<u8>>(link).optional())?;
        found.map(|id| CASES.id("id", &id).map(CaseId)).transpose()
    }
}
