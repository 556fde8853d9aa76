//! What a reviewer may want to keep back, and why it is suggested. Choosing is theirs.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::folded::Folded;
use super::own::{Own, is_title};
use super::phrase::{Phrase, Spacing};
use super::shapes::{
    BARE_HASH, DIGITS, EMAIL, HASH, IBAN, LONG_WORD, PHONE, POSTCODE, STREET, Shape, TITLED, TOKEN, digits, is_card,
    is_iban,
};

/// The most suggestions for one document: a list that nobody reads protects nobody.
const MOST: usize = 200;
/// How much of one value is looked through for secrets, in characters.
const LOOKED_THROUGH: usize = 20_000;

/// Why something is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suggested {
    /// The name of somebody who is known from what was found.
    KnownName,
    /// A name behind a form of address.
    TitledName,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A street or a postcode.
    Address,
    /// The number of a payment card: its check digit fits.
    Card,
    /// The number of a bank account: its check digits fit.
    Account,
    /// The hash of a password.
    PasswordHash,
    /// A key, token or secret.
    Token,
}

impl Suggested {
    /// The stored name, also the one in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::KnownName => "known_name",
            Self::TitledName => "titled_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Card => "card",
            Self::Account => "account",
            Self::PasswordHash => "password_hash",
            Self::Token => "token",
        }
    }

    /// Whether it opens something, whoever it belongs to.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Card | Self::PasswordHash | Self::Token)
    }

    /// The reason, to complete "Suggested, because it looks like …".
    pub const fn words(self) -> &'static str {
        match self {
            Self::KnownName => "the name of somebody else in what was found",
            Self::TitledName => "a name, behind a form of address",
            Self::Email => "an e-mail address that is not theirs",
            Self::Phone => "a telephone number that is not theirs",
            Self::Address => "an address that is not theirs",
            Self::Card => "the number of a payment card: its check digit fits",
            Self::Account => "the number of a bank account: its check digits fit",
            Self::PasswordHash => "the hash of a password",
            Self::Token => "a key or token that opens something",
        }
    }
}

/// A suggestion: words, and why.
#[derive(Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The words as they are first written.
    pub words: String,
    /// Why.
    pub why: Suggested,
}

/// Looks through the parts of a document: its texts, each with the name of its column, or nothing. `others` are the names of other
/// people that are known. Each is suggested once, in the order in which it appears; what is the person's own is not.
pub fn suggest<'a>(parts: impl Iterator<Item = (&'a str, &'a str)>, own: &Own, others: &[String]) -> Vec<Suggestion> {
    Suggester::new(own.clone(), others).of(parts)
}

/// Looks through many parts, one after the other, with the same knowledge.
pub struct Suggester {
    own: Own,
    others: Vec<Phrase>,
}

impl Suggester {
    /// Knows the person's own values, and the names of other people.
    pub fn new(own: Own, others: &[String]) -> Self {
        let others =
            others.iter().filter(|name| !own.is_named(name)).filter_map(|name| Phrase::new(name).ok()).collect();
        Self { own, others }
    }

    /// What is suggested in some parts, each once.
    pub fn of<'a>(&self, parts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Suggestion> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut suggestions = Vec::new();
        for (column, text) in parts {
            for suggestion in in_text(column, text, &self.own, &self.others) {
                let same = Folded::of(&suggestion.words).signs();
                if suggestions.len() < MOST && seen.insert(same) {
                    suggestions.push(suggestion);
                }
            }
        }
        suggestions
    }
}

/// What must not leave whoever it belongs to: the number of a card, the hash of a password, a key. Of a longer text only the beginning is
/// looked through, so that one row cannot hold up a search.
pub fn secrets_in(column: &str, text: &str) -> BTreeSet<Suggested> {
    let text: Cow<'_, str> =
        if text.len() > LOOKED_THROUGH { text.chars().take(LOOKED_THROUGH).collect() } else { text.into() };
    let mut found = Vec::new();
    add_secrets(&mut found, column, &text);
    found.into_iter().map(|(_, _, why)| why).collect()
}

/// From where to where something stands in a text, and what it is.
type Place = (usize, usize, Suggested);

fn add(found: &mut Vec<Place>, text: &str, shape: &Shape, why: Suggested, fits: &dyn Fn(&str) -> bool) {
    for at in shape.find(text) {
        let free = found.iter().all(|(from, to, _)| at.end <= *from || at.start >= *to);
        if free && text.get(at.clone()).is_some_and(fits) {
            found.push((at.start, at.end, why));
        }
    }
}

fn add_secrets(found: &mut Vec<Place>, column: &str, text: &str) {
    let secret = is_secret(column);
    add(found, text, &HASH, Suggested::PasswordHash, &|_| true);
    add(found, text, &TOKEN, Suggested::Token, &|_| true);
    if secret != Secret::No {
        let why = if secret == Secret::Password { Suggested::PasswordHash } else { Suggested::Token };
        add(found, text, &BARE_HASH, why, &|_| true);
        add(found, text, &LONG_WORD, why, &|_| true);
    }
    // An account number can hold digits that fit the sum of cards.
    let accounts = IBAN.find(text);
    let apart = |value: &str| {
        !accounts.iter().any(|at| text.get(at.clone()).is_some_and(|whole| is_iban(whole) && whole.contains(value)))
    };
    add(found, text, &DIGITS, Suggested::Card, &|value| is_card(value) && apart(value));
}

