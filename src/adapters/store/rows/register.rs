//! Rows of `register`.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::register;
use crate::domain::case::Channel;
use crate::domain::ids::RequestId;
use crate::domain::register::RegisterEntry;
use crate::domain::report::Spent;
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::ports::store::StoreError;

const REGISTER: Table = Table("register");

/// One request in the register.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = register, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RegisterRow {
    request_id: Vec<u8>,
    controller: String,
    reference: String,
    right_code: String,
    channel: String,
    regime: String,
    regime_version: String,
    received_at: i64,
    due: Option<NaiveDate>,
    extended: bool,
    state: String,
    ground: Option<String>,
    closed_at: Option<i64>,
    closed_on: Option<NaiveDate>,
    since: Option<i64>,
    in_untouched: i64,
    in_person: i64,
    in_gathering: i64,
    in_review: i64,
    in_execution: i64,
}

impl From<&RegisterEntry> for RegisterRow {
    fn from(entry: &RegisterEntry) -> Self {
        let Spent([in_untouched, in_person, in_gathering, in_review, in_execution]) = entry.spent;
        Self {
            request_id: bytes(entry.request.0),
            controller: entry.controller.clone(),
            reference: entry.reference.clone(),
            right_code: entry.right.code().to_owned(),
            channel: entry.channel.code().to_owned(),
            regime: entry.regime.clone(),
            regime_version: entry.regime_version.clone(),
            received_at: micros(entry.received_at),
            due: entry.due,
            extended: entry.extended,
            state: entry.state.code().to_owned(),
            ground: entry.ground.clone(),
            closed_at: entry.closed_at.map(micros),
            closed_on: entry.closed_on,
            since: entry.since.map(micros),
            in_untouched,
            in_person,
            in_gathering,
            in_review,
            in_execution,
        }
    }
}

impl RegisterRow {
    /// The entry.
    pub fn into_entry(self) -> Result<RegisterEntry, StoreError> {
        Ok(RegisterEntry {
            request: RequestId(REGISTER.id("request_id", &self.request_id)?),
            controller: self.controller,
            reference: self.reference,
            right: REGISTER.parsed("right_code", Right::parse(&self.right_code))?,
            channel: REGISTER.parsed("channel", Channel::parse(&self.channel))?,
            regime: self.regime,
            regime_version: self.regime_version,
            received_at: REGISTER.instant("received_at", self.received_at)?,
            due: self.due,
            extended: self.extended,
            state: REGISTER.parsed("state", State::parse(&self.state))?,
            ground: self.ground,
            closed_at: REGISTER.maybe_instant("closed_at", self.closed_at)?,
            closed_on: self.closed_on,
            since: REGISTER.maybe_instant("since", self.since)?,
            spent: Spent([self.in_untouched, self.in_person, self.in_gathering, self.in_review, self.in_execution]),
        })
    }
}
