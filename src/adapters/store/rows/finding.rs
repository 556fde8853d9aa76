//! Rows of `findings`.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::findings;
use crate::domain::ids::{FindingId, RequestId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::findings::{CollectionCount, Decision, StoredFinding};

const FINDINGS: Table = Table("findings");

/// A finding with what was decided.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = findings, treat_none_as_default_value = false)]
pub struct FindingRow {
    id: Vec<u8>,
    request_id: Vec<u8>,
    system: String,
    collection: String,
    ordinal: i64,
    link: String,
    flagged: bool,
    flag_reason: Option<String>,
    sealed: Vec<u8>,
    #[diesel(embed)]
    decision: DecisionRow,
}

/// What was decided; all empty when nothing was.
#[derive(Default, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = findings, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct DecisionRow {
    include: Option<bool>,
    withheld_fields: Option<String>,
    exemption: Option<String>,
    reason: Option<String>,
    decided_by: Option<Vec<u8>>,
    decided_at: Option<i64>,
    silent: Option<bool>,
}

impl DecisionRow {
    /// The columns of a decision, or of none.
    pub fn new(decision: Option<&Decision>) -> Result<Self, StoreError> {
        let Some(decision) = decision else { return Ok(Self::default()) };
        Ok(Self {
            include: Some(decision.include),
            withheld_fields: Some(FINDINGS.to_json("withheld_fields", &decision.withheld_fields)?),
            exemption: decision.exemption.clone(),
            reason: Some(decision.reason.clone()),
            decided_by: Some(bytes(decision.by.0)),
            decided_at: Some(micros(decision.at)),
            silent: Some(decision.silent),
        })
    }

    fn into_decision(self) -> Result<Option<Decision>, StoreError> {
        let Some(include) = self.include else { return Ok(None) };
        let withheld = FINDINGS.parsed("withheld_fields", self.withheld_fields)?;
        let by = FINDINGS.parsed("decided_by", self.decided_by)?;
        let at = FINDINGS.parsed("decided_at", self.decided_at)?;
        Ok(Some(Decision {
            include,
            withheld_fields: FINDINGS.json("withheld_fields", &withheld)?,
            exemption: self.exemption,
            reason: FINDINGS.parsed("reason", self.reason)?,
            by: StaffId(FINDINGS.id("decided_by", &by)?),
            at: FINDINGS.instant("decided_at", at)?,
            silent: self.silent.unwrap_or_default(),
        }))
    }
}

impl FindingRow {
    /// The row of a finding.
    pub fn new(finding: &StoredFinding) -> Result<Self, StoreError> {
        Ok(Self {
            id: bytes(finding.id.0),
            request_id: bytes(finding.request.0),
            system: finding.system.clone(),
            collection: finding.collection.clone(),
            ordinal: finding.ordinal,
            link: finding.link.clone(),
            flagged: finding.flagged,
            flag_reason: finding.flag_reason.clone(),
            sealed: finding.sealed.clone(),
            decision: DecisionRow::new(finding.decision.as_ref())?,
        })
    }

    /// The finding.
    pub fn into_finding(self) -> Result<StoredFinding, StoreError> {
        Ok(StoredFinding {
            id: FindingId(FINDINGS.id("id", &self.id)?),
            request: RequestId(FINDINGS.id("request_id", &self.request_id)?),
            system: self.system,
            collection: self.collection,
            ordinal: self.ordinal,
            link: self.link,
            flagged: self.flagged,
            flag_reason: self.flag_reason,
            sealed: self.sealed,
            decision: self.decision.into_decision()?,
        })
    }
}

/// A line of the counts.
#[derive(QueryableByName)]
pub struct CountRow {
    #[diesel(sql_type = Text)]
    system: String,
    #[diesel(sql_type = Text)]
    collection: String,
    #[diesel(sql_type = BigInt)]
    everything: i64,
    #[diesel(sql_type = BigInt)]
    undecided: i64,
    #[diesel(sql_type = BigInt)]
    left_out: i64,
}

impl From<CountRow> for CollectionCount {
    fn from(row: CountRow) -> Self {
        Self {
            system: row.system,
            collection: row.collection,
            rows: row.everything,
            open: row.undecided,
            left_out: row.left_out,
        }
    }
}
