//! The seven rights a person can use.

use serde::{Deserialize, Serialize};

/// A right of the data subject (UK GDPR and GDPR Articles 7(3) and 15 to 21; the article numbers are the same in both).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Article 15: confirmation, a copy of the data, and the information of 15(1) and (2).
    Access,
    /// Article 16.
    Rectification,
    /// Article 17.
    Erasure,
    /// Article 18.
    Restriction,
    /// Article 20.
    Portability,
    /// Article 21, direct marketing included.
    Objection,
    /// Article 7(3).
    ConsentWithdrawal,
}

impl Right {
    /// All of them, in the order the form offers them.
    pub const ALL: [Self; 7] = [
        Self::Access,
        Self::Rectification,
        Self::Erasure,
        Self::Restriction,
        Self::Portability,
        Self::Objection,
        Self::ConsentWithdrawal,
    ];

    /// The stored and spoken-to-machines name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Rectification => "rectification",
            Self::Erasure => "erasure",
            Self::Restriction => "restriction",
            Self::Portability => "portability",
            Self::Objection => "objection",
            Self::ConsentWithdrawal => "consent_withdrawal",
        }
    }

    /// Reads [`Right::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }

    /// The name staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Access => "Access",
            Self::Rectification => "Rectification",
            Self::Erasure => "Erasure",
            Self::Restriction => "Restriction",
            Self::Portability => "Portability",
            Self::Objection => "Objection",
            Self::ConsentWithdrawal => "Consent withdrawal",
        }
    }

    /// What the person asked for, in the words of the form: "Send you a copy of your data".
    pub const fn promise(self) -> &'static str {
        match self {
            Self::Access => "Send you a copy of your data",
            Self::Rectification => "Correct something that is wrong",
            Self::Erasure => "Erase your data",
            Self::Restriction => "Leave your data alone for now",
            Self::Portability => "Give you your data to take elsewhere",
            Self::Objection => "Stop using your data",
            Self::ConsentWithdrawal => "Take back a consent you gave",
        }
    }

    /// The same in a letter, where a right is named among others: without how long it is meant to last.
    pub const fn wish(self) -> &'static str {
        match self {
            Self::Restriction => "Leave your data alone",
            other => other.promise(),
        }
    }

    /// What the person did, to go on after "you": "asked us to send you a copy of your data".
    pub const fn asked(self) -> &'static str {
        match self {
            Self::Access => "asked us to send you a copy of your data",
            Self::Rectification => "asked us to correct something that is wrong",
            Self::Erasure => "asked us to erase your data",
            Self::Restriction => "asked us to leave your data alone",
            Self::Portability => "asked us to give you your data to take elsewhere",
            Self::Objection => "asked us to stop using your data",
            Self::ConsentWithdrawal => "took back a consent that you had given us",
        }
    }

    /// The article to cite.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Access => "Article 15",
            Self::Rectification => "Article 16",
            Self::Erasure => "Article 17",
            Self::Restriction => "Article 18",
            Self::Portability => "Article 20",
            Self::Objection => "Article 21",
            Self::ConsentWithdrawal => "Article 7(3)",
        }
    }
}
