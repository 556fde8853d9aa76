//! Why a request may be refused, as a picklist for each right, with the pointer the letter cites (law: Articles 12(5), 15 to 21).

use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use crate::domain::disclosure::{Exemption, Scope};
use crate::domain::right::Right;

macro_rules! grounds {
    ($($name:ident => $code:literal, $words:literal, $pointer:literal, $hint:literal;)*) => {
        /// Why a request may be refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum RefusalGround {
            $(#[doc = $words] $name,)*
        }

        impl RefusalGround {
            /// All grounds, the general ones first.
            pub const ALL: [Self; 21] = [$(Self::$name,)*];

            /// The stored name.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What staff see.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }

            /// What must be shown for it, as a hint to staff.
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }

            /// The pointer that the letter cites; empty where it is the article of the right or the paragraph of the exemption.
            pub const fn pointer(self) -> &'static str {
                match self { $(Self::$name => $pointer,)* }
            }
        }
    };
}

grounds! {
    ManifestlyUnfounded => "manifestly_unfounded", "Manifestly unfounded (Article 12(5))", "Article 12(5)", "No real wish to use the right, or malice. You have to be able to show it; no rule for all cases will do.";
    ManifestlyExcessive => "manifestly_excessive", "Manifestly excessive (Article 12(5))", "Article 12(5)", "Clearly unreasonable against its burden, usually because it repeats what was just answered.";
    CannotIdentify => "cannot_identify", "The person cannot be identified (Articles 11(2), 12(2))", "Article 12(2)", "We looked and cannot tell who it is. The letter says what would help.";
    Exemption => "exemption", "An exemption applies (DPA 2018, Schedules 2 to 4)", "", "Only to the extent that it applies; most exemptions leave out rows, not whole requests. Choose which below.";
    ConditionsNotMet => "conditions_not_met", "The conditions of the right are not met", "", "The right does not apply here. Say which condition is missing, and why.";
    OthersRights => "others_rights", "It would harm the rights of others (Articles 15(4), 20(4))", "Article 15(4)", "All of it is about others too, and no part can be given.";
    BeyondReasonableSearch => "beyond_reasonable_search", "Beyond a reasonable and proportionate search (Article 15(1A))", "Article 15(1A)", "Say what was searched, what was not, and why more would be out of proportion.";
    Accurate => "accurate", "The data is accurate (Article 16)", "Article 16", "Say how it was checked.";
    Opinion => "opinion", "It is an opinion, recorded as one (Article 16)", "Article 16", "An opinion is not inaccurate because the person disagrees; offer to add their statement.";
    HistoryOfMistake => "history_of_mistake", "It records a mistake as a mistake (Article 16)", "Article 16", "The record rightly says that a mistake was made.";
    NoErasureGround => "no_erasure_ground", "None of the grounds for erasure applies (Article 17(1))", "Article 17(1)", "The data is still needed, lawful, and not based on consent.";
    Expression => "expression", "Freedom of expression and information (Article 17(3)(a))", "Article 17(3)(a)", "Publishing it serves that freedom.";
    LegalObligation => "legal_obligation", "A legal obligation or public task (Article 17(3)(b))", "Article 17(3)(b)", "Name the law, such as tax law, and until when.";
    PublicHealth => "public_health", "Public health (Article 17(3)(c))", "Article 17(3)(c)", "Under a duty of professional secrecy.";
    Archiving => "archiving", "Archiving, research or statistics (Article 17(3)(d))", "Article 17(3)(d)", "Erasing would seriously impair that purpose.";
    LegalClaims => "legal_claims", "Legal claims (Articles 17(3)(e), 21(1))", "", "Needed to establish, exercise or defend a claim. Say which.";
    RestrictionGroundNotMet => "restriction_ground_not_met", "No ground for restriction is met (Article 18(1))", "Article 18(1)", "Neither contested, nor unlawful, nor needed for claims, nor under objection.";
    OtherLegalBasis => "other_legal_basis", "The use rests on another legal basis (Articles 7(3), 20(1))", "", "Neither consent nor a contract. Say which.";
    NotProvided => "not_provided", "The person did not provide it (Article 20(1))", "Article 20(1)", "Inferred by us, or only on paper. A copy under Article 15 may be what they need.";
    CompellingGrounds => "compelling_grounds", "Compelling legitimate grounds (Article 21(1))", "Article 21(1)", "Weigh them against the person’s interests, and write how.";
    NotSolelyAutomated => "not_solely_automated", "No decision was made by computer alone (Articles 22A to 22D)", "Article 22A", "A person took part in it with influence.";
}

