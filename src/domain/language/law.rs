//! The law in the words of a language: articles and periods.

use chrono::NaiveDate;

use super::DEFAULT;
use super::catalogue::Language;

/// What stands before the number of a provision.
const NOUNS: [&str; 4] = ["Article", "Articles", "section", "sections"];

impl Language {
    /// "Article 17(3)(b)" as this language cites it: "Artikel 17 Absatz 3 Buchstabe b". What is no article stands as it is.
    pub fn article(&self, article: &str) -> String {
        let Some(numbers) = article.strip_prefix("Article ") else {
            return self.known_phrase(article).unwrap_or_else(|| article.to_owned());
        };
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

    /// The pointers of a regime: "GDPR, Articles 12(3) and 12(6); Regulation 1182/71, Article 3(1)". Names of laws stay as they are,
    /// unless the language has its own.
    pub fn pointers(&self, text: &str) -> String {
        if self.code() == DEFAULT {
            return text.to_owned();
        }
        let piece = |piece: &str| self.pointer_piece(piece);
        let one = |pointer: &str| pointer.split(", ").map(piece).collect::<Vec<_>>().join(", ");
        text.split("; ").map(one).collect::<Vec<_>>().join("; ")
    }

    fn pointer_piece(&self, piece: &str) -> String {
        let Some((noun, numbers)) = piece.split_once(' ').filter(|(noun, _)| NOUNS.contains(noun)) else {
            let dated = date_of(piece).map(|date| self.long_date(date));
            return dated.or_else(|| self.known_phrase(piece)).unwrap_or_else(|| piece.to_owned());
        };
        let cited = |number: &str| match noun {
            "section" | "sections" => self.say("law.section").with("n", number).plain(),
            _ => self.article(&format!("Article {number}")),
        };
        // "12A(3) and (4)": a bracket alone is another paragraph of the article before it.
        let mut named = Vec::new();
        for number in numbers.split(" and ") {
            let article = named.last().map(|(article, _): &(String, String)| article.clone()).unwrap_or_default();
            let whole = if number.starts_with('(') { format!("{article}{number}") } else { number.to_owned() };
            let article = whole.split('(').next().unwrap_or_default().to_owned();
            named.push((article, cited(&whole)));
        }
        self.in_a_row(&named.into_iter().map(|(_, cited)| cited).collect::<Vec<_>>())
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

/// "8 December 2025".
fn date_of(piece: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(piece, "%d %B %Y").ok()
}
