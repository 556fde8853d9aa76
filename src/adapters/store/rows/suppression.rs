//! Rows of `suppressions`.

use diesel::prelude::*;

use super::named::{Table, micros};
use crate::adapters::store::further_schema::suppressions;
use crate::domain::suppression::Channel;
use crate::ports::store::StoreError;
use crate::ports::store::suppressions::Suppression;

const SUPPRESSIONS: Table = Table("suppressions");

/// An entry of the list.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = suppressions, treat_none_as_default_value = false)]
pub struct SuppressionRow {
    controller: String,
    channel: String,
    hash: Vec<u8>,
    since: i64,
    reason: String,
}

impl From<&Suppression> for SuppressionRow {
    fn from(suppression: &Suppression) -> Self {
        Self {
            controller: suppression.controller.clone(),
            channel: suppression.channel.code().to_owned(),
            hash: suppression.hash.to_vec(),
            since: micros(suppression.since),
            reason: suppression.reason.clone(),
        }
    }
}

impl SuppressionRow {
    /// The entry.
    pub fn into_suppression(self) -> Result<Suppression, StoreError> {
        Ok(Suppression {
            channel: SUPPRESSIONS.parsed("channel", Channel::parse(&self.channel))?,
            hash: SUPPRESSIONS.hash("hash", &self.hash)?,
            since: SUPPRESSIONS.instant("since", self.since)?,
            controller: self.controller,
            reason: self.reason,
        })
    }
}
