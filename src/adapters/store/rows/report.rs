//! Rows of the counts that reports are worked out from.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use super::named::Table;
use crate::domain::report::{Answered, Due, Kept, Open, Spent, StageTime};
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::ports::store::reports::{Scope, Waiting};

const REGISTER: Table = Table("register");

/// A count as it is told: never below nought.
fn counted(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

/// The beginning of a quarter of an hour, counted from 1 January 1970 in UTC.
fn instant(quarter: i64) -> Result<DateTime<Utc>, StoreError> {
    let at = quarter.checked_mul(900).and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    REGISTER.parsed("received_at", at)
}

/// Answered requests of one kind.
#[derive(QueryableByName)]
pub struct AnsweredRow {
    #[diesel(sql_type = Text)]
    controller: String,
    #[diesel(sql_type = Text)]
    right_code: String,
    #[diesel(sql_type = BigInt)]
    quarter: i64,
    #[diesel(sql_type = Date)]
    closed_on: NaiveDate,
    #[diesel(sql_type = BigInt)]
    late: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    hands_on: Option<i64>,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl AnsweredRow {
    /// The count, with civil days from receipt to the answer.
    pub fn into_answered(self, scope: &Scope) -> Result<Answered, StoreError> {
        let came = scope.day(&self.controller, instant(self.quarter)?);
        Ok(Answered {
            controller: self.controller,
            right: REGISTER.parsed("right_code", Right::parse(&self.right_code))?,
            days: (self.closed_on - came).num_days().max(0),
            late: self.late != 0,
            hands_on: self.hands_on,
            n: counted(self.n),
        })
    }
}

/// Answers of a day.
#[derive(QueryableByName)]
pub struct AnswersRow {
    #[diesel(sql_type = Date)]
    day: NaiveDate,
    #[diesel(sql_type = BigInt)]
    late: i64,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl From<AnswersRow> for (NaiveDate, bool, u64) {
    fn from(row: AnswersRow) -> Self {
        (row.day, row.late != 0, counted(row.n))
    }
}

/// Time in stages.
#[derive(QueryableByName)]
pub struct StageTimeRow {
    #[diesel(sql_type = BigInt)]
    n: i64,
    #[diesel(sql_type = BigInt)]
    untouched: i64,
    #[diesel(sql_type = BigInt)]
    person: i64,
    #[diesel(sql_type = BigInt)]
    gathering: i64,
    #[diesel(sql_type = BigInt)]
    review: i64,
    #[diesel(sql_type = BigInt)]
    execution: i64,
}

impl From<StageTimeRow> for StageTime {
    fn from(row: StageTimeRow) -> Self {
        let spent = Spent([row.untouched, row.person, row.gathering, row.review, row.execution]);
        Self { n: counted(row.n), spent }
    }
}

/// What came in a quarter of an hour.
#[derive(QueryableByName)]
pub struct ReceivedRow {
    #[diesel(sql_type = Text)]
    controller: String,
    #[diesel(sql_type = BigInt)]
    quarter: i64,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl ReceivedRow {
    /// The count, by civil day.
    pub fn into_received(self, scope: &Scope) -> Result<(NaiveDate, u64), StoreError> {
        Ok((scope.day(&self.controller, instant(self.quarter)?), counted(self.n)))
    }
}

/// What is open in a state.
#[derive(QueryableByName)]
pub struct OpenRow {
    #[diesel(sql_type = Text)]
    controller: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    quarter: i64,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl OpenRow {
    /// The count, with civil days since receipt.
    pub fn into_open(self, scope: &Scope, now: DateTime<Utc>) -> Result<Open, StoreError> {
        let state = REGISTER.parsed("state", State::parse(&self.state))?;
        let came = scope.day(&self.controller, instant(self.quarter)?);
        Ok(Open { state, age: (scope.day(&self.controller, now) - came).num_days(), n: counted(self.n) })
    }
}

/// What is due on a day.
#[derive(QueryableByName)]
pub struct DueRow {
    #[diesel(sql_type = Nullable<Date>)]
    due: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl From<DueRow> for Due {
    fn from(row: DueRow) -> Self {
        Self { day: row.due, n: counted(row.n) }
    }
}

/// What waits to be begun.
#[derive(QueryableByName)]
pub struct WaitingRow {
    #[diesel(sql_type = Text)]
    reference: String,
    #[diesel(sql_type = Text)]
    controller: String,
    #[diesel(sql_type = Text)]
    right_code: String,
    #[diesel(sql_type = Date)]
    due: NaiveDate,
}

impl WaitingRow {
    /// The request.
    pub fn into_waiting(self) -> Result<Waiting, StoreError> {
        let right = REGISTER.parsed("right_code", Right::parse(&self.right_code))?;
        Ok((self.reference, self.controller, right, self.due))
    }
}

/// What is kept until a day.
#[derive(QueryableByName)]
pub struct KeptRow {
    #[diesel(sql_type = Date)]
    last_day: NaiveDate,
    #[diesel(sql_type = BigInt)]
    n: i64,
    #[diesel(sql_type = BigInt)]
    kept: i64,
}

impl From<KeptRow> for Kept {
    fn from(row: KeptRow) -> Self {
        Self { last_day: row.last_day, erasures: counted(row.n), rows: counted(row.kept) }
    }
}
