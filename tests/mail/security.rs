//! Encryption and sign-in: nothing goes out in the clear that should not.

use rightsdesk::adapters::mail::{Security, SignIn, SmtpMailer, SmtpSettings, SmtpSetupError};
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::mailer::{MailError, MailFault, MailStep, Mailer};

use super::desk::{impatient, mail, settings};
use crate::harness::smtp::{Answer, Certificate, Script, SmtpServer, Verb};

fn protected(server: &SmtpServer, security: Security, trusted: &str) -> SmtpMailer {
    let extra_roots = trusted.as_bytes().to_vec();
    SmtpMailer::new(SmtpSettings { security, extra_roots, ..settings(server) }).expect("these settings are sound")
}

fn signing_in(server: &SmtpServer, password: &str) -> SmtpMailer {
    let sign_in = Some(SignIn { username: "desk".into(), password: Personal::new(password) });
    SmtpMailer::new(SmtpSettings { sign_in, ..settings(server) }).expect("these settings are sound")
}

fn fails_untrusted(mailer: &SmtpMailer) {
    let error = mailer.send(&mail()).expect_err("the certificate is not trusted");
    assert!(matches!(error, MailError::Temporary { .. }), "an operator can repair it: {error:?}");
    assert_eq!((error.why().step, error.why().fault), (MailStep::Connecting, MailFault::Untrusted));
}

#[test]
fn starttls_sends_to_a_trusted_certificate_only() {
    let certificate = Certificate::of("127.0.0.1");
    let script = || Script::default().offering("STARTTLS").with_tls(&certificate);
    let server = SmtpServer::start(script());
    protected(&server, Security::StartTls, &certificate.pem).send(&mail()).expect("trusted");
    let received = server.wait_for(1);
    assert!(received[0].encrypted);

    let server = SmtpServer::start(script());
    fails_untrusted(&protected(&server, Security::StartTls, ""));
    assert!(!server.lines().iter().any(|line| line.starts_with("MAIL")), "{:?}", server.lines());
}

#[test]
fn tls_from_the_first_byte_sends_to_a_trusted_certificate_only() {
    let certificate = Certificate::of("127.0.0.1");
    let server = SmtpServer::start(Script::default().wrapped(&certificate));
    protected(&server, Security::Wrapper, &certificate.pem).send(&mail()).expect("trusted");
    assert!(server.mails()[0].encrypted);

    let server = SmtpServer::start(Script::default().wrapped(&certificate));
    fails_untrusted(&protected(&server, Security::Wrapper, ""));
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let certificate = Certificate::of("mail.other.example");
    let server = SmtpServer::start(Script::default().wrapped(&certificate));
    fails_untrusted(&protected(&server, Security::Wrapper, &certificate.pem));
    assert!(server.mails().is_empty());
}

#[test]
fn nothing_is_sent_when_starttls_is_stripped_or_refused() {
    let stripped = SmtpServer::start(Script::default());
    let error = protected(&stripped, Security::StartTls, "").send(&mail()).expect_err("not offered");
    assert_eq!(error.why().fault, MailFault::NotOffered("STARTTLS"));

    let script = Script::default().offering("STARTTLS").always(Verb::StartTls, Answer::Say("454 4.7.0 not now"));
    let refusing = SmtpServer::start(script);
    let error = protected(&refusing, Security::StartTls, "").send(&mail()).expect_err("refused");
    assert!(matches!(error, MailError::Temporary { .. }));
    for server in [stripped, refusing] {
        assert!(!server.lines().iter().any(|line| line.starts_with("MAIL") || line.starts_with("AUTH")));
    }
}

#[test]
fn a_server_that_hangs_in_the_handshake_is_given_up() {
    let certificate = Certificate::of("127.0.0.1");
    let script = Script::default().offering("STARTTLS").with_tls(&certificate).always(Verb::StartTls, Answer::Hang);
    let server = SmtpServer::start(script);
    let mailer = SmtpMailer::new(SmtpSettings {
        security: Security::StartTls,
        timeout: super::desk::BRIEF,
        ..settings(&server)
    });
    let error = mailer.expect("sound").send(&mail()).expect_err("it hangs");
    assert_eq!((error.why().step, error.why().fault), (MailStep::Connecting, MailFault::TimedOut));

    // A plain server never answers a TLS greeting in a way that makes sense.
    let plain = SmtpServer::start(Script::default().always(Verb::Greeting, Answer::Hang));
    assert!(matches!(impatient(&plain).send(&mail()), Err(MailError::Temporary { .. })));
}

#[test]
fn certificates_that_are_not_pem_are_a_fault_of_the_settings() {
    let server = SmtpServer::start(Script::default());
    let broken = SmtpSettings {
        security: Security::Wrapper,
        extra_roots: b"-----BEGIN CERTIFICATE-----\nnot base64\n-----END CERTIFICATE-----\n".to_vec(),
        ..settings(&server)
    };
    assert_eq!(SmtpMailer::new(broken).err(), Some(SmtpSetupError::Roots));
}

#[test]
fn plain_and_login_sign_in() {
    for mechanism in ["AUTH PLAIN", "AUTH LOGIN", "AUTH PLAIN LOGIN XOAUTH2"] {
        let server = SmtpServer::start(Script::default().offering(mechanism).account("desk", "hörse staple"));
        signing_in(&server, "hörse staple").send(&mail()).expect(mechanism);
        assert_eq!(server.mails().len(), 1, "{mechanism}");
    }
}

#[test]
fn a_wrong_password_keeps_the_mail_for_the_operator_to_repair() {
    for mechanism in ["AUTH PLAIN", "AUTH LOGIN"] {
        let server = SmtpServer::start(Script::default().offering(mechanism).account("desk", "right"));
        let error = signing_in(&server, "wrong").send(&mail()).expect_err("refused");
        assert!(matches!(error, MailError::Temporary { .. }), "{error:?}");
        assert_eq!(error.why().step, MailStep::SigningIn);
        assert!(!format!("{error} {error:?}").contains("wrong"), "no password in an error");
        assert!(server.mails().is_empty());
    }
}

#[test]
fn a_server_without_sign_in_gets_no_password() {
    let server = SmtpServer::start(Script::default().offering("AUTH CRAM-MD5"));
    let error = signing_in(&server, "secret").send(&mail()).expect_err("no common way");
    assert_eq!(error.why().step, MailStep::SigningIn);
    assert!(!server.lines().iter().any(|line| line.starts_with("AUTH")));
}
