//! How dates, reasons and links read in a letter. The templates call these as `words::day(…)`.

use std::borrow::Borrow;

use chrono::NaiveDate;

use crate::domain::clock::words;
use crate::domain::notice::{Ground, Remedy, RemedyTo};

/// "4 December 2026".
pub fn day(date: impl Borrow<NaiveDate>) -> String {
    words::long_date(*date.borrow())
}

/// "Friday 4 December 2026".
pub fn weekday(date: impl Borrow<NaiveDate>) -> String {
    words::weekday_date(*date.borrow())
}

/// "4 December".
pub fn short_day(date: impl Borrow<NaiveDate>) -> String {
    date.borrow().format("%-d %B").to_string()
}

/// "7 days".
pub fn days(n: impl Borrow<u16>) -> String {
    words::days(i64::from(*n.borrow()))
}

/// A reason and the law behind it: "Tax law makes us keep invoices (Article 17(3)(b))."
pub fn ground(ground: &Ground) -> String {
    let reason = ground.reason.trim();
    match &ground.pointer {
        None => sentence(reason),
        Some(pointer) => format!("{} ({pointer}).", reason.trim_end_matches('.')),
    }
}

/// Ends a text with a full stop, unless it ends like a sentence already.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// With a capital first letter.
pub fn capital(text: impl AsRef<str>) -> String {
    let mut letters = text.as_ref().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With a small first letter, to go on in a sentence.
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What a remedy's link says: its address as people read it aloud, or for our own long one what it opens.
pub fn link(remedy: &Remedy) -> String {
    match (remedy.to, &remedy.link) {
        (RemedyTo::Controller, _) | (_, None) => "Open the complaint form".into(),
        (_, Some(link)) => link.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/').into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_ends_with_one_full_stop() {
        assert_eq!(sentence("An order number"), "An order number.");
        assert_eq!(sentence("Really? "), "Really?");
        let with = |pointer: Option<&str>| ground(&Ground { reason: "Why.".into(), pointer: pointer.map(Into::into) });
        assert_eq!(with(None), "Why.");
        assert_eq!(with(Some("Article 17(3)(b)")), "Why (Article 17(3)(b)).");
    }
}
