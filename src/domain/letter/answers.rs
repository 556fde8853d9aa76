//! Facts of the letters that answer, refuse or close (L6 to L8, L13, L20, L21).

use chrono::NaiveDate;

use super::facts::{Facts, listed};
use super::shared::{capital, entries, ground, of_case, sentence, starts_with};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Text};
use crate::domain::language::Language;
use crate::domain::notice::{
    CannotIdentify, Ground, Lapsed, NothingHeld, PackageEnclosed, PackageReady, Portable, PortableDelivery, Refusal,
    Withdrawn,
};

pub(super) fn refusal(notice: &Refusal, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    let partial = about.rights.iter().any(|right| !notice.refused.contains(right));
    let refused = notice.refused.iter().map(|right| {
        let cited = about.cited_in(right.article(), language);
        let blank = if cited.is_empty() { "" } else { " " };
        let wish = language.text(&format!("letter.wish.{}", right.code()));
        Text::plain(format!("{wish}{blank}{cited}."))
    });
    let part = if partial { "_part" } else { "" };
    let (title, news) = (format!("letter.refusal.title{part}"), format!("letter.refusal.news{part}"));
    of_case(about, controller, language)
        .field("title", language.text(&title))
        .field("news", language.text(&news))
        .part("refused", vec![Block::List { numbered: false, entries: refused.collect() }])
        .part("reasons", grounds(&notice.grounds))
        .field("goes_on", if partial { language.text("letter.refusal.goes_on") } else { String::new() })
}

/// Reasons with the law behind them (Article 12(4)). Where naming the ground would defeat it, only that is said.
fn grounds(grounds: &[Ground]) -> Vec<Block> {
    listed(grounds.iter().map(|one| Text::plain(ground(one))).collect())
}

pub(super) fn cannot_identify(notice: &CannotIdentify, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    let law = match (about.cite_in("Article 11(2)", language), about.cite_in("Article 12(2)", language)) {
        (Some(first), Some(second)) => {
            language.say("letter.refusal.while_so_cite").with("first", first).with("second", second).plain()
        }
        _ => language.text("letter.refusal.while_so"),
    };
    of_case(about, controller, language)
        .paragraphs("reasons", [sentence(&notice.why)])
        .field("law", law)
        .list("would_help", entries(&notice.would_help))
}

pub(super) fn package_ready(notice: &PackageReady, controller: &Controller, language: &Language) -> Facts {
    copy(of_case(&notice.about, controller, language), &notice.left_out, language)
        .part("fetch", fetch(&notice.link, language))
        .field("until", language.weekday_date(notice.until))
}

pub(super) fn package_enclosed(notice: &PackageEnclosed, controller: &Controller, language: &Language) -> Facts {
    copy(of_case(&notice.about, controller, language), &notice.left_out, language)
}

/// What was left out of a copy.
fn copy(facts: Facts, grounds: &[Ground], language: &Language) -> Facts {
    let marked = if grounds.is_empty() { String::new() } else { language.text("letter.package.marked") };
    facts.part("left_out", left_out(grounds)).field("marked", marked)
}

fn fetch(link: &str, language: &Language) -> Vec<Block> {
    vec![Block::Action { words: language.text("letter.fetch"), href: link.to_owned() }]
}

/// What was left out is a list even when it is one thing: it stands among other lists.
fn left_out(grounds: &[Ground]) -> Vec<Block> {
    let entries: Vec<Text> = grounds.iter().map(|one| Text::plain(ground(one))).collect();
    if entries.is_empty() { Vec::new() } else { vec![Block::List { numbered: false, entries }] }
}

pub(super) fn portable(notice: &Portable, controller: &Controller, language: &Language) -> Facts {
    let facts = of_case(&notice.about, controller, language)
        .list("files", entries(&notice.files))
        .part("left_out", left_out(&notice.left_out));
    match &notice.delivery {
        PortableDelivery::ToSubject { link, until } => to_fetch(facts, link, *until, None, language),
        PortableDelivery::Instead { link, until, to, not_feasible } => {
            let key = if *not_feasible { "letter.package.not_feasible" } else { "letter.package.not_arrived" };
            to_fetch(facts, link, *until, Some(language.say(key).with("to", to).plain()), language)
        }
        PortableDelivery::Enclosed => facts
            .field("title", language.text("letter.package.portable_title"))
            .field("news", language.text("letter.package.enclosed_news"))
            .part("fetch", Vec::new())
            .part("proof", Vec::new()),
        PortableDelivery::Transmitted { to, on, proof } => facts
            .field("title", language.say("letter.package.sent_title").with("to", to).plain())
            .field("news", sent_news(to, *on, language))
            .part("fetch", Vec::new())
            .paragraphs("proof", [sentence(proof)]),
    }
}

/// A package to fetch; before that, why it does not come in the way that was wished.
fn to_fetch(facts: Facts, link: &str, until: NaiveDate, why: Option<String>, language: &Language) -> Facts {
    let until = language.weekday_date(until);
    let news = language.say("letter.package.portable_news").with("date", until).plain();
    facts
        .field("title", language.text("letter.package.portable_title"))
        .field("news", why.into_iter().chain([news]).collect::<Vec<_>>().join(" "))
        .part("fetch", fetch(link, language))
        .part("proof", Vec::new())
}

fn sent_news(to: &str, on: NaiveDate, language: &Language) -> String {
    language.say("letter.package.sent_news").with("date", language.long_date(on)).with("to", to).plain()
}

pub(super) fn nothing_held(notice: &NothingHeld, controller: &Controller, language: &Language) -> Facts {
    let list = |texts: &[String]| -> Vec<Block> {
        let entries: Vec<Text> = entries(texts).into_iter().map(Text::plain).collect();
        if entries.is_empty() { Vec::new() } else { vec![Block::List { numbered: false, entries }] }
    };
    of_case(&notice.about, controller, language)
        .part("searched_in", list(&notice.searched_in))
        .part("searched_with", list(&notice.searched_with))
}

pub(super) fn withdrawn(notice: &Withdrawn, controller: &Controller, language: &Language) -> Facts {
    of_case(&notice.about, controller, language).field("withdrawn", language.long_date(notice.withdrawn))
}

pub(super) fn lapsed(notice: &Lapsed, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    of_case(about, controller, language)
        .field("asked", language.long_date(notice.asked))
        .field("awaited", language.text(&format!("letter.awaited.{}", notice.awaited.code())))
        .field("clock", capital(&starts_with(about, "it", language)))
}
