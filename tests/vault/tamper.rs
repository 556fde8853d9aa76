//! Whatever is done to the bytes, the vault never passes them off as whole.

use super::*;

/// A sealed object of three chunks, and its raw bytes.
fn sealed(folder: &Path) -> (FileVault, PathBuf, Vec<u8>) {
    let vault = vault(folder);
    seal(&vault, package(1), &vec![42; 2 * CHUNK + 100]);
    let file = files(folder)[0].clone();
    let raw = std::fs::read(&file).unwrap();
    (vault, file, raw)
}

#[test]
fn every_changed_byte_of_the_header_and_a_sample_of_the_rest_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, file, raw) = sealed(folder.path());
    for position in (0..100).chain((100..raw.len()).step_by(4_099)).chain([raw.len() - 1]) {
        let mut changed = raw.clone();
        changed[position] ^= 1;
        std::fs::write(&file, &changed).unwrap();
        assert!(open(&vault, package(1)).is_err(), "byte {position}");
    }
}

#[test]
fn every_way_to_cut_a_file_short_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, file, raw) = sealed(folder.path());
    let header = 88;
    let edges = [header, header + CHUNK + 16, header + 2 * (CHUNK + 16)];
    for length in (0..raw.len()).step_by(3_001).chain(edges).chain([raw.len() - 1]) {
        std::fs::write(&file, &raw[..length]).unwrap();
        assert!(open(&vault, package(1)).is_err(), "{length} of {} bytes", raw.len());
    }
    for length in edges.into_iter().chain([0, 50]) {
        std::fs::write(&file, &raw[..length]).unwrap();
        assert!(matches!(open(&vault, package(1)), Err(VaultError::Truncated(_))), "{length} bytes");
    }
}

#[test]
fn chunks_that_change_places_double_or_vanish_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, file, raw) = sealed(folder.path());
    let (header, chunks) = raw.split_at(88);
    let parts: Vec<&[u8]> = chunks.chunks(CHUNK + 16).collect();
    assert_eq!(parts.len(), 3);
    for order in [vec![1, 0, 2], vec![0, 0, 1, 2], vec![1, 2], vec![0, 2], vec![0, 1, 2, 2]] {
        let body: Vec<u8> = order.iter().flat_map(|part| parts[*part].to_vec()).collect();
        std::fs::write(&file, [header, &body].concat()).unwrap();
        assert!(open(&vault, package(1)).is_err(), "{order:?}");
    }
}

#[test]
fn an_object_cannot_stand_in_for_another_or_serve_another_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    seal(&vault, package(1), b"first");
    let first = files(folder.path())[0].clone();
    let evidence = ObjectName::new(Purpose::Evidence, Uuid::from_u128(1));
    for other in [package(2), evidence] {
        seal(&vault, other, b"other");
        let place = files(folder.path()).into_iter().find(|file| file != &first && file.exists()).unwrap();
        std::fs::copy(&first, &place).unwrap();
        assert!(matches!(open(&vault, other), Err(VaultError::Tampered(_))));
        std::fs::remove_file(place).unwrap();
    }
}

#[test]
fn something_appended_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, file, raw) = sealed(folder.path());
    std::fs::write(&file, [raw.as_slice(), b"more"].concat()).unwrap();
    assert!(open(&vault, package(1)).is_err());
}

#[test]
fn what_is_no_sealed_file_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, file, _) = sealed(folder.path());
    std::fs::write(&file, b"PK\x03\x04 certainly not ours").unwrap();
    assert!(matches!(open(&vault, package(1)), Err(VaultError::UnknownFormat(_))));
}

#[test]
fn small_values_are_bound_to_their_place_and_every_byte_counts() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let sealed = vault.seal_small(package(1), b"14 Egerton Road").unwrap();
    assert_eq!(vault.open_small(package(1), &sealed).unwrap(), b"14 Egerton Road");
    assert!(matches!(vault.open_small(package(2), &sealed), Err(VaultError::Tampered(_))));
    for position in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[position] ^= 0x80;
        assert!(vault.open_small(package(1), &changed).is_err(), "byte {position}");
        assert!(vault.open_small(package(1), &sealed[..position]).is_err(), "{position} bytes");
    }
}
