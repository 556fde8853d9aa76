//! Recognising a person: how each kind of identity is compared. Equality only; no pattern, no wildcard, no likeness.

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::domain::disclosure::value::Value;
use crate::domain::personal::Personal;

/// How two values of an identity are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Blanks around it and letter case do not count.
    Email,
    /// Digits only; a British number is the same with `0`, `+44`, `0044` and `+44 (0)`.
    Phone,
    /// Letter case, repeated blanks, curly apostrophes and `Surname, Given name` do not count. Never enough alone.
    Name,
    /// Blanks and letter case do not count. Never enough alone.
    Postcode,
    /// Blanks around it and letter case do not count: numbers of customers and orders.
    Exact,
}

impl Comparison {
    /// The comparison that goes with an identity's name.
    pub fn of(identity: &str) -> Self {
        match identity {
            "email" => Self::Email,
            "phone" => Self::Phone,
            "name" => Self::Name,
            "postcode" => Self::Postcode,
            _ => Self::Exact,
        }
    }

    /// Whether many people share a value, so that it recognises somebody only beside another identity.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Name | Self::Postcode)
    }

    /// The form in which two values are equal or not. Empty when there is nothing to compare.
    pub fn normal_form(self, text: &str) -> String {
        match self {
            Self::Email | Self::Exact => fold(text.trim_matches(is_blank)),
            Self::Phone => phone(text),
            Self::Name => name(text),
            Self::Postcode => fold(text).chars().filter(|letter| !is_blank(*letter)).collect(),
        }
    }
}

/// The canonical name of an identity: other tools say `phone_number`.
pub fn canonical(identity: &str) -> &str {
    match identity {
        "phone_number" => "phone",
        other => other,
    }
}

/// Lower case in every script, composed (NFC). Two letters that look alike stay different: the Kelvin sign is no `k` in an address.
pub fn fold(text: &str) -> String {
    let kept_apart = text.chars().map(|letter| if letter == '\u{212A}' { '\u{E000}' } else { letter });
    let lower = kept_apart.flat_map(char::to_lowercase);
    lower.map(|letter| if letter == 'ς' { 'σ' } else { letter }).nfc().collect()
}

/// White space of any script, and the invisible characters that come along when an address is copied from a web page.
pub fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = text.trim_start_matches(|letter: char| is_blank(letter) || letter == '(').starts_with('+');
    let without_prefix = if international { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    let number = match (without_prefix, digits.strip_prefix('0')) {
        (Some(with_country), _) => {
            with_country.strip_prefix("440").map_or(with_country.to_owned(), |own| format!("44{own}"))
        }
        (None, Some(national)) => format!("44{national}"),
        (None, None) => digits.clone(),
    };
    // Shorter numbers are extensions and short codes: many people have the same.
    if number.len() < 7 { String::new() } else { number }
}

fn name(text: &str) -> String {
    let folded = fold(text).replace(['\u{2019}', '\u{02BC}', '\u{2018}'], "'");
    let turned = match folded.split_once(',') {
        Some((family, given)) if !given.contains(',') => format!("{given} {family}"),
        _ => folded,
    };
    turned.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is known about a person: identity names and their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities(BTreeMap<String, Personal>);

impl Identities {
    /// Takes names as people and other tools write them; values that hold nothing to compare are dropped.
    pub fn new<N: AsRef<str>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let named = pairs.into_iter().map(|(name, value)| (canonical(name.as_ref()).to_owned(), Personal::new(value)));
        let comparable = |name: &str, value: &str| {
            // The character 0 ends a text for some databases; no identity has it.
            !value.contains('\0') && !Comparison::of(name).normal_form(value).is_empty()
        };
        Self(named.filter(|(name, value)| comparable(name, value.reveal())).collect())
    }

    /// The names that are known.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether a value of this name is known.
    pub fn has(&self, identity: &str) -> bool {
        self.0.contains_key(canonical(identity))
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The test that columns must pass to hold this identity; `None` when it is not known.
    pub fn test(&self, identity: &str, comparison: Option<Comparison>, columns: Vec<String>) -> Option<Test> {
        let identity = canonical(identity);
        let comparison = comparison.unwrap_or_else(|| Comparison::of(identity));
        let wanted = comparison.normal_form(self.0.get(identity)?.reveal());
        let test = Test { identity: identity.to_owned(), comparison, columns, wanted: Personal::new(wanted) };
        (!test.wanted.is_empty()).then_some(test)
    }
}

/// One identity against the columns that hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The identity's name.
    pub identity: String,
    /// How it is compared.
    pub comparison: Comparison,
    /// The columns, joined by a blank in this order.
    pub columns: Vec<String>,
    /// The value in its normal form.
    pub wanted: Personal,
}

