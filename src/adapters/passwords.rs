//! Argon2id (OWASP Password Storage; ASVS 5.0 appendix C): 46 MiB, one pass, one lane.

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::phc::Salt;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordVerifier, Version};
use sha2::{Digest, Sha256};

use crate::domain::password::NewPassword;
use crate::domain::personal::Personal;
use crate::ports::passwords::{NotHashed, Passwords};

/// Memory of one hash in KiB.
const MEMORY: u32 = 46 * 1024;
/// Passes over it.
const PASSES: u32 = 1;
/// How many may be computed at once: a flood of sign-ins waits in a queue instead of eating the memory.
const AT_ONCE: usize = 2;

/// Hashes with Argon2id.
pub struct Argon2Passwords {
    hasher: Argon2<'static>,
    /// A hash of the current settings that no password fits, so that an unknown address costs what a known one does.
    nobody: String,
    gate: Gate,
}

impl Argon2Passwords {
    /// With the settings of this version and chance for the hash that nobody has.
    pub fn new(chance: [u8; 16]) -> Result<Self, NotHashed> {
        let params = Params::new(MEMORY, PASSES, 1, None).ok().ok_or(NotHashed)?;
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let salt = Salt::new(&chance).ok().ok_or(NotHashed)?;
        // Nothing is hashed for it: whatever output somebody's password would have to meet, and 46 MiB less at every start.
        let nobody = phc(&hasher, salt, &Sha256::digest(chance))?;
        Ok(Self { hasher, nobody, gate: Gate::new(AT_ONCE) })
    }

    fn hashed(&self, password: &[u8], salt: [u8; 16]) -> Result<String, NotHashed> {
        let _turn = self.gate.enter();
        let salt = Salt::new(&salt).ok().ok_or(NotHashed)?;
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        self.hasher.hash_password_into(password, &salt, &mut output).ok().ok_or(NotHashed)?;
        phc(&self.hasher, salt, &output)
    }

    /// Everything of a PHC string before the salt: algorithm, version, cost.
    fn settings(hash: &str) -> Option<&str> {
        hash.rsplit_once('$').and_then(|(rest, _)| rest.rsplit_once('$')).map(|(settings, _)| settings)
    }
}

fn phc(hasher: &Argon2<'_>, salt: Salt, output: &[u8]) -> Result<String, NotHashed> {
    use argon2::password_hash::phc::{Output, ParamsString};
    let params = ParamsString::try_from(hasher.params()).ok().ok_or(NotHashed)?;
    let output = Output::new(output).ok().ok_or(NotHashed)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

impl Passwords for Argon2Passwords {
    fn hash(&self, password: &NewPassword, salt: [u8; 16]) -> Result<Personal, NotHashed> {
        self.hashed(password.reveal().as_bytes(), salt).map(Personal::new)
    }

    fn verify(&self, typed: &str, hash: Option<&Personal>) -> bool {
        let parsed = hash.and_then(|hash| PasswordHash::new(hash.reveal()).ok());
        let is_somebody = parsed.is_some();
        let Some(hash) = parsed.or_else(|| PasswordHash::new(&self.nobody).ok()) else { return false };
        let _turn = self.gate.enter();
        let fits = self.hasher.verify_password(typed.as_bytes(), &hash).is_ok();
        fits && is_somebody
    }

    fn is_outdated(&self, hash: &Personal) -> bool {
        Self::settings(hash.reveal()) != Self::settings(&self.nobody)
    }
}

/// Lets a few in at a time; the others wait their turn.
struct Gate {
    free: Mutex<usize>,
    left: Condvar,
}

/// A place inside; leaving is dropping it.
struct Turn<'a>(&'a Gate);

impl Gate {
    fn new(places: usize) -> Self {
        Self { free: Mutex::new(places), left: Condvar::new() }
    }

    fn enter(&self) -> Turn<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.left.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(typed: &str) -> NewPassword {
        NewPassword::parse(typed, &[]).unwrap()
    }

    #[test]
    fn passwords_are_verified_exactly_whatever_is_in_them() {
        let passwords = Argon2Passwords::new([1; 16]).unwrap();
        for typed in [" otter lamp gravel ", "ключ под ковриком 🔑", &"mug window thread ".repeat(10)]
        {
            let hash = passwords.hash(&made(typed), [9; 16]).unwrap();
            assert!(hash.reveal().starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{}", hash.reveal());
            assert!(passwords.verify(typed, Some(&hash)));
            assert!(!passwords.verify(typed.trim(), Some(&hash)) || typed.trim() == typed);
            assert!(!passwords.verify(&format!("{typed}x"), Some(&hash)));
            assert!(!passwords.is_outdated(&hash));
        }
    }

    #[test]
    fn nobody_and_no_hash_are_refused_and_old_settings_noticed() {
        let passwords = Argon2Passwords::new([1; 16]).unwrap();
        assert!(!passwords.verify("otter lamp gravel", None));
        assert!(!passwords.verify("", Some(&Personal::new("none yet"))));
        let somebody = passwords.hash(&made("otter lamp gravel"), [9; 16]).unwrap();
        assert_eq!(passwords.nobody.len(), somebody.reveal().len(), "an unknown address costs what a known one does");
        assert!(PasswordHash::new(&passwords.nobody).is_ok());
        let old = "$argon2id$v=19$m=19456,t=2,p=1$CQkJCQkJCQkJCQkJCQkJCQ$CQkJCQkJCQkJCQkJCQkJCQ";
        assert!(passwords.is_outdated(&Personal::new(old)));
    }
}
