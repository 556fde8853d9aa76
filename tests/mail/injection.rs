//! Hostile values in every field a stranger can fill: no header more, no recipient more, no part more.

use proptest::prelude::*;
use rightsdesk::adapters::mail::FolderMailer;
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::mailer::{MailError, MailFault, Mailer, OutgoingMail};

use super::desk::{mail, mailbox, mailer};
use crate::harness::smtp::{Received, Script, SmtpServer};

const BREAKS: [&str; 12] =
    ["\r\n", "\n", "\r", "\0", "\u{85}", "\u{2028}", "\u{2029}", "\u{b}", "\u{c}", "%0d%0a", "\\r\\n", "\r\n\r\n"];
const PAYLOADS: [&str; 8] = [
    "Bcc: thief@evil.example",
    "Cc: thief@evil.example",
    "Content-Type: text/html",
    ".\r\nRCPT TO:<thief@evil.example>",
    ">\r\nRCPT TO:<thief@evil.example>",
    "=?utf-8?q?=0d=0aBcc:_thief@evil.example?=",
    "--=_jr267k4m2019aa9a32a0070008000000000000001justroocom",
    "\u{202e}<script>alert(1)</script>",
];

fn hostile() -> impl Iterator<Item = String> {
    let payloads = || PAYLOADS.iter();
    BREAKS
        .iter()
        .flat_map(move |line_end| payloads().map(move |payload| format!("Priya{line_end}{payload}{line_end}x")))
}

/// The names of the headers before the first empty line, in order.
fn header_names(received: &Received) -> Vec<String> {
    let head = received.contents.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

fn assert_untouched(received: &Received, ordinary: &Received) {
    assert_eq!(received.to, ["priya.nair@example.org"]);
    assert_eq!(header_names(received), header_names(ordinary));
    assert!(!received.contents.contains('\0'));
    assert_eq!(received.header("To"), ordinary.header("To"));
}

#[test]
fn no_header_and_no_recipient_can_be_added_through_subject_and_names() {
    let server = SmtpServer::start(Script::default());
    let mailer = mailer(&server);
    mailer.send(&mail()).expect("taken");
    let ordinary = server.mails().remove(0);
    for (number, evil) in hostile().enumerate() {
        // The three fields take turns, so that every field sees every payload behind some line end, in a third of the time.
        let mail = match number % 3 {
            0 => OutgoingMail { subject: evil, ..mail() },
            1 => OutgoingMail { from: mailbox(&evil, "desk@justroo.com"), ..mail() },
            _ => OutgoingMail { reply_to: Some(mailbox(&evil, "legal@justroo.com")), ..mail() },
        };
        mailer.send(&mail).expect("a hostile text is made harmless, not refused");
        let received = server.mails().pop().expect("it came");
        assert_eq!(server.mails().len(), 2 + number);
        assert_untouched(&received, &ordinary);
    }
    let recipients: Vec<String> = server.lines().into_iter().filter(|line| line.starts_with("RCPT")).collect();
    assert!(recipients.iter().all(|line| line == "RCPT TO:<priya.nair@example.org>"), "exactly the one recipient");
}

#[test]
fn no_part_and_no_command_can_be_added_through_the_contents() {
    let server = SmtpServer::start(Script::default());
    let mailer = mailer(&server);
    for evil in hostile() {
        let mail = OutgoingMail { text: evil.clone(), html: format!("<p>{evil}</p>"), ..mail() };
        mailer.send(&mail).expect("taken");
    }
    for received in server.mails() {
        assert_eq!(received.to, ["priya.nair@example.org"]);
        assert!(received.header("Bcc").is_empty());
    }
    assert_eq!(server.mails().len(), BREAKS.len() * PAYLOADS.len());
    assert_eq!(server.lines().iter().filter(|line| line.starts_with("RCPT")).count(), server.mails().len());
}

#[test]
fn a_hostile_address_is_refused_before_anything_is_said_to_a_server() {
    let server = SmtpServer::start(Script::default());
    let mailer = mailer(&server);
    for evil in hostile() {
        for address in [format!("{evil}@example.org"), format!("priya@example.org{evil}"), evil.clone()] {
            let error = mailer.send(&OutgoingMail { to: Personal::new(address), ..mail() }).expect_err(&evil);
            assert!(matches!(error, MailError::Permanent { .. }));
            assert_eq!(error.why().fault, MailFault::BadAddress("recipient's"));
        }
    }
    assert_eq!(server.sessions(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_stands_in_the_fields_the_mail_keeps_its_shape(
        subject in any::<String>(), name in any::<String>(), text in any::<String>(), to in any::<String>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mailer = FolderMailer::new(folder.path());
        let evil = OutgoingMail { subject, from: mailbox(&name, "desk@justroo.com"), html: text.clone(), text, ..mail() };
        mailer.send(&evil).unwrap();
        let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        let contents = String::from_utf8(std::fs::read(file).unwrap()).unwrap();
        prop_assert!(contents.is_ascii());
        let received = Received { from: String::new(), to: Vec::new(), contents, encrypted: false };
        let expected = ["Message-ID", "Date", "From", "To", "Subject", "Reply-To", "MIME-Version", "Content-Type"];
        prop_assert_eq!(header_names(&received), expected);
        let addressed = mailer.send(&OutgoingMail { to: Personal::new(to.clone()), ..mail() });
        let hostile = to.contains(|c: char| c.is_control() || c.is_whitespace());
        prop_assert!(!(addressed.is_ok() && hostile));
    }
}
