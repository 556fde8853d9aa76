//! The vault as a folder of sealed files.
//!
//! A sealed file is `magic | key id | wrap nonce | wrapped object key | chunks`. The object key is drawn for this object
//! alone, so the chunks may start their nonces at zero; chunks follow the STREAM construction
//! (Hoang, Reyhanitabar, Rogaway and Vizár, 2015), in which the last one is marked, so that an end that is missing shows.

mod files;
mod keys;
mod opening;
mod sealing;

pub use files::FileVault;
pub use keys::{MasterKey, MasterKeyError};