impl RefusalGround {
    /// Reads [`RefusalGround::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// Whether a request for a right can be refused on it.
    pub const fn fits(self, right: Right) -> bool {
        match self {
            Self::ManifestlyUnfounded | Self::ManifestlyExcessive | Self::CannotIdentify | Self::ConditionsNotMet => {
                true
            }
            Self::Exemption => !matches!(right, Right::ConsentWithdrawal),
            Self::OthersRights => matches!(right, Right::Access | Right::Portability),
            Self::BeyondReasonableSearch => matches!(right, Right::Access),
            Self::Accurate | Self::Opinion | Self::HistoryOfMistake => matches!(right, Right::Rectification),
            Self::NoErasureGround | Self::Expression | Self::LegalObligation | Self::PublicHealth | Self::Archiving => {
                matches!(right, Right::Erasure)
            }
            Self::LegalClaims => matches!(right, Right::Erasure | Right::Objection),
            Self::RestrictionGroundNotMet => matches!(right, Right::Restriction),
            Self::OtherLegalBasis => matches!(right, Right::Portability | Right::ConsentWithdrawal),
            Self::NotProvided => matches!(right, Right::Portability),
            Self::CompellingGrounds | Self::NotSolelyAutomated => matches!(right, Right::Objection),
        }
    }

    /// The grounds that fit a right.
    pub fn of(right: Right) -> Vec<Self> {
        Self::ALL.into_iter().filter(|ground| ground.fits(right)).collect()
    }

    /// The pointer for a right.
    pub const fn pointer_for(self, right: Right) -> &'static str {
        match (self, right) {
            (Self::LegalClaims, Right::Erasure) => "Article 17(3)(e)",
            (Self::LegalClaims, _) => "Article 21(1)",
            (Self::OthersRights, Right::Portability) => "Article 20(4)",
            (Self::OtherLegalBasis, Right::ConsentWithdrawal) => "Article 7(3)",
            (Self::OtherLegalBasis, _) => "Article 20(1)",
            (Self::ConditionsNotMet | Self::Exemption, right) => right.article(),
            (other, _) => other.pointer(),
        }
    }

    /// The outcome that it gives a request.
    pub const fn outcome(self, right: Right) -> Outcome {
        match (self, right) {
            (Self::Accurate | Self::Opinion | Self::HistoryOfMistake, _) => Outcome::RefusedAccurate,
            (Self::CompellingGrounds, _) => Outcome::RefusedCompellingGrounds,
            (Self::LegalClaims, Right::Objection) => Outcome::RefusedLegalClaims,
            (Self::NotSolelyAutomated, _) => Outcome::NotApplicable,
            _ => Outcome::Refused,
        }
    }
}

/// Whether an exemption of the picklist can limit a right (law: DPA 2018 Schedule 2, lists at its paragraphs 1, 6 and 18).
pub const fn exemption_fits(exemption: &Exemption, right: Right) -> bool {
    match exemption.scope {
        Scope::Access | Scope::Copy => matches!(right, Right::Access),
        // The list of paragraph 1 leaves out Article 7(3) and the rest of Article 21 than its first paragraph.
        Scope::Wide | Scope::Own => !matches!(right, Right::ConsentWithdrawal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_reads_back_fits_a_right_and_cites_something() {
        for ground in RefusalGround::ALL {
            assert_eq!(RefusalGround::parse(ground.code()), Some(ground));
            assert_eq!(serde_json::to_value(ground).unwrap(), ground.code());
            let fitting: Vec<_> = Right::ALL.into_iter().filter(|right| ground.fits(*right)).collect();
            assert!(!fitting.is_empty(), "{ground:?}");
            for right in fitting {
                assert!(ground.pointer_for(right).starts_with("Article "), "{ground:?} {right:?}");
            }
        }
    }

    #[test]
    fn a_ground_of_one_right_does_not_refuse_another() {
        assert!(!RefusalGround::LegalObligation.fits(Right::Access));
        assert!(!RefusalGround::Accurate.fits(Right::Erasure));
        assert_eq!(RefusalGround::LegalClaims.pointer_for(Right::Erasure), "Article 17(3)(e)");
    }
}
