//! The law in the words of a language: articles and periods.

use super::catalogue::Language;

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
