//! Mail: letters from templates, and the ways out for them, an SMTP server or a folder.

mod address;
mod folder;
mod smtp;
mod verdict;
mod wire;

pub use folder::FolderMailer;
pub use smtp::{Security, SignIn, SmtpMailer, SmtpSettings, SmtpSetupError};
