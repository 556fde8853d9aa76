//! Whatever comes: no panic, spans that are true, and the same facts in another order.

use proptest::prelude::*;
use rightsdesk::adapters::documents::document;
use rightsdesk::domain::policy::{Document, Draft, lint, read};

use super::{LANTERNS, PRAIRIE, policy};

/// The sections of a policy: a heading with what stands under it.
fn sections(text: &str) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    for paragraph in text.split("\n\n") {
        let heading = !paragraph.contains('\n') && paragraph.len() < 40 && !paragraph.ends_with(['.', ':']);
        match sections.last_mut() {
            Some(section) if !heading => section.push_str(&format!("\n\n{paragraph}")),
            _ => sections.push(paragraph.to_owned()),
        }
    }
    sections
}

/// What was read, without places and order.
fn facts(text: &str) -> Vec<String> {
    let mut facts: Vec<String> =
        policy(text).reading.rows().iter().map(|row| format!("{}: {}", row.field, row.value)).collect();
    facts.sort();
    facts.dedup();
    facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn sections_in_another_order_give_the_same_facts(order in Just(sections(LANTERNS)).prop_shuffle()) {
        let (turned, straight) = (facts(&order.join("\n\n")), facts(LANTERNS));
        let lost: Vec<&String> = straight.iter().filter(|fact| !turned.contains(fact)).collect();
        let new: Vec<&String> = turned.iter().filter(|fact| !straight.contains(fact)).collect();
        prop_assert!(lost.is_empty() && new.is_empty(), "lost: {:?}\nnew: {:?}", lost, new);
    }

    #[test]
    fn a_policy_that_was_cut_off_gives_no_fact_that_the_whole_does_not(at in 0..PRAIRIE.len()) {
        let end = (0..=at).rev().find(|end| PRAIRIE.is_char_boundary(*end)).unwrap_or(0);
        let text = &PRAIRIE[..end];
        let read = policy(text);
        for row in read.reading.rows() {
            let quote = row.quote.expect("a fact has its words");
            prop_assert_eq!(&text[quote.byte..quote.byte + quote.text.len()], quote.text.as_str());
            prop_assert_eq!(text[..quote.byte].chars().count(), quote.character);
        }
    }

    #[test]
    fn bytes_that_are_no_policy_harm_nothing(bytes in prop::collection::vec(any::<u8>(), 0..600), name in "(a\\.txt|a\\.html|a\\.md|a\\.pdf)") {
        if let Ok(document) = document(&name, &bytes) {
            let reading = read(&document);
            lint(&document, &reading);
            let _ = Draft::of("a", &reading).missing();
        }
    }

    #[test]
    fn words_of_policies_in_any_order_harm_nothing(words in prop::collection::vec("(we|your|right to|share|data|with|\\(|\\)|company number|12345678|Ltd|at|\\.|\n\n|• |\t|£|’|é|for|years|until|SW1A 1AA|a@b\\.co)", 0..80)) {
        let document = Document::plain(&words.join(" "));
        let reading = read(&document);
        lint(&document, &reading);
    }
}

#[test]
fn a_pdf_that_was_damaged_is_refused_and_stops_nothing() {
    for cut in [
        b"%PDF-1.4".as_slice(),
        b"%PDF-1.7\n1 0 obj<</Length 99999999>>stream\n",
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF",
    ] {
        assert!(document("a.pdf", cut).is_err());
    }
}