fn in_text(column: &str, text: &str, own: &Own, others: &[Phrase]) -> Vec<Suggestion> {
    let mut found: Vec<Place> = Vec::new();
    // The surest shapes first: what they take is no telephone number any more.
    add_secrets(&mut found, column, text);
    let mut add = |shape: &Shape, why: Suggested, fits: &dyn Fn(&str) -> bool| add(&mut found, text, shape, why, fits);
    add(&EMAIL, Suggested::Email, &|value| !own.has(value));
    add(&IBAN, Suggested::Account, &is_iban);
    add(&PHONE, Suggested::Phone, &|value| is_phone(value) && !own.has(value));
    add(&STREET, Suggested::Address, &|value| !own.has(value));
    add(&POSTCODE, Suggested::Address, &|value| !own.has(value));
    add(&TITLED, Suggested::TitledName, &|value| !own.is_named(value));
    let folded = Folded::of(text);
    let known = others.iter().flat_map(|name| name.find(&folded, Spacing::Written));
    found.extend(known.map(|at| (at.start, at.end, Suggested::KnownName)));
    found.sort_by_key(|(from, ..)| *from);
    let words = |(from, to, why): Place| {
        let words = text.get(from..to)?.trim();
        Some(Suggestion { words: without_title(words, why), why })
    };
    found.into_iter().filter_map(words).collect()
}

/// The form of address stays; the name behind it goes wherever else it stands.
fn without_title(words: &str, why: Suggested) -> String {
    let rest = words.split_once(' ').filter(|(title, _)| is_title(&title.trim_end_matches('.').to_lowercase()));
    match rest {
        Some((_, name)) if why == Suggested::TitledName => name.to_owned(),
        _ => words.to_owned(),
    }
}

fn is_phone(value: &str) -> bool {
    (9..=15).contains(&digits(value).len())
}

/// What the name of a column says about its values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Secret {
    No,
    Password,
    Key,
}

fn is_secret(column: &str) -> Secret {
    let column = column.to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| column.contains(word));
    if names(&["password", "passwd", "pwd", "passwort", "pass_hash", "hash"]) {
        Secret::Password
    } else if names(&["token", "secret", "api_key", "apikey", "session", "private_key", "reset_key"]) {
        Secret::Key
    } else {
        Secret::No
    }
}

#[cfg(test)]
mod tests {
    use super::super::own::OwnValue;
    use super::*;

    fn own() -> Own {
        let value = |kind: &str, value: &str| OwnValue { kind: kind.into(), value: value.into() };
        Own::of([value("name", "Priya Raman"), value("email", "priya@raman.example"), value("postcode", "LS6 2AB")])
    }

    fn suggested(column: &str, text: &str, others: &[&str]) -> Vec<(String, Suggested)> {
        let others: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
        let found = suggest([(column, text)].into_iter(), &own(), &others);
        found.into_iter().map(|one| (one.words, one.why)).collect()
    }

    #[test]
    fn other_people_are_suggested_and_the_person_never() {
        let text = "Priya Raman <priya@raman.example>, LS6 2AB, asked Mrs Raman and Mr Tom Okafor (tom@okafor.example, 07700 900123, \
                    12 Mill Lane, LS7 3AD) about it. Tom Okafor agreed.";
        assert_eq!(
            suggested("", text, &["Tom Okafor", "Priya"]),
            [
                ("Tom Okafor".into(), Suggested::TitledName),
                ("tom@okafor.example".into(), Suggested::Email),
                ("07700 900123".into(), Suggested::Phone),
                ("12 Mill Lane".into(), Suggested::Address),
                ("LS7 3AD".into(), Suggested::Address),
            ]
        );
    }

    #[test]
    fn what_opens_something_is_found_whatever_column_it_hides_in() {
        let why = |column: &str, text: &str| secrets_in(column, text).into_iter().collect::<Vec<_>>();
        assert_eq!(why("note", "card 4111-1111-1111-1111, ring Tom on 07700 900123"), [Suggested::Card]);
        assert_eq!(
            why("meta", "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"),
            [Suggested::PasswordHash]
        );
        assert_eq!(why("iban", "GB82 WEST 1234 5698 7654 32"), [], "an account is paid into, it opens nothing");
        assert_eq!(why("order", "20418"), []);
        let long = format!("{} 4111 1111 1111 1111", "word ".repeat(10_000));
        assert_eq!(why("note", &long), [], "only the beginning is looked through");
    }

    #[test]
    fn secrets_cards_and_accounts_are_suggested_and_order_numbers_are_not() {
        let text = "4111 1111 1111 1111; GB82 WEST 1234 5698 7654 32; $2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy; 20418";
        let why: Vec<Suggested> = suggested("", text, &[]).into_iter().map(|(_, why)| why).collect();
        assert_eq!(why, [Suggested::Card, Suggested::Account, Suggested::PasswordHash]);
        let sum = "5f4dcc3b5aa765d61d8327deb882cf99";
        assert_eq!(suggested("checksum", sum, &[]), []);
        assert_eq!(suggested("password_md5", sum, &[]), [(sum.into(), Suggested::PasswordHash)]);
        assert_eq!(suggested("api_token", sum, &[]), [(sum.into(), Suggested::Token)]);
        assert_eq!(suggested("", "Order 20418 of 4 December 2026, 12 pieces, £ 1,234.50", &[]), []);
    }
}
