//! The languages in which people are spoken to: every public page, letter and mail.
//!
//! A language is a folder of texts, loaded as data. [`Message`] is one text with its slots, [`Language`] all texts of one
//! language with its way of writing dates, [`Languages`] those of the installation and the choice between them. The first
//! language is English; a text that another one lacks is a fault that is found when the program starts.

mod catalogue;
mod choice;
mod dates;
mod fault;
mod law;
mod message;
mod plain;
mod steps;

pub use catalogue::{Language, Languages};
pub use fault::LanguageFault;
pub use message::{BadMessage, Filled, Message, Piece};
pub use plain::{GROUNDS, NOT_PORTABLE};

/// The code of the language that is always there.
pub const DEFAULT: &str = "en";

/// The code of the language that is always there, for values that were stored before languages were.
pub fn default_code() -> String {
    DEFAULT.to_owned()
}
