//! What stands around every letter: the head of the paper, and the remedies.

use super::document::{Block, Letterhead, Run, Section, Text};
use super::words::{capital, sentence};
use crate::domain::controller::Controller;
use crate::domain::language::Language;
use crate::domain::notice::{About, RemedyTo, remedies};

/// Who the company is, and how to reach it, at the head of the paper.
pub fn letterhead(controller: &Controller) -> Letterhead {
    let legal = &controller.legal;
    let mut lines: Vec<String> = legal.name.iter().filter(|name| **name != controller.brand).cloned().collect();
    lines.extend(legal.company_number.iter().map(|number| format!("Company number {number}")));
    lines.extend(legal.seat.iter().map(|seat| format!("Registered in {seat}")));
    let contact = &controller.contact;
    let mut reach = contact.post.clone();
    reach.push(contact.email.clone());
    reach.extend(contact.phone.clone());
    reach.extend(contact.web.clone());
    let (brand, accent, logo) = (controller.brand.clone(), controller.accent.clone(), controller.logo.clone());
    Letterhead { brand, legal: lines, contact: reach, accent, logo }
}

/// The same in a language.
pub fn letterhead_in(controller: &Controller, language: &Language) -> Letterhead {
    let name = controller.legal.name.iter().filter(|name| **name != controller.brand).cloned();
    let known = registration(controller, language).into_iter().map(|line| capital(&line));
    Letterhead { legal: name.chain(known).collect(), ..letterhead(controller) }
}

/// The company's number and seat, where they are known: "company number 17080224", "registered in England and Wales".
pub fn registration(controller: &Controller, language: &Language) -> Vec<String> {
    let (number, seat) = (&controller.legal.company_number, &controller.legal.seat);
    let number = number.as_ref().map(|it| language.say("frame.imprint_number").with("number", it).plain());
    let place = |seat: &String| language.known_phrase(seat).unwrap_or_else(|| seat.clone());
    let seat = seat.as_ref().map(|it| language.say("frame.imprint_seat").with("seat", place(it)).plain());
    number.into_iter().chain(seat).collect()
}

/// The remedies the law of a case wants named, as a part of a letter (UK: sections 164A, 165 and 167; EU: Articles 77 and 79).
pub fn remedies_section(about: &About, controller: &Controller, language: &Language) -> Section {
    let entries = remedies(about, controller, language).into_iter().map(|remedy| {
        let mut text = Text(vec![Run::Strong(remedy.title)]);
        if !remedy.pointer.is_empty() {
            text = text.then(" (").and(Run::Cite(language.article(remedy.pointer))).then(")");
        }
        text = text.then(". ").then(sentence(&remedy.text));
        match remedy.link {
            Some(link) => {
                let words = words_of(remedy.to, &link, language);
                text.then(" ").and(Run::Link { text: words, href: link })
            }
            None => text,
        }
    });
    let list = Block::List { numbered: true, entries: entries.collect() };
    Section { id: "unhappy", heading: language.text("letter.remedies"), blocks: vec![list] }
}

/// What a link says: an address as people read it aloud, or for our own long one what it opens.
fn words_of(to: RemedyTo, link: &str, language: &Language) -> String {
    match to {
        RemedyTo::Controller => language.text("remedy.open"),
        _ => link.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/').into(),
    }
}
