//! What the law wants in each letter, and what no letter may hold.

use rightsdesk::adapters::mail::MailLetters;
use rightsdesk::domain::notice::{Audience, Notice, NoticeKind};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::letters::{LetterError, Letters, Written};

use super::samples::{NAME, REFERENCE, about, acknowledgement, all, controller, day, eu_controller};
use crate::harness::languages::shipped;

fn write(notice: &Notice) -> Written {
    MailLetters.write(&controller(), notice, None, &shipped().of("en")).expect("a complete notice")
}

fn sample(wanted: NoticeKind) -> Notice {
    all().into_iter().map(|(_, notice)| notice).find(|notice| notice.kind() == wanted).expect("a sample of every kind")
}

/// Text without line breaks, so that a wrapped sentence is found.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_says(kind: NoticeKind, wanted: &[&str]) {
    let written = write(&sample(kind));
    for part in wanted {
        assert!(words(&written.text).contains(part), "{kind:?} text lacks {part:?}:\n{}", written.text);
        let html = words(&written.html.replace("<strong>", "").replace("</strong>", "").replace("&#39;", "'"));
        assert!(html.contains(&part.replace('\'', "’")) || html.contains(part), "{kind:?} HTML lacks {part:?}");
    }
}

#[test]
fn each_letter_says_what_the_law_wants() {
    use NoticeKind as K;
    let wanted: [(NoticeKind, &[&str]); 12] = [
        (
            K::Acknowledgement,
            &["Wednesday 4 November 2026", "Friday 4 December 2026", "It is free", "Just reply to this message"],
        ),
        (
            K::IdentityRequest,
            &[
                "is not one that we know",
                "cover what we do not need",
                "7 days after",
                "starts on the day we have",
                "we close your request",
                "find another way",
            ],
        ),
        (K::AuthorityRequest, &["signed", "power of attorney", "starts on the day we have the authority"]),
        (
            K::ClarificationRequest,
            &["3,000 messages", "You may still have everything", "are not counted", "already preparing"],
        ),
        (
            K::Extension,
            &[
                "Friday 4 December 2026",
                "Thursday 4 February 2027",
                "eleven other people",
                "Article 12A(3) of the UK GDPR",
                "two further months",
            ],
        ),
        (
            K::PackageReady,
            &[
                "asks for a code",
                "Sunday 20 December 2026",
                "Schedule 2, paragraph 16",
                "Your data itself is not in this e-mail",
            ],
        ),
        (K::PackageEnclosed, &["is enclosed with this letter", "we write by post"]),
        (
            K::NothingHeld,
            &["we hold no personal data about you", "The web shop, its orders and accounts", "look again"],
        ),
        (K::Refusal, &["Erase your data (Article 17 of the UK GDPR)", "Article 17(3)(b)", "goes on as before"]),
        (K::CannotIdentify, &["Article 11(2) of the UK GDPR", "Article 12(2) of the UK GDPR", "An order number"]),
        (K::Withdrawn, &["9 November 2026", "Have you changed your mind"]),
        (K::Lapsed, &["5 November 2026", "we open your request again"]),
    ];
    for (kind, parts) in wanted {
        assert_says(kind, parts);
    }
}

#[test]
fn letters_that_must_name_the_remedies_name_all_of_them() {
    for (name, notice) in all().into_iter().filter(|(_, notice)| notice.kind().carries_remedies()) {
        let uk = write(&notice);
        for form in [words(&uk.text), words(&uk.html)] {
            for part in ["section 164A", "section 165", "section 167", "Wycliffe House", "0303 123 1113", "court"] {
                assert!(form.contains(part), "{name} lacks {part}");
            }
            assert!(form.contains("ico.org.uk/make-a-complaint") && form.contains("/r/justroo/complaint"), "{name}");
        }
    }
    let Notice::Refusal(mut refusal) = sample(NoticeKind::Refusal) else { panic!("a refusal") };
    refusal.about.regime = "eu-gdpr".into();
    let eu =
        MailLetters.write(&eu_controller(), &Notice::Refusal(refusal), None, &shipped().of("en")).expect("complete");
    for part in ["Article 77", "Article 79", "Danish Data Protection Agency", "court"] {
        assert!(words(&eu.text).contains(part), "{part}");
    }
    assert!(!eu.text.contains("164A") && !eu.text.contains("UK GDPR"));
}

#[test]
fn whoever_has_just_complained_is_not_sent_to_complain() {
    let received = write(&sample(NoticeKind::ComplaintReceived));
    for form in [words(&received.text), words(&received.html)] {
        assert!(!form.contains("You may complain to us"), "{form}");
        assert!(form.contains("Information Commissioner"), "the regulator stands in the letter itself");
    }
}

#[test]
fn every_letter_names_reference_date_controller_and_contact() {
    for (name, notice) in all() {
        let written = write(&notice);
        for form in [&written.text, &written.html] {
            assert!(form.contains("Justroo"), "{name}");
            let Some(about) = notice.about() else { continue };
            assert!(form.contains(REFERENCE) && form.contains("legal@justroo.com"), "{name}");
            assert!(form.contains(&about.date.format("%-d %B %Y").to_string()), "{name}");
            assert!(form.contains("Dear Priya Nair,"), "{name}");
        }
        let reference = notice.reference();
        assert!(reference.is_none_or(|reference| written.subject.contains(reference)), "{name}");
        assert_eq!(written.subject.starts_with('['), reference.is_some(), "{name}");
    }
}

