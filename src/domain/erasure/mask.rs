//! What stands in place of an erased value: fideslang's masking strategies.

use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256, Sha512};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::domain::datamap::Masking;
use crate::domain::disclosure::value::Value;
use crate::domain::keyed::keyed_hash;

/// The length of `random_string_rewrite` when the map names none: fideslang's.
const RANDOM_LENGTH: usize = 30;

/// The mark in a text that stands for the row's key.
const KEY_MARK: &str = "{key}";

/// A strategy that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no masking strategy {strategy} with these settings")]
pub struct UnknownStrategy {
    /// As the map has it.
    pub strategy: String,
}

/// What stands in place of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mask {
    /// Nothing.
    Null,
    /// This text; `{key}` in it is the row's key.
    Text(String),
    /// Letters and digits drawn by chance.
    Random {
        /// How many.
        length: usize,
        /// What follows them.
        suffix: String,
    },
    /// A salted digest in hexadecimal digits.
    Hash {
        /// SHA-512 instead of SHA-256.
        long: bool,
        /// What follows it.
        suffix: String,
    },
    /// A keyed digest in hexadecimal digits.
    Hmac {
        /// SHA-512 instead of SHA-256.
        long: bool,
        /// What follows it.
        suffix: String,
    },
    /// AES-256-GCM in base64; its key is forgotten with the erasure, so that nobody can open it.
    Encrypted {
        /// What follows it.
        suffix: String,
    },
}

/// Salt and key of one erasure: equal values stay equal within it, and nobody can guess them afterwards, for it is forgotten.
#[derive(Clone)]
pub struct MaskSecret(Zeroizing<[u8; 32]>);

impl MaskSecret {
    /// From chance.
    pub fn new(chance: [u8; 32]) -> Self {
        Self(Zeroizing::new(chance))
    }

    fn derived(&self, parts: &[&[u8]]) -> [u8; 32] {
        keyed_hash(&self.0, parts)
    }
}

impl Mask {
    /// Reads a strategy; `Ok(None)` is `preserve`. A collection's `delete` is no mask.
    pub fn of(masking: &Masking) -> Result<Option<Self>, UnknownStrategy> {
        let settings = &masking.configuration;
        let unknown = || UnknownStrategy { strategy: masking.strategy.clone() };
        let preserved = settings.format_preservation.as_ref().and_then(|kept| kept.suffix.clone());
        let suffix = preserved.unwrap_or_default();
        let long = match settings.algorithm.as_deref() {
            None | Some("SHA-256" | "SHA_256") => false,
            Some("SHA-512" | "SHA_512") => true,
            Some(_) => return Err(unknown()),
        };
        Ok(Some(match masking.strategy.as_str() {
            "preserve" => return Ok(None),
            "null_rewrite" => Self::Null,
            "string_rewrite" => Self::Text(settings.rewrite_value.clone().ok_or_else(unknown)? + &suffix),
            "random_string_rewrite" => Self::Random { length: settings.length.unwrap_or(RANDOM_LENGTH), suffix },
            "hash" => Self::Hash { long, suffix },
            "hmac" => Self::Hmac { long, suffix },
            "aes_encrypt" => Self::Encrypted { suffix },
            _ => return Err(unknown()),
        }))
    }

    /// What stands in place of `old` in the row with this key. Nothing stays nothing; numbers and dates are masked as their text.
    pub fn value(&self, old: &Value, key: &str, secret: &MaskSecret) -> Value {
        let Some(text) = old.as_text().filter(|_| *self != Self::Null) else { return Value::Null };
        Value::Text(match self {
            Self::Null => return Value::Null,
            Self::Text(words) => words.replace(KEY_MARK, key),
            Self::Random { length, suffix } => random(secret, key, &text, *length) + suffix,
            Self::Hash { long, suffix } => hash(secret, &text, *long) + suffix,
            Self::Hmac { long, suffix } => keyed(secret, &text, *long) + suffix,
            Self::Encrypted { suffix } => encrypted(secret, key, &text) + suffix,
        })
    }

    /// Whether a value needs no masking any more: it holds nothing, or has the form that this mask gives.
    pub fn is_done(&self, now: &Value, key: &str) -> bool {
        let Some(text) = now.as_text().filter(|text| !text.is_empty()) else { return true };
        let stem = |suffix: &str| text.strip_suffix(suffix).map(str::to_owned);
        let hex = |text: String, long: bool| {
            text.len() == if long { 128 } else { 64 } && text.bytes().all(|digit| digit.is_ascii_hexdigit())
        };
        match self {
            Self::Null => false,
            Self::Text(words) => words.replace(KEY_MARK, key) == text,
            Self::Random { length, suffix } => stem(suffix)
                .is_some_and(|stem| stem.len() == *length && stem.bytes().all(|sign| sign.is_ascii_alphanumeric())),
            Self::Hash { long, suffix } | Self::Hmac { long, suffix } => {
                stem(suffix).is_some_and(|stem| hex(stem, *long))
            }
            Self::Encrypted { suffix } => {
                stem(suffix).and_then(|stem| STANDARD.decode(stem).ok()).is_some_and(|sealed| sealed.len() >= 28)
            }
        }
    }

    /// The most characters that it makes for a row whose key has this many; `None` when that depends on the value.
    pub fn most_characters(&self, key: usize) -> Option<usize> {
        let count = |text: &str| text.chars().count();
        Some(match self {
            Self::Null => 0,
            Self::Text(words) => count(&words.replace(KEY_MARK, "")) + words.matches(KEY_MARK).count() * key,
            Self::Random { length, suffix } => length + count(suffix),
            Self::Hash { long, suffix } | Self::Hmac { long, suffix } => count(suffix) + if *long { 128 } else { 64 },
            Self::Encrypted { .. } => return None,
        })
    }

