//! Taking incoming mail apart: MIME, character sets and HTML become the plain values that the reader reads.

mod flowed;
mod folders;
mod html;
mod imap;
mod mime;
mod reading;
mod report;

pub use folders::{EmlFolder, Maildir};
pub use imap::{After, ImapMailbox, ImapSettings, Protection, Secret};
pub use mime::{LARGEST, parse};
pub use reading::MimeReader;
