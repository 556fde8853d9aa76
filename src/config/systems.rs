//! `[systems.NAME]`: how to reach the shop's systems. Read-only credentials are enough.

use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::personal::Personal;

/// The value of `connect` for a system that a colleague looks into.
pub const MANUAL: &str = "manual";

/// One system.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemSection {
    /// `sqlite:PATH`, `postgres://…`, `mysql://…`, `csv:FOLDER` or `manual`.
    pub connect: String,
    /// A file whose first line is the password.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// The password itself; meant for the environment.
    #[serde(default)]
    pub password: Option<Personal>,
}
