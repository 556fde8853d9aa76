//! Files that people gave us.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::further_schema::uploads;
use super::rows::named::{bytes, micros};
use super::rows::upload::UploadRow;
use super::schema::drafts;
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, DraftId, UploadId};
use crate::ports::store::StoreError;
use crate::ports::store::uploads::{Holder, Upload, Uploads};

impl Uploads for Transaction<'_> {
    fn add_upload(&mut self, upload: &Upload) -> Result<(), StoreError> {
        let row = UploadRow::from(upload);
        self.change(|link| diesel::insert_into(uploads::table).values(row).execute(link)).map(drop)
    }

    fn upload(&mut self, id: UploadId) -> Result<Upload, StoreError> {
        let query = uploads::table.find(bytes(id.0)).select(UploadRow::as_select());
        self.ask(|link| query.first(link))?.into_upload()
    }

    fn uploads_of(&mut self, holder: Holder) -> Result<Vec<Upload>, StoreError> {
        let all = uploads::table.select(UploadRow::as_select()).order((uploads::added_at, uploads::id)).into_boxed();
        let query = match holder {
            Holder::Draft(id) => all.filter(uploads::draft_id.eq(bytes(id.0))),
            Holder::Case(id) => all.filter(uploads::case_id.eq(bytes(id.0))),
        };
        self.ask(|link| query.load(link))?.into_iter().map(UploadRow::into_upload).collect()
    }

    fn give_uploads(&mut self, draft: DraftId, case: CaseId) -> Result<usize, StoreError> {
        let own = uploads::table.filter(uploads::draft_id.eq(bytes(draft.0)));
        let given = (uploads::draft_id.eq(None::<Vec<u8>>), uploads::case_id.eq(Some(bytes(case.0))));
        self.change(|link| diesel::update(own).set(given).execute(link))
    }

    fn see_upload(&mut self, id: UploadId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let unseen = uploads::table.filter(uploads::id.eq(bytes(id.0)).and(uploads::seen_at.is_null()));
        let seen = uploads::seen_at.eq(Some(micros(at)));
        Ok(self.change(|link| diesel::update(unseen).set(seen).execute(link))? == 1)
    }

    fn name_proof(&mut self, id: UploadId, proof: bool) -> Result<(), StoreError> {
        let row = uploads::table.find(bytes(id.0));
        let said = uploads::proof.eq(Some(proof));
        let changed = self.change(|link| diesel::update(row).set(said).execute(link))?;
        if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }

    fn files_of_cases(&mut self, after: Option<UploadId>, limit: i64) -> Result<Vec<Upload>, StoreError> {
        let all = uploads::table.filter(uploads::case_id.is_not_null()).select(UploadRow::as_select()).into_boxed();
        let rest = match after {
            Some(after) => all.filter(uploads::id.gt(bytes(after.0))),
            None => all,
        };
        let query = rest.order(uploads::id).limit(limit);
        self.ask(|link| query.load(link))?.into_iter().map(UploadRow::into_upload).collect()
    }

    fn remove_upload(&mut self, id: UploadId) -> Result<bool, StoreError> {
        let row = uploads::table.find(bytes(id.0));
        Ok(self.change(|link| diesel::delete(row).execute(link))? == 1)
    }

    fn stray_uploads(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<UploadId>, StoreError> {
        let alive = drafts::table
            .filter(drafts::id.nullable().eq(uploads::draft_id))
            .filter(drafts::expires_at.gt(micros(now)));
        let stray = uploads::table.filter(uploads::draft_id.is_not_null()).filter(not(exists(alive)));
        let query = stray.select(uploads::id).order(uploads::id).limit(limit);
        let ids: Vec<Vec<u8>> = self.ask(|link| query.load(link))?;
        ids.iter().map(|id| Ok(UploadId(super::rows::upload::UPLOADS.id("id", id)?))).collect()
    }
}
