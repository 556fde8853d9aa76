//! What sampled values say beside the name of their column. Values are looked at and forgotten; no guess repeats one.

use serde::Serialize;

use super::category::{EMAIL, IP, NameGuess, PHONE, POSTCODE, STREET, WRITTEN, category_of};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::{ColumnKind, ColumnShape};

/// What a column probably holds, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// The fideslang category.
    pub category: &'static str,
    /// How sure it is, in percent.
    pub sure: u8,
    /// What it rests on, in words.
    pub why: String,
}

/// Whether a value looks like something.
type Form = fn(&str) -> bool;

/// Fewer values than this prove nothing.
const ENOUGH: usize = 3;

/// The guess for a column from its name and some of its values.
pub(super) fn guess(column: &ColumnShape, values: &[Value]) -> Option<Guess> {
    let named = category_of(&column.name, column.kind);
    let texts: Vec<String> =
        values.iter().filter(|value| !value.is_blank()).filter_map(Value::as_text).filter(|text| text != "0").collect();
    if texts.len() < ENOUGH || !matches!(column.kind, ColumnKind::Text | ColumnKind::Other | ColumnKind::Integer) {
        return named.map(|named| by_name(named, ""));
    }
    if let Some(found) = by_values(column, &texts, named) {
        return Some(found);
    }
    let named = named?;
    let Some(looks) = form_of(named.category) else { return Some(by_name(named, "")) };
    let fitting = texts.iter().filter(|text| looks(text)).count();
    if fitting * 10 < texts.len() * 3 {
        let why = format!("its name; but only {fitting} of {} sampled values look like it", texts.len());
        return Some(Guess { category: named.category, sure: named.sure.min(35), why });
    }
    let sure = named.sure.saturating_add(4).min(99);
    let why = format!("its name; {fitting} of {} sampled values", texts.len());
    Some(Guess { category: named.category, sure, why })
}

fn by_name(named: NameGuess, more: &str) -> Guess {
    Guess { category: named.category, sure: named.sure, why: format!("its name{more}") }
}

/// What the values say by themselves, whatever the column is called.
fn by_values(column: &ColumnShape, texts: &[String], named: Option<NameGuess>) -> Option<Guess> {
    let forms: [(&'static str, Form); 2] = [(EMAIL, is_address), (IP, is_ip)];
    for (category, looks) in forms {
        let fitting = texts.iter().filter(|text| looks(text)).count();
        if fitting * 10 >= texts.len() * 8 {
            let name = if named.is_some_and(|named| named.category == category) { "its name; " } else { "" };
            let why = format!("{name}{fitting} of {} sampled values", texts.len());
            return Some(Guess { category, sure: if name.is_empty() { 90 } else { 99 }, why });
        }
    }
    let talks = texts.iter().filter(|text| text.split_whitespace().count() >= 6).count();
    if named.is_none() && column.kind == ColumnKind::Text && talks * 10 >= texts.len() * 6 {
        let why = format!("{talks} of {} sampled values are sentences", texts.len());
        return Some(Guess { category: WRITTEN, sure: 40, why });
    }
    None
}

/// How a value of a category looks, where it has a form.
fn form_of(category: &str) -> Option<Form> {
    match category {
        EMAIL => Some(is_address),
        PHONE => Some(is_phone),
        IP => Some(is_ip),
        POSTCODE => Some(is_postcode),
        STREET => Some(is_written),
        _ => None,
    }
}

fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.trim().split_once('@') else { return false };
    let whole = !name.is_empty() && host.contains('.') && !host.contains('@');
    whole && !text.trim().contains(char::is_whitespace)
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.chars().all(|letter| letter.is_ascii_digit() || " +-()./x".contains(letter));
    (6..=16).contains(&digits) && rest
}

fn is_ip(text: &str) -> bool {
    text.trim().parse::<core::net::IpAddr>().is_ok()
}

fn is_postcode(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 12 && text.chars().any(|letter| letter.is_ascii_digit())
}

fn is_written(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> ColumnShape {
        ColumnShape {
            name: name.into(),
            kind: ColumnKind::Text,
            nullable: true,
            length: None,
            unique: false,
            read_only: false,
        }
    }

    fn guessed(name: &str, values: &[&str]) -> Option<(&'static str, u8)> {
        let values: Vec<Value> = values.iter().map(|text| Value::Text((*text).to_owned())).collect();
        guess(&column(name), &values).map(|guess| (guess.category, guess.sure))
    }

    #[test]
    fn values_confirm_or_shake_what_a_name_says() {
        assert_eq!(guessed("email", &["a@b.example", "c@d.example", "e@f.example"]), Some((EMAIL, 99)));
        assert_eq!(guessed("login", &["a@b.example", "c@d.example", "e@f.example"]), Some((EMAIL, 90)));
        assert_eq!(guessed("email", &["7", "8", "9"]), Some((EMAIL, 35)));
        assert_eq!(guessed("email", &[]), Some((EMAIL, 95)));
        assert_eq!(guessed("host", &["192.0.2.1", "192.0.2.2", "2001:db8::1"]), Some((IP, 90)));
    }

    #[test]
    fn sentences_are_free_text_whatever_they_are_called() {
        let said = "the person called and wanted to know when it comes";
        assert_eq!(guessed("field_7", &[said, said, said]), Some((WRITTEN, 40)));
        assert_eq!(guessed("colour", &["red", "blue", "green"]), None);
    }
}
