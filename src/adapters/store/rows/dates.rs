//! Due dates as `requests` and `cases` keep them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::named::{sort_date, sort_key};
use crate::adapters::store::schema::{cases, requests};
use crate::ports::store::cases::DueDates;

/// The dates of one request.
#[derive(Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = requests, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RequestDates {
    sort_date: NaiveDate,
    due: Option<NaiveDate>,
    paused: bool,
    not_started: bool,
    extended: bool,
}

/// The earliest dates of a case.
#[derive(Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = cases, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct CaseDates {
    sort_date: NaiveDate,
    due: Option<NaiveDate>,
    paused: bool,
    not_started: bool,
    extended: bool,
}

impl From<DueDates> for RequestDates {
    fn from(DueDates { due, sort, paused, not_started, extended }: DueDates) -> Self {
        Self { sort_date: sort_key(sort), due, paused, not_started, extended }
    }
}

impl From<RequestDates> for DueDates {
    fn from(RequestDates { sort_date: sort, due, paused, not_started, extended }: RequestDates) -> Self {
        Self { due, sort: sort_date(sort), paused, not_started, extended }
    }
}

impl From<DueDates> for CaseDates {
    fn from(DueDates { due, sort, paused, not_started, extended }: DueDates) -> Self {
        Self { sort_date: sort_key(sort), due, paused, not_started, extended }
    }
}

impl From<CaseDates> for DueDates {
    fn from(CaseDates { sort_date: sort, due, paused, not_started, extended }: CaseDates) -> Self {
        Self { due, sort: sort_date(sort), paused, not_started, extended }
    }
}
