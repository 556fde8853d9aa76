//! Who a letter is about: what it says under a label, beside a word, or in its own shape.

use std::collections::BTreeMap;

use super::lexicon::{Label, Lexicon};
use super::names;
use super::shapes;
use super::text::{Sentence, Word, folded, words};

/// Words between a label and its value.
const FILLERS: &[&str] = &[
    ",", "is", "ist", "est", "es", "e", "to", "jest", "are", "number", "no", "nr", "n", "num", "numero", "nummer",
    "numer", "は", "が", "id", "of", "with", "the", "sind", "der", "die", "das", "and", "lautet", "o", "a", "ar", "番",
    "号", "was", "were", "war", "waren", "etait", "era", "byl", "bylo",
];

/// A number beside the word `account` has more digits than a year.
const ACCOUNT_DIGITS: usize = 5;

/// What was found, by the name of the identity, each with the words around it.
#[derive(Default)]
pub struct Found {
    /// Name of the identity, value.
    pub values: BTreeMap<&'static str, String>,
    /// Name of the identity, words that led to it.
    pub why: Vec<(&'static str, String)>,
}

impl Found {
    /// Keeps the first value of an identity.
    pub fn keep(&mut self, name: &'static str, value: impl Into<String>, words: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() && !self.values.contains_key(name) {
            self.values.insert(name, value);
            self.why.push((name, words.into()));
        }
    }
}

/// The numbers and places that a text gives. `subject` may hold the number of an order.
pub fn identifiers(lexicons: &[&Lexicon], subject: &str, text: &str) -> Found {
    let mut found = Found::default();
    for line in labelled_lines(lexicons, text).into_iter().chain([subject.to_owned()]) {
        let line: String = line.chars().take(1_000).collect();
        labelled_line(lexicons, &line, &mut found);
        let sentence = Sentence::new(&line);
        for (label, at, _) in label_places(lexicons, &sentence.words) {
            labelled_value(label, &sentence, at, &mut found);
        }
        by_shape(&sentence, &mut found);
    }
    found
}

/// What shows by its shape alone: a telephone number, a British or a Dutch postcode, a line with a place and its postcode.
fn by_shape(sentence: &Sentence, found: &mut Found) {
    let line = &sentence.written;
    if let Some(number) =
        shapes::phone_in(line).filter(|number| found.values.values().all(|value| !number.contains(value.as_str())))
    {
        found.keep("phone", number.clone(), number);
    }
    if let Some(postcode) = shapes::postcode_in(line) {
        found.keep("postcode", postcode.clone(), postcode);
    }
}

/// The lines of a text that hold something. Forms put a label on a line of its own and the value on the next.
fn labelled_lines(lexicons: &[&Lexicon], text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut label: Option<String> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let joined = label.take().map(|label| format!("{label}: {line}"));
        let bare = line.trim_matches(|c: char| c.is_whitespace() || "*_:：".contains(c));
        if joined.is_none() && is_label(lexicons, bare) {
            label = Some(bare.to_owned());
        }
        lines.push(joined.unwrap_or_else(|| line.to_owned()));
    }
    lines
}

fn is_label(lexicons: &[&Lexicon], text: &str) -> bool {
    let plain = folded(text);
    lexicons.iter().flat_map(|lexicon| &lexicon.labels).any(|(_, word)| *word == plain)
}

/// `Address: 4 rue de la Forêt, 59000 Lille` gives all of its line.
fn labelled_line(lexicons: &[&Lexicon], line: &str, found: &mut Found) {
    let Some((label, value)) = line.split_once([':', '：']) else { return };
    let label = folded(label.trim_matches(|c: char| c.is_whitespace() || "*-•".contains(c)));
    let value = value.trim();
    let known = lexicons.iter().flat_map(|lexicon| &lexicon.labels).find(|(_, word)| *word == label);
    match known.map(|(label, _)| *label) {
        Some(Label::Street) if !value.contains('@') && value.len() > 5 => found.keep("street", value, line),
        Some(Label::Name) if names::is_full_name(value) => found.keep("name", value, line),
        Some(Label::Email) if address_in(value).is_some() => {
            found.keep("email", address_in(value).unwrap_or_default(), line);
        }
        _ => {}
    }
}

/// Every label in a line: which one, the word after it, and its first word. The longest label at a place wins.
fn label_places(lexicons: &[&Lexicon], line: &[Word]) -> Vec<(Label, usize, usize)> {
    let mut places: Vec<(Label, usize, usize)> = Vec::new();
    for (label, text) in lexicons.iter().flat_map(|lexicon| &lexicon.labels) {
        let wanted = words(text);
        for start in 0..line.len() {
            let fits =
                wanted.iter().enumerate().all(|(at, word)| line.get(start + at).is_some_and(|w| w.text == word.text));
            let end = start + wanted.len();
            let taken = places.iter().any(|(_, other_end, other)| start < *other_end && *other < end);
            if fits && !wanted.is_empty() && !taken {
                places.push((*label, end, start));
            }
        }
    }
    places.sort_by_key(|(_, _, start)| *start);
    places
}

