//! Mail leaves once and in order, whatever the server does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::Duration;
use rightsdesk::adapters::mail::FolderMailer;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::mailer::{Accepted, MailError, MailFault, MailStep, Mailer, OutgoingMail, Trouble};
use rightsdesk::ports::store::outbox::MailState;
use tempfile::TempDir;

use super::office::Building;
use crate::harness::smtp::{Answer, Script, SmtpServer, Verb};
use crate::mail::desk::mailer;

/// A server that can be down.
struct Sometimes {
    up: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    folder: FolderMailer,
}

impl Mailer for Sometimes {
    fn send(&self, mail: &OutgoingMail) -> Result<Accepted, MailError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.up.load(Ordering::Relaxed) {
            return self.folder.send(mail);
        }
        let why = Trouble::new(MailStep::Connecting, MailFault::Unreachable);
        Err(MailError::Temporary { why, after: None })
    }
}

#[test]
fn after_a_day_without_a_server_every_mail_arrives_once_and_in_order() {
    let folder = TempDir::new().expect("a temporary folder");
    let (up, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mailer = Sometimes { up: Arc::clone(&up), asked: Arc::clone(&asked), folder: FolderMailer::new(folder.path()) };
    let building = Building::with_mailer(mailer);
    let mut office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let cases: Vec<_> = (0..12).map(|n| office.submit(&format!("person{n}@example.org"), &[Right::Access]).0).collect();
    for tenth in 0..24 * 6 {
        office.drain();
        building.pass(Duration::minutes(10));
        if tenth == 30 {
            for case in &cases {
                let doubt = "Nobody of that name is known.".to_owned();
                let request = office
                    .desk
                    .read({
                        let id = case.id;
                        move |_, tx, _| Ok(tx.requests(id)?)
                    })
                    .expect("read")[0]
                    .id;
                office.give(anna, request, Command::AskIdentity { doubt }).expect("asked");
            }
            drop(office);
            office = building.open();
        }
    }
    let tries = asked.load(Ordering::Relaxed);
    assert!(tries < 12 * 25, "a server that is down is left in peace: {tries} tries");
    up.store(true, Ordering::Relaxed);
    for _ in 0..6 * 6 {
        office.drain();
        building.pass(Duration::minutes(10));
    }
    for case in &cases {
        let mails = office.mails(case.id);
        assert_eq!(
            mails.iter().map(|mail| mail.kind.as_str()).collect::<Vec<_>>(),
            ["acknowledgement", "identity_request"]
        );
        assert!(mails.iter().all(|mail| mail.state == MailState::Sent), "{mails:?}");
        assert!(mails[0].sent_at <= mails[1].sent_at, "the receipt comes before the question");
        assert_eq!(office.logged(case.id, "mail_sent"), 2);
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 24, "each mail once");
}

#[test]
fn a_lost_reply_makes_at_most_one_duplicate_and_it_can_be_recognised() {
    let server = SmtpServer::start(Script::default().once(Verb::Contents, Answer::Close));
    let building = Building::with_mailer(mailer(&server));
    let office = building.open();
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.drain();
    assert_eq!(office.mails(case.id)[0].state, MailState::Pending, "it may have arrived, and nobody knows");
    building.pass(Duration::minutes(2));
    office.drain();
    let received = server.mails();
    assert_eq!(received.len(), 2);
    assert_eq!(
        received[0].contents, received[1].contents,
        "the repeat is the same to the byte, Message-ID and Date included"
    );
    assert_eq!(office.logged(case.id, "mail_sent"), 1);
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(server.mails().len(), 2);
}

#[test]
fn a_mailbox_that_is_not_there_is_put_before_a_person_and_the_case_says_so() {
    let server =
        SmtpServer::start(Script::default().once(Verb::Rcpt, Answer::Say("550 5.1.1 <emma@example.org> unknown")));
    let building = Building::with_mailer(mailer(&server));
    let office = building.open();
    office.add_staff(Role::Handler, "Anna");
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.drain();
    let mails = office.mails(case.id);
    let receipt = mails.iter().find(|mail| mail.kind == "acknowledgement").expect("it was owed");
    assert_eq!(receipt.state, MailState::Dead);
    let failed = office.log(case.id).into_iter().find(|entry| entry.kind == "mail_failed").expect("the case says so");
    assert!(!failed.content.expect("kept").contains("emma@"), "the address stays out of the log");
    let told = server.mails();
    assert_eq!(told.len(), 1, "one mail to staff, and no second try to the person");
    assert_eq!(told[0].to, ["anna@shop.example"]);
    assert!(!told[0].contents.contains("emma@example.org"));
}

#[test]
fn a_mail_that_nobody_takes_is_given_up_after_five_days() {
    let (up, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let folder = TempDir::new().expect("a temporary folder");
    let building = Building::with_mailer(Sometimes { up, asked, folder: FolderMailer::new(folder.path()) });
    let office = building.open();
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    for _ in 0..4 * 24 {
        office.drain();
        building.pass(Duration::hours(1));
    }
    assert_eq!(office.mails(case.id)[0].state, MailState::Pending);
    for _ in 0..30 {
        office.drain();
        building.pass(Duration::hours(1));
    }
    assert_eq!(office.mails(case.id)[0].state, MailState::Dead);
    assert_eq!(office.logged(case.id, "mail_failed"), 1);
}
