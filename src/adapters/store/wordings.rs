//! Wordings of letters.

use diesel::prelude::*;

use super::rows::wording::WordingRow;
use super::schema::wordings;
use super::transaction::Transaction;
use crate::domain::notice::NoticeKind;
use crate::ports::store::StoreError;
use crate::ports::store::wordings::{WordingVersion, Wordings};

impl Wordings for Transaction<'_> {
    fn add_wording(&mut self, version: &WordingVersion) -> Result<(), StoreError> {
        let row = WordingRow::from(version);
        self.change(|link| diesel::insert_into(wordings::table).values(row).execute(link)).map(drop)
    }

    fn wording(&mut self, controller: &str, kind: NoticeKind) -> Result<Option<String>, StoreError> {
        Ok(self.wordings_of(controller, kind, 1)?.into_iter().next().and_then(|version| version.body))
    }

    fn wordings_of(
        &mut self,
        controller: &str,
        kind: NoticeKind,
        limit: i64,
    ) -> Result<Vec<WordingVersion>, StoreError> {
        let of_letter = wordings::controller.eq(controller.to_owned()).and(wordings::kind.eq(kind.code()));
        let newest = (wordings::written_at.desc(), wordings::id.desc());
        let query = wordings::table.filter(of_letter).order(newest).limit(limit).select(WordingRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(WordingRow::into_version).collect()
    }
}
