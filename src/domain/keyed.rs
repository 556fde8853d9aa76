//! Keyed hashes: what a code, an address or a form is remembered by without being kept.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// HMAC-SHA-256 (RFC 2104) over parts, each preceded by its length so that none can leak into the next.
pub fn keyed_hash(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104, section 2: a key shorter than a block is filled up with zeros.
    let mut block = [0; 64];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether two hashes are the same, in a time that does not tell where they differ.
pub fn same_hash(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_leak_into_each_other_and_the_key_matters() {
        let hash = keyed_hash(&[1; 32], &[b"form", b"12"]);
        assert!(same_hash(&hash, &keyed_hash(&[1; 32], &[b"form", b"12"])));
        for other in [keyed_hash(&[2; 32], &[b"form", b"12"]), keyed_hash(&[1; 32], &[b"form1", b"2"])] {
            assert!(!same_hash(&hash, &other));
        }
    }
}
