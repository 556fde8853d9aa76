//! Rows of `requests`, and what the queue keeps of them on their case.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::named::{Table, bytes, micros, sort_key};
use crate::adapters::store::schema::{cases, requests};
use crate::domain::ids::{CaseId, RequestId, StaffId};
use crate::domain::personal::Personal;
use crate::domain::request::{Request, State};
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::ports::store::cases::DueDates;

const REQUESTS: Table = Table("requests");

/// A request without what the person said about it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = requests)]
pub struct RequestRow {
    id: Vec<u8>,
    case_id: Vec<u8>,
    right_code: String,
    state: String,
    version: i64,
    history: String,
    direct_marketing: bool,
    gathered_by: Option<Vec<u8>>,
    approved_by: Option<Vec<u8>>,
    not_before: Option<i64>,
    closed_at: Option<i64>,
}

/// A request that arrives.
#[derive(Insertable)]
#[diesel(table_name = requests, treat_none_as_default_value = false)]
pub struct NewRequestRow<'request> {
    id: &'request [u8],
    case_id: &'request [u8],
    right_code: &'static str,
    detail: &'request str,
    #[diesel(embed)]
    changes: RequestChanges,
}

/// What events change on a request.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = requests, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RequestChanges {
    state: &'static str,
    version: i64,
    history: String,
    direct_marketing: bool,
    gathered_by: Option<Vec<u8>>,
    approved_by: Option<Vec<u8>>,
    not_before: Option<i64>,
    closed_at: Option<i64>,
    open: bool,
    sort_date: NaiveDate,
    due: Option<NaiveDate>,
    paused: bool,
    not_started: bool,
    extended: bool,
}

/// What the queue needs to know about one request.
#[derive(Queryable, Selectable)]
#[diesel(table_name = requests)]
pub struct StandingRow {
    right_code: String,
    state: String,
    closed_at: Option<i64>,
    open: bool,
    sort_date: NaiveDate,
    due: Option<NaiveDate>,
    paused: bool,
    not_started: bool,
    extended: bool,
}

/// What the queue keeps on the case.
#[derive(AsChangeset, Debug, PartialEq, Eq)]
#[diesel(table_name = cases, treat_none_as_null = true)]
pub struct CaseStanding {
    open: bool,
    sort_date: NaiveDate,
    due: Option<NaiveDate>,
    paused: bool,
    not_started: bool,
    extended: bool,
    rights_in: i64,
    states_in: i64,
    standing: String,
}

impl RequestRow {
    /// The request.
    pub fn into_request(self) -> Result<Request, StoreError> {
        Ok(Request {
            id: RequestId(REQUESTS.id("id", &self.id)?),
            case: CaseId(REQUESTS.id("case_id", &self.case_id)?),
            right: REQUESTS.parsed("right_code", Right::parse(&self.right_code))?,
            state: REQUESTS.parsed("state", State::parse(&self.state))?,
            version: self.version,
            history: REQUESTS.json("history", &self.history)?,
            direct_marketing: self.direct_marketing,
            gathered_by: REQUESTS.maybe_id("gathered_by", self.gathered_by.as_ref())?.map(StaffId),
            approved_by: REQUESTS.maybe_id("approved_by", self.approved_by.as_ref())?.map(StaffId),
            not_before: REQUESTS.maybe_instant("not_before", self.not_before)?,
            closed_at: REQUESTS.maybe_instant("closed_at", self.closed_at)?,
        })
    }
}

impl<'request> NewRequestRow<'request> {
    /// The row of a request that arrives.
    pub fn new(request: &'request Request, detail: &'request Personal, dates: DueDates) -> Result<Self, StoreError> {
        Ok(Self {
            id: request.id.0.as_bytes(),
            case_id: request.case.0.as_bytes(),
            right_code: request.right.code(),
            detail: detail.reveal(),
            changes: RequestChanges::new(request, dates)?,
        })
    }
}

impl RequestChanges {
    /// The changes that make the row say what the request says.
    pub fn new(request: &Request, dates: DueDates) -> Result<Self, StoreError> {
        Ok(Self {
            state: request.state.code(),
            version: request.version,
            history: REQUESTS.to_json("history", &request.history)?,
            direct_marketing: request.direct_marketing,
            gathered_by: request.gathered_by.map(|id| bytes(id.0)),
            approved_by: request.approved_by.map(|id| bytes(id.0)),
            not_before: request.not_before.map(micros),
            closed_at: request.closed_at.map(micros),
            open: request.state.is_open(),
            sort_date: sort_key(dates.sort),
            due: dates.due,
            paused: dates.paused,
            not_started: dates.not_started,
            extended: dates.extended,
        })
    }
}

