//! What the right to take data elsewhere covers (Article 20(1)): what the person provided, or was observed of them, on consent or
//! a contract. What was inferred, and what rests on another basis, is the business of the right to a copy.

use crate::domain::language::Language;

/// Why something is not covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotPortable {
    /// It is used on another basis than consent or a contract.
    OtherBasis,
    /// Nobody has stated on which basis it is used.
    NoBasisStated,
    /// The person neither provided it nor was it observed of them.
    NotProvided,
}

impl NotPortable {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::OtherBasis, Self::NoBasisStated, Self::NotProvided];

    /// Its name among the texts of a language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherBasis => "other_basis",
            Self::NoBasisStated => "no_basis_stated",
            Self::NotProvided => "not_provided",
        }
    }

    /// Why, in a language.
    pub fn words_in(self, language: &Language) -> String {
        language.perhaps(&format!("not_portable.{}", self.code())).unwrap_or_else(|| self.words().to_owned())
    }

    /// Why, as a letter says it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::OtherBasis => "We use it on another basis than your consent or a contract with you.",
            Self::NoBasisStated => "We have not stated that we use it with your consent or for a contract with you.",
            Self::NotProvided => {
                "You did not give it to us, and it was not observed of you: we worked it out or had it from others."
            }
        }
    }
}

/// Whether data on this basis can be taken elsewhere; the basis is the data map's own words, or the point of Article 6(1).
pub fn on_portable_basis(basis: Option<&str>) -> Result<(), NotPortable> {
    let Some(basis) = basis.map(str::to_lowercase).filter(|basis| !basis.trim().is_empty()) else {
        return Err(NotPortable::NoBasisStated);
    };
    let dense: String = basis.chars().filter(|letter| !letter.is_whitespace()).collect();
    let named = ["consent", "contract", "6(1)(a)", "6(1)(b)", "9(2)(a)"].iter().any(|word| dense.contains(word));
    if named { Ok(()) } else { Err(NotPortable::OtherBasis) }
}

/// Whether a value was provided or observed: by the map's word, else by its categories. A value that nothing is said about counts
/// as provided.
pub fn is_provided<'a>(said: Option<bool>, mut categories: impl Iterator<Item = &'a str>) -> bool {
    said.unwrap_or_else(|| !categories.any(is_worked_out))
}

/// Whether a category is the company's own work: derived and inferred data, scores, and what only runs the system.
fn is_worked_out(category: &str) -> bool {
    let own = ["derived", "inferred", "profiling", "score", "scoring", "prediction", "authorization"];
    category == "system" || category.starts_with("system.") || category.split('.').any(|part| own.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::NOT_PORTABLE;

    #[test]
    fn every_reason_has_words_in_every_language() {
        assert_eq!(NotPortable::ALL.map(NotPortable::code), NOT_PORTABLE);
    }

    #[test]
    fn only_consent_and_contract_are_bases_of_portability() {
        for basis in ["contract", "Consent", "Article 6(1)(b)", "Art. 6 (1) (a) GDPR", "performance of a contract"] {
            assert_eq!(on_portable_basis(Some(basis)), Ok(()), "{basis}");
        }
        for basis in ["legitimate interests", "legal obligation", "Article 6(1)(f)", "6(1)(c)"] {
            assert_eq!(on_portable_basis(Some(basis)), Err(NotPortable::OtherBasis), "{basis}");
        }
        assert_eq!(on_portable_basis(None), Err(NotPortable::NoBasisStated));
        assert_eq!(on_portable_basis(Some(" ")), Err(NotPortable::NoBasisStated));
    }

    #[test]
    fn what_the_map_says_goes_before_what_its_categories_imply() {
        let of = |said, categories: &[&'static str]| is_provided(said, categories.iter().copied());
        assert!(of(None, &["user.contact.email"]) && of(None, &["user.behavior.browsing_history"]) && of(None, &[]));
        assert!(!of(None, &["user.derived.identifiable"]) && !of(None, &["user.financial.score"]));
        assert!(!of(None, &["system.operations"]) && !of(Some(false), &["user.name"]));
        assert!(of(Some(true), &["user.inferred"]));
    }
}
