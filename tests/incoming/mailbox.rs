//! Watched folders: nothing is lost, nothing is doubled, nothing is deleted.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use rightsdesk::adapters::incoming::{EmlFolder, Maildir};
use rightsdesk::domain::request::Actor;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::incoming::{Fetched, MailFolder, Waiting, WatchedMailbox};
use rightsdesk::ports::store::incoming::EntryState;
use rightsdesk::workflow::incoming::{take_any, waiting};

use crate::console::scene::Scene;
use crate::jobs::office::Building;

fn letter(number: usize) -> String {
    format!(
        "From: Emma <emma@mail.example>\r\nDate: Thu, 01 Oct 2026 08:00:00 +0000\r\nSubject: {number}\r\nMessage-ID: <{number}@mail.example>\r\n\r\nPlease erase my data.\r\n"
    )
}

fn maildir(folder: &Path, count: usize) -> Maildir {
    for part in ["new", "cur", "tmp"] {
        fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    for number in 0..count {
        fs::write(folder.join("new").join(format!("17000000{number}.host")), letter(number)).expect("a letter");
    }
    Maildir::new(folder)
}

pub fn watched(name: &str, folder: impl MailFolder + 'static) -> WatchedMailbox {
    WatchedMailbox { name: name.into(), controller: None, folder: Arc::new(folder), bell: None, receipts: false }
}

fn whole(mailbox: &dyn MailFolder, message: &Waiting) -> Vec<u8> {
    match mailbox.read(message).expect("it is read") {
        Fetched::Whole(bytes) => bytes,
        Fetched::TooLarge { .. } | Fetched::Gone => panic!("it is there and small"),
    }
}

fn names(folder: &Path) -> usize {
    fs::read_dir(folder).map(Iterator::count).unwrap_or_default()
}

#[test]
fn a_fall_between_storing_and_moving_doubles_nothing() {
    let (scene, folder) = (Scene::new(), tempfile::tempdir().expect("a folder"));
    let mailbox = maildir(folder.path(), 2);
    let first = mailbox.waiting().expect("a list").remove(0);
    // Stored, and then the program fell before it could move the message.
    let bytes = whole(&mailbox, &first);
    take_any(&scene.desk, Actor::System, "m", Some("justroo"), &bytes).expect("taken");
    for message in mailbox.waiting().expect("a list") {
        let bytes = whole(&mailbox, &message);
        take_any(&scene.desk, Actor::System, "m", Some("justroo"), &bytes).expect("taken");
        mailbox.taken(&message).expect("moved");
        mailbox.taken(&message).expect("another node had moved it");
    }
    assert_eq!(waiting(&scene.desk, EntryState::Waiting, 10).expect("a list").len(), 2);
    assert_eq!((names(&folder.path().join("new")), names(&folder.path().join("cur"))), (0, 2));
}

#[test]
fn what_is_no_message_becomes_an_entry_with_a_note() {
    let (scene, folder) = (Scene::new(), tempfile::tempdir().expect("a folder"));
    fs::write(folder.path().join("odd.eml"), b"\x89PNG\r\n\x1a\n\0\0nothing").expect("a file");
    fs::write(folder.path().join("other.txt"), b"not ours").expect("a file");
    let mailbox = EmlFolder::new(folder.path());
    let list = mailbox.waiting().expect("a list");
    assert_eq!(list.len(), 1);
    let bytes = whole(&mailbox, &list[0]);
    take_any(&scene.desk, Actor::System, "m", Some("justroo"), &bytes).expect("taken");
    let entries = waiting(&scene.desk, EntryState::Waiting, 10).expect("a list");
    assert_eq!(entries[0].contents.proposal.kind.code(), "unclear");
    assert_eq!(entries[0].contents.proposal.difficulties.len(), 1);
}

#[test]
fn the_job_empties_a_mailbox_and_looks_again_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let mailbox = watched("privacy", maildir(folder.path(), 3));
    let building = Building::new();
    let office = building.open();
    let outside = Outside { mailboxes: Arc::new(vec![mailbox]), ..office.outside.clone() };
    let worker = Worker::new(office.desk.clone(), outside, Bell::new(), TimeDelta::minutes(1));
    worker.drain().expect("the work is done");
    assert_eq!(waiting(&office.desk, EntryState::Waiting, 10).expect("a list").len(), 3);
    assert_eq!((names(&folder.path().join("new")), names(&folder.path().join("cur"))), (0, 3));
    let due = office.desk.read(|_, tx, _| Ok(tx.next_due()?)).expect("jobs").expect("another look");
    assert!(due <= office.desk.clock.now() + TimeDelta::minutes(1));
}
