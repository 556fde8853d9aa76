//! `[systems.NAME]`: how to reach the shop's systems. Read-only credentials are enough.

use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::personal::Personal;
use crate::domain::task_link::{LinkFault, LinkPolicy};

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
    /// Somebody outside is asked by a mailed link; goes before what the data map says.
    #[serde(default)]
    pub link: Option<LinkPolicy>,
}

/// What is wrong with a system.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SystemSectionError {
    /// The link cannot be used.
    #[error("systems.{system}.link: {fault}")]
    Link {
        /// Which system.
        system: String,
        /// Why.
        fault: LinkFault,
    },
    /// A link to somebody, and a way for the program.
    #[error("systems.{0}.link: a link is for systems with connect = \"manual\"")]
    NotManual(String),
}

impl SystemSection {
    /// Checks the section by itself.
    pub fn validate(&self, system: &str) -> Result<(), SystemSectionError> {
        let Some(link) = &self.link else { return Ok(()) };
        if self.connect != MANUAL {
            return Err(SystemSectionError::NotManual(system.to_owned()));
        }
        link.check().map_err(|fault| SystemSectionError::Link { system: system.to_owned(), fault })
    }
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
