//! What makes a request complex enough for more time (Article 12(3); UK GDPR Article 12A(3)), as a picklist.

use serde::{Deserialize, Serialize};

/// A fact that counts, or one that does not count alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplexityFactor {
    /// Data that is technically hard to reach: archives, old formats.
    TechnicalDifficulty,
    /// Redaction that needs specialist advice.
    SpecialistRedaction,
    /// Confidential matters of third parties to be weighed.
    ThirdPartyConfidence,
    /// Legal advice must be taken first.
    LegalAdvice,
    /// Large volume. It counts only together with another factor (ICO, right of access).
    LargeVolume,
}

impl ComplexityFactor {
    /// The picklist.
    pub const ALL: [Self; 5] = [
        Self::TechnicalDifficulty,
        Self::SpecialistRedaction,
        Self::ThirdPartyConfidence,
        Self::LegalAdvice,
        Self::LargeVolume,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TechnicalDifficulty => "technical_difficulty",
            Self::SpecialistRedaction => "specialist_redaction",
            Self::ThirdPartyConfidence => "third_party_confidence",
            Self::LegalAdvice => "legal_advice",
            Self::LargeVolume => "large_volume",
        }
    }

    /// Reads [`ComplexityFactor::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| factor.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TechnicalDifficulty => "It is technically hard to get at",
            Self::SpecialistRedaction => "What must be left out needs a specialist",
            Self::ThirdPartyConfidence => "Other people’s confidential matters must be weighed",
            Self::LegalAdvice => "Legal advice is needed first",
            Self::LargeVolume => "There is very much of it",
        }
    }

    /// What the letter says.
    pub const fn words(self) -> &'static str {
        match self {
            Self::TechnicalDifficulty => "A part of your data is technically hard to get at.",
            Self::SpecialistRedaction => "What must be left out needs a specialist’s eye.",
            Self::ThirdPartyConfidence => {
                "Your data is mixed with confidential matters of other people, and we must weigh their rights."
            }
            Self::LegalAdvice => "We need legal advice on a part of it.",
            Self::LargeVolume => "There is very much of it.",
        }
    }

    /// Whether it makes a request complex by itself.
    pub const fn counts_alone(self) -> bool {
        !matches!(self, Self::LargeVolume)
    }
}

/// What a fee may be asked for (Article 12(5)): nothing else may cost anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeGround {
    /// No real intention to use the right.
    ManifestlyUnfounded,
    /// Clearly unreasonable, in particular repetitive.
    ManifestlyExcessive,
}

impl FeeGround {
    /// Both.
    pub const ALL: [Self; 2] = [Self::ManifestlyUnfounded, Self::ManifestlyExcessive];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ManifestlyUnfounded => "manifestly_unfounded",
            Self::ManifestlyExcessive => "manifestly_excessive",
        }
    }

    /// Reads [`FeeGround::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ManifestlyUnfounded => "Manifestly unfounded (Article 12(5))",
            Self::ManifestlyExcessive => "Manifestly excessive (Article 12(5))",
        }
    }

    /// What the letter cites.
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::ManifestlyUnfounded => "Article 12(5): manifestly unfounded",
            Self::ManifestlyExcessive => "Article 12(5): manifestly excessive",
        }
    }
}
