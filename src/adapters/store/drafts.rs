//! Forms being filled in, and the sweep of everything short-lived.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::further_schema::draft_links;
use super::rows::draft::DraftRow;
use super::rows::named::{bytes, micros};
use super::schema::{challenges, counters, drafts, portal_sessions, sessions};
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, DraftId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::drafts::{Draft, Drafts};

impl Drafts for Transaction<'_> {
    fn add_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        let row = DraftRow::from(draft);
        self.change(|link| diesel::insert_into(drafts::table).values(row).execute(link)).map(drop)
    }

    fn draft(&mut self, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<Option<Draft>, StoreError> {
        let found = drafts::table.filter(drafts::token_hash.eq(token_hash.to_vec()));
        let query = found.filter(drafts::expires_at.gt(micros(now))).select(DraftRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(DraftRow::into_draft).transpose()
    }

    fn save_draft(&mut self, id: DraftId, answers: &Personal) -> Result<(), StoreError> {
        let unsent = drafts::table.filter(drafts::id.eq(bytes(id.0)).and(drafts::case_id.is_null()));
        let answers = drafts::answers.eq(answers.reveal());
        let saved = self.change(|link| diesel::update(unsent).set(answers).execute(link))?;
        self.was_unsent(id, saved)
    }

    fn finish_draft(&mut self, id: DraftId, case: CaseId) -> Result<(), StoreError> {
        let unsent = drafts::table.filter(drafts::id.eq(bytes(id.0)).and(drafts::case_id.is_null()));
        let finished = (drafts::case_id.eq(bytes(case.0)), drafts::answers.eq(""));
        let saved = self.change(|link| diesel::update(unsent).set(finished).execute(link))?;
        self.was_unsent(id, saved)?;
        let links = draft_links::table.filter(draft_links::draft_id.eq(bytes(id.0)));
        self.change(|link| diesel::delete(links).execute(link)).map(drop)
    }

    fn link_draft(&mut self, id: DraftId, token_hash: &[u8; 32], until: DateTime<Utc>) -> Result<(), StoreError> {
        let unsent = drafts::table.filter(drafts::id.eq(bytes(id.0)).and(drafts::case_id.is_null()));
        let longer = drafts::expires_at.eq(micros(until));
        let saved = self.change(|link| diesel::update(unsent).set(longer).execute(link))?;
        self.was_unsent(id, saved)?;
        let row = (
            draft_links::token_hash.eq(token_hash.to_vec()),
            draft_links::draft_id.eq(bytes(id.0)),
            draft_links::expires_at.eq(micros(until)),
        );
        self.change(|link| diesel::insert_into(draft_links::table).values(row).execute(link)).map(drop)
    }

    fn linked_draft(&mut self, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<Option<Draft>, StoreError> {
        let link = draft_links::table.find(token_hash.to_vec()).filter(draft_links::expires_at.gt(micros(now)));
        let query = link.select(draft_links::draft_id);
        let Some(id) = self.ask(|link| query.first::<Vec<u8>>(link).optional())? else { return Ok(None) };
        let unsent = drafts::table.filter(drafts::id.eq(id).and(drafts::case_id.is_null()));
        let query = unsent.filter(drafts::expires_at.gt(micros(now))).select(DraftRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(DraftRow::into_draft).transpose()
    }

    fn hand_draft_over(&mut self, id: DraftId, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        let unsent = drafts::table.filter(drafts::id.eq(bytes(id.0)).and(drafts::case_id.is_null()));
        let token = drafts::token_hash.eq(token_hash.to_vec());
        let saved = self.change(|link| diesel::update(unsent).set(token).execute(link))?;
        self.was_unsent(id, saved)
    }

    fn sweep(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let now = micros(now);
        let gone = [
            self.change(|link| diesel::delete(drafts::table.filter(drafts::expires_at.le(now))).execute(link))?,
            self.change(|link| diesel::delete(challenges::table.filter(challenges::expires_at.le(now))).execute(link))?,
            self.change(|link| diesel::delete(counters::table.filter(counters::until.le(now))).execute(link))?,
            self.change(|link| diesel::delete(sessions::table.filter(sessions::expires_at.le(now))).execute(link))?,
            self.change(|link| {
                diesel::delete(portal_sessions::table.filter(portal_sessions::expires_at.le(now))).execute(link)
            })?,
        ];
        Ok(gone.iter().sum())
    }
}

impl Transaction<'_> {
    /// Tells a draft that has become a case from one that is not there.
    fn was_unsent(&mut self, id: DraftId, saved: usize) -> Result<(), StoreError> {
        if saved == 1 {
            return Ok(());
        }
        let there = drafts::table.find(bytes(id.0)).select(drafts::expires_at);
        self.ask(|link| there.first::<i64>(link))?;
        Err(StoreError::Conflict)
    }
}
