//! Where a complaint stands, and how it can end.

use serde::{Deserialize, Serialize};

/// The state of a complaint. Whether the acknowledgement is overdue is computed by the clock and never stored here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has arrived. The duty to look into it begins now (section 164A(4)).
    Received,
    /// The person knows that we have it.
    Acknowledged,
    /// Somebody looks into it.
    Investigating,
    /// The person knows what came of it.
    OutcomeSent,
    /// The person took it back.
    Withdrawn,
}

impl State {
    /// All states in the order of a complaint's life.
    pub const ALL: [Self; 5] =
        [Self::Received, Self::Acknowledged, Self::Investigating, Self::OutcomeSent, Self::Withdrawn];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Acknowledged => "acknowledged",
            Self::Investigating => "investigating",
            Self::OutcomeSent => "outcome_sent",
            Self::Withdrawn => "withdrawn",
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
            Self::Acknowledged => "Acknowledged",
            Self::Investigating => "Investigating",
            Self::OutcomeSent => "Outcome sent",
            Self::Withdrawn => "Withdrawn",
        }
    }

    /// Whether work remains.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::OutcomeSent | Self::Withdrawn)
    }
}

/// What came of a complaint. There is no refusal: whoever complains gets an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The person was right.
    Upheld,
    /// The person was right in a part.
    Partly,
    /// Nothing was wrong.
    NotUpheld,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Upheld, Self::Partly, Self::NotUpheld];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Partly => "partly",
            Self::NotUpheld => "not_upheld",
        }
    }

    /// Reads [`Verdict::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// The name staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Upheld => "Upheld",
            Self::Partly => "Partly upheld",
            Self::NotUpheld => "Not upheld",
        }
    }

    /// What the person reads, as a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Upheld => "You were right, and we are sorry.",
            Self::Partly => "You were right in part, and we are sorry for that part.",
            Self::NotUpheld => "We looked into it and did not find that we did something wrong.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_verdict_reads_its_own_code_back() {
        assert!(State::ALL.iter().all(|state| State::parse(state.code()) == Some(*state)));
        assert!(Verdict::ALL.iter().all(|verdict| Verdict::parse(verdict.code()) == Some(*verdict)));
        assert_eq!(State::parse("dreaming"), None);
    }
}
