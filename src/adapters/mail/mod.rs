//! Mail: letters from templates, and the ways out for them, an SMTP server or a folder.

mod address;
mod colour;
mod folder;
mod inline;
mod letterhead;
mod letters;
mod plain;
mod smtp;
mod verdict;
mod wire;
mod words;

pub use folder::FolderMailer;
pub use letters::MailLetters;
pub use smtp::{Security, SignIn, SmtpMailer, SmtpSettings, SmtpSetupError};
