//! Counts for reports, each by one question that an index answers alone. Both databases understand the same text.
//!
//! A database of the embedded kind knows no zones. So instants are grouped by the quarter of an hour, of which every zone's midnight is
//! one, and become civil days here.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};

use super::rows::named::micros;
use super::rows::report::{AnsweredRow, AnswersRow, DueRow, KeptRow, OpenRow, ReceivedRow, StageTimeRow, WaitingRow};
use super::transaction::Transaction;
use crate::domain::report::{Answered, Due, Kept, Open, StageTime, Window};
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::ports::store::reports::{Reports, Scope, Waiting};

/// The window, the controller and the right; an empty text stands for all.
macro_rules! answered {
    ($select:literal, $group:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM register WHERE closed_on >= $1 AND closed_on <= $2 AND state IN ('fulfilled', 'refused') ",
            "AND ($3 = '' OR controller = $3) AND ($4 = '' OR right_code = $4) ",
            $group
        )
    };
}

const ANSWERED: &str = answered!(
    "controller, right_code, received_at / 900000000 AS quarter, closed_on, \
     CAST(CASE WHEN closed_on > due THEN 1 ELSE 0 END AS BIGINT) AS late, \
     CASE WHEN since IS NULL THEN NULL ELSE (in_gathering + in_review + in_execution + 86399) / 86400 END AS hands_on, \
     COUNT(*) AS n",
    "GROUP BY 1, 2, 3, 4, 5, 6"
);
const BY_DAY: &str = answered!(
    "closed_on AS day, CAST(CASE WHEN closed_on > due THEN 1 ELSE 0 END AS BIGINT) AS late, COUNT(*) AS n",
    "GROUP BY 1, 2"
);
const STAGES: &str = answered!(
    "COUNT(*) AS n, CAST(COALESCE(SUM(in_untouched), 0) AS BIGINT) AS untouched, \
     CAST(COALESCE(SUM(in_person), 0) AS BIGINT) AS person, CAST(COALESCE(SUM(in_gathering), 0) AS BIGINT) AS gathering, \
     CAST(COALESCE(SUM(in_review), 0) AS BIGINT) AS review, CAST(COALESCE(SUM(in_execution), 0) AS BIGINT) AS execution",
    "AND since IS NOT NULL"
);
const RECEIVED: &str = "SELECT controller, received_at / 900000000 AS quarter, COUNT(*) AS n FROM register \
    WHERE received_at >= $1 AND received_at < $2 AND ($3 = '' OR controller = $3) AND ($4 = '' OR right_code = $4) GROUP BY 1, 2";
const BY_AGE: &str = "SELECT controller, state, received_at / 900000000 AS quarter, COUNT(*) AS n FROM register \
    WHERE closed_at IS NULL AND ($1 = '' OR controller = $1) AND ($2 = '' OR right_code = $2) GROUP BY 1, 2, 3";
const BY_DUE: &str = "SELECT due, COUNT(*) AS n FROM register \
    WHERE closed_at IS NULL AND ($1 = '' OR controller = $1) AND ($2 = '' OR right_code = $2) GROUP BY 1";
const WAITING: &str = "SELECT reference, controller, right_code, due FROM register \
    WHERE closed_at IS NULL AND due IS NOT NULL AND state IN ('received', 'verifying', 'awaiting_authority') \
    AND ($1 = '' OR controller = $1) AND ($2 = '' OR right_code = $2) ORDER BY due, reference LIMIT $3";
const KEPT: &str = "SELECT last_day, COUNT(*) AS n, CAST(SUM(kept) AS BIGINT) AS kept FROM deferred_erasures \
    WHERE done_at IS NULL AND ($1 = '' OR controller = $1) GROUP BY 1 ORDER BY 1";

/// A scope as the statements take it.
fn bound(scope: &Scope) -> (String, &'static str) {
    (scope.controller.clone().unwrap_or_default(), scope.right.map_or("", Right::code))
}

/// A statement over answers, bound.
macro_rules! over_answers {
    ($statement:ident, $scope:ident, $window:ident) => {{
        let (controller, right) = bound($scope);
        diesel::sql_query($statement)
            .bind::<Date, _>($window.from)
            .bind::<Date, _>($window.to)
            .bind::<Text, _>(controller)
            .bind::<Text, _>(right)
    }};
}

