//! Who a letter is about: what it says under a label, beside a word, or in its own shape.

use std::collections::BTreeMap;

use super::lexicon::{Label, Lexicon};
use super::names;
use super::text::{Sentence, Word, folded, words};

/// Words between a label and its value.
const FILLERS: &[&str] = &[
    ",", "is", "ist", "est", "es", "e", "to", "jest", "are", "number", "no", "nr", "n", "num", "numero", "nummer",
    "numer", "は", "が", "id", "of", "with", "the", "sind", "der", "die", "das", "and", "lautet", "o", "a", "ar", "番",
    "号", "was", "were", "war", "waren", "etait", "era", "byl", "bylo",
];

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
    for line in text.lines().chain([subject]).map(str::trim).filter(|line| !line.is_empty()) {
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
        Label::NumberWithUs => found.keep("customer_number", number(raw, 2), around),
        Label::OrderNumber => found.keep("order_number", number(raw, 3), around),
        Label::Postcode => found.keep("postcode", postcode(raw), around),
        Label::Phone => found.keep("phone", phone(raw).unwrap_or_default(), around),
        Label::Name => {
            let spoken = sentence.words.get(at.saturating_sub(1)).is_some_and(|word| word.text != ",");
            let name = names::name_at_start(raw).filter(|name| spoken && names::is_full_name(name));
            found.keep("name", name.unwrap_or_default(), around);
        }
        Label::Email | Label::Street => {}
    }
}

/// A number as a shop prints it: letters, digits and hyphens, with enough digits in it.
fn number(raw: &str, digits: usize) -> String {
    let piece: String = raw.chars().take_while(|c| c.is_ascii_alphanumeric() || "-/_".contains(*c)).take(30).collect();
    let piece = piece.trim_end_matches(['-', '/', '_']);
    let enough = piece.chars().filter(char::is_ascii_digit).count() >= digits;
    if enough { piece.to_owned() } else { String::new() }
}

/// The postcode that begins a text, as written: `BT9 5AB`, `10115`, `1012 AB`, `00-950`.
fn postcode(raw: &str) -> String {
    let pieces: Vec<&str> =
        raw.split_whitespace().take(2).map(|p| p.trim_matches(|c: char| ",.;)(".contains(c))).collect();
    let (first, second) = (pieces.first().copied().unwrap_or_default(), pieces.get(1).copied().unwrap_or_default());
    if is_uk_halves(first, second)
        || (is_digits(first, 4) && second.len() == 2 && second.chars().all(|c| c.is_ascii_uppercase()))
    {
        return format!("{first} {second}");
    }
    let joined = first.len() >= 5
        && is_uk_halves(
            first.get(..first.len() - 3).unwrap_or_default(),
            first.get(first.len() - 3..).unwrap_or_default(),
        );
    let plain = first.len() <= 9 && first.len() >= 4 && first.chars().all(|c| c.is_ascii_digit() || c == '-');
    if joined || plain { first.to_owned() } else { String::new() }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.chars().all(|c| c.is_ascii_digit())
}

/// `BT9` and `5AB`: the two halves of a British postcode.
fn is_uk_halves(outward: &str, inward: &str) -> bool {
    let letters = outward.chars().take_while(char::is_ascii_alphabetic).count();
    let rest: Vec<char> = outward.chars().skip(letters).collect();
    let out = (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.first().is_some_and(char::is_ascii_digit)
        && rest.iter().all(char::is_ascii_alphanumeric);
    let inner: Vec<char> = inward.chars().collect();
    let [digit, a, b] = inner[..] else { return false };
    out && digit.is_ascii_digit() && a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
}

/// The telephone number that begins a text, as written.
fn phone(raw: &str) -> Option<String> {
    let piece: String = raw.chars().take_while(|c| c.is_ascii_digit() || "+ ()-./".contains(*c)).take(28).collect();
    let piece = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = piece.chars().filter(char::is_ascii_digit).count();
    let shaped = piece.starts_with(['+', '0', '(']);
    (shaped && (9..=15).contains(&digits)).then(|| piece.to_owned())
}

/// What shows by its shape alone: an international telephone number, a British postcode.
fn by_shape(sentence: &Sentence, found: &mut Found) {
    for (at, _) in sentence.written.char_indices().filter(|(_, c)| *c == '+') {
        let number = sentence.written.get(at..).and_then(phone);
        found.keep("phone", number.clone().unwrap_or_default(), number.unwrap_or_default());
    }
    let pieces: Vec<&str> =
        sentence.written.split_whitespace().map(|p| p.trim_matches(|c: char| ",.;:)(".contains(c))).collect();
    for (outward, inward) in pieces.iter().zip(pieces.iter().skip(1)) {
        let capitals = !outward.chars().chain(inward.chars()).any(|c| c.is_ascii_lowercase());
        if capitals && is_uk_halves(outward, inward) {
            found.keep("postcode", format!("{outward} {inward}"), format!("{outward} {inward}"));
        }
    }
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

/// The states of the United States by name.
const STATES: &[&str] = &[
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
];

/// The state that a person says they live in: a state's name that is not part of the name of a law.
pub fn state_in(text: &str) -> Option<&'static str> {
    STATES.iter().copied().find(|state| {
        text.match_indices(state).any(|(at, name)| {
            let after = text.get(at + name.len()..).unwrap_or_default().trim_start();
            !["Consumer", "Privacy", "Civil", "law", "Law"].iter().any(|word| after.starts_with(word))
        })
    })
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

    #[test]
    fn postcodes_and_numbers_keep_their_spelling() {
        assert_eq!(postcode("BT9 5AB"), "BT9 5AB");
        assert_eq!(postcode("1012 AB Amsterdam"), "1012 AB");
        assert_eq!(postcode("10115 Berlin"), "10115");
        assert_eq!(number("DE-3312.", 2), "DE-3312");
        assert_eq!(phone("+44 7700 900222, d) no").as_deref(), Some("+44 7700 900222"));
    }
}
