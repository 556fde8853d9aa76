//! What becomes of a mail when the server misbehaves, at every step.

use rightsdesk::ports::mailer::{MailError, MailFault, MailStep, Mailer};

use super::desk::{impatient, mail, mailer};
use crate::harness::smtp::{Answer, Script, SmtpServer, Verb};

const CONVERSATION: [(Verb, MailStep); 6] = [
    (Verb::Greeting, MailStep::Connecting),
    (Verb::Ehlo, MailStep::Connecting),
    (Verb::Mail, MailStep::Sender),
    (Verb::Rcpt, MailStep::Recipient),
    (Verb::Data, MailStep::Data),
    (Verb::Contents, MailStep::Contents),
];

#[derive(Debug, PartialEq, Eq)]
enum Class {
    Temporary,
    Permanent,
    Ambiguous,
}

fn class(error: &MailError) -> Class {
    match error {
        MailError::Temporary { .. } => Class::Temporary,
        MailError::Permanent { .. } => Class::Permanent,
        MailError::Ambiguous { .. } => Class::Ambiguous,
    }
}

#[test]
fn every_refusal_at_every_step_is_told_apart() {
    let replies = [
        (421, "421 4.3.2 priya.nair@example.org: closing"),
        (450, "450 4.2.1 <priya.nair@example.org> busy"),
        (451, "451 4.7.1 priya.nair@example.org greylisted"),
        (452, "452 4.3.1 no room"),
        (550, "550 5.1.1 <priya.nair@example.org> unknown"),
        (552, "552 too much for priya.nair@example.org"),
        (554, "554 5.7.1 no"),
    ];
    for (verb, step) in CONVERSATION {
        for (code, words) in replies {
            let server = SmtpServer::start(Script::default().always(verb, Answer::Say(words)));
            let error = mailer(&server).send(&mail()).expect_err(words);
            assert!(
                matches!(error.why().fault, MailFault::Refused { code: said, .. } if said == code),
                "{verb:?} {error}"
            );
            assert_eq!(error.why().step, step, "{verb:?} {words}");
            let permanent = match verb {
                Verb::Mail => code == 552,
                Verb::Rcpt => code == 550 || code == 554,
                Verb::Data | Verb::Contents => code >= 500,
                _ => false,
            };
            let expected = if permanent { Class::Permanent } else { Class::Temporary };
            assert_eq!(class(&error), expected, "{verb:?} {words}");
            assert!(!format!("{error} {error:?}").contains("priya"), "a server's words may quote addresses: {error:?}");
        }
    }
}

#[test]
fn a_hang_is_temporary_until_the_contents_are_on_their_way() {
    // All steps at once, because each takes the whole of the mailer's patience.
    std::thread::scope(|scope| {
        for (verb, step) in CONVERSATION {
            scope.spawn(move || {
                let server = SmtpServer::start(Script::default().always(verb, Answer::Hang));
                let error = impatient(&server).send(&mail()).expect_err("the server hangs");
                assert_eq!((error.why().step, error.why().fault), (step, MailFault::TimedOut), "{verb:?}");
                let expected = if verb == Verb::Contents { Class::Ambiguous } else { Class::Temporary };
                assert_eq!(class(&error), expected, "{verb:?}");
            });
        }
    });
}

#[test]
fn a_closed_connection_is_temporary_until_the_contents_are_on_their_way() {
    for (verb, step) in CONVERSATION {
        let server = SmtpServer::start(Script::default().always(verb, Answer::Close));
        let error = mailer(&server).send(&mail()).expect_err("the server closes");
        assert_eq!((error.why().step, error.why().fault), (step, MailFault::Lost), "{verb:?}");
        let expected = if verb == Verb::Contents { Class::Ambiguous } else { Class::Temporary };
        assert_eq!(class(&error), expected, "{verb:?}");
    }
}

#[test]
fn words_that_are_not_smtp_are_temporary_until_the_contents_are_on_their_way() {
    for (verb, step) in CONVERSATION {
        let server = SmtpServer::start(Script::default().always(verb, Answer::Say("HTTP/1.1 400 Bad Request")));
        let error = mailer(&server).send(&mail()).expect_err("that is no SMTP");
        assert_eq!((error.why().step, error.why().fault), (step, MailFault::Garbled), "{verb:?}");
        let expected = if verb == Verb::Contents { Class::Ambiguous } else { Class::Temporary };
        assert_eq!(class(&error), expected, "{verb:?}");
    }
}

