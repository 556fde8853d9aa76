//! Letters through a real mail server, started by `tests/with-postfix`: taken, refused, encrypted, and come back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rightsdesk::adapters::incoming::Maildir;
use rightsdesk::adapters::mail::{Security, SmtpMailer, SmtpSettings};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::mailer::{MailError, MailFault, MailStep, Mailbox, Mailer, OutgoingMail};
use rightsdesk::ports::store::outbox::MailState;
use rightsdesk::workflow::{Settings, outgoing};

use super::desk::mail;
use crate::harness::left_out::left_out;
use crate::incoming::mailbox::watched;
use crate::jobs::office::{Building, LEASE};

/// How long a mail may take through the server.
const PATIENCE: Duration = Duration::from_mins(1);

/// The server.
struct Postfix {
    place: PathBuf,
}

impl Postfix {
    fn find(what: &str) -> Option<Self> {
        let place = std::env::var_os("RIGHTSDESK_TEST_POSTFIX").map(PathBuf::from);
        if place.is_none() {
            left_out(what, "RIGHTSDESK_TEST_POSTFIX names no server");
        }
        Some(Self { place: place? })
    }

    fn settings(&self) -> SmtpSettings {
        SmtpSettings {
            host: "localhost".into(),
            port: fs::read_to_string(self.place.join("port")).expect("a port").trim().parse().expect("a number"),
            security: Security::StartTls,
            sign_in: None,
            extra_roots: fs::read(self.place.join("ca.crt")).expect("the authority"),
            hello: Some("desk.example".into()),
            timeout: Duration::from_secs(30),
            idle: 2,
            empty_return_path: true,
            dkim: None,
        }
    }

    fn mailer(&self) -> SmtpMailer {
        SmtpMailer::new(self.settings()).expect("these settings are sound")
    }

    fn maildir(&self, name: &str) -> PathBuf {
        self.place.join("mail").join(name)
    }

    /// Waits until a mail with these words lies in somebody's mailbox, and gives it.
    fn delivered(&self, name: &str, words: &str) -> String {
        let began = Instant::now();
        loop {
            if let Some(found) = mails_in(&self.maildir(name).join("new")).into_iter().find(|mail| mail.contains(words))
            {
                return found;
            }
            assert!(began.elapsed() < PATIENCE, "nothing with {words:?} came to {name}");
            std::thread::yield_now();
        }
    }
}

fn mails_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().filter_map(|entry| fs::read_to_string(entry.path()).ok()).collect()
}

fn to(address: &str) -> OutgoingMail {
    OutgoingMail { to: Personal::new(address), ..mail() }
}

#[test]
fn a_real_server_takes_a_letter_under_tls_and_delivers_it_as_it_was_written() {
    let Some(server) = Postfix::find("sending through Postfix") else { return };
    let accepted = server.mailer().send(&to("emma@mail.example")).expect("taken");
    assert_eq!(accepted.code, Some(250));
    assert!(accepted.said.expect("words").contains("queued"));
    let delivered = server.delivered("emma", mail().message_id.as_str());
    assert!(delivered.contains("Reply-To: Justroo <legal@justroo.com>"), "{delivered}");
    assert!(delivered.contains("using TLS") || delivered.contains("ESMTPS"), "{delivered}");
}

#[test]
fn a_real_server_refuses_who_it_does_not_know_and_says_why_without_saying_whom() {
    let Some(server) = Postfix::find("being refused by Postfix") else { return };
    let error = server.mailer().send(&to("nobody@mail.example")).expect_err("refused");
    assert!(matches!(error, MailError::Permanent { .. }), "{error:?}");
    let why = error.why();
    assert_eq!(
        (why.step, why.fault),
        (MailStep::Recipient, MailFault::Refused { code: 550, enhanced: Some((5, 1, 1)) })
    );
    let said = why.said.clone().expect("words");
    assert!(said.contains("User unknown") && !said.contains("nobody"), "{said}");
    let untrusting = SmtpMailer::new(SmtpSettings { extra_roots: Vec::new(), ..server.settings() }).expect("sound");
    let error = untrusting.send(&to("emma@mail.example")).expect_err("not trusted");
    assert_eq!(error.why().fault, MailFault::Untrusted);
}

#[test]
fn a_real_bounce_marks_the_letter_that_came_back() {
    let Some(server) = Postfix::find("a bounce by Postfix") else { return };
    let building = Building::new();
    let mut office = building.open();
    let desk_mailbox = Mailbox { name: Some("Rightsdesk".into()), address: "desk@mail.example".into() };
    office.desk.settings = Arc::new(Settings { desk_mailbox, ..(*office.desk.settings).clone() });
    let mailboxes = Arc::new(vec![watched("bounces", Maildir::new(server.maildir("desk")))]);
    let mailer: Arc<dyn Mailer> = Arc::new(server.mailer());
    office.outside = Outside { mailer, ..office.outside };
    let worker = Worker::new(office.desk.clone(), office.outside.clone(), Bell::new(), LEASE);
    let ana = office.add_staff(Role::Handler, "Ana");
    let (case, requests) = office.submit("late@mail.example", &[Right::Access]);
    office.give(ana, requests[0].id, Command::AskIdentity { doubt: "Another address.".into() }).expect("asked");
    worker.drain().expect("the work is done");
    let asked = |office: &crate::jobs::office::Office| {
        office.mails(case.id).into_iter().find(|mail| mail.kind == "identity_request").expect("the letter")
    };
    assert_eq!(asked(&office).state, MailState::Sent, "Postfix took it: {:?}", asked(&office).last_error);
    server.delivered("desk", &case.reference.to_string().to_lowercase());
    office.outside = Outside { mailboxes, ..office.outside };
    let worker = Worker::new(office.desk.clone(), office.outside.clone(), Bell::new(), LEASE);
    worker.drain().expect("the work is done");
    let (_, why) = asked(&office).bounced.expect("it came back");
    assert!(why.starts_with("5."), "{why}");
    assert_eq!(
        outgoing::troubled(&office.desk).expect("a list").iter().filter(|one| one.mail.bounced.is_some()).count(),
        1
    );
}
