//! The balancing test of an objection that is not about direct marketing (Article 21(1)): written down before it is decided.

use serde::{Deserialize, Serialize};

/// Whose interests weigh more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeighsMore {
    /// The person's: the use stops.
    Person,
    /// The company's compelling legitimate grounds, or a legal claim: it goes on, with the reason.
    Company,
}

impl WeighsMore {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Person, Self::Company];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Company => "company",
        }
    }

    /// Reads [`WeighsMore::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "The person’s interests weigh more: the use stops",
            Self::Company => "Compelling grounds weigh more: the use goes on",
        }
    }
}

/// The test as staff wrote it down; all texts are full sentences that the person can read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighing {
    /// The interests on both sides: what the company wants with the use, what it does to the person.
    pub interests: String,
    /// Why the use is needed for that, and whether something gentler would do.
    pub necessity: String,
    /// Whose weigh more.
    pub outcome: WeighsMore,
    /// Why.
    pub reason: String,
}

impl Weighing {
    /// The test in the order in which a letter tells it.
    pub fn sentences(&self) -> [&str; 3] {
        [&self.interests, &self.necessity, &self.reason]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_read_back_what_they_wrote() {
        assert!(WeighsMore::ALL.into_iter().all(|side| WeighsMore::parse(side.code()) == Some(side)));
        assert_eq!(WeighsMore::parse("nobody"), None);
    }
}
