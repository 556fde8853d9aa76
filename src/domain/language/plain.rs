//! Plain names that the rules have in English, in the words of another language.
//!
//! The grounds of exemptions, the reasons why something cannot be taken elsewhere, and periods are part of the rules and stand
//! there in English; a language has them under keys of their own. Names that the desk gives while it reads a policy or drafts a
//! data map become a company's own words, so they are looked up by the words themselves.

use super::catalogue::Language;

/// The codes of the grounds for leaving something out, as the rules of disclosure have them.
pub const GROUNDS: [&str; 15] = [
    "others_data",
    "privilege",
    "crime_tax",
    "law_legal",
    "negotiations",
    "forecasts",
    "references",
    "corporate_finance",
    "self_incrimination",
    "regulators",
    "exams",
    "journalism_research",
    "immigration",
    "health_education_social_work",
    "barred_by_law",
];
/// The codes of the reasons why something cannot be taken elsewhere.
pub const NOT_PORTABLE: [&str; 3] = ["other_basis", "no_basis_stated", "not_provided"];
/// The units of a period.
const UNITS: [&str; 4] = ["day", "week", "month", "year"];

/// Every text that a language other than English needs for what the rules say.
pub(super) fn spoken_by_rules() -> impl Iterator<Item = String> {
    let grounds =
        GROUNDS.into_iter().flat_map(|code| [format!("exemption.label.{code}"), format!("exemption.words.{code}")]);
    let portable = NOT_PORTABLE.into_iter().map(|code| format!("not_portable.{code}"));
    let periods = UNITS.into_iter().flat_map(|unit| ["one", "many"].map(|number| format!("period.{unit}.{number}")));
    grounds.chain(portable).chain(periods)
}

impl Language {
    /// A plain name that the desk gives in English, or a period such as "6 years"; `None` where this language has no word for it.
    pub fn known_phrase(&self, words: &str) -> Option<String> {
        let key = slug(words);
        let filed = if key.is_empty() { None } else { self.perhaps(&format!("phrase.{key}")) };
        filed.or_else(|| self.period(words)).or_else(|| self.two_bases(words))
    }

    /// "6 years", "1 month".
    fn period(&self, words: &str) -> Option<String> {
        let (number, unit) = words.trim().split_once(' ')?;
        let number: i64 = number.parse().ok()?;
        let unit = UNITS.into_iter().find(|known| unit.strip_suffix('s').unwrap_or(unit) == *known)?;
        let known = self.perhaps(&format!("period.{unit}.one")).is_some();
        known.then(|| self.count(&format!("period.{unit}"), number))
    }

    /// "contract and consent": two names of the desk, as a policy that names two bases is read.
    fn two_bases(&self, words: &str) -> Option<String> {
        let (first, last) = words.split_once(" and ")?;
        let name = |words: &str| self.perhaps(&format!("phrase.{}", slug(words)));
        Some(self.in_a_row(&[name(first)?, name(last)?]))
    }
}

/// Letters and digits in small letters, with one line between words.
fn slug(words: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' };
    let plain: String = words.chars().map(plain).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn names_of_the_desk_and_periods_are_known_and_nothing_else_is() {
        let texts = [
            ("phrase.it_and_hosting_providers", "IT- und Hosting-Anbieter"),
            ("phrase.contract", "Vertrag"),
            ("phrase.consent", "Einwilligung"),
            ("period.year.one", "{n} Jahr"),
            ("period.year.many", "{n} Jahre"),
            ("letter.and", "{first} und {last}"),
        ];
        let texts: BTreeMap<_, _> = texts.map(|(key, text)| (key.to_owned(), text.to_owned())).into();
        let german = Language::new("de", texts, BTreeMap::new()).unwrap();
        let known = |words| german.known_phrase(words);
        assert_eq!(known("IT and hosting providers").as_deref(), Some("IT- und Hosting-Anbieter"));
        assert_eq!(known("6 years").as_deref(), Some("6 Jahre"));
        assert_eq!(known("1 year").as_deref(), Some("1 Jahr"));
        assert_eq!(known("contract and consent").as_deref(), Some("Vertrag und Einwilligung"));
        for unknown in ["6 years after the sale", "6 moons", "", "shoes and consent", "until you leave"] {
            assert_eq!(known(unknown), None, "{unknown}");
        }
    }
}
