//! A database that was put back to an earlier state is noticed at the start, and an ordinary start is not taken for one. So is a
//! whole data folder that was put back with its mark.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rightsdesk::adapters::high_water::FileMark;
use rightsdesk::adapters::mail::SmtpMailer;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::right::Right;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::high_water::{HighWater, HighWaterError, HighWaterMark};
use rightsdesk::ports::store::outbox::MailState;
use rightsdesk::workflow::restore::{Cause, Nearness, held, look, looked};

use super::office::{Building, LEASE, Office};
use crate::harness::smtp::{Script, SmtpServer};

/// The desk of a folder, sending through a server; its mark lies in the folder, too.
fn open(building: &Building, folder: &Path, server: &SmtpServer) -> Office {
    let mailer = Arc::new(SmtpMailer::new(crate::mail::desk::settings(server)).expect("these settings are sound"));
    let mut office = building.open_at(folder);
    office.outside = Outside { mailer, ..office.outside };
    office.worker = Worker::new(office.desk.clone(), office.outside.clone(), Bell::new(), LEASE);
    office
}

fn copy_database(from: &Path, to: &Path) {
    for name in ["rightsdesk.db", "rightsdesk.db-wal"] {
        drop(fs::remove_file(to.join(name)));
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).expect("copied");
        }
    }
    drop(fs::remove_file(to.join("rightsdesk.db-shm")));
}

#[test]
fn a_restored_database_sends_nothing_old_and_says_so_once() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let [live, backup] = ["live", "backup"].map(|name| building.folder.path().join(name));
    fs::create_dir_all(&live).expect("a folder");
    fs::create_dir_all(&backup).expect("a folder");
    let start = || open(&building, &live, &server);
    let looked_at = |office: &Office| look(&office.desk, &*office.outside.mark, Nearness::Own).expect("looked");

    let office = start();
    assert_eq!(looked_at(&office), None, "a new database was never restored");
    office.submit("emma@mail.example", &[Right::Access]);
    drop(office);
    copy_database(&live, &backup);
    let office = start();
    assert_eq!(looked_at(&office), None, "an ordinary start");
    office.drain();
    assert_eq!(server.mails().len(), 1);
    drop(office);
    let office = start();
    assert_eq!(looked_at(&office), None, "an ordinary start after mail has left");
    drop(office);

    copy_database(&backup, &live);
    let office = start();
    let found = looked_at(&office).expect("the mail is unsent again, and the log has lost its end");
    assert_eq!((found.mails, found.cause), (1, Cause::Restored));
    office.drain();
    assert_eq!(server.mails().len(), 1, "nothing old is sent");
    drop(office);
    let office = start();
    assert_eq!(looked_at(&office), None, "it is said once");
    let waits = |office: &Office| office.desk.read(|_, tx, _| Ok(held(tx)?)).expect("read");
    assert_eq!(waits(&office), Some(found), "and stands until somebody has looked");
    let ana = office.add_staff(Role::Handler, "Ana");
    looked(&office.desk, ana).expect("looked");
    assert_eq!(waits(&office), None);
    let (new, _) = office.submit("otto@mail.example", &[Right::Access]);
    office.drain();
    assert_eq!(office.mails(new.id)[0].state, MailState::Sent, "what is owed since leaves as usual");
}

#[test]
fn a_database_that_went_on_after_a_restore_is_told_from_the_one_that_sent() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let [live, backup] = ["live", "backup"].map(|name| building.folder.path().join(name));
    fs::create_dir_all(&live).expect("a folder");
    fs::create_dir_all(&backup).expect("a folder");
    let office = open(&building, &live, &server);
    office.submit("emma@mail.example", &[Right::Access]);
    drop(office);
    copy_database(&live, &backup);
    let office = open(&building, &live, &server);
    office.drain();
    drop(office);
    copy_database(&backup, &live);
    let office = open(&building, &live, &server);
    for name in ["otto", "lena", "max"] {
        office.submit(&format!("{name}@mail.example"), &[Right::Access]);
    }
    let found = look(&office.desk, &*office.outside.mark, Nearness::Own).expect("looked");
    assert_eq!(found.map(|held| held.mails), Some(4), "its log is as long by now, and another one");
}

#[test]
fn a_mark_that_is_gone_counts_only_where_the_database_is_one_installations_own() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let office = open(&building, building.folder.path(), &server);
    office.submit("emma@mail.example", &[Right::Access]);
    office.drain();
    let elsewhere = FileMark::new(building.folder.path().join("another-node.mark"));
    assert_eq!(look(&office.desk, &elsewhere, Nearness::Shared).expect("looked"), None, "a new node is no restore");
    let gone = || FileMark::new(building.folder.path().join("nowhere.mark"));
    assert!(look(&office.desk, &gone(), Nearness::Own).expect("looked").is_some());
    fs::write(building.folder.path().join("mail.mark"), "torn").expect("written");
    let torn = look(&office.desk, &*office.outside.mark, Nearness::Own).expect("looked");
    assert!(torn.is_some(), "what cannot be read says nothing, so somebody looks");
    assert_eq!(look(&office.desk, &*office.outside.mark, Nearness::Own).expect("looked"), None);
}

