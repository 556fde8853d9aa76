//! Where the time of a request goes: stages that somebody can answer for, and what was spent in each.

use chrono::TimeDelta;

use crate::domain::request::State;

/// A stage that takes time. Several states of a request can be one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Received, and nobody has done anything yet.
    Untouched,
    /// The person was asked who they are, for a mandate, or what they mean.
    Person,
    /// Systems and colleagues are asked.
    Gathering,
    /// A reviewer looks at it.
    Review,
    /// It is approved and being carried out.
    Execution,
}

impl Stage {
    /// All of them, in the order in which a request goes through them.
    pub const ALL: [Self; 5] = [Self::Untouched, Self::Person, Self::Gathering, Self::Review, Self::Execution];

    /// The stage of a state; a closed request is in none.
    pub const fn of(state: State) -> Option<Self> {
        match state {
            State::Received => Some(Self::Untouched),
            State::Verifying | State::AwaitingAuthority | State::AwaitingClarification => Some(Self::Person),
            State::Gathering => Some(Self::Gathering),
            State::Reviewing => Some(Self::Review),
            State::Executing => Some(Self::Execution),
            State::Fulfilled | State::Refused | State::Withdrawn | State::Lapsed | State::Joined => None,
        }
    }

    /// What a report calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Untouched => "Lying with us, untouched",
            Self::Person => "Waiting for the person",
            Self::Gathering => "Gathering: systems and colleagues",
            Self::Review => "Review and approval",
            Self::Execution => "Carrying out and answering",
        }
    }
}

/// Seconds that were spent in each stage, in the order of [`Stage::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent(pub [i64; 5]);

impl Spent {
    /// Adds time to a stage. A clock that was set back takes nothing away.
    pub fn add(&mut self, stage: Stage, time: TimeDelta) {
        let kept = self.0.iter_mut().zip(Stage::ALL).filter(|(_, own)| *own == stage);
        kept.for_each(|(seconds, _)| *seconds += time.num_seconds().max(0));
    }

    /// Seconds in a stage.
    pub fn of(&self, stage: Stage) -> i64 {
        self.0.iter().zip(Stage::ALL).find(|(_, own)| *own == stage).map_or(0, |(seconds, _)| *seconds)
    }

    /// Seconds in all stages.
    pub fn total(&self) -> i64 {
        self.0.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_open_state_is_a_stage_and_no_closed_one_is() {
        assert!(State::ALL.iter().all(|state| Stage::of(*state).is_some() == state.is_open()));
    }

    proptest! {
        #[test]
        fn what_is_added_is_spent_in_its_stage_and_nowhere_else(times in prop::collection::vec((0usize..5, -5i64..10_000), 0..40)) {
            let mut spent = Spent::default();
            let mut wanted = [0; 5];
            for (index, seconds) in times {
                spent.add(Stage::ALL[index], TimeDelta::seconds(seconds));
                wanted[index] += seconds.max(0);
            }
            prop_assert_eq!(spent.0, wanted);
            prop_assert_eq!(spent.total(), wanted.iter().sum::<i64>());
            prop_assert!(Stage::ALL.iter().zip(wanted).all(|(stage, seconds)| spent.of(*stage) == seconds));
        }
    }
}
