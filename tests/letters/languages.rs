//! Every letter to a person or somebody outside in every language: nothing left in English, nothing left to fill.

use rightsdesk::domain::letter::{compose, on_paper, specimen};
use rightsdesk::domain::notice::{Audience, NoticeKind};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::letters::Letters;

use super::scenes::under;
use crate::harness::languages::shipped;
use crate::mail::samples::{controller, eu_controller};

/// Texts that are long enough not to be German by accident, in the pieces between their slots.
fn english_pieces() -> Vec<String> {
    let (english, german) = (shipped().of("en"), shipped().of("de"));
    // What a colleague may type into a question stands in the made-up letters in English.
    let typed = |key: &str| key.starts_with("letter.first.any_");
    let texts = english.keys().filter(|key| (key.starts_with("letter") || key.starts_with("remedy")) && !typed(key));
    let differ = texts.map(|key| (english.text(key), german.text(key))).filter(|(one, other)| one != other);
    let wordings = english.letters().flat_map(|(_, text)| text.lines()).map(str::to_owned);
    let pieces = differ.map(|(english, _)| english).chain(wordings);
    let between =
        pieces.flat_map(|text| text.split(['{', '}', '*']).map(|part| part.trim().to_owned()).collect::<Vec<_>>());
    between.filter(|part| part.split(' ').count() > 3).collect()
}

#[test]
fn every_letter_to_a_person_is_german_from_the_greeting_to_the_imprint() {
    let (german, english) = (shipped().of("de"), english_pieces());
    assert!(english.len() > 200, "{}", english.len());
    for (regime, controller) in [("uk-gdpr", controller()), ("eu-gdpr", eu_controller()), ("us-va", controller())] {
        for right in Right::ALL {
            let mut about = under(regime, &[right, Right::Access]);
            about.language = "de".into();
            for kind in NoticeKind::ALL.into_iter().filter(|kind| kind.audience() != Audience::Staff) {
                let Some(mut notice) = specimen(kind, &about, &controller) else { continue };
                if let rightsdesk::domain::notice::Notice::FeeNotice(fee) = &mut notice {
                    fee.pay = Some("IBAN DE00".into());
                }
                let place = format!("{regime} {right:?} {kind:?}");
                assert_eq!(notice.language(), "de", "{place}");
                let letter = compose(&notice, &controller, Some("Subject: x\n# Own English\nWords."), &german);
                let written = rightsdesk::adapters::mail::MailLetters.show(&letter).expect("written");
                let text = written.text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(written.html.contains("<html lang=\"de\">"), "{place}");
                for piece in &english {
                    assert!(!text.contains(piece.as_str()), "{place} says in English: {piece}\n{}", written.text);
                }
                for left in ["{", "}", "Dear ", "Kind regards", "Monday", "December"] {
                    assert!(!text.contains(left), "{place}: {left}\n{}", written.text);
                }
                let paper = on_paper(&letter, &notice, &controller, &[], &german);
                assert_eq!(paper.language, "de", "{place}");
            }
        }
    }
}

#[test]
fn articles_are_cited_as_each_language_does() {
    let (german, english) = (shipped().of("de"), shipped().of("en"));
    assert_eq!(german.article("Article 17(3)(b)"), "Artikel 17 Absatz 3 Buchstabe b");
    assert_eq!(english.article("Article 17(3)(b)"), "Article 17(3)(b)");
    assert_eq!(german.article("section 165"), "section 165");
    let eu = under("eu-gdpr", &[Right::Access]);
    assert_eq!(eu.cite_in("Article 12(2)", &german).as_deref(), Some("Artikel 12 Absatz 2 DSGVO"));
    assert_eq!(eu.cite_in("Article 12(2)", &english).as_deref(), Some("Article 12(2) of the GDPR"));
    assert_eq!(under("us-va", &[Right::Access]).cite_in("Article 12(2)", &german), None);
}
