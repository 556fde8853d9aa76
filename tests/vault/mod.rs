//! The vault keeps what it is given, and says so when it cannot.

mod keys;
mod tamper;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rightsdesk::adapters::system::SystemEntropy;
use rightsdesk::adapters::vault::{FileVault, MasterKey};
use rightsdesk::ports::vault::{ObjectName, Purpose, Vault, VaultError};
use uuid::Uuid;

/// The size of one chunk, so that tests can sit on its edges.
const CHUNK: usize = 64 * 1024;

fn vault(folder: &Path) -> FileVault {
    FileVault::new(folder, MasterKey::from_bytes(&[7; 32]), Arc::new(SystemEntropy))
}

fn package(number: u128) -> ObjectName {
    ObjectName::new(Purpose::Package, Uuid::from_u128(number))
}

fn seal(vault: &FileVault, name: ObjectName, content: &[u8]) {
    let mut sealing = vault.create(name).unwrap();
    sealing.write_all(content).unwrap();
    let bytes = sealing.finish().unwrap();
    assert_eq!(bytes, u64::try_from(content.len()).unwrap());
}

/// Reads an object to its end, and unwraps the vault's own error where that is what the reader carries.
fn open(vault: &FileVault, name: ObjectName) -> Result<Vec<u8>, VaultError> {
    let mut content = Vec::new();
    match vault.open(name)?.read_to_end(&mut content) {
        Ok(_) => Ok(content),
        Err(error) => Err(error.into_inner().unwrap().downcast::<VaultError>().map(|error| *error).unwrap()),
    }
}

/// The one sealed file in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn what_was_sealed_comes_back_at_every_edge_of_a_chunk() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    for (number, length) in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17].into_iter().enumerate() {
        let content: Vec<u8> = (0..=250).cycle().take(length).collect();
        let name = package(u128::try_from(number).unwrap());
        seal(&vault, name, &content);
        assert!(open(&vault, name).unwrap() == content, "{length} bytes");
    }
}

#[test]
fn nothing_readable_lies_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    seal(&vault(folder.path()), package(1), "Zsófia Kovács".repeat(99).as_bytes());
    let raw = std::fs::read(&files(folder.path())[0]).unwrap();
    assert!(!raw.windows(7).any(|part| part == "Kovács".as_bytes()));
}

#[test]
fn an_object_appears_when_it_is_finished_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let mut sealing = vault.create(package(1)).unwrap();
    sealing.write_all(&vec![1; 2 * CHUNK]).unwrap();
    assert!(matches!(open(&vault, package(1)), Err(VaultError::Missing(_))));
    drop(sealing);
    assert!(files(folder.path()).is_empty());
}

#[test]
fn a_destroyed_object_is_gone_and_destroying_it_again_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    seal(&vault, package(1), b"gone soon");
    vault.destroy(package(1)).unwrap();
    vault.destroy(package(1)).unwrap();
    assert!(matches!(open(&vault, package(1)), Err(VaultError::Missing(_))));
    assert!(files(folder.path()).is_empty());
}

#[test]
fn sealing_again_replaces_the_object_whole() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    seal(&vault, package(1), &vec![1; 5 * CHUNK]);
    seal(&vault, package(1), b"second");
    assert_eq!(open(&vault, package(1)).unwrap(), b"second");
}

#[test]
fn leftovers_of_a_crash_are_swept_by_age() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    seal(&vault, package(1), b"stays");
    let leftover = files(folder.path())[0].with_extension("0badcafe.part");
    std::fs::write(&leftover, b"half").unwrap();
    let long_ago = chrono::DateTime::from_timestamp(0, 0).unwrap();
    let far_off = chrono::DateTime::from_timestamp(1 << 40, 0).unwrap();
    assert_eq!(vault.remove_unfinished(long_ago).unwrap(), 0);
    assert_eq!(vault.remove_unfinished(far_off).unwrap(), 1);
    assert_eq!(open(&vault, package(1)).unwrap(), b"stays");
}
