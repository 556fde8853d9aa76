//! What becomes of a mail after its first try: sent again, to another address, come back, held.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::helper_types::Filter;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::rows::mail::{MailRow, state_code};
use super::rows::named::{bytes, micros};
use super::schema::{incoming, mails};
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, MailId};
use crate::ports::store::StoreError;
use crate::ports::store::outbox::{Copied, MailLine, MailState, Settled, Thread};

/// The longest thread that a header carries: the first mail and the newest ones (RFC 5322 section 3.6.4 sets no limit, servers do).
const LONGEST_THREAD: usize = 20;
/// A mail’s time of writing stands in its identifier and is cut to the millisecond; in microseconds.
const MOMENT: i64 = 999;
/// The instant at which a held mail is due: never.
const NEVER: i64 = i64::MAX;

/// What the person may have read: a code opens the page, it does not ask for it.
const LETTERS: &str = "mails.kind NOT IN ('email_code', 'status_code')";
/// Mails about which somebody has to do something. The words are those of the index.
const TROUBLED: &str =
    "mails.settled IS NULL AND (mails.state = 'dead' OR mails.bounced_at IS NOT NULL OR mails.held_at IS NOT NULL)";

fn one(id: MailId) -> diesel::helper_types::Find<mails::table, Vec<u8>> {
    mails::table.find(bytes(id.0))
}

fn troubled() -> Filter<mails::table, SqlLiteral<Bool>> {
    mails::table.filter(sql::<Bool>(TROUBLED))
}

impl Transaction<'_> {
    fn mail_row(&mut self, id: MailId) -> Result<MailRow, StoreError> {
        self.ask(|link| one(id).select(MailRow::as_select()).first(link))
    }

    pub(super) fn line_of_mail(&mut self, id: MailId) -> Result<MailLine, StoreError> {
        self.mail_row(id)?.into_line()
    }

    pub(super) fn thread_before(&mut self, id: MailId) -> Result<Thread, StoreError> {
        let row = self.mail_row(id)?;
        let answered = row.answers_entry().map(|entry| bytes(entry.0));
        let (case, recipient, queued_at) = row.place();
        let mut thread: Vec<(i64, bool, String)> = Vec::new();
        if let Some(case) = case {
            let earlier = mails::table
                .filter(mails::case_id.eq(case.clone()).and(mails::recipient.eq(recipient)))
                .filter(mails::queued_at.le(queued_at).and(mails::id.lt(bytes(id.0))))
                .filter(sql::<Bool>(LETTERS))
                .select((mails::queued_at, mails::message_id));
            let ours = self.ask(|link| earlier.load::<(i64, String)>(link))?;
            thread.extend(ours.into_iter().map(|(at, name)| (at, false, name)));
            let letters = incoming::table
                .filter(incoming::case_id.eq(case).and(incoming::decided_at.le(queued_at + MOMENT)))
                .select((incoming::decided_at, incoming::message_id));
            let theirs = self.ask(|link| letters.load::<(Option<i64>, Option<String>)>(link))?;
            thread.extend(theirs.into_iter().filter_map(|(at, name)| Some((at?, true, name?))));
        } else if let Some(entry) = answered {
            let name = incoming::table.find(entry).select(incoming::message_id);
            let name = self.ask(|link| name.first::<Option<String>>(link).optional())?.flatten();
            thread.extend(name.map(|name| (queued_at, true, name)));
        }
        thread.sort();
        let answers = thread.iter().rev().find(|(_, theirs, _)| *theirs).or(thread.last());
        let answers = answers.map(|(.., name)| name.clone());
        let cut = thread.len().saturating_sub(LONGEST_THREAD);
        let before = thread.into_iter().enumerate().filter(|(at, _)| *at == 0 || *at > cut);
        Ok(Thread { before: before.map(|(_, (.., name))| name).collect(), answers })
    }

    pub(super) fn mails_in_trouble(&mut self, limit: i64) -> Result<Vec<MailLine>, StoreError> {
        let query = troubled().order((mails::queued_at, mails::id)).limit(limit);
        let rows = self.ask(|link| query.select(MailRow::as_select()).load(link))?;
        rows.into_iter().map(MailRow::into_line).collect()
    }

    pub(super) fn revive_mail(&mut self, id: MailId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let again = (
            mails::state.eq(state_code(MailState::Pending)),
            mails::token.eq(mails::token + 1),
            mails::due_at.eq(micros(now)),
            mails::send_at.eq(micros(now)),
            mails::attempts.eq(0),
            mails::held_at.eq(None::<i64>),
            mails::bounced_at.eq(None::<i64>),
            mails::bounce.eq(None::<String>),
        );
        let row = troubled().filter(mails::id.eq(bytes(id.0)));
        Ok(self.change(|link| diesel::update(row).set(again).execute(link))? == 1)
    }

    pub(super) fn copy_mail(&mut self, of: MailId, copy: &Copied, now: i64) -> Result<(), StoreError> {
        let row = self.mail_row(of)?.copied(copy, now);
        self.change(|link| diesel::insert_into(mails::table).values(&row).execute(link)).map(drop)
    }

    pub(super) fn settle_trouble(&mut self, id: MailId, settled: Settled) -> Result<bool, StoreError> {
        let row = troubled().filter(mails::id.eq(bytes(id.0)));
        let over = (
            mails::settled.eq(settled.code()),
            mails::token.eq(mails::token + 1),
            // A held mail is given up with it; one that came back stays what it is.
            mails::held_at.eq(None::<i64>),
        );
        if self.change(|link| diesel::update(row).set(over).execute(link))? == 0 {
            return Ok(false);
        }
        let waiting = one(id).filter(sql::<Bool>("mails.state = 'pending'"));
        let dead = (mails::state.eq(state_code(MailState::Dead)), mails::last_error.eq("held back and not sent"));
        self.change(|link| diesel::update(waiting).set(dead).execute(link))?;
        Ok(true)
    }

    pub(super) fn bounced(
        &mut self,
        message_id: &str,
        at: DateTime<Utc>,
        why: &str,
    ) -> Result<Option<MailLine>, StoreError> {
        let sent = mails::table.filter(mails::message_id.eq(message_id).and(mails::bounced_at.is_null()));
        let sent = sent.filter(sql::<Bool>("mails.state = 'sent'"));
        let Some(id) = self.ask(|link| sent.select(mails::id).first::<Vec<u8>>(link).optional())? else {
            return Ok(None);
        };
        let came_back = (mails::bounced_at.eq(micros(at)), mails::bounce.eq(why));
        self.change(|link| diesel::update(mails::table.find(id.clone())).set(came_back).execute(link))?;
        let row = self.ask(|link| mails::table.find(id).select(MailRow::as_select()).first(link))?;
        row.into_line().map(Some)
    }

    pub(super) fn opened(&mut self, case: CaseId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let read = mails::table
            .filter(mails::case_id.eq(bytes(case.0)).and(mails::opened_at.is_null()))
            .filter(mails::sent_at.is_not_null())
            .filter(sql::<Bool>(LETTERS));
        self.change(|link| diesel::update(read).set(mails::opened_at.eq(micros(at))).execute(link)).map(drop)
    }

    pub(super) fn hold(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let waiting = mails::table.filter(sql::<Bool>("mails.state = 'pending'")).filter(mails::held_at.is_null());
        let held = (mails::held_at.eq(micros(now)), mails::due_at.eq(NEVER), mails::token.eq(mails::token + 1));
        self.change(|link| diesel::update(waiting).set(held).execute(link))
    }
}