impl Reports for Transaction<'_> {
    fn answered(&mut self, scope: &Scope, window: Window) -> Result<Vec<Answered>, StoreError> {
        let query = over_answers!(ANSWERED, scope, window);
        let rows = self.ask(|link| query.load::<AnsweredRow>(link))?;
        let mut all = BTreeMap::new();
        for row in rows {
            let one = row.into_answered(scope)?;
            *all.entry((one.controller, one.right, one.days, one.late, one.hands_on)).or_insert(0) += one.n;
        }
        let tally =
            |((controller, right, days, late, hands_on), n)| Answered { controller, right, days, late, hands_on, n };
        Ok(all.into_iter().map(tally).collect())
    }

    fn answered_by_day(&mut self, scope: &Scope, window: Window) -> Result<Vec<(NaiveDate, bool, u64)>, StoreError> {
        let query = over_answers!(BY_DAY, scope, window);
        Ok(self.ask(|link| query.load::<AnswersRow>(link))?.into_iter().map(Into::into).collect())
    }

    fn stage_time(&mut self, scope: &Scope, window: Window) -> Result<StageTime, StoreError> {
        let query = over_answers!(STAGES, scope, window);
        Ok(self.ask(|link| query.get_result::<StageTimeRow>(link))?.into())
    }

    fn received_by_day(&mut self, scope: &Scope, window: Window) -> Result<Vec<(NaiveDate, u64)>, StoreError> {
        let (controller, right) = bound(scope);
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        // No zone is more than fourteen hours from UTC.
        let around = TimeDelta::hours(14);
        let until = midnight(window.to.succ_opt().unwrap_or(window.to)) + around;
        let query = diesel::sql_query(RECEIVED)
            .bind::<BigInt, _>(micros(midnight(window.from) - around))
            .bind::<BigInt, _>(micros(until))
            .bind::<Text, _>(controller)
            .bind::<Text, _>(right);
        let rows = self.ask(|link| query.load::<ReceivedRow>(link))?;
        let mut all = BTreeMap::new();
        for row in rows {
            let (day, n) = row.into_received(scope)?;
            *all.entry(day).or_insert(0) += n;
        }
        Ok(all.into_iter().filter(|(day, _)| window.holds(*day)).collect())
    }

    fn open_by_age(&mut self, scope: &Scope, now: DateTime<Utc>) -> Result<Vec<Open>, StoreError> {
        let (controller, right) = bound(scope);
        let query = diesel::sql_query(BY_AGE).bind::<Text, _>(controller).bind::<Text, _>(right);
        let rows = self.ask(|link| query.load::<OpenRow>(link))?;
        let mut all: BTreeMap<_, Open> = BTreeMap::new();
        for row in rows {
            let one = row.into_open(scope, now)?;
            all.entry((one.state.code(), one.age)).or_insert(Open { n: 0, ..one }).n += one.n;
        }
        Ok(all.into_values().collect())
    }

    fn open_by_due(&mut self, scope: &Scope) -> Result<Vec<Due>, StoreError> {
        let (controller, right) = bound(scope);
        let query = diesel::sql_query(BY_DUE).bind::<Text, _>(controller).bind::<Text, _>(right);
        Ok(self.ask(|link| query.load::<DueRow>(link))?.into_iter().map(Into::into).collect())
    }

    fn waiting(&mut self, scope: &Scope, limit: i64) -> Result<Vec<Waiting>, StoreError> {
        let (controller, right) = bound(scope);
        let query =
            diesel::sql_query(WAITING).bind::<Text, _>(controller).bind::<Text, _>(right).bind::<BigInt, _>(limit);
        self.ask(|link| query.load::<WaitingRow>(link))?.into_iter().map(WaitingRow::into_waiting).collect()
    }

    fn kept_by_day(&mut self, scope: &Scope) -> Result<Vec<Kept>, StoreError> {
        let (controller, _) = bound(scope);
        let query = diesel::sql_query(KEPT).bind::<Text, _>(controller);
        Ok(self.ask(|link| query.load::<KeptRow>(link))?.into_iter().map(Into::into).collect())
    }
}
