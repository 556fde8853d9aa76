//! What the law demands of each letter (M) and what good practice wants (G), as one table of words to be found in it.

use rightsdesk::adapters::mail::MailLetters;
use rightsdesk::domain::letter::{check, compose, default_wording, entries, is_editable, written};
use rightsdesk::domain::notice::{Family, Notice, NoticeKind};
use rightsdesk::ports::letters::Letters;

use super::scenes::{all, laws};
use crate::harness::languages::shipped;

/// Letter, what it is that must be said, and words by which it is found; one of them must be there.
const DEMANDED: &[(NoticeKind, &str, &[&str])] = &[
    (NoticeKind::Acknowledgement, "the day of receipt", &["reached us on"]),
    (NoticeKind::Acknowledgement, "what was understood", &["WHAT WE UNDERSTOOD"]),
    (NoticeKind::Acknowledgement, "the due date, or what it waits for", &["We will answer by", "It starts on the day"]),
    (NoticeKind::Acknowledgement, "how to correct the scope", &["Is that not right, or not all?"]),
    (NoticeKind::IdentityRequest, "why there is doubt", &["WHY WE ASK"]),
    (NoticeKind::IdentityRequest, "only what is necessary", &["ANY ONE OF THESE IS ENOUGH"]),
    (NoticeKind::IdentityRequest, "a safe way to send it", &["safest on your private page"]),
    (NoticeKind::IdentityRequest, "how long proof is kept", &["destroy it at the latest"]),
    (NoticeKind::IdentityRequest, "the effect on the clock", &["It starts on the day we have what we ask for"]),
    (NoticeKind::IdentityRequest, "what happens without an answer", &["we close your request"]),
    (NoticeKind::AuthorityRequest, "written authority", &["that the person has signed"]),
    (NoticeKind::AuthorityRequest, "the effect on the clock", &["It starts on the day we have the authority"]),
    (NoticeKind::ClarificationRequest, "why it is needed", &["AND WHY WE ASK"]),
    (NoticeKind::ClarificationRequest, "choices", &["YOU CAN CHOOSE"]),
    (NoticeKind::ClarificationRequest, "that everything may still be had", &["You may still have everything"]),
    (NoticeKind::ClarificationRequest, "help", &["we will help you to find it"]),
    (NoticeKind::ClarificationRequest, "the effect on the clock", &["are not counted", "meanwhile our time goes on"]),
    (NoticeKind::FeeNotice, "the ground of Article 12(5)", &["(Article 12(5): manifestly"]),
    (NoticeKind::FeeNotice, "the amount and how it was computed", &["It covers only what your request costs us"]),
    (NoticeKind::FeeNotice, "how to pay", &["HOW TO PAY"]),
    (NoticeKind::FeeNotice, "that time starts on payment", &["It starts on the day we have the fee"]),
    (NoticeKind::Extension, "the reasons", &["WHY"]),
    (NoticeKind::Extension, "how much longer the law allows", &["The law allows us up to"]),
    (NoticeKind::Extension, "the new date", &["at the latest"]),
    (NoticeKind::Refusal, "what is refused", &["WHAT WE DO NOT DO"]),
    (NoticeKind::Refusal, "the reasons", &["This is the reason"]),
    (NoticeKind::CannotIdentify, "why not", &["WHY NOT"]),
    (NoticeKind::CannotIdentify, "how to identify", &["WHAT WOULD HELP"]),
    (NoticeKind::PackageReady, "how to fetch it, and until when", &["The link works until"]),
    (NoticeKind::PackageReady, "what was left out, and why", &["WHAT WE LEFT OUT, AND WHY"]),
    (NoticeKind::PackageEnclosed, "that it lies beside the letter", &["is enclosed"]),
    (NoticeKind::PackageEnclosed, "what was left out, and why", &["WHAT WE LEFT OUT, AND WHY"]),
    (NoticeKind::Rectified, "what changed", &["WHAT CHANGED"]),
    (NoticeKind::Rectified, "who was told", &["WHO ELSE KNOWS"]),
    (
        NoticeKind::Rectified,
        "the supplementary statement",
        &["your own account of it", "Your statement", "your statement"],
    ),
    (NoticeKind::Erased, "the scope", &["WHAT IS GONE"]),
    (NoticeKind::Erased, "backups", &["Our backups may still hold"]),
    (NoticeKind::Erased, "the list that stays", &["do-not-contact list"]),
    (NoticeKind::Erased, "who was told", &["WHO ELSE KNOWS"]),
    (NoticeKind::Restricted, "the data and the ground", &["WHICH DATA, AND WHY"]),
    (NoticeKind::Restricted, "what it means", &["We store it, and nothing more"]),
    (NoticeKind::Restricted, "that lifting is announced", &["We tell you before we lift this"]),
    (NoticeKind::Lifting, "the reason and the day", &["we use this data again"]),
    (NoticeKind::Portable, "the format", &["CSV and as JSON"]),
    (NoticeKind::Portable, "checksums", &["SHA-256"]),
    (NoticeKind::Portable, "the scope", &["what you gave us and what we observed"]),
    (NoticeKind::Portable, "what is not included, and why", &["WHAT IS NOT INCLUDED, AND WHY"]),
    (NoticeKind::ObjectionAnswered, "the decision", &["stopped", "go on", "taken back"]),
    (NoticeKind::RecipientNotice, "what to do", &["PLEASE DO THIS"]),
    (NoticeKind::RecipientNotice, "keys to act", &["HOW TO FIND IT"]),
    (NoticeKind::RecipientNotice, "exact data", &["WHICH DATA"]),
    (NoticeKind::RecipientNotice, "a request to confirm", &["Please reply by"]),
    (NoticeKind::RecipientsList, "who was told", &["Here is the list"]),
    (NoticeKind::Progress, "what is done", &["WHAT WE HAVE DONE"]),
    (NoticeKind::Progress, "the next date", &["You hear from us again by"]),
    (NoticeKind::ComplaintReceived, "receipt", &["Your complaint reached us on"]),
    (NoticeKind::ComplaintReceived, "that it is looked into", &["looks into it"]),
    (NoticeKind::ComplaintReceived, "when to expect the outcome", &["We aim to do so by"]),
    (NoticeKind::ComplaintOutcome, "the outcome", &["You were right", "kept to the law"]),
    (NoticeKind::ComplaintOutcome, "what was checked", &["WHAT WE CHECKED"]),
    (NoticeKind::ComplaintOutcome, "what was found", &["WHAT WE FOUND"]),
    (NoticeKind::NothingHeld, "a reasonable and proportionate search", &["reasonable and proportionate search"]),
    (NoticeKind::NothingHeld, "where was looked", &["WHERE WE LOOKED"]),
    (NoticeKind::Withdrawn, "why closed, and how to reopen", &["we open your request again"]),
    (NoticeKind::Lapsed, "why closed, and how to reopen", &["we open your request again"]),
    (NoticeKind::DecisionReviewed, "who looked", &["WHO LOOKED"]),
    (NoticeKind::DecisionReviewed, "the result and the reasons", &["A person has done so", "a person had taken part"]),
];

