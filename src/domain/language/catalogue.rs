//! All texts of a language, and all languages of an installation.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choice::wished;
use super::fault::LanguageFault;
use super::message::{Filled, Message};
use super::plain::spoken_by_rules;
use super::steps::STEPS;
use super::{DEFAULT, default_code};

/// Texts that only some languages have: their words for what a company's settings call by a name of their own, and the
/// sentences and plain names that the rules speak in English themselves.
const OPTIONAL: &[&str] =
    &["identifier.", "place.", "clock.", "span.", "period.", "exemption.", "not_portable.", "phrase."];

/// The texts of one language.
#[derive(Clone, Debug, Default)]
pub struct Language {
    code: String,
    texts: BTreeMap<String, Message>,
    letters: BTreeMap<String, String>,
    none: Message,
}

impl Language {
    /// Reads a language: its code, such as `de`; its texts by their keys, such as `check.title`; and the wordings of its
    /// letters by the codes of their kinds.
    pub fn new(
        code: &str,
        texts: BTreeMap<String, String>,
        letters: BTreeMap<String, String>,
    ) -> Result<Self, LanguageFault> {
        let read = |(key, text): (String, String)| match Message::parse(&text) {
            Ok(message) => Ok((key, message)),
            Err(why) => Err(LanguageFault::Unreadable { language: code.to_owned(), key, why }),
        };
        let texts = texts.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { code: code.to_owned(), texts, letters, none: Message::default() })
    }

    /// Its code: `de`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its name in itself: "Deutsch".
    pub fn name(&self) -> String {
        self.text("language.name")
    }

    /// What pages name it by (BCP 47): `en-GB`.
    pub fn tag(&self) -> String {
        self.text("language.tag")
    }

    /// Begins to fill a text. One that nobody wrote is empty: the checks at the start and the tests know none.
    pub fn say(&self, key: &str) -> Filled<'_> {
        Filled::new(self.texts.get(key).unwrap_or(&self.none))
    }

    /// A text without slots.
    pub fn text(&self, key: &str) -> String {
        self.say(key).plain()
    }

    /// A text that not every language has.
    pub fn perhaps(&self, key: &str) -> Option<String> {
        self.texts.contains_key(key).then(|| self.text(key))
    }

    /// A text about a number: `days.one` for one, `days.many` for any other, both with the slot `n`.
    pub fn count(&self, key: &str, n: i64) -> String {
        self.say(&format!("{key}.{}", if n == 1 { "one" } else { "many" })).with("n", n).plain()
    }

    /// The wording of a letter, by the code of its kind.
    pub fn letter(&self, kind: &str) -> Option<&str> {
        self.letters.get(kind).map(String::as_str)
    }

    /// Every wording of a letter, by the code of its kind.
    pub fn letters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.letters.iter().map(|(kind, text)| (kind.as_str(), text.as_str()))
    }

    /// Every key it has.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// What differs from English in what must be the same: the keys, and the slots of each.
    fn faults(&self, english: &Self) -> Vec<LanguageFault> {
        let language = || self.code.clone();
        let optional = |key: &str| OPTIONAL.iter().any(|start| key.starts_with(start));
        let written = english.texts.keys().filter(|key| !optional(key)).cloned();
        let wanted = written.chain(STEPS.map(str::to_owned)).chain(spoken_by_rules());
        let lacking = wanted.filter(|key| !self.texts.contains_key(key));
        let missing = lacking.map(|key| LanguageFault::Missing { language: language(), key });
        let unheard = self.texts.keys().filter(|key| !english.texts.contains_key(*key) && !optional(key));
        let unknown = unheard.map(|key| LanguageFault::Unknown { language: language(), key: key.clone() });
        let slots = self.texts.iter().filter_map(|(key, message)| {
            let (wanted, found) = (english.texts.get(key)?.slots(), message.slots());
            let list = |names: std::collections::BTreeSet<&str>| names.into_iter().collect::<Vec<_>>().join(", ");
            (wanted != found).then(|| LanguageFault::Slots {
                language: language(),
                key: key.clone(),
                wanted: list(wanted),
                found: list(found),
            })
        });
        let letters = english.letters.keys().filter(|kind| !self.letters.contains_key(*kind));
        let letters =
            letters.map(|kind| LanguageFault::Missing { language: language(), key: format!("letters/{kind}") });
        missing.chain(unknown).chain(slots).chain(letters).collect()
    }
}

