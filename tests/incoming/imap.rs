//! Mailboxes on a real server: nothing is lost, nothing is doubled, nothing is deleted, and trouble is said in a clear line.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use rightsdesk::adapters::incoming::{After, ImapMailbox, ImapSettings, LARGEST, Protection, Secret};
use rightsdesk::adapters::store::{self, Options};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::Actor;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::incoming::{Fetched, MailBell, MailFolder, MailboxError, WatchedMailbox};
use rightsdesk::ports::store::incoming::EntryState;
use rightsdesk::ports::store::{StoreError, read};
use rightsdesk::workflow::incoming::{mailbox_standings, take_any, waiting};
use rightsdesk::workflow::{MailIn, Settings};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::mailbox::watched;
use crate::harness::dovecot::{Dovecot, says};
use crate::harness::program::Program;
use crate::jobs::office::{Building, Office};

fn letter(number: usize) -> Vec<u8> {
    format!(
        "From: Emma <emma@mail.example>\r\nTo: legal@justroo.com\r\nDate: Thu, 01 Oct 2026 08:00:00 +0000\r\nSubject: {number}\r\nMessage-ID: <imap{number}@mail.example>\r\n\r\nPlease erase all my data. ({number})\r\n"
    )
    .into_bytes()
}

/// An office with one mailbox, called "privacy".
fn office(building: &Building, mailbox: WatchedMailbox) -> Office {
    let mut office = building.open();
    let incoming = MailIn { mailboxes: vec![mailbox.name.clone()], ..MailIn::default() };
    office.desk.settings = Arc::new(Settings { incoming, ..(*office.desk.settings).clone() });
    office.outside = Outside { mailboxes: Arc::new(vec![mailbox]), ..office.outside };
    office.worker = Worker::new(office.desk.clone(), office.outside.clone(), Bell::new(), TimeDelta::minutes(1));
    office
}

fn entries(office: &Office) -> usize {
    waiting(&office.desk, EntryState::Waiting, 1_000).expect("a list").len()
}

#[test]
fn messages_are_read_marked_and_left_where_they_are() {
    let Some(server) = Dovecot::find("reading a mailbox over IMAP") else { return };
    let mut visit = server.visit("marks");
    (0..3).for_each(|number| visit.deliver(&letter(number)));
    let building = Building::new();
    let office = office(&building, watched("privacy", ImapMailbox::new(server.settings("marks"))));
    office.drain();
    assert_eq!(entries(&office), 3);
    let mut visit = server.visit("marks");
    assert_eq!(visit.search("ALL").len(), 3, "nothing is deleted");
    assert_eq!(visit.search("KEYWORD RightsdeskTaken").len(), 3);
    assert_eq!(visit.search("UNSEEN").len(), 3, "people still see what they have not read");
    let standing = mailbox_standings(&office.desk).expect("standings").remove(0);
    assert!(standing.read_at.is_some() && standing.trouble.is_none(), "{standing:?}");
}

#[test]
fn every_way_to_sign_in_opens_the_mailbox_and_a_wrong_one_says_so() {
    let Some(server) = Dovecot::find("signing in over IMAP") else { return };
    let folder = TempDir::new().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("{text}\n")).expect("a file");
        path
    };
    let good = server.settings("signs-in");
    let starttls = ImapSettings { port: server.port(), protection: Protection::StartTls, ..good.clone() };
    let by_file = Secret::PasswordFile(file("password", &server.password()));
    let by_token = Secret::TokenFile(file("token", &server.token("signs-in")));
    for settings in [
        good.clone(),
        starttls,
        ImapSettings { secret: by_file, ..good.clone() },
        ImapSettings { secret: by_token, ..good.clone() },
    ] {
        assert_eq!(ImapMailbox::new(settings).probe().expect("it opens"), 0);
    }
    let refused = |settings: ImapSettings| ImapMailbox::new(settings).probe().expect_err("it stays shut");
    let wrong = ImapSettings { secret: Secret::Password(Personal::new("wrong")), ..good.clone() };
    assert!(matches!(refused(wrong), MailboxError::SignIn { .. }));
    let stale = ImapSettings { secret: Secret::TokenFile(file("stale", &server.token("other"))), ..good.clone() };
    assert!(matches!(refused(stale), MailboxError::SignIn { .. }), "somebody else’s token");
    let missing = ImapSettings { secret: Secret::PasswordFile(folder.path().join("none")), ..good.clone() };
    assert!(matches!(refused(missing), MailboxError::Secret(_)));
    let untrusted = ImapSettings { extra_roots: Vec::new(), ..good.clone() };
    assert!(matches!(refused(untrusted), MailboxError::Untrusted { .. }));
    let other_name = ImapSettings { host: "127.0.0.1".into(), ..good };
    assert!(matches!(refused(other_name), MailboxError::Untrusted { .. }), "the certificate is for localhost");
}

