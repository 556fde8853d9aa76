//! A mailer that talks to the server in the test, and a mail to send.

use std::time::Duration;

use chrono::DateTime;
use rightsdesk::adapters::mail::{Security, SmtpMailer, SmtpSettings};
use rightsdesk::domain::ids::MailId;
use rightsdesk::domain::notice::{AutoSubmitted, MessageId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::mailer::{Mailbox, OutgoingMail};

use crate::harness::smtp::SmtpServer;

/// Long enough for a busy machine to answer, short enough to wait for in the tests that hang.
pub const BRIEF: Duration = Duration::from_secs(2);

/// Settings for the server in the test, without protection and account.
pub fn settings(server: &SmtpServer) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".into(),
        port: server.port(),
        security: Security::None,
        sign_in: None,
        extra_roots: Vec::new(),
        hello: Some("desk.example".into()),
        timeout: Duration::from_secs(20),
        idle: 2,
        dkim: None,
        empty_return_path: true,
    }
}

pub fn mailer(server: &SmtpServer) -> SmtpMailer {
    SmtpMailer::new(settings(server)).expect("these settings are sound")
}

/// A mailer that gives up soon, for servers that hang.
pub fn impatient(server: &SmtpServer) -> SmtpMailer {
    SmtpMailer::new(SmtpSettings { timeout: BRIEF, ..settings(server) }).expect("these settings are sound")
}

pub fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: Some(name.into()), address: address.into() }
}

/// An ordinary mail.
pub fn mail() -> OutgoingMail {
    let id = MailId::parse("019aa9a3-2a00-7000-8000-000000000001").expect("a UUID");
    OutgoingMail {
        message_id: MessageId::new(Some("JR-26-7K4M-2"), id, "justroo.com"),
        date: DateTime::parse_from_rfc3339("2026-11-04T10:15:00Z").expect("an instant").to_utc(),
        from: mailbox("Justroo", "desk@justroo.com"),
        reply_to: Some(mailbox("Justroo", "legal@justroo.com")),
        to: Personal::new("priya.nair@example.org"),
        subject: "[JR-26-7K4M-2] Your request".into(),
        text: "Dear Priya Nair,\n\n.a line that starts with a dot\n".into(),
        html: "<!doctype html>\n<title>x</title>\n<p>Dear Priya Nair,</p>\n".into(),
        auto_submitted: AutoSubmitted::No,
        in_reply_to: None,
        references: Vec::new(),
    }
}
