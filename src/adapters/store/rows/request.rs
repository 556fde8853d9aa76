//! Rows of `requests`.

use diesel::prelude::*;

use super::dates::RequestDates;
use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::requests;
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
    #[diesel(embed)]
    dates: RequestDates,
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
            dates: dates.into(),
        })
    }
}
