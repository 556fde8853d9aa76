//! Whether something that is to be read in German is: every word of it must be a word of the German texts, or data of the case.
//!
//! A string that somebody writes into a template or into the code, in whatever language, has words that are in neither, and is
//! found. What is marked as another language with `lang` is passed over: it says so itself.

use std::collections::BTreeSet;

use regex_lite::Regex;

use super::languages::shipped;

/// Names of programs, files and formats, and short forms that every language writes the same.
const SHARED: &str = "rightsdesk html pdf csv json xlsx zip utf png jpeg gif tiff excel numbers libreoffice letter manifest \
                      kb mb gdpr uk ico english deutsch https http www org com example co gov mailto";

/// The words of a text in small letters: letters only, single ones left out.
pub fn words_of(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() > 1).collect()
}

/// Every word of the German texts and letters.
fn vocabulary() -> BTreeSet<String> {
    let german = shipped().of("de");
    let mut words = words_of(SHARED);
    for key in german.keys() {
        words.extend(words_of(&german.text(key)));
    }
    for (_, letter) in german.letters() {
        words.extend(words_of(letter));
    }
    words
}

/// What people read of a page, attributes that are read aloud included, without what is marked as English.
pub fn shown(page: &str) -> String {
    let pattern = |pattern: &str| Regex::new(pattern).expect("a pattern");
    let hidden = pattern(r"(?s)<(style|script|svg)\b.*?</(style|script|svg)>|<!--.*?-->");
    let foreign = pattern(r#"<[a-z0-9]+\b[^>]*\blang="en[^"]*"[^>]*>[^<]*</[a-z0-9]+>"#);
    let aloud = pattern(r#"<[^>]*?\b(?:aria-label|title|alt|data-label)="([^"]*)"[^>]*>"#);
    let tags = pattern(r"<[^>]*>");
    let plain = hidden.replace_all(page, " ");
    let plain = foreign.replace_all(&plain, " ");
    let read = aloud.captures_iter(&plain).filter_map(|found| Some(found.get(1)?.as_str().to_owned()));
    let read: Vec<String> = read.filter(|text| !text.contains("default-src") && !text.contains("width=")).collect();
    let entities = pattern(r"&#?[a-z0-9]+;");
    let text = format!("{} {}", tags.replace_all(&plain, " "), read.join(" "));
    entities.replace_all(&text, " ").into_owned()
}

/// The words of a text that no German text has, and that are no data.
pub fn strangers(text: &str, data: &[&str]) -> Vec<String> {
    let (known, data) = (vocabulary(), data.iter().flat_map(|words| words_of(words)).collect::<BTreeSet<_>>());
    words_of(text).into_iter().filter(|word| !known.contains(word) && !data.contains(word)).collect()
}

#[test]
fn a_word_that_somebody_wrote_into_a_template_is_found() {
    let page =
        "<p title=\"Close the window\">Ihre Daten <span lang=\"en\">Your words</span></p><button>Submit</button>";
    let found = strangers(&shown(page), &[]);
    assert!(found.contains(&"window".to_owned()) && found.contains(&"submit".to_owned()), "{found:?}");
    assert_eq!(strangers("Guten Tag Jana Graf,", &["Jana Graf"]), [""; 0]);
}

#[test]
fn no_german_text_is_english() {
    let (english, german) = (shipped().of("en"), shipped().of("de"));
    let typical = ["the", "you", "your", "with", "and", "have", "this", "that", "from", "are", "not"];
    for key in german.keys().filter(|key| !key.starts_with("language.")) {
        let text = german.text(key);
        let words = words_of(&text);
        let found: Vec<&&str> = typical.iter().filter(|word| words.contains(**word)).collect();
        assert!(found.is_empty(), "{key} is English: {text}");
        let same = english.text(key) == text && words.len() > 3;
        assert!(!same, "{key} is the same in both: {text}");
    }
}
