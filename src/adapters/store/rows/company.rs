//! Rows of `policies` and `controller_versions`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::{controller_versions, policies};
use crate::domain::ids::{ControllerVersionId, PolicyId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::companies::{ControllerVersion, PolicyLine, PolicyRecord};

const POLICIES: Table = Table("policies");
const VERSIONS: Table = Table("controller_versions");

/// One version of a company's settings.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = controller_versions, treat_none_as_default_value = false)]
pub struct ControllerVersionRow {
    id: Vec<u8>,
    controller: String,
    body: Option<String>,
    policy_id: Option<Vec<u8>>,
    changes: String,
    written_by: Vec<u8>,
    written_at: i64,
}

/// What a policy is, without its words.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = policies, treat_none_as_default_value = false)]
pub struct PolicyLineRow {
    id: Vec<u8>,
    controller: String,
    name: String,
    read_by: Vec<u8>,
    read_at: i64,
    in_force_at: Option<i64>,
}

/// A policy.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = policies, treat_none_as_default_value = false)]
pub struct PolicyRow {
    #[diesel(embed)]
    line: PolicyLineRow,
    source: String,
    answers: String,
    version: i64,
}

impl ControllerVersionRow {
    /// The row of a version.
    pub fn new(version: &ControllerVersion) -> Result<Self, StoreError> {
        Ok(Self {
            id: bytes(version.id.0),
            controller: version.controller.clone(),
            body: version.body.as_ref().map(|body| VERSIONS.to_json("body", body)).transpose()?,
            policy_id: version.policy.map(|policy| bytes(policy.0)),
            changes: VERSIONS.to_json("changes", &version.changes)?,
            written_by: bytes(version.by.0),
            written_at: micros(version.at),
        })
    }

    /// The version.
    pub fn into_version(self) -> Result<ControllerVersion, StoreError> {
        Ok(ControllerVersion {
            id: ControllerVersionId(VERSIONS.id("id", &self.id)?),
            controller: self.controller,
            body: self.body.map(|body| VERSIONS.json("body", &body)).transpose()?,
            policy: VERSIONS.maybe_id("policy_id", self.policy_id.as_ref())?.map(PolicyId),
            changes: VERSIONS.json("changes", &self.changes)?,
            by: StaffId(VERSIONS.id("written_by", &self.written_by)?),
            at: VERSIONS.instant("written_at", self.written_at)?,
        })
    }
}

impl PolicyLineRow {
    fn new(line: &PolicyLine) -> Self {
        Self {
            id: bytes(line.id.0),
            controller: line.controller.clone(),
            name: line.name.clone(),
            read_by: bytes(line.by.0),
            read_at: micros(line.at),
            in_force_at: line.in_force_at.map(micros),
        }
    }

    /// What it is.
    pub fn into_line(self) -> Result<PolicyLine, StoreError> {
        Ok(PolicyLine {
            id: PolicyId(POLICIES.id("id", &self.id)?),
            controller: self.controller,
            name: self.name,
            by: StaffId(POLICIES.id("read_by", &self.read_by)?),
            at: POLICIES.instant("read_at", self.read_at)?,
            in_force_at: POLICIES.maybe_instant("in_force_at", self.in_force_at)?,
        })
    }
}

impl PolicyRow {
    /// The row of a policy.
    pub fn new(policy: &PolicyRecord) -> Result<Self, StoreError> {
        Ok(Self {
            line: PolicyLineRow::new(&policy.line),
            source: POLICIES.to_json("source", &policy.source)?,
            answers: POLICIES.to_json("answers", &policy.answers)?,
            version: policy.version,
        })
    }

    /// The policy.
    pub fn into_policy(self) -> Result<PolicyRecord, StoreError> {
        Ok(PolicyRecord {
            line: self.line.into_line()?,
            source: POLICIES.json("source", &self.source)?,
            answers: POLICIES.json("answers", &self.answers)?,
            version: self.version,
        })
    }
}
