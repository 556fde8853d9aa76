//! Keys with which programs ask the desk.

use rightsdesk::domain::ids::{ProgramKeyId, StaffId};
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::program_keys::ProgramKey;

use super::samples::{chance, fresh, minutes, noon, staff};
use super::{Home, on_both};

on_both! { a_key_is_found_by_its_hash_and_revoked_once }

fn employ(home: &Home) -> StaffId {
    let somebody = staff("Tom");
    let id = somebody.id;
    home.write(move |tx| tx.add_staff(&somebody));
    id
}

fn a_key_is_found_by_its_hash_and_revoked_once(home: &Home) {
    let by = employ(home);
    let mut token_hash = [0; 32];
    token_hash[..8].copy_from_slice(&fresh().to_be_bytes());
    let key = ProgramKey {
        id: ProgramKeyId::new(noon(), chance()),
        name: "newsletter".into(),
        controller: "justroo".into(),
        token_hash,
        by,
        made_at: noon(),
        revoked_at: None,
    };
    let (kept, id, at) = (key.clone(), key.id, noon() + minutes(3));
    home.write(move |tx| tx.add_program_key(&kept));
    assert_eq!(home.read(move |tx| tx.program_key(&token_hash)), Some(key.clone()));
    assert_eq!(home.read(|tx| tx.program_key(&[9; 32])), None);
    assert!(home.read(|tx| tx.program_keys()).contains(&key));
    home.write(move |tx| tx.revoke_program_key(id, at));
    assert_eq!(home.try_write(move |tx| tx.revoke_program_key(id, at)), Err(StoreError::NotFound));
    assert_eq!(home.read(move |tx| tx.program_key(&token_hash)), Some(ProgramKey { revoked_at: Some(at), ..key }));
    assert!(!home.read(|tx| tx.program_keys()).iter().any(|key| key.id == id));
}
