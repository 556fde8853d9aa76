//! The letter says everything the law wants said, and shows what is not known.

use rightsdesk::domain::disclosure::{Contents, Document};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;

use super::*;

fn page(letter: &Letter, contents: &InMemory) -> String {
    text_of(&unpack(&pack(letter, contents).0), "index.html")
}

/// The contents as the letter sees them, without packing.
fn listed() -> Vec<Contents> {
    let listed = sample::contents().collections.into_iter().map(|(head, rows)| {
        let rows = u64::try_from(rows.len()).unwrap();
        Contents { head, rows, tables: Vec::new() }
    });
    listed.collect()
}

fn headings(document: &Document) -> Vec<&str> {
    document.sections.iter().map(|section| section.heading.as_str()).collect()
}

#[test]
fn the_whole_article_15_information_is_there() {
    let page = page(&sample::letter(), &sample::contents());
    for words in [
        "Yes, we do hold and use data about you",
        "To supply what you bought (our contract with you, Article 6(1)(b))",
        "Orders and payments",
        "Royal Mail (delivery)",
        "Worldpay (card payments)",
        "6 years after the end of the tax year",
        "couriers, which correct addresses",
        "It can hold an order until a person has looked at it",
        "All your data stays in the United Kingdom and Ireland",
        "<strong>correct</strong>",
        "<strong>erase</strong>",
        "<strong>restrict</strong>",
        "<strong>object</strong>",
        "section 164A",
        "section 165",
        "section 167",
        "Wycliffe House",
        "There is nothing to pay",
        "Data Protection Act 2018, Schedule 2, <span class=\"nb\">paragraph 16.</span>",
        "two e-mail addresses",
        "Nothing about you",
        "Not searched:",
        "PD2 means paid and delivered",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("class=\"gap\""), "nothing is missing");
}

#[test]
fn what_the_company_has_not_stated_stands_there_as_a_gap() {
    let mut letter = sample::letter();
    let controller = &mut letter.controller;
    controller.purposes.clear();
    controller.recipients.clear();
    controller.sources.clear();
    controller.retention.clear();
    controller.transfers = None;
    controller.automated_decisions = None;
    assert_eq!(controller.gaps().len(), 6);
    let page = page(&letter, &sample::contents());
    for gap in [
        "has not stated why it uses",
        "has not stated who receive",
        "has not stated where",
        "has not stated how long it keeps",
        "has not stated whether a computer alone makes decisions",
        "has not stated whether your data goes to other countries",
    ] {
        assert!(page.contains(&format!("<span class=\"gap\">[Meadow &#38; Rook {gap}")), "{gap}");
    }
}

#[test]
fn outside_the_uk_the_letter_names_the_articles_of_the_regulation() {
    let mut letter = sample::letter();
    letter.about.regime = "eu-gdpr".into();
    let page = page(&letter, &sample::contents());
    assert!(page.contains("Article 77") && page.contains("Article 79") && page.contains("Article 15(4)"));
    assert!(!page.contains("164A") && !page.contains("Data Protection Act"));
}

#[test]
fn when_nothing_is_held_the_letter_is_a_certificate_of_the_search() {
    let mut letter = sample::letter();
    letter.left_out.clear();
    let document = letter.document(&[]);
    assert_eq!(document.heading, "We do not hold personal data about you");
    assert_eq!(headings(&document), ["Where we looked", "What you can do next"]);
    let page = page(&letter, &InMemory::default());
    assert!(page.contains("found nothing about you") && page.contains("Shop surveys") && page.contains("section 164A"));
}

#[test]
fn something_that_may_not_be_spoken_of_is_not() {
    let mut letter = sample::letter();
    letter.left_out.truncate(1);
    letter.left_out[0].reasons = rightsdesk::domain::disclosure::Reasons::Silent;
    let silent = letter.document(&listed());
    assert!(!headings(&silent).contains(&"What we left out, and why"));
    letter.left_out[0].reasons = rightsdesk::domain::disclosure::Reasons::Withheld;
    let withheld = page(&letter, &sample::contents());
    assert!(withheld.contains("The law allows us not to give the reason here"));
    assert!(!withheld.contains("paragraph 16"));
}

#[test]
fn when_all_is_left_out_the_letter_does_not_say_that_nothing_is_held() {
    let mut letter = sample::letter();
    let withheld = letter.document(&[]);
    assert_eq!(withheld.heading, "Your personal data: our answer to your request");
    assert_eq!(headings(&withheld)[0], "What we left out, and why");
    for part in &mut letter.left_out {
        part.reasons = rightsdesk::domain::disclosure::Reasons::Silent;
    }
    let silent = page(&letter, &InMemory::default());
    assert!(silent.contains("We do not hold personal data about you that we have to give you."));
    assert!(!silent.contains("Where we looked") && !silent.contains("found nothing about you"));
}

#[test]
fn an_agent_is_told_whose_data_it_is() {
    let mut letter = sample::letter();
    letter.subject = Some(Personal::new("Priya Nair"));
    assert!(page(&letter, &sample::contents()).contains("You wrote for Priya Nair; “you” below means them."));
}

#[test]
fn portability_is_answered_as_such() {
    let mut letter = sample::letter();
    letter.right = Right::Portability;
    let document = letter.document(&listed());
    assert_eq!(document.heading, "Your personal data, to take elsewhere");
}

#[test]
fn every_gap_of_the_settings_shows_in_the_letter() {
    let mut letter = sample::letter();
    letter.controller.purposes[0].basis = None;
    letter.controller.retention[0].period = None;
    letter.controller.transfers.as_mut().unwrap().safeguards = None;
    assert_eq!(letter.controller.gaps().len(), 3);
    let page = page(&letter, &sample::contents());
    assert!(page.contains("[legal basis not stated]") && page.contains("[period not stated]"));
    assert!(page.contains("has not stated how data is protected there]"));
}
