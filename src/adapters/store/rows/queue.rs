//! Lines of the queue, read from `cases`.

use diesel::prelude::*;

use super::dates::CaseDates;
use super::named::Table;
use super::standing::read_standing;
use crate::adapters::store::schema::cases;
use crate::domain::case::{Channel, Reference};
use crate::domain::ids::{CaseId, StaffId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::views::QueueLine;

const CASES: Table = Table("cases");

/// What a line shows.
#[derive(Queryable, Selectable)]
#[diesel(table_name = cases)]
pub struct QueueRow {
    id: Vec<u8>,
    reference: String,
    controller: String,
    name: String,
    received_at: i64,
    channel: String,
    standing: String,
    #[diesel(embed)]
    dates: CaseDates,
    owner: Option<Vec<u8>>,
    email_confirmed_at: Option<i64>,
    updated_at: i64,
}

impl QueueRow {
    /// The line.
    pub fn into_line(self) -> Result<QueueLine, StoreError> {
        let standing = CASES.parsed("standing", read_standing(&self.standing))?;
        Ok(QueueLine {
            case: CaseId(CASES.id("id", &self.id)?),
            reference: CASES.parsed("reference", Reference::parse(&self.reference).ok())?,
            controller: self.controller,
            name: Personal::new(self.name),
            received_at: CASES.instant("received_at", self.received_at)?,
            channel: CASES.parsed("channel", Channel::parse(&self.channel))?,
            requests: standing.requests,
            complaint: standing.complaint,
            dates: self.dates.into(),
            owner: CASES.maybe_id("owner", self.owner.as_ref())?.map(StaffId),
            confirmed: self.email_confirmed_at.is_some(),
            updated_at: CASES.instant("updated_at", self.updated_at)?,
        })
    }
}
