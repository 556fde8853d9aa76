//! `[recipients.NAME]`: a program of a recipient that takes signed notices (Article 19).

use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::personal::Personal;

/// One program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientSection {
    /// Where it listens: `https://…`; plain http only for one on this machine.
    pub url: String,
    /// A file whose first line is the secret that both sides know.
    #[serde(default)]
    pub secret_file: Option<PathBuf>,
    /// The secret itself; meant for the environment.
    #[serde(default)]
    pub secret: Option<Personal>,
    /// The certificates (PEM) that its own must be signed by, where no public authority has signed it.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// The longest that a call may take, in seconds.
    #[serde(default = "patience")]
    pub timeout_seconds: u64,
}

const fn patience() -> u64 {
    20
}

/// A program that cannot be called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecipientSectionError {
    /// Personal data would cross a network in the clear.
    #[error("recipients.{0}.url: write https://…")]
    Address(String),
    /// Nobody could tell who calls.
    #[error("recipients.{0}: name a secret_file")]
    Secret(String),
}

impl RecipientSection {
    /// Checks the section by itself.
    pub fn validate(&self, name: &str) -> Result<(), RecipientSectionError> {
        if !self.url.starts_with("https://") && !self.url.starts_with("http://") {
            return Err(RecipientSectionError::Address(name.to_owned()));
        }
        let is_signed = self.secret.is_some() || self.secret_file.is_some();
        if is_signed { Ok(()) } else { Err(RecipientSectionError::Secret(name.to_owned())) }
    }
}
