//! Shapes that give a value away: e-mail addresses, telephone numbers, addresses, cards, accounts, hashes, tokens.

use std::ops::Range;
use std::sync::OnceLock;

use regex_lite::Regex;

/// A pattern that is compiled when it is first needed.
pub(super) struct Shape {
    pattern: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Shape {
    pub(super) const fn new(pattern: &'static str) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// Every place that has the shape.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let regex = self.compiled.get_or_init(|| Regex::new(self.pattern).ok());
        regex.iter().flat_map(|regex| regex.find_iter(text)).map(|found| found.range()).collect()
    }
}

pub(super) static EMAIL: Shape = Shape::new(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}");
pub(super) static PHONE: Shape = Shape::new(
    r"(\+|\b00)[1-9][0-9]{0,2}[ ()./-]{0,3}[0-9]([0-9 ()./-]{5,14})[0-9]\b|\b0[1-9][0-9]([0-9 ()./-]{6,11})[0-9]\b",
);
pub(super) static POSTCODE: Shape = Shape::new(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})\b");
pub(super) static STREET: Shape = Shape::new(
    r"\b([Ff]lat [0-9]+[A-Za-z]?,? )?[0-9]{1,4}[A-Za-z]?,? ([A-Z][A-Za-z'’-]+ ){1,3}(Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Court|Crescent|Drive|Gardens|Grove|Hill|Mews|Parade|Park|Place|Row|Square|Terrace|View|Walk|Way)\b",
);
pub(super) static DIGITS: Shape = Shape::new(r"\b[0-9]([ -]?[0-9]){12,18}\b");
pub(super) static IBAN: Shape = Shape::new(r"\b[A-Z]{2}[0-9]{2}( ?[A-Z0-9]){11,30}\b");
pub(super) static HASH: Shape = Shape::new(
    r"\$(2[abxy]?|argon2(i|d|id)|P|H|1|5|6|y|7|scrypt|S)\$[A-Za-z0-9./+=,$-]{20,}|\bpbkdf2[A-Za-z0-9_]*[$:][A-Za-z0-9./+=$:-]{20,}|\{S?SHA[0-9]*\}[A-Za-z0-9+/=]{20,}|\bscrypt:[0-9:]+\$[A-Za-z0-9./+=$-]{20,}",
);
pub(super) static BARE_HASH: Shape =
    Shape::new(r"\b([0-9a-fA-F]{128}|[0-9a-fA-F]{96}|[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b");
pub(super) static TOKEN: Shape = Shape::new(
    r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|\b(sk|pk|rk)_(live|test)_[A-Za-z0-9]{10,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAKIA[A-Z0-9]{16}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bglpat-[A-Za-z0-9_-]{16,}",
);
pub(super) static LONG_WORD: Shape = Shape::new(r"[A-Za-z0-9+/_=.-]{16,}");
pub(super) static TITLED: Shape = Shape::new(
    r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Lady|Lord|Herr|Frau|Rev)\.?( [A-Z]\.?)? [A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+( [A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+)?",
);

/// The digits of a text in a row.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The check digit of card numbers (Luhn, ISO/IEC 7812-1). Rows of one digit pass the sum and are no cards.
pub(super) fn is_card(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|letter| letter.to_digit(10)).collect();
    let Some(first) = digits.first() else { return false };
    let sum: u32 =
        digits.iter().rev().zip([false, true].into_iter().cycle()).map(|(digit, twice)| luhn(*digit, twice)).sum();
    (13..=19).contains(&digits.len())
        && sum.is_multiple_of(10)
        && digits.iter().any(|digit| digit != first)
        && (2..=6).contains(first)
}

const fn luhn(digit: u32, twice: bool) -> u32 {
    match (twice, digit * 2) {
        (true, doubled) if doubled > 9 => doubled - 9,
        (true, doubled) => doubled,
        (false, _) => digit,
    }
}

/// The check digits of an account number (ISO 13616: the number read as one, letters from 10 on, leaves 1 of 97).
pub(super) fn is_iban(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    if !(15..=34).contains(&signs.len()) {
        return false;
    }
    let turned = signs.iter().cycle().skip(4).take(signs.len());
    let rest = turned
        .filter_map(|sign| sign.to_digit(36))
        .fold(0, |rest, value| if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_tell_cards_and_accounts_from_other_numbers() {
        for card in ["4111 1111 1111 1111", "5500-0000-0000-0004", "340000000000009"] {
            assert!(is_card(card), "{card}");
        }
        assert!(!is_card("4111 1111 1111 1112") && !is_card("0000000000000000") && !is_card("4222"));
        assert!(is_iban("GB82 WEST 1234 5698 7654 32") && is_iban("DE89370400440532013000"));
        assert!(!is_iban("GB82 WEST 1234 5698 7654 33"));
    }

    #[test]
    fn every_pattern_compiles_and_finds_its_own() {
        for (shape, text) in [
            (&EMAIL, "ann@lee.example"),
            (&PHONE, "+44 7700 900123"),
            (&PHONE, "01632 960 001"),
            (&POSTCODE, "LS6 2AB"),
            (&STREET, "Flat 3, 12 High Street"),
            (&DIGITS, "4111111111111111"),
            (&IBAN, "GB82 WEST 1234 5698 7654 32"),
            (&HASH, "$2y$10$abcdefghijklmnopqrstuv"),
            (&HASH, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"),
            (&HASH, "$P$BabcdefghijklmnopqrstuvwxyzABCD"),
            (&HASH, "pbkdf2_sha256$600000$salt$aGFzaGhhc2hoYXNoaGFzaA="),
            (&BARE_HASH, "5f4dcc3b5aa765d61d8327deb882cf99"),
            (&TOKEN, "eyJhbGciOiJI.eyJzdWIiOiIx.abc"),
            (&TOKEN, "sk_live_abcdefghij0123"),
            (&LONG_WORD, "0123456789abcdef"),
            (&TITLED, "Mrs. J. O'Neill"),
        ] {
            assert_eq!(shape.find(text).first(), Some(&(0..text.len())), "{text}");
        }
    }
}
