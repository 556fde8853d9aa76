//! Facts of the letters that answer, refuse or close (L6 to L8, L13, L20, L21).

use super::facts::{Facts, listed};
use super::shared::{capital, day, entries, ground, of_case, sentence, starts_with, weekday};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Text};
use crate::domain::notice::{
    CannotIdentify, Ground, Lapsed, NothingHeld, PackageReady, Portable, PortableDelivery, Refusal, Withdrawn,
};

pub(super) fn refusal(notice: &Refusal, controller: &Controller) -> Facts {
    let about = &notice.about;
    let partial = about.rights.iter().any(|right| !notice.refused.contains(right));
    let refused = notice.refused.iter().map(|right| {
        let cited = about.cited(right.article());
        let blank = if cited.is_empty() { "" } else { " " };
        Text::plain(format!("{}{blank}{cited}.", right.wish()))
    });
    let (title, news) = if partial {
        ("We cannot do all that you asked", "We cannot do all of it.")
    } else {
        ("We cannot do what you asked", "We cannot do it.")
    };
    of_case(about, controller)
        .field("title", title)
        .field("news", news)
        .part("refused", vec![Block::List { numbered: false, entries: refused.collect() }])
        .part("reasons", grounds(&notice.grounds))
        .field("goes_on", if partial { "What else you asked for goes on as before." } else { "" })
}

/// Reasons with the law behind them (Article 12(4)). Where naming the ground would defeat it, only that is said.
fn grounds(grounds: &[Ground]) -> Vec<Block> {
    listed(grounds.iter().map(|one| Text::plain(ground(one))).collect())
}

pub(super) fn cannot_identify(notice: &CannotIdentify, controller: &Controller) -> Facts {
    let about = &notice.about;
    let law = match (about.cite("Article 11(2)"), about.cite("Article 12(2)")) {
        (Some(eleven), Some(twelve)) => {
            format!("While that is so, we need not act on your request ({eleven} and {twelve}).")
        }
        _ => "While that is so, we need not act on your request.".to_owned(),
    };
    of_case(about, controller)
        .paragraphs("reasons", [sentence(&notice.why)])
        .field("law", law)
        .list("would_help", entries(&notice.would_help))
}

pub(super) fn package_ready(notice: &PackageReady, controller: &Controller) -> Facts {
    let marked = if notice.left_out.is_empty() { "" } else { "The letter marks each place." };
    of_case(&notice.about, controller)
        .part("fetch", fetch(&notice.link))
        .field("until", weekday(notice.until))
        .part("left_out", left_out(&notice.left_out))
        .field("marked", marked)
}

fn fetch(link: &str) -> Vec<Block> {
    vec![Block::Action { words: "Fetch your answer".into(), href: link.to_owned() }]
}

/// What was left out is a list even when it is one thing: it stands among other lists.
fn left_out(grounds: &[Ground]) -> Vec<Block> {
    let entries: Vec<Text> = grounds.iter().map(|one| Text::plain(ground(one))).collect();
    if entries.is_empty() { Vec::new() } else { vec![Block::List { numbered: false, entries }] }
}

pub(super) fn portable(notice: &Portable, controller: &Controller) -> Facts {
    let facts = of_case(&notice.about, controller)
        .list("files", entries(&notice.files))
        .part("left_out", left_out(&notice.left_out));
    match &notice.delivery {
        PortableDelivery::ToSubject { link, until } => {
            let news = format!(
                "You can fetch it now. The page asks for a code, which we then send to this address. The link works until {}. After that, ask us for a new one; it is free.",
                weekday(*until)
            );
            facts
                .field("title", "Your data, to take elsewhere")
                .field("news", news)
                .part("fetch", fetch(link))
                .part("proof", Vec::new())
        }
        PortableDelivery::Transmitted { to, on, proof } => facts
            .field("title", format!("Your data has gone to {to}"))
            .field("news", format!("On {} we sent it straight to {to}.", day(*on)))
            .part("fetch", Vec::new())
            .paragraphs("proof", [sentence(proof)]),
    }
}

pub(super) fn nothing_held(notice: &NothingHeld, controller: &Controller) -> Facts {
    let list = |texts: &[String]| -> Vec<Block> {
        let entries: Vec<Text> = entries(texts).into_iter().map(Text::plain).collect();
        if entries.is_empty() { Vec::new() } else { vec![Block::List { numbered: false, entries }] }
    };
    of_case(&notice.about, controller)
        .part("searched_in", list(&notice.searched_in))
        .part("searched_with", list(&notice.searched_with))
}

pub(super) fn withdrawn(notice: &Withdrawn, controller: &Controller) -> Facts {
    of_case(&notice.about, controller).field("withdrawn", day(notice.withdrawn))
}

pub(super) fn lapsed(notice: &Lapsed, controller: &Controller) -> Facts {
    let about = &notice.about;
    of_case(about, controller)
        .field("asked", day(notice.asked))
        .field("awaited", notice.awaited.words())
        .field("clock", capital(&starts_with(about, "it")))
}
