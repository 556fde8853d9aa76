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
    /// `sqlite:PATH`, `postgres://…`, `mysql://…`, `csv:FOLDER`, `xlsx:FOLDER`, `service:FILE.toml`, `webhook:FILE.toml` or `manual`.
    pub connect: String,
    /// A file whose first line is the password.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// The password itself; meant for the environment.
    #[serde(default)]
    pub password: Option<Personal>,
    /// The longest a question may go on without giving a row, in seconds.
    #[serde(default = "statement_seconds")]
    pub statement_seconds: u64,
    /// The most rows that one question may return.
    #[serde(default = "row_limit")]
    pub row_limit: u64,
    /// The most connections that we have to it at a time.
    #[serde(default = "connections")]
    pub connections: usize,
}

const fn statement_seconds() -> u64 {
    60
}

const fn row_limit() -> u64 {
    10_000_000
}

const fn connections() -> usize {
    4
}
