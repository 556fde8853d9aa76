//! How far amendments are, one by one and all of a request together.

/// Why a column is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AmendmentKind {
    /// It is wrong or incomplete (Article 16).
    Correction,
    /// It marks the row as restricted (Article 18).
    Mark,
}

/// How far one amendment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AmendmentState {
    /// Nothing was written.
    Proposed,
    /// The system reported that it was written.
    Written,
    /// A second look found it as it is to read.
    Confirmed,
    /// Something else stood there: it was not overwritten, and a person looks.
    Differs,
    /// The system did not take it; a person acts.
    NeedsPerson,
    /// The mark is to be taken off.
    Lifting,
    /// The mark is off, and a second look found it so.
    Lifted,
}

impl AmendmentKind {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Mark => "mark",
        }
    }

    /// Reads [`AmendmentKind::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Correction, Self::Mark].into_iter().find(|kind| kind.code() == code)
    }
}

impl AmendmentState {
    /// All of them, in the order of an amendment's life.
    pub const ALL: [Self; 7] =
        [Self::Proposed, Self::Written, Self::Confirmed, Self::Differs, Self::NeedsPerson, Self::Lifting, Self::Lifted];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Written => "written",
            Self::Confirmed => "confirmed",
            Self::Differs => "differs",
            Self::NeedsPerson => "needs_person",
            Self::Lifting => "lifting",
            Self::Lifted => "lifted",
        }
    }

    /// Reads [`AmendmentState::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the program still has something to write or to look at.
    pub const fn is_due(self) -> bool {
        matches!(self, Self::Proposed | Self::Written | Self::Lifting)
    }

    /// Whether it waits for a person.
    pub const fn waits_for_person(self) -> bool {
        matches!(self, Self::Differs | Self::NeedsPerson)
    }
}

/// How far the amendments of a request are, for the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Amending {
    /// The program changes nothing: colleagues do it.
    #[default]
    ByHand,
    /// They are to be written, or being written.
    Open,
    /// A person must look: something stood otherwise, or a system did not take it.
    Remains,
    /// A second look found all of them as they are to read.
    Confirmed,
}

impl Amending {
    /// Of the states of all amendments of a request, and whether a job about them is still to come.
    pub fn of(states: impl IntoIterator<Item = AmendmentState>, job_is_due: bool) -> Self {
        let states: Vec<AmendmentState> = states.into_iter().collect();
        if states.iter().any(|state| state.waits_for_person()) {
            Self::Remains
        } else if job_is_due || states.iter().any(|state| state.is_due()) {
            Self::Open
        } else if states.is_empty() {
            Self::ByHand
        } else {
            Self::Confirmed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AmendmentState::{Confirmed, Differs, Lifted, NeedsPerson, Proposed, Written};

    #[test]
    fn what_waits_for_a_person_goes_before_everything_else() {
        assert_eq!(Amending::of([], false), Amending::ByHand);
        assert_eq!(Amending::of([], true), Amending::Open);
        assert_eq!(Amending::of([Confirmed, Written], false), Amending::Open);
        assert_eq!(Amending::of([Confirmed, Lifted], false), Amending::Confirmed);
        assert_eq!(Amending::of([Confirmed, Differs], true), Amending::Remains);
        assert_eq!(Amending::of([Proposed, NeedsPerson], false), Amending::Remains);
    }

    #[test]
    fn states_and_kinds_read_back_what_they_wrote() {
        assert!(AmendmentState::ALL.into_iter().all(|state| AmendmentState::parse(state.code()) == Some(state)));
        for kind in [AmendmentKind::Correction, AmendmentKind::Mark] {
            assert_eq!(AmendmentKind::parse(kind.code()), Some(kind));
        }
    }
}