fn labelled_value(label: Label, sentence: &Sentence, at: usize, found: &mut Found) {
    let fillers =
        sentence.words.iter().skip(at).take(4).take_while(|word| FILLERS.contains(&word.text.as_str())).count();
    let start = at + fillers;
    let Some(word) = sentence.words.get(start) else { return };
    let raw = sentence.written.get(word.start..).unwrap_or_default();
    let around = sentence.between(at.saturating_sub(3), start + 3).to_owned();
    match label {
        Label::NumberWithUs => found.keep("customer_number", shapes::number(raw, 2), around),
        Label::OrderNumber => found.keep("order_number", shapes::number(raw, 3), around),
        Label::Postcode => found.keep("postcode", shapes::postcode(raw), around),
        Label::Phone => found.keep("phone", shapes::phone(raw).unwrap_or_default(), around),
        // `My account 0093-2217`: an account is known by an address or by a number.
        Label::Email if fillers <= 1 && is_beside(sentence, at, start) => {
            let number = shapes::number(raw, ACCOUNT_DIGITS);
            let ours = is_reference(&number);
            found.keep("customer_number", if ours { String::new() } else { number }, around);
        }
        Label::Name => {
            let spoken = sentence.words.get(at.saturating_sub(1)).is_some_and(|word| word.text != ",");
            let name = names::name_at_start(raw).filter(|name| spoken && names::is_full_name(name));
            found.keep("name", name.unwrap_or_default(), around);
        }
        Label::Email | Label::Street => {}
    }
}

/// Whether no sentence ends between a label and its value.
fn is_beside(sentence: &Sentence, label_end: usize, value: usize) -> bool {
    let end = label_end.checked_sub(1).and_then(|last| sentence.words.get(last)).map_or(0, |word| word.end);
    let start = sentence.words.get(value).map_or(end, |word| word.start);
    sentence.written.get(end..start).is_some_and(|between| !between.contains(['.', '!', '?']) || between.len() <= 2)
}

/// The first e-mail address in a text, as written.
pub fn address_in(text: &str) -> Option<String> {
    addresses_in(text).into_iter().next()
}

/// All e-mail addresses in a text, as written.
pub fn addresses_in(text: &str) -> Vec<String> {
    let is_mark = |c: char| c.is_whitespace() || "<>()[]{}\"',;:：、。「」«»„“”".contains(c);
    let pieces = text.split(is_mark).map(|piece| piece.trim_matches(|c: char| ".!?".contains(c)));
    let fits = |piece: &&str| {
        piece.len() <= 254
            && piece.split_once('@').is_some_and(|(local, domain)| {
                !local.is_empty() && !domain.contains('@') && domain.contains('.') && domain.is_ascii()
            })
    };
    pieces.filter(fits).map(str::to_owned).collect()
}

/// An address in these sentences by which the person says that the company knows them; `not_theirs` are domains of the company.
pub fn account_address<'s>(
    lexicons: &[&Lexicon],
    mut sentences: impl Iterator<Item = &'s str>,
    not_theirs: &[String],
) -> Option<(String, String)> {
    let theirs =
        |address: &String| !not_theirs.iter().any(|domain| address.to_lowercase().ends_with(&format!("@{domain}")));
    sentences.find_map(|line| {
        let spoken = label_places(lexicons, &words(line)).iter().any(|(label, ..)| *label == Label::Email);
        let address = addresses_in(line).into_iter().find(theirs)?;
        spoken.then(|| (address, line.trim().to_owned()))
    })
}

/// The name of a writer: from the signature or the header.
pub fn writer_name(lexicons: &[&Lexicon], display: &str, text: &str) -> Option<String> {
    names::writer(display, names::signature(lexicons, text).as_ref())
}

/// A reference of ours in a text: `JR-26-7K4M-2`, `DSR-2026-0014`.
pub fn reference_in(text: &str) -> Option<String> {
    let is_mark = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    text.split(is_mark).map(|piece| piece.trim_matches('-')).find(|piece| is_reference(piece)).map(str::to_owned)
}

fn is_reference(piece: &str) -> bool {
    let parts: Vec<&str> = piece.split('-').collect();
    let (Some(prefix), Some(year)) = (parts.first(), parts.get(1)) else { return false };
    let named = (2..=5).contains(&prefix.len()) && prefix.chars().all(|c| c.is_ascii_uppercase());
    let dated =
        (year.len() == 2 || (year.len() == 4 && year.starts_with("20"))) && year.chars().all(|c| c.is_ascii_digit());
    let numbered = parts
        .get(2)
        .is_some_and(|n| (3..=8).contains(&n.len()) && n.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()));
    let checked = parts.get(3).is_none_or(|check| check.len() == 1);
    named && dated && numbered && checked && parts.len() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_other_numbers() {
        assert_eq!(reference_in("Re: [DSR-2026-0014] Your request").as_deref(), Some("DSR-2026-0014"));
        assert_eq!(reference_in("about JR-26-7K4M-2.").as_deref(), Some("JR-26-7K4M-2"));
        for other in ["Case IC-0001", "C-20440", "2026-ABC1234", "e-mail", "DE-3312"] {
            assert_eq!(reference_in(other), None, "{other}");
        }
    }
}
