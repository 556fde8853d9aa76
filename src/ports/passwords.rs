//! Keeping passwords so that nobody who steals them can read them.

use crate::domain::password::NewPassword;
use crate::domain::personal::Personal;

/// A password could not be hashed: the machine has no memory left for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is not enough memory to keep a password safely; try again later")]
pub struct NotHashed;

/// Hashes and verifies passwords with a slow function, in bounded memory however many ask at once.
pub trait Passwords: Send + Sync {
    /// A new hash under the given salt, as a PHC string.
    fn hash(&self, password: &NewPassword, salt: [u8; 16]) -> Result<Personal, NotHashed>;

    /// Whether a password fits a hash. For `None`, an address that nobody has, it takes the same time and says no; so it
    /// does for a text that is no hash, such as that of somebody who has not chosen a password yet.
    fn verify(&self, typed: &str, hash: Option<&Personal>) -> bool;

    /// Whether a hash was made with other settings than today's and should be made again at the next sign-in.
    fn is_outdated(&self, hash: &Personal) -> bool;
}
