//! The wire form: which headers, how often, and who gets the mail.

use rightsdesk::domain::notice::{AutoSubmitted, MessageId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::mailer::{MailError, MailFault, Mailer, OutgoingMail};

use super::desk::{mail, mailbox, mailer};
use crate::harness::smtp::{Received, Script, SmtpServer};

fn send(mail: &OutgoingMail) -> Received {
    let server = SmtpServer::start(Script::default());
    mailer(&server).send(mail).expect("taken");
    server.mails().remove(0)
}

#[test]
fn an_ordinary_mail_has_each_header_once_and_one_recipient() {
    let received = send(&mail());
    for (name, value) in [
        ("Message-ID", "<jr-26-7k4m-2.019aa9a32a0070008000000000000001@justroo.com>"),
        ("Date", "Wed, 04 Nov 2026 10:15:00 +0000"),
        ("From", "Justroo <desk@justroo.com>"),
        ("Reply-To", "Justroo <legal@justroo.com>"),
        ("To", "priya.nair@example.org"),
        ("Subject", "[JR-26-7K4M-2] Your request"),
        ("MIME-Version", "1.0"),
    ] {
        assert_eq!(received.header(name), [value], "{name}");
    }
    for absent in ["Auto-Submitted", "X-Auto-Response-Suppress", "Bcc", "Cc", "Sender", "Precedence", "In-Reply-To"] {
        assert!(received.header(absent).is_empty(), "{absent}");
    }
    assert!(received.header("Content-Type")[0].starts_with("multipart/alternative"));
    assert_eq!(received.from, "desk@justroo.com");
    assert_eq!(received.to, ["priya.nair@example.org"]);
}

#[test]
fn plain_text_comes_first_and_lines_that_start_with_a_dot_survive() {
    let received = send(&mail());
    let plain = received.contents.find("text/plain; charset=utf-8").expect("a text part");
    let html = received.contents.find("text/html; charset=utf-8").expect("an HTML part");
    assert!(plain < html, "a reader takes the last part it understands");
    assert!(received.contents.contains("\r\n.a line that starts with a dot\r\n"));
}

#[test]
fn an_automatic_reply_says_so_and_has_an_empty_return_path() {
    let received = send(&OutgoingMail { auto_submitted: AutoSubmitted::Replied, ..mail() });
    assert_eq!(received.header("Auto-Submitted"), ["auto-replied"]);
    assert_eq!(received.header("X-Auto-Response-Suppress"), ["All"]);
    assert_eq!(received.from, "", "RFC 3834: nothing can bounce back in a loop");
}

#[test]
fn a_reminder_says_that_it_is_generated_and_takes_bounces() {
    let received = send(&OutgoingMail { auto_submitted: AutoSubmitted::Generated, ..mail() });
    assert_eq!(received.header("Auto-Submitted"), ["auto-generated"]);
    assert_eq!(received.from, "desk@justroo.com");
}

#[test]
fn an_answer_names_the_thread() {
    let first = MessageId::parse("<first@shop.example>").expect("an id");
    let second = MessageId::parse("<second@shop.example>").expect("an id");
    let references = vec![first, second.clone()];
    let received = send(&OutgoingMail { in_reply_to: Some(second), references, ..mail() });
    assert_eq!(received.header("In-Reply-To"), ["<second@shop.example>"]);
    assert_eq!(received.header("References"), ["<first@shop.example> <second@shop.example>"]);
}

#[test]
fn names_beyond_ascii_travel_encoded_and_the_wire_stays_ascii() {
    let received = send(&OutgoingMail {
        from: mailbox("Žofie & Søn, Ltd", "desk@justroo.com"),
        subject: "[JR-26-7K4M-2] Ihre Anfrage – Größe".into(),
        text: "Zsófia, 李小龍\n".into(),
        html: format!("<p>{}</p>", "Zsófia 李小龍 ".repeat(400)),
        ..mail()
    });
    assert!(received.contents.is_ascii());
    assert!(received.header("From")[0].contains("=?utf-8?"), "{:?}", received.header("From"));
    assert!(received.contents.split("\r\n").all(|line| line.len() <= 998), "RFC 5322: at most 998 characters");
    assert!(!received.contents.replace("\r\n", "").contains(['\r', '\n']), "every line ends with CRLF");
}

#[test]
fn an_address_beyond_ascii_needs_a_server_that_says_smtputf8() {
    let international = OutgoingMail { to: Personal::new("zsófi@example.org"), ..mail() };
    let without = SmtpServer::start(Script::default());
    let error = mailer(&without).send(&international).expect_err("not offered");
    assert!(matches!(error, MailError::Permanent { .. }), "{error:?}");
    assert!(matches!(error.why().fault, MailFault::NotOffered(what) if what.contains("SMTPUTF8")));
    assert!(!without.lines().iter().any(|line| line.starts_with("MAIL")));

    let with = SmtpServer::start(Script::default().offering("SMTPUTF8"));
    mailer(&with).send(&international).expect("offered");
    assert!(with.lines().iter().any(|line| line.starts_with("MAIL") && line.ends_with("SMTPUTF8")));
}