/// The languages of an installation; English is always the first.
#[derive(Clone, Debug, Default)]
pub struct Languages(Vec<Arc<Language>>);

impl Languages {
    /// Puts them together, each checked against English.
    pub fn new(mut all: Vec<Language>) -> Result<Self, Vec<LanguageFault>> {
        all.sort_by_key(|one| (one.code != DEFAULT, one.code.clone()));
        let mut faults: Vec<LanguageFault> = all
            .windows(2)
            .filter(|pair| matches!(pair, [one, other] if one.code == other.code))
            .filter_map(|pair| pair.first().map(|one| LanguageFault::Once(one.code.clone())))
            .collect();
        match all.split_first() {
            Some((english, others)) if english.code == DEFAULT => {
                faults.extend(others.iter().flat_map(|other| other.faults(english)));
            }
            _ => faults.push(LanguageFault::Once(default_code())),
        }
        if faults.is_empty() { Ok(Self(all.into_iter().map(Arc::new).collect())) } else { Err(faults) }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Language>> {
        self.0.iter()
    }

    /// One by its code.
    pub fn known(&self, code: &str) -> Option<Arc<Language>> {
        self.0.iter().find(|one| one.code == code).map(Arc::clone)
    }

    /// One by its code, else English: what was begun in a language that is gone goes on in that.
    pub fn of(&self, code: &str) -> Arc<Language> {
        self.known(code).or_else(|| self.0.first().map(Arc::clone)).unwrap_or_default()
    }

    /// The one that a browser's `Accept-Language` likes best, else English.
    pub fn preferred(&self, accepted: &str) -> Arc<Language> {
        wished(accepted).iter().find_map(|code| self.known(code)).unwrap_or_else(|| self.of(DEFAULT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(code: &str, texts: &[(&str, &str)]) -> Language {
        let own = texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        let steps = STEPS.map(str::to_owned).into_iter().chain(spoken_by_rules()).map(|key| (key, String::new()));
        Language::new(code, steps.chain(own).collect(), BTreeMap::new()).unwrap()
    }

    #[test]
    fn a_language_says_what_english_says() {
        let english = || language("en", &[("a", "Until {until}"), ("b", "Yes")]);
        let good = language("de", &[("a", "Bis {until}"), ("b", "Ja"), ("identifier.x", "Nummer")]);
        assert!(Languages::new(vec![good, english()]).is_ok());
        let bad = language("de", &[("a", "Bis"), ("c", "Nein")]);
        let faults = Languages::new(vec![english(), bad]).unwrap_err();
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "language `de`: the text `b` is missing",
                "language `de`: nothing is called `c`",
                "language `de`: the text `a` must have the slots until, and has ",
            ]
        );
    }

    #[test]
    fn english_must_be_there_and_each_language_once() {
        assert_eq!(Languages::new(Vec::new()).unwrap_err(), [LanguageFault::Once("en".into())]);
        let twice = vec![language("en", &[]), language("en", &[])];
        assert_eq!(Languages::new(twice).unwrap_err(), [LanguageFault::Once("en".into())]);
    }

    #[test]
    fn the_browser_chooses_among_those_that_are_there() {
        let all = Languages::new(vec![language("en", &[]), language("de", &[])]).unwrap();
        for (accepted, chosen) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("fr-FR, fr;q=0.9, de;q=0.5, en;q=0.4", "de"),
            ("en-US,en;q=0.9,de;q=0.8", "en"),
            ("de;q=0, en", "en"),
            ("*", "en"),
            ("rubbish;;q=x,,", "en"),
        ] {
            assert_eq!(all.preferred(accepted).code(), chosen, "{accepted}");
        }
        assert_eq!(all.of("xx").code(), "en");
    }

    #[test]
    fn one_is_not_many() {
        let english = language("en", &[("days.one", "{n} day"), ("days.many", "{n} days")]);
        assert_eq!(
            [english.count("days", 1), english.count("days", 0), english.count("days", 12)],
            ["1 day", "0 days", "12 days"]
        );
    }
}
