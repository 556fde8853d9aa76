//! In whose words an answer speaks: the desk's texts in the language of the person, and what the company wrote itself.
//!
//! What the company, its data map or a colleague wrote stands in the person's language where the company has said it in that, too,
//! or where the words are the desk's own plain names. Else it stands as it was written, and is marked as being in another language,
//! so that a screen reader speaks it as such (WCAG 2.2, success criterion 3.1.2).

use chrono::NaiveDate;

use super::document::{Run, Text};
use super::said::said;
use super::words::{capital, grouped, sentence};
use crate::domain::controller::Controller;
use crate::domain::language::{Filled, Language};

/// A company speaking a language.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    language: &'a Language,
    controller: &'a Controller,
}

impl<'a> Voice<'a> {
    /// A company in a language.
    pub const fn new(controller: &'a Controller, language: &'a Language) -> Self {
        Self { language, controller }
    }

    /// The language.
    pub const fn language(&self) -> &'a Language {
        self.language
    }

    /// A text of the desk without slots.
    pub fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    /// Begins to fill a text of the desk.
    pub fn say(&self, key: &str) -> Filled<'a> {
        self.language.say(key)
    }

    /// A text of the desk as runs, its strong words and links among them.
    pub fn runs(&self, key: &str) -> Text {
        said(&self.say(key), &[])
    }

    /// A gap that names the company.
    pub fn gap(&self, key: &str) -> Text {
        Text::gap(format!("[{}]", self.say(key).with("brand", &self.controller.brand).plain()))
    }

    /// "4 December 2026".
    pub fn date(&self, date: NaiveDate) -> String {
        self.language.long_date(date)
    }

    /// "one", "two" … up to "nine", then digits.
    pub fn number(&self, number: u64) -> String {
        let word = self.language.perhaps(&format!("answer.number.{number}"));
        word.unwrap_or_else(|| self.digits(number))
    }

    /// "1,234,567".
    pub fn digits(&self, number: u64) -> String {
        grouped(number, &self.text("answer.thousands"))
    }

    /// The words in this language, if the company or the desk knows them in it.
    pub fn known(&self, words: &str) -> Option<String> {
        let own = self.controller.said_in(self.language.code(), words).map(str::to_owned);
        own.or_else(|| self.language.known_phrase(words))
    }

    /// Words that somebody wrote, without a mark of their language.
    pub fn plain(&self, words: &str) -> String {
        self.known(words).unwrap_or_else(|| words.to_owned())
    }

    /// Words that somebody wrote, marked where they are in another language than the letter.
    pub fn own(&self, words: &str) -> Text {
        Text(vec![self.run(words)])
    }

    /// The same, strong where it is not marked as foreign.
    pub fn strong(&self, words: &str) -> Text {
        match self.run(words) {
            foreign @ Run::Foreign { .. } => Text(vec![foreign]),
            known => Text(vec![Run::Strong(known.words().to_owned())]),
        }
    }

    fn run(&self, words: &str) -> Run {
        if self.controller.language == self.language.code() {
            return Run::Plain(words.to_owned());
        }
        match self.known(words) {
            Some(known) => Run::Plain(known),
            None => Run::Foreign { words: words.to_owned(), language: self.controller.language.clone() },
        }
    }

    /// The same as a sentence.
    pub fn sentence(&self, words: &str) -> Text {
        match self.run(words) {
            Run::Foreign { words, language } => Text(vec![Run::Foreign { words: sentence(&words), language }]),
            other => Text::plain(sentence(other.words())),
        }
    }

    /// Texts in a row with something between them, beginning with a capital letter.
    pub fn joined(&self, texts: &[Text], between: &str) -> Text {
        capital_text(&self.plain_row(texts, between))
    }

    /// Texts in a row with something between them.
    pub fn plain_row(&self, texts: &[Text], between: &str) -> Text {
        let mut row = Text::default();
        for (index, text) in texts.iter().enumerate() {
            row = if index == 0 { row } else { join(row, Run::Plain(between.to_owned())) };
            row = text.0.iter().cloned().fold(row, join);
        }
        row
    }

    /// Words of the company in a row, beginning with a capital letter.
    pub fn row(&self, words: &[String], between: &str) -> Text {
        self.joined(&words.iter().map(|words| self.own(words)).collect::<Vec<_>>(), between)
    }

    /// "a, b and c".
    pub fn list(&self, words: &[String]) -> Text {
        let own: Vec<Text> = words.iter().map(|words| self.own(words)).collect();
        match own.as_slice() {
            [] => Text::default(),
            [first @ .., last] if !first.is_empty() => {
                let filled = self.say("letter.and");
                said(&filled, &[("first", self.plain_row(first, ", ")), ("last", last.clone())])
            }
            one => self.plain_row(one, ""),
        }
    }

    /// Sentences one behind the other.
    pub fn sentences(&self, texts: &[Text]) -> Text {
        self.plain_row(texts, " ")
    }

    /// A label in the middle of an English sentence: "e-mail", but still "IP address". Other languages keep it as it is.
    pub fn within_a_sentence(&self, label: &str) -> String {
        let first = label.split_whitespace().next().unwrap_or_default();
        let short_form = first.chars().filter(|letter| letter.is_uppercase()).count() > 1 || first.chars().count() < 2;
        if short_form || self.language.code() != crate::domain::language::DEFAULT {
            return label.to_owned();
        }
        let mut letters = label.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    }
}

