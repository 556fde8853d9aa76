//! What a recipient is asked to do.

use serde::{Deserialize, Serialize};

/// What a recipient is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientAct {
    /// Correct it.
    Rectify,
    /// Erase it.
    Erase,
    /// Restrict its use.
    Restrict,
    /// Stop using it.
    Stop,
    /// Use it again: the restriction they were told of is lifted.
    Lift,
}

impl RecipientAct {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rectify, Self::Erase, Self::Restrict, Self::Stop, Self::Lift];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rectify => "rectify",
            Self::Erase => "erase",
            Self::Restrict => "restrict",
            Self::Stop => "stop",
            Self::Lift => "lift",
        }
    }

    /// Reads [`RecipientAct::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    /// What a recipient is to do, after "to": "to correct the data".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rectify => "correct the data",
            Self::Erase => "erase the data",
            Self::Restrict => "store the data and not use it",
            Self::Stop => "stop using the data",
            Self::Lift => "treat the data as before: the restriction is lifted",
        }
    }
}
