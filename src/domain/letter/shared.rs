//! Facts that every letter about a case shares, and small phrases.

use chrono::NaiveDate;

use super::facts::Facts;
use crate::domain::clock::words;
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Run, Text};
use crate::domain::notice::{About, Ground};
use crate::domain::personal::Personal;
use crate::domain::right::Right;

/// What every letter about a case knows.
pub(super) fn of_case(about: &About, controller: &Controller) -> Facts {
    let page = Block::Action { words: "See your private page".into(), href: about.page.clone() };
    of_company(controller)
        .field("opening", opening(about))
        .field("reference", about.reference.clone())
        .part("reference", reference("Your reference", &about.reference, about.date))
        .part("page", vec![page])
}

/// What letters about no case know.
pub(super) fn of_company(controller: &Controller) -> Facts {
    Facts::default()
        .field("brand", controller.brand.clone())
        .field("email", controller.contact.email.clone())
        .field("regulator", controller.regulator.spoken_name())
}

/// Reference and date, side by side.
pub(super) fn reference(label: &'static str, reference: &str, date: NaiveDate) -> Vec<Block> {
    let row = |name, words: String| (name, Text(vec![Run::Strong(words)]));
    vec![Block::Facts(vec![row(label, reference.to_owned()), row("Date", day(date))])]
}

/// "On 4 November 2026 you asked us to send you a copy of your data."
fn opening(about: &About) -> String {
    let asked: Vec<&str> = about.rights.iter().map(|right| right.asked()).collect();
    let day = day(about.received);
    match asked.as_slice() {
        [] => format!("You wrote to us on {day}."),
        [one] => format!("On {day} you {one}."),
        [first @ .., last] => format!("On {day} you {}, and {last}.", first.join(", ")),
    }
}

/// "4 December 2026".
pub(super) fn day(date: NaiveDate) -> String {
    words::long_date(date)
}

/// "Friday 4 December 2026".
pub(super) fn weekday(date: NaiveDate) -> String {
    words::weekday_date(date)
}

/// "Tax law makes us keep invoices (Article 17(3)(b))."
pub(super) fn ground(ground: &Ground) -> String {
    let reason = ground.reason.trim();
    match &ground.pointer {
        None => sentence(reason),
        Some(pointer) => format!("{} ({pointer}).", reason.trim_end_matches('.')),
    }
}

/// Ends with a full stop, unless it ends like a sentence already.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// Entries of a list as sentences that begin with a capital letter.
pub(super) fn entries(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| capital(&sentence(text))).collect()
}

/// What people wrote, as it stands.
pub(super) fn revealed(texts: &[Personal]) -> Vec<String> {
    texts.iter().map(|text| text.reveal().trim().to_owned()).collect()
}

/// With a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "The law gives us one month. It starts on the day we have …": what a question before the start does to the clock.
pub(super) fn starts_with(about: &About, what: &str) -> String {
    format!("The law gives us {}. It starts on the day we have {what}.", about.law.period())
}

/// Whether a copy is what the person waits for.
pub(super) fn wants_a_copy(about: &About) -> bool {
    about.rights.iter().any(|right| matches!(right, Right::Access | Right::Portability))
}