#[test]
fn a_lost_reply_is_repaired_by_sending_the_same_message_id_again() {
    let server = SmtpServer::start(Script::default().once(Verb::Contents, Answer::Close));
    let mailer = mailer(&server);
    assert_eq!(class(&mailer.send(&mail()).expect_err("the reply is lost")), Class::Ambiguous);
    mailer.send(&mail()).expect("the second try is heard");
    let received = server.mails();
    assert_eq!(received.len(), 2, "at most one duplicate");
    assert_eq!(received[0].contents, received[1].contents, "the repeat is the same to the byte");
    assert_eq!(received[0].header("Message-ID"), [mail().message_id.as_str()]);
}

#[test]
fn an_accepted_mail_stays_accepted_when_the_connection_breaks_afterwards() {
    let server = SmtpServer::start(Script::default().once(Verb::Contents, Answer::SayAndClose("250 taken")));
    let mailer = mailer(&server);
    assert_eq!(mailer.send(&mail()).expect("taken").code, Some(250));
    mailer.send(&mail()).expect("the broken connection is not used again");
    assert_eq!((server.mails().len(), server.sessions()), (2, 2));
}

#[test]
fn a_greylisted_mail_says_how_long_to_wait_and_goes_through_later() {
    let greylisted = Answer::Say("451 4.7.1 try again later");
    let server = SmtpServer::start(Script::default().once(Verb::Rcpt, greylisted));
    let mailer = mailer(&server);
    let error = mailer.send(&mail()).expect_err("greylisted");
    assert!(matches!(error, MailError::Temporary { after: Some(pause), .. } if pause.as_secs() >= 300), "{error:?}");
    mailer.send(&mail()).expect("the second try is let in");
    assert_eq!(server.mails().len(), 1);
    assert_eq!(server.sessions(), 1, "a clean refusal does not cost the connection");
}

#[test]
fn a_full_mailbox_is_tried_again_and_an_unknown_one_is_not() {
    for (words, expected) in [
        ("552 5.2.2 mailbox full", Class::Temporary),
        ("554 5.2.2 over quota", Class::Temporary),
        ("550 5.1.1 no such user", Class::Permanent),
        ("550-5.1.1 no such\r\n550 5.1.1 user", Class::Permanent),
    ] {
        let server = SmtpServer::start(Script::default().always(Verb::Rcpt, Answer::Say(words)));
        assert_eq!(class(&mailer(&server).send(&mail()).expect_err(words)), expected, "{words}");
        assert!(server.mails().is_empty());
    }
}

#[test]
fn one_connection_serves_many_mails_and_a_stale_one_is_replaced() {
    let server = SmtpServer::start(Script::default());
    let mailer = mailer(&server);
    for _ in 0..5 {
        mailer.send(&mail()).expect("taken");
    }
    assert_eq!((server.mails().len(), server.sessions()), (5, 1));

    let stale = SmtpServer::start(Script::default().always(Verb::Noop, Answer::Close));
    let mailer = super::desk::mailer(&stale);
    for _ in 0..2 {
        mailer.send(&mail()).expect("a closed connection is noticed before it is used");
    }
    assert_eq!((stale.mails().len(), stale.sessions()), (2, 2));
}

#[test]
fn a_server_that_is_not_there_is_temporary() {
    let server = SmtpServer::start(Script::default());
    let mailer = mailer(&server);
    drop(server);
    let error = mailer.send(&mail()).expect_err("nobody listens");
    assert_eq!(class(&error), Class::Temporary);
    assert_eq!(error.why().step, MailStep::Connecting);
}

#[test]
fn a_check_connects_without_sending_anything() {
    let server = SmtpServer::start(Script::default());
    mailer(&server).probe().expect("it answers");
    assert!(server.mails().is_empty());
    assert!(server.lines().iter().all(|line| line.starts_with("EHLO")), "{:?}", server.lines());
}
