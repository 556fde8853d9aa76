//! The law in the words of a language: articles, periods, the name of the Regulation.

use super::catalogue::Language;
use crate::domain::notice::About;

impl Language {
    /// "Article 17(3)(b)" as this language cites it: "Artikel 17 Absatz 3 Buchstabe b". What is no article stands as it is.
    pub fn article(&self, article: &str) -> String {
        let Some(numbers) = article.strip_prefix("Article ") else { return article.to_owned() };
        let mut parts = numbers.split('(').map(|part| part.trim_end_matches(')'));
        let number = parts.next().unwrap_or_default();
        let mut cited = self.say("law.article").with("n", number).plain();
        for part in parts {
            let numbered = part.starts_with(|c: char| c.is_ascii_digit());
            let key = if numbered { "law.paragraph" } else { "law.letter" };
            cited.push_str(&self.say(key).with("n", part).plain());
        }
        cited
    }

    /// "Article 12(2) of the UK GDPR" for the law of a case; nothing under a law with articles of its own.
    pub fn cite(&self, about: &About, article: &str) -> Option<String> {
        about.cite(article)?;
        let cited = self.say("law.cite").with("article", self.article(article)).with("law", self.law(about)).plain();
        Some(cited)
    }

    /// The same in brackets, to stand after a word; empty where there is nothing to cite.
    pub fn cited(&self, about: &About, article: &str) -> String {
        self.cite(about, article).map_or_else(String::new, |cite| format!("({cite})"))
    }

    /// The name of the law of a case.
    pub fn law(&self, about: &About) -> String {
        let name = about.law_name();
        if name == "GDPR" { self.text("law.gdpr") } else { name }
    }

    /// A period that a regime states in English: "one month". One that a language has no word for stands as it is.
    pub fn span(&self, words: &str) -> String {
        self.perhaps(&format!("span.{}", words.replace(' ', "_"))).unwrap_or_else(|| words.to_owned())
    }

    /// "e-mail, text message and post".
    pub fn in_a_row(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => self.say("letter.and").with("first", first.join(", ")).with("last", last).plain(),
        }
    }
}
