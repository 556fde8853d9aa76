//! Words to find: folded before they reach a database, so that both find the same.
//!
//! A word is a run of letters and digits in lower case without accents. What is written together with hyphens, points or
//! apostrophes is findable in its parts and as one: `JR-26-7K4M-2` by `7k4m` and by `jr267k4m2`, O'Brien by `obrien`.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::sounds;
use crate::domain::case::Reference;

/// Longer words are cut; nobody types more, and an index entry has its limits.
const LONGEST: usize = 40;
/// More words than this in one question are not asked for.
const MOST_ASKED: usize = 16;

/// What somebody is looking for. Every term must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<Term>);

/// Something typed between blanks: found as one word, or by all its parts. Every word matches as the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    whole: String,
    parts: Vec<String>,
    /// An e-mail address is one word: its parts (the name of a provider, `com`) are in most cases and tell nothing.
    address: bool,
}

impl Words {
    /// Reads what was typed. No sign has a meaning of its own. `None` when nothing can be looked for.
    pub fn parse(typed: &str) -> Option<Self> {
        if let Ok(reference) = Reference::parse(typed) {
            return Some(Self(terms(reference.as_str()).collect()));
        }
        let terms: Vec<Term> = terms(typed).take(MOST_ASKED).collect();
        (!terms.is_empty()).then_some(Self(terms))
    }

    /// Reads names as they were heard: every word that can be a name asks for what sounds like it, any other for itself. `None` when
    /// there is nothing to hear.
    pub fn by_ear(typed: &str) -> Option<Self> {
        let mut heard = false;
        let mut hear = |term: Term| match term.parts.as_slice() {
            [name] => match sounds::asked(name) {
                Some(sound) => {
                    heard = true;
                    Term { whole: sound.clone(), parts: vec![sound], address: false }
                }
                None => term,
            },
            _ => term,
        };
        let terms: Vec<Term> = terms(typed).take(MOST_ASKED).map(&mut hear).collect();
        heard.then_some(Self(terms))
    }

    /// Writes the question in the language of a database.
    pub fn ask(&self, word: impl Fn(&str) -> String, and: &str, or: &str) -> String {
        let term = |term: &Term| {
            let parts: Vec<String> = term.parts.iter().map(|part| word(part)).collect();
            match parts.len() {
                1 => parts.concat(),
                _ if term.address => word(&term.whole),
                _ => format!("({}{or}({}))", word(&term.whole), parts.join(and)),
            }
        };
        self.0.iter().map(term).collect::<Vec<_>>().join(and)
    }
}

/// Everything that a text can be found by, and how the names sound: each word once, with one blank between.
pub fn findable(text: &str, names: &str) -> String {
    let written = terms(text).flat_map(|term| term.parts.into_iter().chain([term.whole]));
    let heard = terms(names).flat_map(|term| term.parts).flat_map(|name| sounds::kept(&name));
    let words: BTreeSet<String> = written.chain(heard).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

fn terms(text: &str) -> impl Iterator<Item = Term> {
    text.split_whitespace().filter_map(|written| {
        let folded = fold(written);
        let parts: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let whole = cut(&parts.concat());
        let parts: Vec<String> = parts.into_iter().map(cut).collect();
        let address = written.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        (!parts.is_empty()).then_some(Term { whole, parts, address })
    })
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

/// Lower case without accents. By way of upper case, so that ß meets SS.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let bare: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let mut folded = String::with_capacity(bare.len());
    for c in bare.to_uppercase().to_lowercase().chars() {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ς' => folded.push('σ'),
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asked(typed: &str) -> String {
        Words::parse(typed).map(|words| words.ask(str::to_owned, "&", "|")).unwrap_or_default()
    }

    #[test]
    fn a_reference_is_asked_for_in_any_spelling() {
        let made = Reference::new("JR", 2026, [5, 18, 2, 20]);
        let plain = made.as_str().replace('-', "");
        assert_eq!(asked(made.as_str()), asked(&plain.to_lowercase()));
        assert!(findable(made.as_str(), "").contains(&plain.to_lowercase()));
    }

    #[test]
    fn an_address_is_asked_for_as_one_word() {
        assert_eq!(asked("Ana.Petrova@example.org"), "anapetrovaexampleorg");
        assert_eq!(asked("ana@work"), "(anawork|(ana&work))");
        assert!(findable("ana.petrova@example.org", "").contains("anapetrovaexampleorg"));
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(findable("Żółć Straße Åse", ""), "ase strasse zolc");
        assert_eq!(asked("STRASSE"), "strasse");
        assert_eq!(findable("O’Brien", ""), "brien o obrien");
    }

    #[test]
    fn a_name_is_heard_and_the_rest_is_asked_for_as_it_is_written() {
        let kept = findable("", "Łukasz O’Brien 7");
        assert!(kept.split(' ').all(|sound| sound.starts_with('ǃ')), "{kept}");
        let heard = |typed: &str| Words::by_ear(typed).map(|words| words.ask(str::to_owned, "&", "|"));
        assert_eq!(heard("olive 1042"), Some("ǃalf&1042".into()));
        assert_eq!(heard("1042 x@example.org"), None);
        assert_eq!(heard("Жанна"), None);
    }

    #[test]
    fn signs_have_no_meaning() {
        assert_eq!(
            asked("\"a\" OR b* NEAR(c, 2)"),
            "a&or&b&nearc|(near&c)&2".replace("nearc|(near&c)", "(nearc|(near&c))")
        );
        assert_eq!(Words::parse(" '\"*()&|!: "), None);
    }

    proptest! {
        #[test]
        fn every_word_is_letters_and_digits(text in "\\PC{0,80}") {
            let found = findable(&text, "");
            let fit = found.split(' ').all(|word| word.chars().all(char::is_alphanumeric));
            prop_assert!(fit, "{found:?}");
        }

        #[test]
        fn what_is_findable_is_found_by_asking_for_the_same_text(text in "\\PC{1,40}") {
            if let Some(words) = Words::parse(&text) {
                let index = findable(&text, "");
                for term in &words.0 {
                    prop_assert!(index.split(' ').any(|word| word.starts_with(&term.whole)));
                }
            }
        }
    }
}