/// Adds a run; what stands beside words of its own kind becomes one with them.
fn join(mut text: Text, run: Run) -> Text {
    match (text.0.last_mut(), &run) {
        (Some(Run::Plain(before)), Run::Plain(words)) => before.push_str(words),
        _ => text.0.push(run),
    }
    text
}

/// With a capital first letter.
pub(super) fn capital_text(text: &Text) -> Text {
    let mut runs = text.0.clone();
    if let Some(Run::Plain(words) | Run::Strong(words) | Run::Foreign { words, .. }) = runs.first_mut() {
        *words = capital(words);
    }
    Text(runs)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn controller() -> Controller {
        toml::from_str(
            "id = \"a\"\nprefix = \"AA\"\nbrand = \"A\"\ncontact = { email = \"a@b.example\" }\n\
             regulator = { name = \"R\", url = \"https://r.example\" }\n\
             [translations.de]\n\"Your orders\" = \"Ihre Bestellungen\"\n",
        )
        .unwrap()
    }

    fn german() -> Language {
        let texts =
            [("letter.and", "{first} und {last}"), ("phrase.consent", "Einwilligung"), ("answer.thousands", ".")];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        Language::new("de", texts.into_iter().collect(), BTreeMap::new()).unwrap()
    }

    #[test]
    fn what_nobody_has_said_in_the_language_is_marked_as_foreign() {
        let (controller, german) = (controller(), german());
        let voice = Voice::new(&controller, &german);
        assert!(voice.own("Your orders") == Text::plain("Ihre Bestellungen"));
        assert!(voice.own("consent") == Text::plain("Einwilligung"));
        let foreign = Run::Foreign { words: "Shoe size".into(), language: "en".into() };
        assert!(voice.own("Shoe size") == Text(vec![foreign]));
        let list = voice.list(&["consent".into(), "Shoe size".into(), "Your orders".into()]);
        assert_eq!(list.words(), "Einwilligung, Shoe size und Ihre Bestellungen");
        assert_eq!(voice.digits(12_345), "12.345");
    }

    #[test]
    fn a_company_that_writes_german_is_not_foreign_in_german() {
        let (german, company) = (german(), Controller { language: "de".into(), ..controller() });
        assert!(Voice::new(&company, &german).own("Schuhgröße") == Text::plain("Schuhgröße"));
    }
}
