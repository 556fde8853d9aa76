//! What a letter can ask for, in the words of the reader's answer.

use serde::{Deserialize, Serialize};

use crate::domain::right::Right;

/// A wish that a letter may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Article 15.
    Access,
    /// Article 17.
    Erasure,
    /// Article 16.
    Rectification,
    /// Article 18.
    Restriction,
    /// Article 20.
    Portability,
    /// Article 21.
    Objection,
    /// Article 22: that a person looks at a decision which a machine made.
    AutomatedDecision,
    /// Article 7(3).
    WithdrawConsent,
    /// Something that only a person can read: a scan, a recording, an empty letter with a file.
    Unknown,
}

impl Wish {
    /// The word in the reader's answer.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Erasure => "erasure",
            Self::Rectification => "rectification",
            Self::Restriction => "restriction",
            Self::Portability => "portability",
            Self::Objection => "objection",
            Self::AutomatedDecision => "automated_decision",
            Self::WithdrawConsent => "withdraw_consent",
            Self::Unknown => "unknown",
        }
    }

    /// The right under which a case handles it. A review of an automated decision (Article 22) is handled as an objection to
    /// that use of the data; what nobody has read yet has none.
    pub const fn right(self) -> Option<Right> {
        match self {
            Self::Access => Some(Right::Access),
            Self::Erasure => Some(Right::Erasure),
            Self::Rectification => Some(Right::Rectification),
            Self::Restriction => Some(Right::Restriction),
            Self::Portability => Some(Right::Portability),
            Self::Objection | Self::AutomatedDecision => Some(Right::Objection),
            Self::WithdrawConsent => Some(Right::ConsentWithdrawal),
            Self::Unknown => None,
        }
    }

    /// The wish that an article of the GDPR (and the UK GDPR) stands for.
    pub const fn of_article(number: u32) -> Option<Self> {
        match number {
            15 => Some(Self::Access),
            16 => Some(Self::Rectification),
            17 => Some(Self::Erasure),
            18 => Some(Self::Restriction),
            20 => Some(Self::Portability),
            21 => Some(Self::Objection),
            22 => Some(Self::AutomatedDecision),
            _ => None,
        }
    }
}