impl Test {
    /// Whether the values of the columns, in their order, are the person's.
    pub fn matches(&self, values: &[&Value]) -> bool {
        let texts: Vec<String> = values.iter().filter_map(|value| value.as_text()).collect();
        !texts.is_empty() && self.comparison.normal_form(&texts.join(" ")) == self.wanted.reveal()
    }

    /// A piece of plain ASCII that every matching value contains, in some letter case: lets a database leave most rows behind.
    pub fn hint(&self) -> Option<String> {
        match self.comparison {
            Comparison::Email | Comparison::Exact => ascii_piece(self.wanted.reveal()),
            // A name may lie in several columns; its longest word lies in one of them.
            Comparison::Name => self.wanted.reveal().split(' ').filter_map(ascii_piece).max_by_key(String::len),
            Comparison::Phone | Comparison::Postcode => None,
        }
    }
}

/// The longest piece of a folded text that is ASCII and stays so however its neighbours are composed or cased.
pub fn ascii_piece(folded: &str) -> Option<String> {
    let letters: Vec<char> = folded.chars().collect();
    let next = letters.iter().skip(1).map(|letter| Some(*letter)).chain([None]);
    let steady = letters.iter().zip(next).map(|(letter, next)| {
        // An apostrophe stands for its curly forms; a letter before a combining mark may be written as one character.
        let sure = letter.is_ascii() && *letter != '\'' && next.is_none_or(|next| next.is_ascii());
        if sure { *letter } else { '\u{E000}' }
    });
    let text: String = steady.collect();
    text.split('\u{E000}').max_by_key(|piece| piece.len()).filter(|piece| !piece.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(identity: &str, given: &str, held: &[&str]) -> bool {
        let columns = held.iter().map(|_| "c".to_owned()).collect();
        let held: Vec<Value> = held.iter().map(|text| Value::Text((*text).to_owned())).collect();
        let test = Identities::new([(identity, given)]).test(identity, None, columns);
        test.is_some_and(|test| test.matches(&held.iter().collect::<Vec<_>>()))
    }

    #[test]
    fn an_address_is_the_same_in_any_case_and_between_any_blanks() {
        assert!(matches("email", "Emma@Mail.Example", &[" \u{a0}EMMA@MAIL.EXAMPLE\u{200b}\n"]));
        assert!(matches("email", "ZSÓFIA@POSTA.EXAMPLE", &["zso\u{301}fia@posta.example"]));
    }

    #[test]
    fn an_address_is_never_a_pattern() {
        assert!(!matches("email", "emma_wright@mail.example", &["emma.wright@mail.example"]));
        assert!(!matches("email", "%", &["emma@mail.example"]));
        assert!(!matches("email", "emma@mail.example", &["xemma@mail.example"]));
        assert!(!matches("email", "emma@mail.example", &["emma@mail.example.org"]));
        assert!(
            !matches("email", "mike@mail.example", &["mi\u{212A}e@mail.example"]),
            "the Kelvin sign is another letter"
        );
    }

    #[test]
    fn an_empty_identity_matches_nothing() {
        assert!(!matches("email", "  ", &["  "]));
        assert!(!matches("name", "", &["", ""]));
        assert!(!matches("phone", "n/a", &["-"]));
        assert!(!matches("phone", "999", &["999"]));
    }

    #[test]
    fn a_british_number_is_the_same_in_all_its_spellings() {
        for held in ["01434 600617", "+44 1434 600617", "0044(0)1434-600617", "+44 (0) 1434 600617", "441434600617"] {
            assert!(matches("phone", "+441434600617", &[held]), "{held}");
        }
        assert!(matches("phone", "+55 (12) 3923-5555", &["+55 (12) 3923-5555"]));
        assert!(!matches("phone", "+331434600617", &["01434600617"]));
    }

    #[test]
    fn names_and_postcodes_forgive_spelling_but_not_letters() {
        assert!(matches("name", "zsófia  KŐSZEGI", &["Zsófia", "Kőszegi"]));
        assert!(matches("name", "Liam O\u{2019}Brien", &["O'Brien, Liam"]));
        assert!(!matches("name", "Zsofia Koszegi", &["Zsófia", "Kőszegi"]));
        assert!(matches("postcode", "ne463jq", &["NE46 3JQ"]));
    }

    #[test]
    fn a_hint_is_contained_in_whatever_matches() {
        assert_eq!(ascii_piece("o'brien").as_deref(), Some("brien"));
        assert_eq!(ascii_piece("kőszegi").as_deref(), Some("szegi"));
        assert_eq!(ascii_piece("cafe\u{301}@x.example").as_deref(), Some("@x.example"));
        assert_eq!(ascii_piece("ő"), None);
    }
}
