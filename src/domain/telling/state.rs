//! The states of a notice to a recipient, and the table of what can happen to it.

use serde::{Deserialize, Serialize};

/// Where a notice to a recipient stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TellingState {
    /// They are to be told.
    Due,
    /// They were told; a word of theirs is awaited.
    Told,
    /// They have said that they know.
    Acknowledged,
    /// They have said that it is done.
    Done,
    /// They say that they cannot; a person decides.
    Declined,
    /// Nothing came in time; a person decides.
    NoAnswer,
    /// A person decided that telling them is impossible (Article 19).
    Impossible,
    /// A person decided that telling them would take a disproportionate effort (Article 19).
    Disproportionate,
}

/// What a person decides about a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// They were told in another way, and know.
    Acknowledged,
    /// They have said that it is done.
    Done,
    /// It is impossible to tell them.
    Impossible,
    /// It would take a disproportionate effort.
    Disproportionate,
}

/// What can happen to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Happening {
    /// It has been handed over: put into the outbox, taken by their program.
    Told,
    /// It could not be handed over, or came back.
    Failed,
    /// The recipient says that they know.
    Acknowledged,
    /// The recipient says that it is done.
    Done,
    /// The recipient says that they cannot.
    Declined,
    /// Nothing came until the end.
    Unanswered,
    /// Somebody has it sent anew.
    Again,
    /// A person decided.
    Resolved(Resolution),
}

/// Something that cannot happen to a notice as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this does not fit any more: the notice is “{}”", .from.name())]
pub struct Unfit {
    /// Where it stands.
    pub from: TellingState,
    /// What was to happen.
    pub happening: Happening,
}

impl Resolution {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Done, Self::Acknowledged, Self::Impossible, Self::Disproportionate];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        self.state().code()
    }

    /// Reads [`Resolution::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// What staff choose from.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Done => "They say that it is done",
            Self::Acknowledged => "They were told, and know",
            Self::Impossible => "Telling them is impossible",
            Self::Disproportionate => "Telling them would take a disproportionate effort",
        }
    }

    const fn state(self) -> TellingState {
        match self {
            Self::Acknowledged => TellingState::Acknowledged,
            Self::Done => TellingState::Done,
            Self::Impossible => TellingState::Impossible,
            Self::Disproportionate => TellingState::Disproportionate,
        }
    }
}

impl TellingState {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Due,
        Self::Told,
        Self::Acknowledged,
        Self::Done,
        Self::Declined,
        Self::NoAnswer,
        Self::Impossible,
        Self::Disproportionate,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Told => "told",
            Self::Acknowledged => "acknowledged",
            Self::Done => "done",
            Self::Declined => "declined",
            Self::NoAnswer => "no_answer",
            Self::Impossible => "impossible",
            Self::Disproportionate => "disproportionate",
        }
    }

    /// Reads [`TellingState::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Due => "To be told",
            Self::Told => "Told, no answer yet",
            Self::Acknowledged => "They know",
            Self::Done => "Done",
            Self::Declined => "They say that they cannot",
            Self::NoAnswer => "No answer",
            Self::Impossible => "Impossible to tell",
            Self::Disproportionate => "Disproportionate effort",
        }
    }

    /// Whether the answer to the person waits for it: nobody has told them, or somebody has to decide. A notice that is only
    /// unanswered does not hold the answer back, because Article 19 asks for telling and Article 12(3) for no delay.
    pub const fn holds_the_answer_back(self) -> bool {
        matches!(self, Self::Due | Self::Declined | Self::NoAnswer)
    }

    /// Whether it has come to its end.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Acknowledged | Self::Done | Self::Impossible | Self::Disproportionate)
    }

    /// The state after something has happened. Whoever says that it is done is believed and not asked again, unless a
    /// person has the notice sent anew.
    pub const fn after(self, happening: Happening) -> Result<Self, Unfit> {
        use Happening as H;
        let unfit = Unfit { from: self, happening };
        if matches!(self, Self::Done) {
            return Err(unfit);
        }
        let next = match (self, happening) {
            (Self::Due, H::Told) => Self::Told,
            (Self::Told | Self::Declined | Self::NoAnswer, H::Acknowledged) => Self::Acknowledged,
            (Self::Told | Self::Acknowledged | Self::Declined | Self::NoAnswer, H::Done) => Self::Done,
            (Self::Told | Self::Acknowledged | Self::NoAnswer, H::Declined) => Self::Declined,
            (Self::Told, H::Unanswered) => Self::NoAnswer,
            (Self::Due | Self::Told | Self::NoAnswer, H::Failed) | (_, H::Again) => Self::Due,
            (_, H::Resolved(resolution)) => resolution.state(),
            _ => return Err(unfit),
        };
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn happenings() -> Vec<Happening> {
        use Happening::{Acknowledged, Again, Declined, Done, Failed, Told, Unanswered};
        let resolved = Resolution::ALL.into_iter().map(Happening::Resolved);
        [Told, Failed, Acknowledged, Done, Declined, Unanswered, Again].into_iter().chain(resolved).collect()
    }

    proptest! {
        #[test]
        fn nobody_counts_as_told_who_was_not(order in prop::collection::vec(0..11usize, 0..24)) {
            let mut state = TellingState::Due;
            let mut was_told = false;
            for at in order {
                let happening = happenings()[at];
                let Ok(next) = state.after(happening) else { continue };
                was_told = match happening {
                    Happening::Told | Happening::Resolved(Resolution::Acknowledged | Resolution::Done) => true,
                    Happening::Again | Happening::Failed => false,
                    _ => was_told,
                };
                state = next;
                let says_so = matches!(
                    state,
                    TellingState::Told
                        | TellingState::Acknowledged
                        | TellingState::Done
                        | TellingState::Declined
                        | TellingState::NoAnswer
                );
                prop_assert!(was_told || !says_so, "{state:?} although nobody was told");
                prop_assert_eq!(state == TellingState::Due, state.after(Happening::Told).is_ok());
            }
        }

        #[test]
        fn whatever_happened_a_person_can_end_it(order in prop::collection::vec(0..11usize, 0..24)) {
            let mut state = TellingState::Due;
            for at in order {
                state = state.after(happenings()[at]).unwrap_or(state);
            }
            let ended = state.after(Happening::Resolved(Resolution::Impossible)).unwrap_or(state);
            prop_assert!(ended.is_settled() && !ended.holds_the_answer_back());
        }
    }

    #[test]
    fn what_is_done_stays_done() {
        assert!(happenings().into_iter().all(|happening| TellingState::Done.after(happening).is_err()));
    }

    #[test]
    fn every_state_reads_its_own_code_back() {
        for state in TellingState::ALL {
            assert_eq!(TellingState::parse(state.code()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
        for one in Resolution::ALL {
            assert_eq!(Resolution::parse(one.code()), Some(one));
        }
    }
}
