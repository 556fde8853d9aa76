//! What a person can tick, in their words, and which right it is.

use crate::domain::right::Right;

/// Something a person would like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wish {
    /// Article 15.
    Copy,
    /// Article 16.
    Correct,
    /// Article 17.
    Erase,
    /// Article 21(2): nobody may refuse it.
    Marketing,
    /// Article 21(1).
    Object,
    /// Article 18.
    Pause,
    /// Article 20.
    Move,
    /// Article 7(3).
    Consent,
    /// Not sure: we start with Article 15, the right that shows what there is, and read their words.
    Unsure,
}

impl Wish {
    /// All, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Copy,
        Self::Correct,
        Self::Erase,
        Self::Marketing,
        Self::Object,
        Self::Pause,
        Self::Move,
        Self::Consent,
        Self::Unsure,
    ];

    /// Its value in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Correct => "correct",
            Self::Erase => "erase",
            Self::Marketing => "marketing",
            Self::Object => "object",
            Self::Pause => "pause",
            Self::Move => "move",
            Self::Consent => "consent",
            Self::Unsure => "unsure",
        }
    }

    /// Reads [`Wish::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.code() == code)
    }

    /// The right it is.
    pub const fn right(self) -> Right {
        match self {
            Self::Copy | Self::Unsure => Right::Access,
            Self::Correct => Right::Rectification,
            Self::Erase => Right::Erasure,
            Self::Marketing | Self::Object => Right::Objection,
            Self::Pause => Right::Restriction,
            Self::Move => Right::Portability,
            Self::Consent => Right::ConsentWithdrawal,
        }
    }
}
