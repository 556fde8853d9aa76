//! The master key: made once, kept private, told apart from others.

use std::os::unix::fs::PermissionsExt;

use rightsdesk::adapters::vault::MasterKeyError;

use super::*;

#[test]
fn the_key_is_made_once_private_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys/master.key");
    let first = MasterKey::read_or_create(&path, &SystemEntropy).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 32);
    let second = MasterKey::read_or_create(&path, &SystemEntropy).unwrap();
    seal(&FileVault::new(folder.path().join("v"), first, Arc::new(SystemEntropy)), package(1), b"kept");
    let again = FileVault::new(folder.path().join("v"), second, Arc::new(SystemEntropy));
    assert_eq!(open(&again, package(1)).unwrap(), b"kept");
    assert_eq!(files(&folder.path().join("keys")).len(), 1, "no draft stays behind");
}

#[test]
fn programs_that_start_together_share_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let sealed: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let key = MasterKey::read_or_create(&path, &SystemEntropy).unwrap();
                    FileVault::new(folder.path(), key, Arc::new(SystemEntropy)).seal_small(package(1), b"x").unwrap()
                })
            })
            .collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let key = MasterKey::read_or_create(&path, &SystemEntropy).unwrap();
    let vault = FileVault::new(folder.path(), key, Arc::new(SystemEntropy));
    for value in sealed {
        assert_eq!(vault.open_small(package(1), &value).unwrap(), b"x");
    }
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    MasterKey::read_or_create(&path, &SystemEntropy).unwrap();
    for mode in [0o604, 0o640, 0o644, 0o666] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let refused = MasterKey::read_or_create(&path, &SystemEntropy).err().unwrap();
        assert!(matches!(refused, MasterKeyError::Exposed { mode: seen, .. } if seen == mode));
        assert!(refused.to_string().contains("chmod 600"));
    }
}

#[test]
fn a_file_that_is_no_key_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    std::fs::write(&path, b"short").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let refused = MasterKey::read_or_create(&path, &SystemEntropy).err().unwrap();
    assert!(matches!(refused, MasterKeyError::NotAKey { bytes: 5, .. }));
    assert_eq!(std::fs::read(&path).unwrap(), b"short");
}

#[test]
fn another_master_key_is_told_apart_from_damage() {
    let folder = tempfile::tempdir().unwrap();
    let ours = vault(folder.path());
    seal(&ours, package(1), b"ours");
    let small = ours.seal_small(package(1), b"ours").unwrap();
    let theirs = FileVault::new(folder.path(), MasterKey::from_bytes(&[8; 32]), Arc::new(SystemEntropy));
    assert!(matches!(open(&theirs, package(1)), Err(VaultError::WrongKey(_))));
    assert!(matches!(theirs.open_small(package(1), &small), Err(VaultError::WrongKey(_))));
}
