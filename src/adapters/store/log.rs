//! The case log: one chain for each controller.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::link::{Link, on_each};
use super::rows::log::EntryRow;
use super::rows::named::{Table, bytes, micros};
use super::schema::{case_log, cases, log_heads};
use super::transaction::Transaction;
use super::{postgresql, sqlite};
use crate::domain::audit::{Entry, GENESIS, Hash, NewEntry, append};
use crate::domain::ids::CaseId;
use crate::ports::store::StoreError;
use crate::ports::store::log::Log;

const HEADS: Table = Table("log_heads");

impl Log for Transaction<'_> {
    fn append_log(&mut self, entry: NewEntry) -> Result<(), StoreError> {
        self.owed_log.push(entry);
        Ok(())
    }

    fn log_of(&mut self, case: CaseId) -> Result<Vec<Entry>, StoreError> {
        self.write_owed_log()?;
        let query = case_log::table
            .filter(case_log::case_id.eq(bytes(case.0)))
            .order((case_log::controller, case_log::seq))
            .select(EntryRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(EntryRow::into_entry).collect()
    }

    fn log_page(&mut self, controller: &str, after: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
        self.write_owed_log()?;
        let query = case_log::table
            .filter(case_log::controller.eq(controller).and(case_log::seq.gt(after)))
            .order(case_log::seq)
            .limit(limit)
            .select(EntryRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(EntryRow::into_entry).collect()
    }

    fn log_heads(&mut self) -> Result<Vec<(String, i64, Hash)>, StoreError> {
        self.write_owed_log()?;
        let mut ends = std::mem::take(&mut self.ends);
        let written = self.ask(|link| ends.write(link));
        self.ends = ends;
        written?;
        let heads = log_heads::table.order(log_heads::controller);
        let rows = self.ask(|link| heads.load::<(String, i64, Vec<u8>)>(link))?;
        rows.into_iter().map(|(controller, seq, hash)| Ok((controller, seq, HEADS.hash("hash", &hash)?))).collect()
    }

    fn log_owners(&mut self) -> Result<Vec<String>, StoreError> {
        self.write_owed_log()?;
        let with_entries = case_log::table.select(case_log::controller).distinct();
        let with_cases = cases::table.select(cases::controller).distinct();
        let mut owners: BTreeSet<String> = self.ask(|link| with_entries.load(link))?.into_iter().collect();
        owners.extend(self.ask(|link| with_cases.load::<String>(link))?);
        Ok(owners.into_iter().collect())
    }
}

impl Transaction<'_> {
    /// Writes the entries that wait, chain by chain in the order of their names, each behind its locked head.
    pub(super) fn write_owed_log(&mut self) -> Result<(), StoreError> {
        let mut chains: BTreeMap<String, Vec<NewEntry>> = BTreeMap::new();
        for entry in std::mem::take(&mut self.owed_log) {
            chains.entry(entry.controller.clone()).or_default().push(entry);
        }
        for (controller, entries) in chains {
            self.extend_chain(&controller, entries)?;
        }
        Ok(())
    }

    fn extend_chain(&mut self, controller: &str, new: Vec<NewEntry>) -> Result<(), StoreError> {
        let (mut seq, mut hash) = match self.ends.of(controller) {
            Some(end) => end,
            None => self.lock_head(controller)?,
        };
        self.touch(&new)?;
        for entry in new {
            let entry = append(entry, seq + 1, hash);
            (seq, hash) = (entry.seq, entry.hash);
            let row = EntryRow::from(entry);
            self.change(|link| {
                let insert = diesel::insert_into(case_log::table).values(&row);
                on_each!(link, c => insert.execute(c))
            })?;
        }
        self.ends.put(controller, seq, hash);
        Ok(())
    }

    /// The end of a chain, which nobody else can move until this transaction ends.
    fn lock_head(&mut self, controller: &str) -> Result<(i64, Hash), StoreError> {
        let head = self.ask(|link| match link {
            Link::Sqlite(link) => sqlite::log_head(link, controller),
            Link::Postgres(link) => postgresql::lock_log_head(link, controller),
        })?;
        match head {
            Some((seq, hash)) => Ok((seq, HEADS.hash("hash", &hash)?)),
            None => Ok((0, GENESIS)),
        }
    }

    /// A case was last changed when its newest entry was written.
    fn touch(&mut self, entries: &[NewEntry]) -> Result<(), StoreError> {
        let mut newest: BTreeMap<CaseId, i64> = BTreeMap::new();
        for (case, at) in entries.iter().filter_map(|entry| Some((entry.case?, micros(entry.at)))) {
            newest.entry(case).and_modify(|newest| *newest = at.max(*newest)).or_insert(at);
        }
        newest.retain(|case, at| self.fresh.get(case).is_none_or(|changed| *changed < *at));
        for (case, at) in newest {
            let stale = cases::table.find(bytes(case.0)).filter(cases::updated_at.lt(at));
            self.change(|link| diesel::update(stale).set(cases::updated_at.eq(at)).execute(link))?;
        }
        Ok(())
    }
}
