//! What the queue keeps of the requests on their case.

use diesel::prelude::*;

use super::dates::{CaseDates, RequestDates};
use super::named::{Table, micros};
use crate::adapters::store::schema::{cases, requests};
use crate::domain::complaint::{self, Complaint};
use crate::domain::request::{Request, State};
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::ports::store::cases::DueDates;

const REQUESTS: Table = Table("requests");

/// The bit of `rights_in` that says that a case is a complaint; far above those of the rights.
const COMPLAINT_BIT: i64 = 1 << 32;
/// What is true of complaints, as an index of the migrations says it.
pub const COMPLAINTS: &str = "cases.rights_in >= 4294967296";
/// The word of `standing` that says so.
const COMPLAINT: &str = "complaint";

/// What the queue needs to know about one request.
#[derive(Queryable, Selectable)]
#[diesel(table_name = requests)]
pub struct RequestStanding {
    right_code: String,
    state: String,
    closed_at: Option<i64>,
    direct_marketing: bool,
    #[diesel(embed)]
    dates: RequestDates,
}

/// What the queue keeps on the case.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
pub struct CaseStanding {
    open: bool,
    rights_in: i64,
    states_in: i64,
    standing: String,
    marketing: bool,
    awaits_vendor: bool,
    #[diesel(embed)]
    dates: CaseDates,
}

/// One request, understood.
struct Part {
    right: Right,
    state: State,
    dates: DueDates,
    closed_at: Option<i64>,
    direct_marketing: bool,
}

impl RequestStanding {
    /// Of a request that arrives.
    pub fn arriving(request: &Request, dates: DueDates) -> Self {
        Self {
            right_code: request.right.code().to_owned(),
            state: request.state.code().to_owned(),
            closed_at: request.closed_at.map(micros),
            direct_marketing: request.direct_marketing,
            dates: dates.into(),
        }
    }

    fn understood(self) -> Result<Part, StoreError> {
        Ok(Part {
            right: REQUESTS.parsed("right_code", Right::parse(&self.right_code))?,
            state: REQUESTS.parsed("state", State::parse(&self.state))?,
            dates: self.dates.into(),
            closed_at: self.closed_at,
            direct_marketing: self.direct_marketing,
        })
    }
}

impl CaseStanding {
    /// Adds up the requests of a case, which may wait for somebody outside.
    pub fn of(rows: Vec<RequestStanding>, awaits_vendor: bool) -> Result<Self, StoreError> {
        let mut parts = rows.into_iter().map(RequestStanding::understood).collect::<Result<Vec<_>, _>>()?;
        parts.sort_unstable_by_key(|part| part.right);
        let standing: Vec<String> =
            parts.iter().map(|part| format!("{}:{}", part.right.code(), part.state.code())).collect();
        Ok(Self {
            open: parts.is_empty() || parts.iter().any(|part| part.state.is_open()),
            rights_in: parts.iter().fold(0, |bits, part| bits | bit(&Right::ALL, &part.right)),
            states_in: parts.iter().fold(0, |bits, part| bits | bit(&State::ALL, &part.state)),
            standing: standing.join(" "),
            marketing: parts.iter().any(|part| part.direct_marketing),
            awaits_vendor,
            dates: dates(&parts)?.into(),
        })
    }

    /// What the queue keeps of a complaint. A closed one is sorted by the day (UTC) on which it was closed.
    pub fn of_complaint(complaint: &Complaint, dates: DueDates) -> Self {
        let closed = complaint.closed_at.filter(|_| !complaint.state.is_open()).map(|at| at.date_naive());
        Self {
            open: complaint.state.is_open(),
            rights_in: COMPLAINT_BIT,
            states_in: 0,
            standing: format!("{COMPLAINT}:{}", complaint.state.code()),
            marketing: false,
            awaits_vendor: false,
            dates: closed.map_or(dates, |day| DueDates { sort: Some(day), ..DueDates::default() }).into(),
        }
    }
}

