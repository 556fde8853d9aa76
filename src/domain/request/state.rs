//! Where one request stands.

use serde::{Deserialize, Serialize};

/// The state of one request. `overdue`, `paused`, `extended` and `not started` are computed from the clock and never stored here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has arrived; nobody has asked or accepted anything yet.
    Received,
    /// We asked for something that shows who the person is.
    Verifying,
    /// We asked an agent for their authority.
    AwaitingAuthority,
    /// The systems are being searched (or the data located, or the fields found).
    Gathering,
    /// We asked what is meant; access only pauses the clock.
    AwaitingClarification,
    /// A person looks at what was found and decides.
    Reviewing,
    /// Decided and approved; being carried out. The point of no return.
    Executing,
    /// Done and answered.
    Fulfilled,
    /// Refused with a ground.
    Refused,
    /// The person took it back.
    Withdrawn,
    /// Identity, authority or clarification never came.
    Lapsed,
    /// Answered together with another request of the same person, under the reference of another case.
    Joined,
}

impl State {
    /// All states in the order of a request's life.
    pub const ALL: [Self; 12] = [
        Self::Received,
        Self::Verifying,
        Self::AwaitingAuthority,
        Self::Gathering,
        Self::AwaitingClarification,
        Self::Reviewing,
        Self::Executing,
        Self::Fulfilled,
        Self::Refused,
        Self::Withdrawn,
        Self::Lapsed,
        Self::Joined,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Verifying => "verifying",
            Self::AwaitingAuthority => "awaiting_authority",
            Self::Gathering => "gathering",
            Self::AwaitingClarification => "awaiting_clarification",
            Self::Reviewing => "reviewing",
            Self::Executing => "executing",
            Self::Fulfilled => "fulfilled",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::Joined => "joined",
        }
    }

    /// Reads [`State::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The name staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "Received",
            Self::Verifying => "Verifying",
            Self::AwaitingAuthority => "Waiting for authority",
            Self::Gathering => "Gathering",
            Self::AwaitingClarification => "Waiting for an answer",
            Self::Reviewing => "Reviewing",
            Self::Executing => "Executing",
            Self::Fulfilled => "Fulfilled",
            Self::Refused => "Refused",
            Self::Withdrawn => "Withdrawn",
            Self::Lapsed => "Lapsed",
            Self::Joined => "Answered with another case",
        }
    }

    /// Whether work remains.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Fulfilled | Self::Refused | Self::Withdrawn | Self::Lapsed | Self::Joined)
    }

    /// Which of the six drawn [`PHASES`] it belongs to.
    pub const fn phase(self) -> usize {
        match self {
            Self::Received => 0,
            Self::Verifying | Self::AwaitingAuthority => 1,
            Self::Gathering | Self::AwaitingClarification => 2,
            Self::Reviewing => 3,
            Self::Executing => 4,
            Self::Fulfilled | Self::Refused | Self::Withdrawn | Self::Lapsed | Self::Joined => 5,
        }
    }
}

/// The names of the six phases every right goes through.
pub const PHASES: [&str; 6] = ["Received", "Verifying", "Gathering", "Reviewing", "Executing", "Answered"];
