//! Companies as people changed them in the console, and the policies that were read for them.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::controller::Controller;
use crate::domain::ids::{ControllerVersionId, PolicyId, StaffId};
use crate::domain::policy::Source;
use crate::domain::setup::{Answers, Difference};

/// One version of a company's settings. Versions are added and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControllerVersion {
    /// Its identifier.
    pub id: ControllerVersionId,
    /// Whose: [`Controller::id`].
    pub controller: String,
    /// The settings; `None` goes back to the file.
    pub body: Option<Controller>,
    /// The policy that its facts were read from, or were before they were corrected.
    pub policy: Option<PolicyId>,
    /// What is not as it was before.
    pub changes: Vec<Difference>,
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A policy that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLine {
    /// Its identifier.
    pub id: PolicyId,
    /// The company it is for.
    pub controller: String,
    /// The name of its file, or what stands for it.
    pub name: String,
    /// Who gave it to the desk.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
    /// Since when its facts count; `None` while they are being looked at.
    pub in_force_at: Option<DateTime<Utc>>,
}

/// A policy with its words and with what people said about its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRecord {
    /// What it is.
    pub line: PolicyLine,
    /// Its words.
    pub source: Source,
    /// What people said so far.
    pub answers: Answers,
    /// Goes up by one with every change.
    pub version: i64,
}

/// Companies and policies.
pub trait Companies {
    /// Adds a version; it is in force from now on.
    fn add_controller_version(&mut self, version: &ControllerVersion) -> Result<(), StoreError>;
    /// How many versions there are of all companies: a number that changes whenever one of them does.
    fn controller_version_count(&mut self) -> Result<i64, StoreError>;
    /// Every version of every company, the oldest first.
    fn controller_versions(&mut self) -> Result<Vec<ControllerVersion>, StoreError>;
    /// The versions of a company, the newest first, up to `limit`.
    fn controller_versions_of(&mut self, controller: &str, limit: i64) -> Result<Vec<ControllerVersion>, StoreError>;
    /// Adds a policy.
    fn add_policy(&mut self, policy: &PolicyRecord) -> Result<(), StoreError>;
    /// A policy.
    fn policy(&mut self, id: PolicyId) -> Result<PolicyRecord, StoreError>;
    /// The policies of every company, the newest first, up to `limit`.
    fn policies(&mut self, limit: i64) -> Result<Vec<PolicyLine>, StoreError>;
    /// Saves answers and since when the policy counts. Guarded by `policy.version`, which goes up by one; [`StoreError::Conflict`] when it moved on.
    fn save_policy(&mut self, policy: &PolicyRecord) -> Result<(), StoreError>;
}