/// While a request is open the open ones count; afterwards the day (UTC) of the last answer is what the case is sorted by.
fn dates(parts: &[Part]) -> Result<DueDates, StoreError> {
    let open: Vec<DueDates> = parts.iter().filter(|part| part.state.is_open()).map(|part| part.dates).collect();
    if open.is_empty() {
        let last = REQUESTS.maybe_instant("closed_at", parts.iter().filter_map(|part| part.closed_at).max())?;
        return Ok(DueDates { sort: last.map(|at| at.date_naive()), ..DueDates::default() });
    }
    Ok(DueDates {
        due: open.iter().filter_map(|dates| dates.due).min(),
        sort: open.iter().filter_map(|dates| dates.sort).min(),
        paused: open.iter().any(|dates| dates.paused),
        not_started: open.iter().all(|dates| dates.not_started),
        extended: open.iter().any(|dates| dates.extended),
    })
}

/// What a case is about, as `standing` says it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its requests.
    pub requests: Vec<(Right, State)>,
    /// Where the complaint stands that the case is.
    pub complaint: Option<complaint::State>,
}

/// One bit for each place in an enum's list of all its values.
pub fn bit<T: PartialEq>(all: &[T], one: &T) -> i64 {
    all.iter().position(|value| value == one).map_or(0, |place| 1_i64 << place)
}

/// Reads the `standing` of a case back.
pub fn read_standing(text: &str) -> Option<Standing> {
    let mut standing = Standing::default();
    for word in text.split_whitespace() {
        let (what, state) = word.split_once(':')?;
        if what == COMPLAINT {
            standing.complaint = Some(complaint::State::parse(state)?);
        } else {
            standing.requests.push((Right::parse(what)?, State::parse(state)?));
        }
    }
    Some(standing)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn row(right: Right, state: State, due: Option<NaiveDate>, closed_at: Option<i64>) -> RequestStanding {
        let dates = DueDates { due, sort: due, not_started: due.is_none(), ..DueDates::default() };
        RequestStanding {
            right_code: right.code().to_owned(),
            state: state.code().to_owned(),
            closed_at,
            direct_marketing: right == Right::Objection,
            dates: dates.into(),
        }
    }

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 12, day)
    }

    #[test]
    fn an_open_case_is_sorted_by_the_earliest_of_its_open_requests() {
        let rows = vec![
            row(Right::Erasure, State::Verifying, day(9), None),
            row(Right::Access, State::Fulfilled, day(1), Some(0)),
            row(Right::Objection, State::Received, day(4), None),
        ];
        let case = CaseStanding::of(rows, false).unwrap();
        assert!(case.marketing, "one of them is a marketing stop");
        let dates = DueDates::from(case.dates);
        assert_eq!((case.open, dates.sort, dates.due), (true, day(4), day(4)));
        assert_eq!(case.standing, "access:fulfilled erasure:verifying objection:received");
        let expected = [
            (Right::Access, State::Fulfilled),
            (Right::Erasure, State::Verifying),
            (Right::Objection, State::Received),
        ];
        assert_eq!(read_standing(&case.standing).unwrap().requests, expected);
    }

    #[test]
    fn a_closed_case_is_sorted_by_the_day_of_its_last_answer() {
        let rows = vec![
            row(Right::Access, State::Fulfilled, None, Some(1_000_000)),
            row(Right::Erasure, State::Refused, None, Some(86_400_000_000 * 2)),
        ];
        let case = CaseStanding::of(rows, false).unwrap();
        let expected = DueDates { sort: NaiveDate::from_ymd_opt(1970, 1, 3), ..DueDates::default() };
        assert_eq!((case.open, DueDates::from(case.dates)), (false, expected));
    }

    #[test]
    fn a_standing_that_nobody_wrote_is_not_read() {
        assert_eq!(read_standing("access"), None);
        assert_eq!(read_standing("access:dreaming"), None);
        assert_eq!(read_standing("complaint:gathering"), None);
        assert_eq!(read_standing(""), Some(Standing::default()));
        let complaint = read_standing("complaint:investigating").and_then(|standing| standing.complaint);
        assert_eq!(complaint, Some(complaint::State::Investigating));
    }
}
