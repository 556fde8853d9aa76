//! Facts that every letter about a case shares, and small phrases.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::domain::clock::words;
use crate::domain::controller::{Controller, Regulator};
use crate::domain::disclosure::{Block, Run, Text, Voice};
use crate::domain::language::Language;
use crate::domain::notice::{About, Ground, Understood};
use crate::domain::personal::Personal;
use crate::domain::right::Right;

/// What every letter about a case knows.
pub(super) fn of_case(about: &About, controller: &Controller, language: &Language) -> Facts {
    let page = Block::Action { words: language.text("letter.page"), href: about.page.clone() };
    let reference = reference(language.text("letter.reference"), &about.reference, about.date, language);
    of_company_in(controller, language)
        .field("opening", opening(about, language))
        .field("reference", about.reference.clone())
        .part("reference", reference)
        .part("page", if about.is_on_paper() { Vec::new() } else { vec![page] })
}

/// What letters to staff know.
pub(super) fn of_company(controller: &Controller) -> Facts {
    Facts::default()
        .field("brand", controller.brand.clone())
        .field("email", controller.contact.email.clone())
        .field("regulator", controller.regulator.spoken_name())
}

/// "Friday 4 December 2026", for staff.
pub(super) fn weekday(date: NaiveDate) -> String {
    words::weekday_date(date)
}

/// What letters about no case know.
pub(super) fn of_company_in(controller: &Controller, language: &Language) -> Facts {
    Facts::default()
        .field("brand", controller.brand.clone())
        .field("email", controller.contact.email.clone())
        .field("regulator", authority(&controller.regulator, language))
}

/// An authority in the middle of a sentence.
pub(super) fn authority(regulator: &Regulator, language: &Language) -> String {
    language.say("frame.authority").with("name", regulator.bare_name()).plain()
}

/// Reference and date, side by side.
pub(super) fn reference(label: String, reference: &str, date: NaiveDate, language: &Language) -> Vec<Block> {
    let row = |name: String, words: String| (Cow::Owned(name), Text(vec![Run::Strong(words)]));
    let date = row(language.text("letter.date"), language.long_date(date));
    vec![Block::Facts(vec![row(label, reference.to_owned()), date])]
}

/// "On 4 November 2026 you asked us to send you a copy of your data."
fn opening(about: &About, language: &Language) -> String {
    let asked: Vec<String> =
        about.rights.iter().map(|right| language.text(&format!("letter.right.{}", right.code()))).collect();
    let day = language.long_date(about.received);
    match asked.as_slice() {
        [] => language.say("letter.wrote").with("date", day).plain(),
        [one] => language.say("letter.asked").with("date", day).with("asked", one).plain(),
        [first @ .., last] => {
            let said = language.say("letter.asked_more").with("date", day);
            said.with("asked", first.join(", ")).with("last", last).plain()
        }
    }
}

/// One plain sentence about what was understood: "Stop e-mail and text message marketing. This is done already."
pub(super) fn sentence_of(understood: &Understood, language: &Language) -> String {
    let channel = |code: &String| language.perhaps(&format!("letter.channel.{code}")).unwrap_or_else(|| code.clone());
    let what = if understood.marketing.is_empty() {
        language.text(&format!("letter.wish.{}", understood.right.code()))
    } else {
        let channels: Vec<String> = understood.marketing.iter().map(channel).collect();
        language.say("letter.wish.marketing").with("channels", language.in_a_row(&channels)).plain()
    };
    let done = if understood.done { format!(" {}", language.text("letter.wish.done")) } else { String::new() };
    format!("{what}.{done}")
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

/// The same of what the company or its data map names, in the words of the letter's language where they are known in it.
pub(super) fn named(texts: &[String], voice: Voice<'_>) -> Vec<String> {
    texts.iter().map(|text| capital(&sentence(&voice.plain(text)))).collect()
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
pub(super) fn starts_with(about: &About, what: &str, language: &Language) -> String {
    let period = match about.law.period() {
        "one month" => language.text("letter.one_month"),
        own => language.span(own),
    };
    let what = language.text(&format!("letter.awaited.{what}"));
    language.say("letter.clock").with("period", period).with("what", what).plain()
}

/// Whether a copy is what the person waits for.
pub(super) fn wants_a_copy(about: &About) -> bool {
    about.rights.iter().any(|right| matches!(right, Right::Access | Right::Portability))
}
