//! `[database]`: what the desk remembers in.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::personal::Personal;

/// The section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSection {
    /// A path for SQLite, or a `postgres://` URL.
    pub url: String,
    /// A file whose first line is the PostgreSQL password.
    pub password_file: Option<PathBuf>,
    /// The password itself; meant for the environment.
    pub password: Option<Personal>,
    /// Connections to PostgreSQL, or readers of SQLite.
    pub connections: u32,
}

/// What is wrong in the section.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseSectionError {
    /// Nothing given.
    #[error("database.url: give a path for SQLite or a postgres:// URL")]
    Missing,
    /// Another kind of database.
    #[error("database.url: only SQLite paths and postgres:// URLs are known")]
    Scheme,
    /// Too few or too many.
    #[error("database.connections: between 1 and 200")]
    Connections,
    /// Two passwords.
    #[error("database.password_file: a password is given as well; keep one of the two")]
    PasswordTwice,
}

/// Which kind of database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in this file.
    Sqlite(PathBuf),
    /// PostgreSQL at this URL.
    Postgres(String),
}

impl DatabaseSection {
    /// Checks the section by itself.
    pub fn validate(&self) -> Result<(), DatabaseSectionError> {
        if self.url.trim().is_empty() {
            return Err(DatabaseSectionError::Missing);
        }
        if self.url.contains("://") && !is_postgres(&self.url) {
            return Err(DatabaseSectionError::Scheme);
        }
        if !(1..=200).contains(&self.connections) {
            return Err(DatabaseSectionError::Connections);
        }
        if self.password.is_some() && self.password_file.is_some() {
            return Err(DatabaseSectionError::PasswordTwice);
        }
        Ok(())
    }

    /// Which database this is; a relative path lies in the data folder.
    pub fn engine(&self, data: &Path) -> Engine {
        if is_postgres(&self.url) { Engine::Postgres(self.url.clone()) } else { Engine::Sqlite(data.join(&self.url)) }
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}
