//! Cases that belong together.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, StaffId};

/// How two cases belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// The first is answered with the second.
    Joined,
    /// The first was split off the second.
    Split,
    /// Somebody says that they belong together.
    Related,
}

impl LinkKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Joined, Self::Split, Self::Related];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Split => "split",
            Self::Related => "related",
        }
    }

    /// Reads [`LinkKind::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Two cases that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseLink {
    /// The first.
    pub case: CaseId,
    /// The second.
    pub other: CaseId,
    /// How.
    pub kind: LinkKind,
    /// Who said so.
    pub by: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// Links between cases.
pub trait Links {
    /// Links two cases; [`StoreError::Exists`] with `"link"` when the same two are linked in the same order.
    fn add_link(&mut self, link: &CaseLink) -> Result<(), StoreError>;
    /// The links of a case from either side, the oldest first.
    fn links_of(&mut self, case: CaseId) -> Result<Vec<CaseLink>, StoreError>;
    /// Takes a link of [`LinkKind::Related`] away, from whichever side; `false` when there is none.
    fn remove_link(&mut self, case: CaseId, other: CaseId) -> Result<bool, StoreError>;
}
