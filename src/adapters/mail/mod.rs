//! Mail: letters from templates, and the ways out for them, an SMTP server or a folder.

mod address;
mod dkim;
mod folder;
mod inline;
mod letters;
mod plain;
mod smtp;
mod text;
mod verdict;
mod wire;
mod words;

pub use dkim::{DkimKey, DkimKeyError};
pub use folder::FolderMailer;
pub use letters::MailLetters;
pub use smtp::{Security, SignIn, SmtpMailer, SmtpSettings, SmtpSetupError};
