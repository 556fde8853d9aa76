//! Secrets that open something: how they are made, told, and compared without saying how far a guess was right.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::Desk;
use crate::domain::keyed::keyed_hash;

/// Characters nobody confuses when they are read out or typed from paper.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a typed secret: 30 of 30, which is 147 bits.
const LENGTH: usize = 30;

/// A secret that a person types once: `7K4M2-…`, in groups of five.
pub fn typed_secret(desk: &Desk) -> String {
    let mut letters = Vec::with_capacity(LENGTH);
    while letters.len() < LENGTH {
        let fair = |byte: &u8| *byte < 240; // 240 is the largest multiple of 30 in a byte: every letter is as likely.
        let drawn = desk.entropy.bytes32();
        letters.extend(drawn.iter().filter(|byte| fair(byte)).map(|byte| letter(*byte)));
    }
    letters.truncate(LENGTH);
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn letter(byte: u8) -> char {
    ALPHABET.get(usize::from(byte) % ALPHABET.len()).map_or('2', |letter| char::from(*letter))
}

/// What is stored of a typed secret: a hash of its letters, whatever case, blanks and hyphens it was typed with.
pub fn hash_typed(typed: &str) -> [u8; 32] {
    let letters: String =
        typed.chars().take(200).filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    sha256(letters.as_bytes())
}

/// SHA-256. Enough for secrets of 128 bits and more, which cannot be guessed from their hash.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| text + &format!("{byte:02x}"))
}

/// Whether two hashes are the same, in a time that does not depend on where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    bool::from(one.ct_eq(other))
}

/// A keyed hash of something personal, so that a counter's key says nothing to who reads the database.
pub fn veiled(desk: &Desk, purpose: &str, value: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&desk.settings.pepper) else { return purpose.to_owned() };
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(value.as_bytes());
    let digest: [u8; 32] = mac.finalize().into_bytes().into();
    format!("{purpose}:{}", hex(digest.get(..16).unwrap_or_default()))
}

/// Bytes of the proof of a link: 96 bits cannot be guessed over a network, and the address still fits on a line of a mail.
const PROOF_BYTES: usize = 12;

/// What proves a mailed link: its id and a keyed hash of it, in letters that an address may have. Each purpose has proofs of its
/// own.
pub fn link_token(desk: &Desk, purpose: &[u8], id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode([id.as_bytes().as_slice(), &proof(desk, purpose, id)].concat())
}

/// The id that a token proves; `None` for any other text.
pub fn proved_by(desk: &Desk, purpose: &[u8], token: &str) -> Option<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, given) = bytes.split_first_chunk::<16>()?;
    let id = Uuid::from_bytes(*id);
    same(&proof(desk, purpose, id), given).then_some(id)
}

fn proof(desk: &Desk, purpose: &[u8], id: Uuid) -> Vec<u8> {
    let hash = keyed_hash(&desk.settings.pepper, &[purpose, id.as_bytes()]);
    hash.iter().copied().take(PROOF_BYTES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_secret_is_read_in_any_spelling() {
        assert_eq!(hash_typed("7k4m2 abcde"), hash_typed("7K4M2-ABCDE"));
        assert_ne!(hash_typed("7K4M2-ABCDE"), hash_typed("7K4M2-ABCDF"));
    }
}
