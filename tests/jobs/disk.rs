//! A full disk: honest errors, nothing half done, and it goes on when there is room again.

use std::path::Path;
use std::process::Command as Shell;

use rightsdesk::domain::case::{Asked, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::Actor;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::workflow::intake::submit;
use rightsdesk::workflow::{Desk, WorkError};
use tempfile::TempDir;

use super::office::{Building, LEASE};
use crate::harness::left_out::left_out;

/// A disk of three megabytes, taken away with the test.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn new() -> Option<Self> {
        let folder = TempDir::new().expect("a temporary folder");
        let mounted = Shell::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        left_out("the desk on a full disk", "a small disk can only be mounted by root");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily, because a database of the test may still hold its file.
        drop(Shell::new("umount").arg("-l").arg(self.0.path()).output());
    }
}

fn submission(desk: &Desk, n: usize) -> Submission {
    Submission {
        controller: "justroo".into(),
        channel: Channel::Form,
        received_at: desk.clock.now(),
        requester: Requester {
            name: Personal::new("Emma"),
            email: Personal::new(format!("p{n}@example.org")),
            language: "en".into(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers::default(),
        asked: vec![Asked {
            right: Right::Access,
            detail: Personal::default(),
            direct_marketing: false,
            channels: Vec::new(),
        }],
        words: Personal::new("x".repeat(4_000)),
        email_confirmed_at: None,
    }
}

#[test]
fn a_full_disk_refuses_honestly_and_keeps_what_it_promised() {
    let Some(disk) = SmallDisk::new() else { return };
    let building = Building::new();
    let office = building.open_at(disk.path());
    let mut promised = Vec::new();
    let refused = (0..2_000).find_map(|n| match submit(&office.desk, Actor::Person, &submission(&office.desk, n)) {
        Ok((case, _)) => {
            promised.push(case);
            None
        }
        Err(error) => Some(error),
    });
    let refused = refused.expect("three megabytes are not much");
    assert!(matches!(refused, WorkError::Store(StoreError::Unavailable(_))), "{refused:?}");
    assert!(!promised.is_empty());
    assert!(office.worker.drain().is_err(), "the post says that it cannot work, and loses nothing");
    let grown = Shell::new("mount").args(["-o", "remount,size=64m"]).arg(disk.path()).status();
    assert!(grown.expect("mount runs").success());
    office.worker.drain().expect("there is room again, and no restart was needed");
    // What was claimed just before the disk was full is taken up again when its lease has run out.
    building.pass(LEASE * 2);
    office.worker.drain().expect("there is still room");
    submit(&office.desk, Actor::Person, &submission(&office.desk, 5_000)).expect("and for new submissions");
    for case in &promised {
        let mails = office.mails(case.id);
        assert_eq!(mails.len(), 1, "every promised case is there with its receipt");
    }
    assert_eq!(building.folder_mail().len(), promised.len(), "and every receipt went out once");
}