/// One bit for each place in an enum's list of all its values.
pub fn bit<T: PartialEq>(all: &[T], one: &T) -> i64 {
    all.iter().position(|value| value == one).map_or(0, |place| 1_i64 << place)
}

/// Adds up what the queue keeps: while a request is open the open ones count; afterwards the day (UTC) of the last answer
/// is what the case is sorted by.
pub fn standing(rows: &[StandingRow]) -> Result<CaseStanding, StoreError> {
    let mut requests = Vec::with_capacity(rows.len());
    for row in rows {
        let right = REQUESTS.parsed("right_code", Right::parse(&row.right_code))?;
        requests.push((right, REQUESTS.parsed("state", State::parse(&row.state))?));
    }
    requests.sort_unstable();
    let open: Vec<&StandingRow> = rows.iter().filter(|row| row.open).collect();
    let sort_date = match open.iter().map(|row| row.sort_date).min() {
        Some(date) => Some(date),
        None => last_answer(rows)?,
    };
    Ok(CaseStanding {
        open: !open.is_empty() || rows.is_empty(),
        sort_date: sort_key(sort_date),
        due: open.iter().filter_map(|row| row.due).min(),
        paused: open.iter().any(|row| row.paused),
        not_started: !open.is_empty() && open.iter().all(|row| row.not_started),
        extended: open.iter().any(|row| row.extended),
        rights_in: requests.iter().fold(0, |bits, (right, _)| bits | bit(&Right::ALL, right)),
        states_in: requests.iter().fold(0, |bits, (_, state)| bits | bit(&State::ALL, state)),
        standing: written(&requests),
    })
}

fn last_answer(rows: &[StandingRow]) -> Result<Option<NaiveDate>, StoreError> {
    let last = rows.iter().filter_map(|row| row.closed_at).max();
    Ok(REQUESTS.maybe_instant("closed_at", last)?.map(|at| at.date_naive()))
}

fn written(requests: &[(Right, State)]) -> String {
    let words: Vec<String> =
        requests.iter().map(|(right, state)| format!("{}:{}", right.code(), state.code())).collect();
    words.join(" ")
}

/// Reads the `standing` of a case back.
pub fn read_standing(text: &str) -> Option<Vec<(Right, State)>> {
    text.split_whitespace()
        .map(|word| {
            let (right, state) = word.split_once(':')?;
            Some((Right::parse(right)?, State::parse(state)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(right: Right, state: State, due: Option<NaiveDate>, closed_at: Option<i64>) -> StandingRow {
        StandingRow {
            right_code: right.code().to_owned(),
            state: state.code().to_owned(),
            closed_at,
            open: state.is_open(),
            sort_date: sort_key(due),
            due,
            paused: false,
            not_started: due.is_none(),
            extended: false,
        }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
    }

    #[test]
    fn an_open_case_is_sorted_by_the_earliest_of_its_open_requests() {
        let rows = [
            row(Right::Erasure, State::Verifying, Some(day(9)), None),
            row(Right::Access, State::Fulfilled, Some(day(1)), Some(0)),
            row(Right::Objection, State::Received, Some(day(4)), None),
        ];
        let standing = standing(&rows).unwrap();
        assert_eq!((standing.open, standing.sort_date, standing.due), (true, day(4), Some(day(4))));
        assert_eq!(standing.standing, "access:fulfilled erasure:verifying objection:received");
        assert_eq!(
            read_standing(&standing.standing).unwrap(),
            [
                (Right::Access, State::Fulfilled),
                (Right::Erasure, State::Verifying),
                (Right::Objection, State::Received)
            ]
        );
    }

    #[test]
    fn a_closed_case_is_sorted_by_the_day_of_its_last_answer() {
        let rows = [
            row(Right::Access, State::Fulfilled, None, Some(1_000_000)),
            row(Right::Erasure, State::Refused, None, Some(86_400_000_000 * 2)),
        ];
        let standing = standing(&rows).unwrap();
        assert_eq!((standing.open, standing.sort_date), (false, NaiveDate::from_ymd_opt(1970, 1, 3).unwrap()));
        assert_eq!((standing.due, standing.not_started), (None, false));
    }

    #[test]
    fn a_standing_that_nobody_wrote_is_not_read() {
        assert_eq!(read_standing("access"), None);
        assert_eq!(read_standing("access:dreaming"), None);
        assert_eq!(read_standing(""), Some(Vec::new()));
    }
}