/// What each family's box of remedies names.
const fn remedies(family: Family) -> &'static [&'static str] {
    match family {
        Family::Uk => &["section 164A", "section 165", "section 167", "Complain to us", "Wycliffe House", "court"],
        Family::Eu => &["Article 77", "Article 79", "Danish Data Protection Agency", "court"],
        Family::Other => &["Appeal to us", "within 60 days", "the Attorney General", "court"],
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letters() -> Vec<(String, Notice, String)> {
    let mut letters = Vec::new();
    for (regime, controller) in laws() {
        for (name, notice) in all(regime, &controller) {
            let text = MailLetters.write(&controller, &notice, None, &shipped().of("en")).expect("complete").text;
            letters.push((format!("{regime}: {name}"), notice, one_line(&text)));
        }
    }
    letters
}

#[test]
fn each_letter_says_what_is_demanded_of_it_under_every_law() {
    let letters = letters();
    for (kind, what, words) in DEMANDED {
        let of_kind: Vec<_> = letters.iter().filter(|(_, notice, _)| notice.kind() == *kind).collect();
        assert!(!of_kind.is_empty(), "{kind:?} is not in the matrix");
        for (name, _, text) in of_kind {
            assert!(words.iter().any(|word| text.contains(word)), "{name} does not say {what}:\n{text}");
        }
    }
}

#[test]
fn every_numbered_letter_has_demands() {
    for kind in NoticeKind::ALL.into_iter().filter(|kind| kind.number().is_some_and(|number| number.starts_with('L'))) {
        assert!(DEMANDED.iter().any(|(known, ..)| *known == kind), "{kind:?}");
    }
}

#[test]
fn letters_that_owe_remedies_name_all_of_their_law_and_no_other() {
    for (name, notice, text) in letters() {
        let Some(about) = notice.about() else { continue };
        let family = about.family();
        if notice.kind().carries_remedies() {
            for word in remedies(family) {
                assert!(text.contains(word), "{name} does not name {word}");
            }
        }
        if family != Family::Uk {
            assert!(!text.contains("164A") && !text.contains("UK GDPR") && !text.contains("12A("), "{name}: {text}");
        }
        if family == Family::Other {
            assert!(!text.contains(" of the GDPR"), "{name}: {text}");
        }
    }
}

#[test]
fn without_what_is_demanded_a_wording_is_refused_and_remedies_are_no_part_of_it() {
    for kind in NoticeKind::ALL.into_iter().filter(|kind| is_editable(*kind)) {
        let wording = default_wording(kind);
        for entry in entries(kind).iter().filter(|entry| entry.demanded) {
            assert!(check(kind, &wording.replace(&written(entry), "")).is_err(), "{kind:?} without {}", entry.name);
        }
        assert!(!wording.contains("164A") && !wording.contains("unhappy"), "{kind:?}");
    }
}

#[test]
fn a_companys_own_words_stand_in_the_letter_with_every_remedy() {
    let (regime, controller) = laws().remove(0);
    let (_, notice) = all(regime, &controller).into_iter().find(|(_, n)| n.kind() == NoticeKind::Refusal).expect("one");
    let own = default_wording(NoticeKind::Refusal)
        .replace("We have looked into it with care.", "Our whole team has looked at it.");
    let letter = compose(&notice, &controller, Some(&own), &shipped().of("en"));
    let text = MailLetters.show(&letter).expect("written").text;
    assert!(one_line(&text).contains("Our whole team has looked at it.") && text.contains("section 164A"));
    let broken = compose(&notice, &controller, Some("Subject: x\n# y\nNo."), &shipped().of("en"));
    assert!(
        MailLetters.show(&broken).expect("written").text.contains("WHY"),
        "a broken wording gives way to the default"
    );
}
