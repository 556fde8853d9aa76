//! Mailboxes on a server: a small IMAP4rev1 client (RFC 3501, with IDLE, MOVE and UIDPLUS's manners) that reads and marks, and
//! never deletes.
//!
//! Why our own: jobs are plain threads, messages have a limit that must hold before they are in memory, and of the two crates
//! one has been in alpha for years and the other wants an asynchronous runtime and buffers whatever a server announces.

mod answer;
mod mailbox;
mod session;
mod settings;
mod sign_in;
mod wire;

pub use mailbox::ImapMailbox;
pub use settings::{After, ImapSettings, Protection, Secret};
