//! The outbox.

use chrono::{DateTime, Utc};
use diesel::dsl::{max, min, sql};
use diesel::expression::SqlLiteral;
use diesel::helper_types::Filter;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::link::on_each;
use super::rows::mail::{MailRow, state_code};
use super::rows::named::{Table, bytes, micros};
use super::schema::mails;
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, MailId, instant_of};
use crate::ports::store::StoreError;
use crate::ports::store::outbox::{
    ClaimedMail, Copied, MailLine, MailOutcome, MailState, NewMail, Outbox, Settled, Thread,
};

const MAILS: Table = Table("mails");

/// Letters of one case reach a person in the order in which they were written, however often one has to be tried. A code is
/// good for minutes: it waits for no letter, and no letter waits for it.
const FIRST_OF_ITS_CASE: &str = "(mails.kind IN ('email_code', 'status_code') OR \
    NOT EXISTS (SELECT 1 FROM mails AS earlier WHERE earlier.case_id = mails.case_id \
    AND earlier.recipient = mails.recipient AND earlier.state = 'pending' AND earlier.held_at IS NULL \
    AND earlier.kind NOT IN ('email_code', 'status_code') \
    AND (earlier.queued_at, earlier.id) < (mails.queued_at, mails.id)))";

impl Outbox for Transaction<'_> {
    fn add_mail(&mut self, mail: &NewMail) -> Result<bool, StoreError> {
        let row = MailRow::from(mail);
        let added = self.change(|link| {
            let insert = diesel::insert_into(mails::table).values(&row);
            on_each!(link, c => insert.on_conflict(mails::dedup_key).do_nothing().execute(c))
        })?;
        Ok(added == 1)
    }

    fn claim_mail(
        &mut self,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<ClaimedMail>, StoreError> {
        let due = pending().filter(mails::due_at.le(micros(now))).filter(sql::<Bool>(FIRST_OF_ITS_CASE));
        let due = due.order((mails::due_at, mails::id)).limit(limit);
        let rows = self.ask(|link| due.select(MailRow::as_select()).load(link))?;
        let mut claimed = Vec::new();
        for row in rows {
            let token = row.token() + 1;
            let lease = (
                mails::token.eq(token),
                mails::due_at.eq(micros(lease_until)),
                mails::attempts.eq(mails::attempts + 1),
            );
            let unclaimed = pending().filter(mails::id.eq(row.id()).and(mails::token.eq(row.token())));
            if self.change(|link| diesel::update(unclaimed).set(lease).execute(link))? == 1 {
                claimed.push(row.into_claimed(token)?);
            }
        }
        Ok(claimed)
    }

    fn finish_mail(&mut self, id: MailId, token: i64, outcome: &MailOutcome) -> Result<bool, StoreError> {
        let answer = if let MailOutcome::Sent { answer, .. } = outcome { answer.clone() } else { None };
        let (state, sent_at, due_at, why) = match outcome {
            MailOutcome::Sent { at, .. } => (MailState::Sent, Some(micros(*at)), None, None),
            MailOutcome::Retry { at, why } => (MailState::Pending, None, Some(micros(*at)), Some(why)),
            MailOutcome::Dead { why } => (MailState::Dead, None, None, Some(why)),
        };
        let result = (
            mails::state.eq(state_code(state)),
            mails::token.eq(mails::token + 1),
            mails::sent_at.eq(sent_at),
            mails::last_error.eq(why),
            mails::answer.eq(answer),
            due_at.map(|at| (mails::due_at.eq(at), mails::send_at.eq(at))),
        );
        let held = pending().filter(mails::id.eq(bytes(id.0)).and(mails::token.eq(token)));
        Ok(self.change(|link| diesel::update(held).set(result).execute(link))? == 1)
    }

    fn take_back_mail(&mut self, id: MailId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let untouched = mails::attempts.eq(0).and(mails::token.eq(0)).and(mails::due_at.gt(micros(now)));
        let waiting = pending().filter(mails::id.eq(bytes(id.0)).and(untouched));
        Ok(self.change(|link| diesel::delete(waiting).execute(link))? == 1)
    }

    fn mail_of(&mut self, case: CaseId) -> Result<Vec<MailLine>, StoreError> {
        let query = mails::table.filter(mails::case_id.eq(bytes(case.0))).order((mails::queued_at, mails::id));
        let rows = self.ask(|link| query.select(MailRow::as_select()).load(link))?;
        rows.into_iter().map(MailRow::into_line).collect()
    }

    fn mail(&mut self, id: MailId) -> Result<MailLine, StoreError> {
        self.line_of_mail(id)
    }

    fn thread_of(&mut self, id: MailId) -> Result<Thread, StoreError> {
        self.thread_before(id)
    }

    fn troubled_mails(&mut self, limit: i64) -> Result<Vec<MailLine>, StoreError> {
        self.mails_in_trouble(limit)
    }

    fn send_again(&mut self, id: MailId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        self.revive_mail(id, now)
    }

    fn add_copy(&mut self, of: MailId, copy: &Copied) -> Result<(), StoreError> {
        let written = instant_of(copy.id.0).map_or(0, micros);
        self.copy_mail(of, copy, written)
    }

    fn settle_mail(&mut self, id: MailId, settled: Settled) -> Result<bool, StoreError> {
        self.settle_trouble(id, settled)
    }

    fn note_bounce(&mut self, message_id: &str, at: DateTime<Utc>, why: &str) -> Result<Option<MailLine>, StoreError> {
        self.bounced(message_id, at, why)
    }

    fn note_opened(&mut self, case: CaseId, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.opened(case, at)
    }

    fn hold_mails(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        self.hold(now)
    }

    fn last_sent(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let last = mails::table.filter(mails::sent_at.is_not_null()).select(max(mails::sent_at));
        let last = self.ask(|link| last.first::<Option<i64>>(link))?;
        MAILS.maybe_instant("sent_at", last)
    }

    fn mail_backlog(&mut self, now: DateTime<Utc>) -> Result<(i64, Option<DateTime<Utc>>), StoreError> {
        let waiting = self.ask(|link| pending().count().get_result::<i64>(link))?;
        let late = pending().filter(mails::send_at.le(micros(now))).select(min(mails::send_at));
        let oldest = self.ask(|link| late.first::<Option<i64>>(link))?;
        Ok((waiting, MAILS.maybe_instant("send_at", oldest)?))
    }
}

/// Mails that still have to go. The state stands in the text, because an index over a part of a table is only used when
/// the database can see that the query stays inside it.
fn pending() -> Filter<mails::table, SqlLiteral<Bool>> {
    mails::table.filter(sql::<Bool>("mails.state = 'pending'"))
}
