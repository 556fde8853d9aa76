//! The answer in German: nothing of it English but what the company has only said in English, and that is marked so.

use rightsdesk::domain::controller::Controller;
use rightsdesk::domain::disclosure::Reasons;
use rightsdesk::domain::personal::Personal;

use super::*;
use crate::harness::german::{shown, strangers};
use crate::harness::languages::shipped;

/// The sample letter to somebody who is written to in German; what a colleague typed is German, too.
fn german() -> Letter {
    let mut letter = sample::letter();
    letter.language = shipped().of("de");
    letter.about.language = "de".into();
    letter.note = vec![Personal::new("Der Laptop, den Sie zurückgesandt haben, kam im August an.")];
    for part in &mut letter.left_out {
        part.what = Personal::new("Ein Eintrag aus: Nachrichten");
        part.reason = Personal::default();
    }
    letter
}

/// What stands in the letter and is nobody's language: names, addresses, places, and the values of the records.
fn data() -> Vec<&'static str> {
    vec![
        "Meadow & Rook and Limited privacy@meadow.example Manchester 1 Example Yard Egerton Road",
        "M1 1AA M14 6YB SK9 5AF",
        "Zsófia Őry-Παπαδάκη zsofia@example.org Daniel Osei Data protection MR-26-7K4M-2",
        "Information Commissioner Wycliffe House Water Lane Wilmslow Cheshire SK9 ico make-a-complaint England Wales",
        "Act Schedule paragraph section sections legal proceedings page case complain",
        "laptops refurbished shop account orders messages visits customers workshop note txt csv part RMA PD",
        "You Support The laptop does not start Can you help Please send it in the label is attached Your parcel is with your neighbour",
        "Der Laptop den Sie zurückgesandt haben kam im August an Nachrichten",
    ]
}

fn page(letter: &Letter) -> String {
    text_of(&unpack(&pack(letter, &sample::contents()).0), "index.html")
}

#[test]
fn every_word_of_the_page_is_german_or_marked_as_english() {
    let page = page(&german());
    assert!(page.contains("<html lang=\"de\">"));
    assert_eq!(strangers(&shown(&page), &data()), [""; 0], "{page}");
    for words in [
        "Ihre personenbezogenen Daten: unsere Antwort auf Ihren Antrag",
        "Am 4. November 2026 haben Sie uns um eine Kopie",
        "<strong>Alles davon liegt in diesem Paket, bis auf zwei Dinge, die wir in Teil 3 erklären.</strong>",
        "<span class=\"mark\">Andere Person</span>",
        "Ihr Name, zwei E-Mail-Adressen und neun Bestellnummern",
        "<span lang=\"en\">To supply what you bought</span>",
        "Die ersten 8 von 412 Einträgen:",
        "content: \"Seite \" counter(page) \" von \" counter(pages)",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn an_answer_that_may_not_say_what_it_leaves_out_is_german() {
    let mut silent = german();
    silent.left_out.iter_mut().for_each(|part| part.reasons = Reasons::Silent);
    assert_eq!(strangers(&shown(&page(&silent)), &data()), [""; 0]);
}

#[test]
fn what_the_company_says_in_german_stands_in_german() {
    let mut letter = german();
    let said = [
        ("to supply what you bought", "um Ihre Käufe zu liefern"),
        ("Your account", "Ihr Konto"),
        ("the web shop", "der Webshop"),
        ("E-mail", "E-Mail"),
    ];
    let said = said.map(|(english, german)| (english.to_owned(), german.to_owned()));
    letter.controller.translations.insert("de".into(), said.into_iter().collect());
    let files = unpack(&pack(&letter, &sample::contents()).0);
    let page = text_of(&files, "index.html");
    for words in ["Um Ihre Käufe zu liefern", "<h3>Ihr Konto</h3>", "Aus: der Webshop."] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("<span lang=\"en\">Your account</span>"));
    let table = text_of(&files, "data/shop-customers.csv");
    assert!(table.lines().next().is_some_and(|head| head.contains("E-Mail")), "{table}");
    assert!(text_of(&files, "data/shop-messages.csv").contains("[weggelassen: Andere Person]"));
}

#[test]
fn a_company_that_writes_german_is_marked_as_german_in_an_english_letter() {
    let mut letter = sample::letter();
    letter.controller = Controller { language: "de".into(), sources: vec!["unser Lager".into()], ..letter.controller };
    assert!(page(&letter).contains("<span lang=\"de\">Unser Lager</span>"));
}

#[test]
fn the_printed_letter_is_tagged_as_german_and_two_builds_are_the_same() {
    let (first, second) = (pack(&german(), &sample::contents()).0, pack(&german(), &sample::contents()).0);
    assert!(first == second, "two builds of the same answer are identical");
    let files = unpack(&first);
    let pdf = lopdf::Document::load_mem(&files["letter.pdf"]).unwrap();
    assert_eq!(pdf.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap(), b"de");
    let numbers: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let words = pdf.extract_text(&numbers).unwrap();
    for said in ["Wo wir gesucht haben", "Seite 1 von", "Mit freundlichen Grüßen"] {
        assert!(words.split_whitespace().collect::<Vec<_>>().join(" ").contains(said), "{said}: {words}");
    }
    let pages = pdf.get_pages();
    let raw: Vec<u8> = pages.values().flat_map(|page| pdf.get_page_content(*page)).collect();
    let raw = String::from_utf8_lossy(&raw);
    assert!(raw.contains("/Lang"), "what the company said in English is tagged as English");
}
