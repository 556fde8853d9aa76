//! Rows of `transmissions`.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::transmissions;
use crate::domain::ids::{CaseId, DisclosureId, RequestId, TransmissionId};
use crate::domain::notice::Ground;
use crate::domain::personal::Personal;
use crate::domain::transmission::{Confirmation, Transmission, TransmissionState};
use crate::ports::store::StoreError;

const TRANSMISSIONS: Table = Table("transmissions");

/// The way of a package to another controller.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = transmissions, treat_none_as_default_value = false)]
pub struct TransmissionRow {
    id: Vec<u8>,
    case_id: Vec<u8>,
    request_id: Vec<u8>,
    program: String,
    receiver: String,
    made_at: i64,
    #[diesel(embed)]
    moving: MovingRow,
}

/// What can change of it.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = transmissions, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct MovingRow {
    state: String,
    disclosure_id: Option<Vec<u8>>,
    facts: String,
    tries: i32,
    next_at: Option<i64>,
    changed_at: i64,
    trouble: Option<String>,
    note: String,
    version: i64,
}

/// What is kept as JSON.
#[derive(Serialize, Deserialize)]
struct Facts {
    #[serde(default)]
    left_out: Vec<Ground>,
    #[serde(default)]
    confirmation: Option<Confirmation>,
}

impl MovingRow {
    /// How it stands, under a version.
    pub fn of(transmission: &Transmission, version: i64) -> Result<Self, StoreError> {
        let facts = Facts { left_out: transmission.left_out.clone(), confirmation: transmission.confirmation.clone() };
        Ok(Self {
            state: transmission.state.code().to_owned(),
            disclosure_id: transmission.disclosure.map(|package| bytes(package.0)),
            facts: TRANSMISSIONS.to_json("facts", &facts)?,
            tries: i32::from(transmission.tries),
            next_at: transmission.next_at.map(micros),
            changed_at: micros(transmission.changed_at),
            trouble: transmission.trouble.clone(),
            note: transmission.note.reveal().to_owned(),
            version,
        })
    }
}

impl TransmissionRow {
    /// The row of a new one.
    pub fn of(transmission: &Transmission) -> Result<Self, StoreError> {
        Ok(Self {
            id: bytes(transmission.id.0),
            case_id: bytes(transmission.case.0),
            request_id: bytes(transmission.request.0),
            program: transmission.program.clone(),
            receiver: transmission.to.clone(),
            made_at: micros(transmission.made_at),
            moving: MovingRow::of(transmission, transmission.version)?,
        })
    }

    /// The transmission.
    pub fn into_transmission(self) -> Result<Transmission, StoreError> {
        let now = self.moving;
        let Facts { left_out, confirmation } = TRANSMISSIONS.json("facts", &now.facts)?;
        Ok(Transmission {
            id: TransmissionId(TRANSMISSIONS.id("id", &self.id)?),
            case: CaseId(TRANSMISSIONS.id("case_id", &self.case_id)?),
            request: RequestId(TRANSMISSIONS.id("request_id", &self.request_id)?),
            program: self.program,
            to: self.receiver,
            state: TRANSMISSIONS.parsed("state", TransmissionState::parse(&now.state))?,
            disclosure: TRANSMISSIONS.maybe_id("disclosure_id", now.disclosure_id.as_ref())?.map(DisclosureId),
            left_out,
            tries: TRANSMISSIONS.parsed("tries", u16::try_from(now.tries).ok())?,
            next_at: TRANSMISSIONS.maybe_instant("next_at", now.next_at)?,
            made_at: TRANSMISSIONS.instant("made_at", self.made_at)?,
            changed_at: TRANSMISSIONS.instant("changed_at", now.changed_at)?,
            confirmation,
            trouble: now.trouble,
            note: Personal::new(now.note),
            version: now.version,
        })
    }
}
