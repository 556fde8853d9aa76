//! The states of a transmission, and the table of what can happen to it.

use serde::{Deserialize, Serialize};

/// Where a transmission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransmissionState {
    /// The person has asked for it; there is no package yet.
    Wished,
    /// It is to be sent, or to be sent again.
    Due,
    /// The receiver's program has said that it took the package.
    Accepted,
    /// It did not arrive, and a person decides.
    Stuck,
    /// A person decided: the person fetches the package themselves.
    LinkGiven,
    /// A person decided that sending it straight there is not technically feasible (Article 20(2)).
    NotFeasible,
}

/// How a person settles a transmission that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settling {
    /// The person fetches the package by the usual link.
    Link,
    /// The same, and the letter says that sending it straight there is not technically feasible.
    NotFeasible,
}

/// What can happen to a transmission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// The package lies ready, and the transmission was wished for.
    Ready,
    /// The receiver took it.
    Accepted,
    /// A try failed, and another one follows by itself.
    Failed,
    /// A try failed, and none follows.
    GaveUp,
    /// Somebody has it sent again.
    Again,
    /// A person settled it.
    Settled(Settling),
}

/// Something that cannot happen to a transmission as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this does not fit any more: the transmission is “{}”", .from.name())]
pub struct Unfit {
    /// Where it stands.
    pub from: TransmissionState,
    /// What was to happen.
    pub turn: Turn,
}

impl Settling {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Link, Self::NotFeasible];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::NotFeasible => "not_feasible",
        }
    }

    /// Reads [`Settling::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    const fn state(self) -> TransmissionState {
        match self {
            Self::Link => TransmissionState::LinkGiven,
            Self::NotFeasible => TransmissionState::NotFeasible,
        }
    }
}

impl TransmissionState {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Wished, Self::Due, Self::Accepted, Self::Stuck, Self::LinkGiven, Self::NotFeasible];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wished => "wished",
            Self::Due => "due",
            Self::Accepted => "accepted",
            Self::Stuck => "stuck",
            Self::LinkGiven => "link_given",
            Self::NotFeasible => "not_feasible",
        }
    }

    /// Reads [`TransmissionState::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wished => "Asked for",
            Self::Due => "Being sent",
            Self::Accepted => "Accepted",
            Self::Stuck => "Did not arrive",
            Self::LinkGiven => "Link given instead",
            Self::NotFeasible => "Not technically feasible",
        }
    }

    /// Whether it has come to its end.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Accepted | Self::LinkGiven | Self::NotFeasible)
    }

    /// Whether the answer to the person waits for it.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Due | Self::Stuck)
    }

    /// The state after something has happened. What was accepted stays accepted, and only a person settles.
    pub const fn after(self, turn: Turn) -> Result<Self, Unfit> {
        let next = match (self, turn) {
            (Self::Wished, Turn::Ready)
            | (Self::Due, Turn::Failed)
            | (Self::Due | Self::Stuck | Self::LinkGiven | Self::NotFeasible, Turn::Again) => Self::Due,
            (Self::Due, Turn::Accepted) => Self::Accepted,
            (Self::Due, Turn::GaveUp) => Self::Stuck,
            (Self::Wished | Self::Stuck, Turn::Settled(how)) => how.state(),
            _ => return Err(Unfit { from: self, turn }),
        };
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TURNS: [Turn; 7] = [
        Turn::Ready,
        Turn::Accepted,
        Turn::Failed,
        Turn::GaveUp,
        Turn::Again,
        Turn::Settled(Settling::Link),
        Turn::Settled(Settling::NotFeasible),
    ];

    proptest! {
        #[test]
        fn nothing_counts_as_accepted_that_the_receiver_did_not_take(order in prop::collection::vec(0..7usize, 0..24)) {
            let (mut state, mut took) = (TransmissionState::Wished, false);
            for at in order {
                let Ok(next) = state.after(TURNS[at]) else { continue };
                took |= TURNS[at] == Turn::Accepted;
                state = next;
                prop_assert_eq!(state == TransmissionState::Accepted, took);
            }
        }
    }

    #[test]
    fn what_was_accepted_stays_accepted() {
        assert!(TURNS.into_iter().all(|turn| TransmissionState::Accepted.after(turn).is_err()));
    }

    #[test]
    fn every_state_reads_its_own_code_back() {
        for state in TransmissionState::ALL {
            assert_eq!(TransmissionState::parse(state.code()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
        assert!(Settling::ALL.into_iter().all(|how| Settling::parse(how.code()) == Some(how)));
    }
}