#[test]
fn a_message_can_be_moved_away_into_a_folder_that_is_made_for_it() {
    let Some(server) = Dovecot::find("moving messages over IMAP") else { return };
    let mut visit = server.visit("moves");
    visit.deliver(&letter(1));
    let after = After::Move("Rightsdesk".into());
    let mailbox = ImapMailbox::new(ImapSettings { after, ..server.settings("moves") });
    let message = mailbox.waiting().expect("a list").remove(0);
    mailbox.taken(&message).expect("moved");
    mailbox.taken(&message).expect("another node had moved it");
    assert!(mailbox.waiting().expect("a list").is_empty());
    visit.run("SELECT Rightsdesk");
    assert_eq!(visit.search("ALL").len(), 1);
}

#[test]
fn a_fall_between_storing_and_marking_doubles_nothing() {
    let Some(server) = Dovecot::find("a fall while fetching") else { return };
    let mut visit = server.visit("falls");
    (0..2).for_each(|number| visit.deliver(&letter(number)));
    let building = Building::new();
    let mailbox = ImapMailbox::new(server.settings("falls"));
    let office = office(&building, watched("privacy", ImapMailbox::new(server.settings("falls"))));
    let first = mailbox.waiting().expect("a list").remove(0);
    let Fetched::Whole(bytes) = mailbox.read(&first).expect("read") else { panic!("it is small") };
    assert_eq!(bytes, letter(0), "to the byte");
    take_any(&office.desk, Actor::System, "privacy", Some("justroo"), &bytes).expect("stored, and then it falls");
    office.drain();
    assert_eq!(entries(&office), 2);
    assert_eq!(server.visit("falls").search("KEYWORD RightsdeskTaken").len(), 2);
}