#[test]
fn no_subject_names_a_right_or_a_person() {
    for (name, notice) in all() {
        let subject = write(&notice).subject.to_lowercase();
        for word in
            ["access", "copy", "eras", "delet", "correct", "restrict", "objec", "consent", "refus", "priya", "nair"]
        {
            assert!(!subject.contains(word), "{name}: {subject}");
        }
    }
}

#[test]
fn incomplete_letters_are_not_written() {
    let Notice::Refusal(mut refusal) = sample(NoticeKind::Refusal) else { panic!("a refusal") };
    refusal.grounds.clear();
    let Notice::Extension(mut late) = sample(NoticeKind::Extension) else { panic!("an extension") };
    let mut silent = late.clone();
    silent.reasons = vec!["  ".into()];
    late.about.date = day("2026-12-05");
    let Notice::IdentityRequest(mut identity) = sample(NoticeKind::IdentityRequest) else {
        panic!("an identity request")
    };
    identity.doubt.clear();
    for notice in [
        Notice::Refusal(refusal),
        Notice::Extension(late),
        Notice::Extension(silent),
        Notice::IdentityRequest(identity),
    ] {
        let error = MailLetters.write(&controller(), &notice, None, &shipped().of("en")).expect_err("incomplete");
        assert!(matches!(error, LetterError::Incomplete(_)), "{error}");
    }
}

#[test]
fn staff_mails_hold_no_personal_data_because_they_have_no_room_for_any() {
    for (name, notice) in all().into_iter().filter(|(_, notice)| notice.kind().audience() == Audience::Staff) {
        let written = write(&notice);
        let stored = serde_json::to_string(&notice).expect("JSON");
        for text in [&written.subject, &written.text, &written.html, &stored] {
            assert!(!text.contains("Priya") && !text.contains("@example") && !text.contains("Dear"), "{name}");
            for right in Right::ALL {
                assert!(!text.contains(right.name()) && !text.contains(right.promise()), "{name} names a right");
            }
        }
    }
}

#[test]
fn a_receipt_never_carries_a_strangers_words() {
    let mut receipt = acknowledgement();
    receipt.about.name = Some(Personal::new("Cheap pills at https://evil.example now"));
    let written = write(&Notice::Acknowledgement(receipt));
    for form in [&written.text, &written.html] {
        assert!(!form.contains("evil") && form.contains("Hello,"));
    }
    let mut hostile = acknowledgement();
    hostile.about.name = Some(Personal::new("O'Brien-\u{202e}<script>"));
    assert!(!write(&Notice::Acknowledgement(hostile)).html.contains("script"));
}

#[test]
fn words_of_staff_are_escaped_in_html_and_plain_in_text() {
    let Notice::Message(mut message) = sample(NoticeKind::Message) else { panic!("a message") };
    message.paragraphs = vec![Personal::new("5 < 6 & <p>\"quoted\"</p> <x-button href=x> {{ l.brand }}")];
    let written = write(&Notice::Message(message));
    assert!(written.text.contains("5 < 6 & <p>\"quoted\"</p>"));
    assert!(written.html.contains("5 &#60; 6 &#38; &#60;p&#62;"), "{}", written.html);
    assert!(written.html.contains("{{ l.brand }}"), "what staff type is never a template");
}

#[test]
fn letters_are_light_and_need_nothing_from_elsewhere() {
    for (name, notice) in all() {
        let written = write(&notice);
        let long = written.text.lines().find(|line| line.chars().count() > 76);
        assert_eq!(long, None, "{name}");
        assert!(written.html.len() < 12_000, "{name}: {} bytes", written.html.len());
        for remote in ["<img", "<link", "url(", "@import", "<script", "src=", "<x-", "{{", "{%"] {
            assert!(!written.html.contains(remote), "{name} has {remote}");
        }
        assert!(!written.text.contains("&#") && !written.text.contains("<x-"), "{name}");
        assert!(!written.text.contains("\n\n\n\n"), "{name}");
    }
}

#[test]
fn a_notice_survives_its_stay_in_the_outbox() {
    for (name, notice) in all() {
        let stored = serde_json::to_string(&notice).expect("JSON");
        assert_eq!(serde_json::from_str::<Notice>(&stored).expect(name), notice);
        assert!(!format!("{notice:?}").contains(NAME), "{name}");
    }
}

#[test]
fn a_letter_about_nothing_in_particular_still_reads_well() {
    let Notice::Withdrawn(mut withdrawn) = sample(NoticeKind::Withdrawn) else { panic!("a withdrawal") };
    withdrawn.about = about(&[], "2026-11-10");
    withdrawn.about.name = None;
    let text = write(&Notice::Withdrawn(withdrawn)).text;
    assert!(text.starts_with("Hello,\n\nYou wrote to us on 4 November 2026."), "{text}");
}
