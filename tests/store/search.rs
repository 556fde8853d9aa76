//! Finding cases by words.

use proptest::test_runner::{Config, TestRunner};
use rightsdesk::domain::case::Reference;
use rightsdesk::domain::ids::CaseId;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::views::QueueFilter;

use super::queue::add;
use super::samples::{case, day, due};
use super::{Home, on_both};

on_both! {
    words_are_found_in_any_spelling,
    every_word_must_be_there,
    a_reference_is_found_with_and_without_its_hyphens,
    new_words_take_the_place_of_the_old,
    a_question_is_never_a_language,
    any_question_is_answered,
    a_name_is_found_as_it_was_heard_when_it_is_asked_for_so,
    a_word_that_nearly_everybody_has_is_found_in_the_order_of_the_queue,
}

fn add_with_words(home: &Home, words: &'static str) -> CaseId {
    let case = case();
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    home.write(move |tx| tx.index_case(case.id, words, ""));
    case.id
}

fn found(home: &Home, typed: &str) -> Vec<CaseId> {
    let filter = QueueFilter { search: Some(typed.to_owned()), ..QueueFilter::default() };
    let lines = home.read(move |tx| tx.queue(&filter, day("2026-12-01"), None, 100));
    lines.into_iter().map(|line| line.case).collect()
}

fn words_are_found_in_any_spelling(home: &Home) {
    let id = add_with_words(home, "Zsófia Kovács-Nagy, zsofia.k@Example.com; Straße 7 — Łódź");
    for typed in [
        "zsófia",
        "ZSOFIA",
        "zsof",
        "kovacs",
        "Nagy",
        "kovacsnagy",
        "Kovács-Nagy",
        "kovács nagy",
        "example",
        "zsofia.k@example.com",
        "strasse",
        "STRASSE 7",
        "lodz",
    ] {
        assert_eq!(found(home, typed), [id], "{typed}");
    }
    for typed in ["ófia", "kovacs-toth", "example.org", "77"] {
        assert_eq!(found(home, typed), [], "{typed}");
    }
    assert_eq!(found(home, "  "), [id], "nothing was asked");
    assert_eq!(found(home, "—?!"), [], "something was asked that nobody can have");
}

fn every_word_must_be_there(home: &Home) {
    let (first, second) = (add_with_words(home, "anna blue sofa"), add_with_words(home, "anna red sofa"));
    assert_eq!(found(home, "anna sofa"), [first, second]);
    assert_eq!(found(home, "sofa bl anna"), [first]);
    assert_eq!(found(home, "blue red"), []);
}

fn a_reference_is_found_with_and_without_its_hyphens(home: &Home) {
    let case = case();
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    let (id, words) = (case.id, format!("{} Anna", case.reference));
    home.write(move |tx| tx.index_case(id, &words, ""));
    let written = case.reference.as_str();
    let plain = written.replace('-', "");
    let spoken = written.to_lowercase().replace('-', " ");
    let half: String = plain.chars().take(6).collect();
    for typed in [written, &plain, &spoken, &plain.to_lowercase(), &half, &format!("{written} anna")] {
        assert_eq!(found(home, typed), [id], "{typed}");
    }
    assert_eq!(found(home, Reference::new("ZZ", 2001, [1, 2, 3, 4]).as_str()), []);
}

fn new_words_take_the_place_of_the_old(home: &Home) {
    let id = add_with_words(home, "anna blue");
    home.write(move |tx| tx.index_case(id, "anna green", ""));
    assert_eq!((found(home, "green"), found(home, "blue")), (vec![id], vec![]));
    home.write(move |tx| tx.index_case(id, "", ""));
    assert_eq!(found(home, "anna"), []);
}

fn a_question_is_never_a_language(home: &Home) {
    let id = add_with_words(home, "anna near or not and blue");
    for typed in [
        "anna OR green",
        "NOT anna green",
        "anna* | gr",
        "words:anna NOT blue",
        "an & green",
        "NEAR(anna blue, 1) green",
    ] {
        assert_eq!(found(home, typed), [], "{typed}");
    }
    for typed in ["\"anna", "anna'", "'anna':*", "anna OR blue", "anna:*", "(anna)"] {
        assert_eq!(found(home, typed), [id], "{typed}");
    }
}

fn a_name_is_found_as_it_was_heard_when_it_is_asked_for_so(home: &Home) {
    let case = case();
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    let id = case.id;
    home.write(move |tx| tx.index_case(id, "Oliver Angry-Smith order 1042", "Oliver Angry-Smith"));
    let heard = |typed: &str| {
        let filter = QueueFilter { search: Some(typed.to_owned()), by_ear: true, ..QueueFilter::default() };
        let lines = home.read(move |tx| tx.queue(&filter, day("2026-12-01"), None, 100));
        lines.into_iter().map(|line| line.case).collect::<Vec<_>>()
    };
    for typed in ["olive angri", "Smyth", "ANGREE", "olivver 1042"] {
        assert_eq!((heard(typed), found(home, typed)), (vec![id], vec![]), "{typed}");
    }
    for typed in ["alice", "order", "oliver 99", "1042", "ǃalfrǃ"] {
        assert_eq!(heard(typed), [], "{typed}");
    }
    home.write(move |tx| tx.index_case(id, "", ""));
    assert_eq!(heard("Smyth"), []);
}

fn any_question_is_answered(home: &Home) {
    add_with_words(home, "anna blue");
    let mut runner = TestRunner::new(Config { cases: 200, ..Config::default() });
    runner
        .run(&"[ -~áÁßİ’\u{0}-\u{1f}漢字]{0,60}", |typed| {
            found(home, &typed);
            Ok(())
        })
        .expect("no question is an error");
    found(home, &"a ".repeat(5_000));
    found(home, &"a".repeat(10_000));
    found(home, &"a-".repeat(5_000));
}

fn a_word_that_nearly_everybody_has_is_found_in_the_order_of_the_queue(home: &Home) {
    let filler: Vec<_> = (0..2_100).map(|_| case()).collect();
    let ids: Vec<CaseId> = filler.iter().map(|case| case.id).collect();
    home.write(move |tx| {
        filler.iter().try_for_each(|case| {
            tx.add_case(case)?;
            tx.index_case(case.id, "everybody", "")
        })
    });
    let all = found(home, "every");
    assert_eq!(all, ids[..100]);
}
