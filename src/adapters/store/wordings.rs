//! Wordings of letters.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::link::on_each;
use super::rows::named::bytes;
use super::rows::wording::WordingRow;
use super::schema::{letters, wordings};
use super::transaction::Transaction;
use crate::domain::ids::MailId;
use crate::domain::notice::NoticeKind;
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::wordings::{WordingVersion, Wordings};

impl Wordings for Transaction<'_> {
    fn add_wording(&mut self, version: &WordingVersion) -> Result<(), StoreError> {
        let row = WordingRow::from(version);
        self.change(|link| diesel::insert_into(wordings::table).values(row).execute(link)).map(drop)
    }

    fn wording(&mut self, controller: &str, kind: NoticeKind, language: &str) -> Result<Option<String>, StoreError> {
        Ok(self.wordings_of(controller, kind, language, 1)?.into_iter().next().and_then(|version| version.body))
    }

    fn wording_count(&mut self) -> Result<i64, StoreError> {
        self.ask(|link| wordings::table.count().get_result(link))
    }

    fn wordings_in_force(&mut self) -> Result<Vec<WordingVersion>, StoreError> {
        let oldest = (wordings::written_at.asc(), wordings::id.asc());
        let query = wordings::table.order(oldest).select(WordingRow::as_select());
        let mut newest = BTreeMap::new();
        for version in self.ask(|link| query.load(link))?.into_iter().map(WordingRow::into_version) {
            let version = version?;
            let of = (version.controller.clone(), version.kind.code(), version.language.clone());
            newest.insert(of, version);
        }
        Ok(newest.into_values().filter(|version| version.body.is_some()).collect())
    }

    fn keep_letter(&mut self, mail: MailId, notice: &Personal) -> Result<(), StoreError> {
        let row = (letters::mail_id.eq(bytes(mail.0)), letters::notice.eq(notice.reveal()));
        self.change(|link| {
            let insert = diesel::insert_into(letters::table).values(row);
            on_each!(link, c => insert.execute(c))
        })
        .map(drop)
    }

    fn letter(&mut self, mail: MailId) -> Result<Option<Personal>, StoreError> {
        let query = letters::table.find(bytes(mail.0)).select(letters::notice);
        let notice: Option<String> = self.ask(|link| query.first(link).optional())?;
        Ok(notice.map(Personal::new))
    }

    fn wordings_of(
        &mut self,
        controller: &str,
        kind: NoticeKind,
        language: &str,
        limit: i64,
    ) -> Result<Vec<WordingVersion>, StoreError> {
        let of_letter = wordings::controller
            .eq(controller.to_owned())
            .and(wordings::kind.eq(kind.code()))
            .and(wordings::language.eq(language.to_owned()));
        let newest = (wordings::written_at.desc(), wordings::id.desc());
        let query = wordings::table.filter(of_letter).order(newest).limit(limit).select(WordingRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(WordingRow::into_version).collect()
    }
}
