//! What a person said about the points of a sheet.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::ids::StaffId;

/// What becomes of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// It is as it was read.
    Accept,
    /// It is as the person wrote it.
    Correct,
    /// Nobody knows yet: it stays missing.
    Open,
}

/// A person's word on one point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What becomes of it.
    pub word: Word,
    /// What was written, by the field's name; only with [`Word::Correct`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Who.
    pub by: StaffId,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// The words given so far, by the pointer of the point.
pub type Answers = BTreeMap<String, Answer>;

impl Word {
    /// Its name in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Correct => "correct",
            Self::Open => "open",
        }
    }

    /// Reads [`Word::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Accept, Self::Correct, Self::Open].into_iter().find(|word| word.code() == code)
    }
}