/// A mark that stands in a folder, on a file system that says when the database was made.
struct Disk {
    mark: FileMark,
    born: &'static str,
}

impl Disk {
    fn of(folder: &Path, born: &'static str) -> Self {
        Self { mark: FileMark::new(folder.join("mail.mark")), born }
    }

    fn with_witness(self, place: &Path) -> Self {
        Self { mark: self.mark.with_witness(Some(place.to_owned())), ..self }
    }
}

impl HighWaterMark for Disk {
    fn read(&self) -> Result<Option<HighWater>, HighWaterError> {
        self.mark.read()
    }

    fn witness(&self) -> Result<Option<HighWater>, HighWaterError> {
        self.mark.witness()
    }

    fn born(&self) -> Option<String> {
        Some(self.born.to_owned())
    }

    fn write(&self, mark: &HighWater) -> Result<(), HighWaterError> {
        self.mark.write(mark)
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    copy_database(from, to);
    if from.join("mail.mark").exists() {
        fs::copy(from.join("mail.mark"), to.join("mail.mark")).expect("copied");
    }
}

#[test]
fn a_whole_folder_that_was_put_back_sends_nothing_old_before_somebody_has_looked() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let [live, backup, back] = ["live", "backup", "back"].map(|name| building.folder.path().join(name));
    fs::create_dir_all(&live).expect("a folder");
    let looked_at = |office: &Office, disk: &Disk| look(&office.desk, disk, Nearness::Own).expect("looked");

    let office = open(&building, &live, &server);
    assert_eq!(looked_at(&office, &Disk::of(&live, "monday")), None);
    office.submit("emma@mail.example", &[Right::Access]);
    drop(office);
    let office = open(&building, &live, &server);
    assert_eq!(looked_at(&office, &Disk::of(&live, "monday")), None, "a restart, also after a kill, with mail waiting");
    drop(office);
    copy_folder(&live, &backup);
    let office = open(&building, &live, &server);
    office.drain();
    assert_eq!(server.mails().len(), 1);
    drop(office);

    copy_folder(&backup, &back);
    let office = open(&building, &back, &server);
    let found = looked_at(&office, &Disk::of(&back, "friday")).expect("its file is younger than it remembers");
    assert_eq!((found.mails, found.cause), (1, Cause::Copied));
    office.drain();
    assert_eq!(server.mails().len(), 1, "nothing old is sent");
    drop(office);
    let office = open(&building, &back, &server);
    assert_eq!(looked_at(&office, &Disk::of(&back, "friday")), None, "it is asked once");
}

#[test]
fn a_folder_that_moves_to_another_disk_with_nothing_to_send_is_no_matter() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let [live, moved] = ["live", "moved"].map(|name| building.folder.path().join(name));
    fs::create_dir_all(&live).expect("a folder");
    let office = open(&building, &live, &server);
    assert_eq!(look(&office.desk, &Disk::of(&live, "monday"), Nearness::Own).expect("looked"), None);
    office.submit("emma@mail.example", &[Right::Access]);
    office.drain();
    drop(office);
    copy_folder(&live, &moved);
    let office = open(&building, &moved, &server);
    assert_eq!(look(&office.desk, &Disk::of(&moved, "friday"), Nearness::Own).expect("looked"), None);
    assert_eq!(office.desk.read(|_, tx, _| Ok(held(tx)?)).expect("read"), None, "nobody is asked anything");
}

#[test]
fn a_witness_outside_the_folder_tells_a_restore_from_a_move() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let [live, backup, moved] = ["live", "backup", "moved"].map(|name| building.folder.path().join(name));
    fs::create_dir_all(&live).expect("a folder");
    let witness = building.folder.path().join("elsewhere.mark");
    let disk = |folder: &Path, born| Disk::of(folder, born).with_witness(&witness);
    let office = open(&building, &live, &server);
    assert_eq!(look(&office.desk, &disk(&live, "monday"), Nearness::Own).expect("looked"), None);
    office.submit("emma@mail.example", &[Right::Access]);
    drop(office);
    copy_folder(&live, &backup);
    let office = open(&building, &live, &server);
    office.drain();
    rightsdesk::workflow::restore::note(&office.desk, &disk(&live, "monday")).expect("noted");
    office.submit("otto@mail.example", &[Right::Access]);
    drop(office);

    copy_folder(&live, &moved);
    let office = open(&building, &moved, &server);
    let found = look(&office.desk, &disk(&moved, "friday"), Nearness::Own).expect("looked");
    assert_eq!(found, None, "mail waits, but the witness knows nothing that the copy lacks");
    drop(office);

    copy_folder(&backup, &live);
    let office = open(&building, &live, &server);
    let found =
        look(&office.desk, &disk(&live, "monday"), Nearness::Own).expect("looked").expect("the witness knows more");
    assert_eq!((found.mails, found.cause), (1, Cause::Restored), "although its file is the same one, written over");
    office.drain();
    assert_eq!(server.mails().len(), 1, "nothing old is sent");
}
