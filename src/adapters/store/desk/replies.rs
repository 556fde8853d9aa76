//! Replies that are being written, and texts to begin with.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::tables::{reply_drafts, reply_texts};
use crate::adapters::store::rows::named::{Table, bytes, micros};
use crate::adapters::store::transaction::Transaction;
use crate::domain::ids::{CaseId, ReplyTextId, StaffId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::replies::{Replies, ReplyText};

const TEXTS: Table = Table("reply_texts");

/// The columns of a text, in their order.
type TextColumns = (Vec<u8>, String, String, Vec<u8>, i64);

impl Replies for Transaction<'_> {
    fn reply_draft(&mut self, case: CaseId, staff: StaffId) -> Result<Option<Personal>, StoreError> {
        let own = reply_drafts::case_id.eq(bytes(case.0)).and(reply_drafts::staff_id.eq(bytes(staff.0)));
        let query = reply_drafts::table.filter(own).select(reply_drafts::body);
        let body: Option<String> = self.ask(|link| query.first(link).optional())?;
        Ok(body.map(Personal::new))
    }

    fn put_reply_draft(
        &mut self,
        case: CaseId,
        staff: StaffId,
        body: Option<&Personal>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (case, staff) = (bytes(case.0), bytes(staff.0));
        let own = reply_drafts::case_id.eq(case.clone()).and(reply_drafts::staff_id.eq(staff.clone()));
        self.change(|link| diesel::delete(reply_drafts::table.filter(own)).execute(link))?;
        let Some(body) = body else { return Ok(()) };
        let row = (
            reply_drafts::case_id.eq(case),
            reply_drafts::staff_id.eq(staff),
            reply_drafts::body.eq(body.reveal().to_owned()),
            reply_drafts::saved_at.eq(micros(at)),
        );
        self.change(|link| diesel::insert_into(reply_drafts::table).values(row).execute(link)).map(drop)
    }

    fn reply_texts(&mut self) -> Result<Vec<ReplyText>, StoreError> {
        let query = reply_texts::table.order((reply_texts::name, reply_texts::id));
        let rows: Vec<TextColumns> = self.ask(|link| query.load(link))?;
        rows.into_iter().map(understood).collect()
    }

    fn add_reply_text(&mut self, text: &ReplyText) -> Result<(), StoreError> {
        let row = (
            reply_texts::id.eq(bytes(text.id.0)),
            reply_texts::name.eq(text.name.clone()),
            reply_texts::body.eq(text.body.clone()),
            reply_texts::written_by.eq(bytes(text.by.0)),
            reply_texts::written_at.eq(micros(text.at)),
        );
        self.change(|link| diesel::insert_into(reply_texts::table).values(row).execute(link)).map(drop)
    }

    fn remove_reply_text(&mut self, id: ReplyTextId) -> Result<(), StoreError> {
        let row = reply_texts::table.find(bytes(id.0));
        let gone = self.change(|link| diesel::delete(row).execute(link))?;
        if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }
}

fn understood((id, name, body, by, at): TextColumns) -> Result<ReplyText, StoreError> {
    Ok(ReplyText {
        id: ReplyTextId(TEXTS.id("id", &id)?),
        name,
        body,
        by: StaffId(TEXTS.id("written_by", &by)?),
        at: TEXTS.instant("written_at", at)?,
    })
}
