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

    /// The tick box.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Copy => "Send me a copy of my data",
            Self::Correct => "Correct something that is wrong",
            Self::Erase => "Erase my data",
            Self::Marketing => "Stop sending me marketing",
            Self::Object => "Stop using my data for something else",
            Self::Pause => "Leave my data alone for a while",
            Self::Move => "Give me my data to take elsewhere",
            Self::Consent => "Take back a consent I gave",
            Self::Unsure => "I am not sure",
        }
    }

    /// The line below it.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Copy => "Everything we hold about you, explained in plain words.",
            Self::Correct => "Or complete something that is missing. We will ask what it should say.",
            Self::Erase => "All of it or a part. We will tell you if the law makes us keep something, and until when.",
            Self::Marketing => "E-mail, texts, post or calls. You do not need a reason; we stop at once.",
            Self::Object => {
                "You object to a purpose, such as profiling or statistics. We stop unless we have a strong reason."
            }
            Self::Pause => "We keep it but do not use it, for example while a mistake is being checked.",
            Self::Move => "A file that another company’s computer can read.",
            Self::Consent => "For example to cookies or to reviews with your name.",
            Self::Unsure => {
                "Say it in your own words on a later page. We start with a copy of your data and work it out with you."
            }
        }
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