#[test]
fn what_is_too_large_becomes_an_entry_with_a_note_and_is_not_loaded() {
    let Some(server) = Dovecot::find("a message of more than 25 MiB") else { return };
    let mut large = letter(7);
    large.extend(b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc\r\n".repeat(LARGEST / 60));
    server.visit("large").deliver(&large);
    let building = Building::new();
    let office = office(&building, watched("privacy", ImapMailbox::new(server.settings("large"))));
    office.drain();
    let entry = waiting(&office.desk, EntryState::Waiting, 10).expect("a list").remove(0);
    assert!(entry.contents.text.reveal().contains("Only its headers were read"));
    assert!(entry.contents.proposal.difficulties.iter().any(|note| note.sentence().contains("25 MiB")));
    let mut visit = server.visit("large");
    assert_eq!((visit.search("ALL").len(), visit.search("KEYWORD RightsdeskTaken").len()), (1, 1));
}

#[test]
fn a_mailbox_that_was_rebuilt_is_read_anew() {
    let Some(server) = Dovecot::find("a mailbox with new numbers") else { return };
    let mut visit = server.visit("rebuilt");
    visit.run("CREATE Requests");
    visit.run("SELECT Requests");
    let mailbox = ImapMailbox::new(ImapSettings { folder: "Requests".into(), ..server.settings("rebuilt") });
    visit.deliver(&letter(1));
    visit.run("SELECT INBOX");
    visit.run("UID COPY 1:* Requests");
    let message = mailbox.waiting().expect("a list").remove(0);
    visit.run("RENAME Requests Old");
    visit.run("CREATE Requests");
    visit.run("UID COPY 1:* Requests");
    assert_eq!(mailbox.waiting().expect("a list").len(), 1);
    assert!(matches!(mailbox.read(&message), Err(MailboxError::Rebuilt)), "an old number names another message now");
}

#[test]
fn news_is_heard_at_once() {
    let Some(server) = Dovecot::find("IDLE") else { return };
    let mut visit = server.visit("idles");
    let mailbox = Arc::new(ImapMailbox::new(server.settings("idles")));
    let listens = Arc::clone(&mailbox);
    // Whether the listener is at it already is its own affair: a message that came before is news for the next look.
    let heard = std::thread::spawn(move || listens.wait(&|| true));
    let mut number = 0;
    while !heard.is_finished() {
        number += 1;
        visit.deliver(&letter(number));
    }
    assert!(heard.join().expect("no panic").expect("it listens"));
    let stopped = AtomicBool::new(true);
    assert!(!mailbox.wait(&|| !stopped.load(Ordering::Relaxed)).expect("it ends when told"));
}

#[test]
fn a_server_that_is_down_is_said_in_a_clear_line_and_asked_less_and_less_often() {
    let building = Building::new();
    let port = says("* BYE Overloaded, come back later\r\n");
    let settings = ImapSettings {
        host: "127.0.0.1".into(),
        port,
        protection: Protection::None,
        extra_roots: Vec::new(),
        username: "privacy".into(),
        secret: Secret::Password(Personal::new("x")),
        folder: "INBOX".into(),
        after: After::Flag,
        since: None,
        timeout: std::time::Duration::from_secs(20),
    };
    let office = office(&building, watched("privacy", ImapMailbox::new(settings)));
    let mut waits = Vec::new();
    for _ in 0..9 {
        office.drain();
        let due = office.desk.read(|_, tx, _| Ok(tx.next_due()?)).expect("jobs").expect("another look");
        waits.push((due - office.desk.clock.now()).num_seconds());
        building.pass(due - office.desk.clock.now());
    }
    assert!(waits[0] < 75 && waits[5] > waits[0] && waits.iter().all(|wait| *wait <= 15 * 60 * 6 / 5), "{waits:?}");
    let standing = mailbox_standings(&office.desk).expect("standings").remove(0);
    assert!(standing.trouble.expect("trouble").contains("come back later"));
    assert!(standing.failing_since.is_some());
    assert!(
        building.folder_mail().iter().any(|(_, mail)| mail.contains("Rightsdesk")) || building.folder_mail().is_empty()
    );
}

#[test]
fn a_server_that_talks_nonsense_is_no_crash() {
    for words in
        ["\r\n", "* OK ready\r\n* nonsense {999999999999}\r\n", "\u{0}\u{1}\u{2}\r\n", "* OK x\r\nr1 BAD what?\r\n"]
    {
        let settings = ImapSettings {
            host: "127.0.0.1".into(),
            port: says(words),
            protection: Protection::None,
            extra_roots: Vec::new(),
            username: "privacy".into(),
            secret: Secret::Password(Personal::new("x")),
            folder: "INBOX".into(),
            after: After::Flag,
            since: None,
            timeout: std::time::Duration::from_secs(20),
        };
        assert!(ImapMailbox::new(settings).probe().is_err(), "{words:?}");
    }
}

const MESSAGES: usize = 120;

#[test]
fn kills_in_the_middle_of_fetching_lose_and_double_nothing() {
    let Some(server) = Dovecot::find("kill -9 while fetching") else { return };
    let mut visit = server.visit("killed");
    (0..MESSAGES).for_each(|number| visit.deliver(&letter(number)));
    let folder = TempDir::new().expect("a folder");
    write_settings(&server, folder.path());
    let settings = [
        ("RIGHTSDESK_DESK_SAMPLES", "true"),
        ("RIGHTSDESK_JOBS_LEASE_SECONDS", "5"),
        ("RIGHTSDESK_JOBS_TICK_SECONDS", "1"),
    ];
    let mut program = Program::start_on(folder.path(), &["serve"], &settings);
    for kill in 1..=3 {
        marked(&mut visit, MESSAGES * kill / 4);
        assert!(!program.kill().success());
        program = Program::start_on(folder.path(), &["serve"], &settings);
    }
    marked(&mut visit, MESSAGES);
    drop(program);
    let wanted: BTreeSet<[u8; 32]> = (0..MESSAGES).map(|number| Sha256::digest(letter(number)).into()).collect();
    let database = folder.path().join("rightsdesk.sqlite").display().to_string();
    let kept = store::open(&database, &Options::new(folder.path())).expect("the store opens");
    let entries = read::<_, StoreError, _>(&*kept, |tx| tx.entries(EntryState::Waiting, 1_000)).expect("entries");
    assert_eq!(entries.len(), MESSAGES);
    assert_eq!(entries.iter().map(|entry| entry.sha256).collect::<BTreeSet<_>>(), wanted);
    assert_eq!(visit.search("ALL").len(), MESSAGES, "nothing is deleted");
}

/// Waits until so many messages are marked; the server's own answers set the pace.
fn marked(visit: &mut crate::harness::dovecot::Visit, count: usize) {
    let patience = std::time::Instant::now();
    while visit.search("KEYWORD RightsdeskTaken").len() < count {
        assert!(patience.elapsed().as_secs() < 300, "the mailbox is not emptied");
        visit.run("NOOP");
    }
}

fn write_settings(server: &Dovecot, folder: &Path) {
    fs::write(folder.join("imap-password"), server.password()).expect("a file");
    let text = format!(
        "[[mailbox]]\nname = 'privacy'\nkind = 'imap'\nhost = 'localhost'\nport = {}\nusername = 'killed'\npassword_file = 'imap-password'\nca_file = '{}'\ncontroller = 'justroo'\n",
        server.tls_port(),
        server.authority().display()
    );
    fs::write(folder.join("rightsdesk.toml"), text).expect("a file");
}