    /// Whether no two rows get the same: the row's key, chance or the value itself is in it.
    pub fn tells_rows_apart(&self) -> bool {
        match self {
            Self::Text(words) => words.contains(KEY_MARK),
            Self::Random { length, .. } => *length >= 16,
            Self::Null | Self::Hash { .. } | Self::Hmac { .. } | Self::Encrypted { .. } => true,
        }
    }

    /// Whether all rows get the same.
    pub fn is_constant(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(words) => !words.contains(KEY_MARK),
            _ => false,
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn hash(secret: &MaskSecret, text: &str, long: bool) -> String {
    let salted = [secret.derived(&[b"salt"]).as_slice(), text.as_bytes()].concat();
    if long { hexadecimal(&Sha512::digest(salted)) } else { hexadecimal(&Sha256::digest(salted)) }
}

fn keyed(secret: &MaskSecret, text: &str, long: bool) -> String {
    if !long {
        return hexadecimal(&secret.derived(&[b"hmac", text.as_bytes()]));
    }
    // RFC 2104, section 2: a key shorter than a block is filled up with zeros.
    let mut block = [0; 128];
    block.iter_mut().zip(secret.derived(&[b"hmac-512"])).for_each(|(to, from)| *to = from);
    let mut mac = Hmac::<Sha512>::new(&block.into());
    mac.update(text.as_bytes());
    hexadecimal(&mac.finalize().into_bytes())
}

fn random(secret: &MaskSecret, key: &str, text: &str, length: usize) -> String {
    const SIGNS: &[u8; 62] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let blocks =
        (0_u64..).map(|turn| secret.derived(&[b"random", key.as_bytes(), text.as_bytes(), &turn.to_be_bytes()]));
    // Bytes from 248 on would make the first letters likelier.
    let signs = blocks.flatten().filter(|byte| *byte < 248).filter_map(|byte| SIGNS.get(usize::from(byte % 62)));
    signs.take(length).map(|sign| char::from(*sign)).collect()
}

/// The nonce is derived from row and value, so it never serves two different texts under the erasure's one key.
fn encrypted(secret: &MaskSecret, key: &str, text: &str) -> String {
    let cipher = Aes256Gcm::new(&secret.derived(&[b"aes-key"]).into());
    let derived = secret.derived(&[b"aes-nonce", key.as_bytes(), text.as_bytes()]);
    let nonce: [u8; 12] = std::array::from_fn(|at| derived.get(at).copied().unwrap_or_default());
    let sealed = cipher.encrypt(&nonce.into(), text.as_bytes()).unwrap_or_default();
    STANDARD.encode([nonce.as_slice(), &sealed].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(yaml: &str) -> Result<Option<Mask>, UnknownStrategy> {
        Mask::of(&serde_saphyr::from_str(yaml).unwrap())
    }

    #[test]
    fn every_strategy_of_fideslang_masks_and_knows_its_own_work() {
        let secret = MaskSecret::new([7; 32]);
        let old = Value::Text("ann@shop.example".into());
        for yaml in [
            "{strategy: null_rewrite}",
            "{strategy: string_rewrite, configuration: {rewrite_value: 'gone-{key}'}}",
            "{strategy: random_string_rewrite, configuration: {length: 20, format_preservation: {suffix: '@masked.example'}}}",
            "{strategy: hash}",
            "{strategy: hash, configuration: {algorithm: SHA-512}}",
            "{strategy: hmac, configuration: {format_preservation: {suffix: '@masked.example'}}}",
            "{strategy: hmac, configuration: {algorithm: SHA-512}}",
            "{strategy: aes_encrypt}",
        ] {
            let mask = mask(yaml).unwrap().unwrap();
            assert!(!mask.is_done(&old, "7"), "{yaml}");
            let new = mask.value(&old, "7", &secret);
            assert!(mask.is_done(&new, "7"), "{yaml}");
            assert!(!new.as_text().unwrap_or_default().contains("ann"), "{yaml}");
            let most = mask.most_characters(1).unwrap_or(usize::MAX);
            assert!(new.as_text().unwrap_or_default().chars().count() <= most, "{yaml}");
        }
        assert_eq!(mask("{strategy: preserve}"), Ok(None));
        assert!(mask("{strategy: shred}").is_err());
        assert!(mask("{strategy: hash, configuration: {algorithm: MD5}}").is_err());
        assert!(mask("{strategy: string_rewrite}").is_err());
    }

    #[test]
    fn a_form_is_preserved_by_its_suffix() {
        let settings = "{strategy: random_string_rewrite, configuration: {length: 8, format_preservation: {suffix: '@masked.example'}}}";
        let new = mask(settings).unwrap().unwrap().value(&Value::Text("a".into()), "1", &MaskSecret::new([1; 32]));
        let text = new.as_text().unwrap();
        assert_eq!(text.len(), 8 + "@masked.example".len());
        assert!(text.ends_with("@masked.example"));
    }

    #[test]
    fn equal_values_stay_equal_within_one_erasure_and_in_no_other() {
        let hashed = |secret: u8, text: &str| {
            let mask = Mask::Hmac { long: false, suffix: String::new() };
            mask.value(&Value::Text(text.into()), "1", &MaskSecret::new([secret; 32]))
        };
        assert_eq!(hashed(1, "ann"), hashed(1, "ann"));
        assert_ne!(hashed(1, "ann"), hashed(1, "ben"));
        assert_ne!(hashed(1, "ann"), hashed(2, "ann"));
    }

    #[test]
    fn an_empty_value_stays_empty() {
        let secret = MaskSecret::new([1; 32]);
        assert_eq!(Mask::Hash { long: false, suffix: String::new() }.value(&Value::Null, "1", &secret), Value::Null);
    }
}
