//! `[[mailbox]]`: where incoming mail is watched.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use serde::Deserialize;

use super::mail::MailTls;
use crate::domain::personal::Personal;

/// The kinds of mailboxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailboxKind {
    /// A Maildir with its folders `new` and `cur`.
    Maildir,
    /// A folder of `.eml` files.
    Folder,
    /// A folder of an account on a mail server.
    Imap,
}

/// What becomes of a message on a server after it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AfterTaking {
    /// It stays and is marked.
    #[default]
    Flag,
    /// It is moved to `move_to`.
    Move,
}

/// How an answer's address carries its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Answers {
    /// `privacy+token@…` (RFC 5233).
    #[serde(rename = "+")]
    Plus,
    /// `privacy-token@…`.
    #[serde(rename = "-")]
    Hyphen,
    /// `token@…`: every name of the domain arrives in this mailbox.
    #[serde(rename = "catch-all")]
    CatchAll,
}

/// One mailbox.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailboxSection {
    /// Its name, for the log and the inbox.
    pub name: String,
    /// What it is.
    pub kind: MailboxKind,
    /// Where a folder is; a relative path counts from the data folder.
    pub path: Option<PathBuf>,
    /// The controller whose mailbox it is; else the one whose address a message names.
    pub controller: Option<String>,
    /// Its address, if it is not the one that the controller names.
    pub address: Option<String>,
    /// How addresses of this mailbox carry a case, if its server delivers them.
    pub answers: Option<Answers>,
    /// Whether senders get a neutral receipt.
    #[serde(default)]
    pub receipts: bool,
    /// The server's name.
    pub host: Option<String>,
    /// The server's port; 993 or 143 by `tls` when absent.
    pub port: Option<u16>,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: MailTls,
    /// A file of PEM certificates to trust besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// The account.
    pub username: Option<String>,
    /// The password itself; better in a file.
    pub password: Option<Personal>,
    /// A file whose first line is the password.
    pub password_file: Option<PathBuf>,
    /// A file whose first line is an OAuth2 access token, which another program renews.
    pub token_file: Option<PathBuf>,
    /// The folder on the server.
    #[serde(default = "inbox")]
    pub folder: String,
    /// What becomes of a message that is stored.
    #[serde(default)]
    pub after: AfterTaking,
    /// The folder for `after = "move"`.
    #[serde(default = "own_folder")]
    pub move_to: String,
    /// Only messages that arrived on this day or later: "2026-11-01".
    pub since: Option<NaiveDate>,
    /// Seconds that any one answer of the server may take.
    #[serde(default = "thirty")]
    pub timeout: u64,
}

fn inbox() -> String {
    "INBOX".to_owned()
}

fn own_folder() -> String {
    "Rightsdesk".to_owned()
}

const fn thirty() -> u64 {
    30
}

/// What is wrong with a mailbox. Each message begins with the key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailboxSectionError {
    /// Two have one name.
    #[error("mailbox.name: {0:?} is there twice; give each mailbox a name of its own")]
    NameTwice(String),
    /// A folder is not named.
    #[error("mailbox.path: say where the mailbox {0:?} lies")]
    PathMissing(String),
    /// A server is not named.
    #[error("mailbox.host: name the mail server of {0:?}")]
    HostMissing(String),
    /// An account is not named.
    #[error("mailbox.username: name the account of {0:?}")]
    UsernameMissing(String),
    /// No secret, or several.
    #[error("mailbox.password_file: give {0:?} one of password_file and token_file")]
    Secret(String),
    /// A password over an open line.
    #[error(
        "mailbox.tls: with \"none\" the password of {0:?} would travel in the clear; only \"localhost\" may do without"
    )]
    InTheClear(String),
    /// A folder's name that cannot be sent.
    #[error("mailbox.folder: write the folders of {0:?} in plain ASCII, as the server lists them")]
    Folder(String),
    /// No patience at all, or too much.
    #[error("mailbox.timeout: between 1 and 300 seconds")]
    Timeout,
}

/// Checks all mailboxes; the first thing that is wrong is returned. Nothing is connected and no file is read.
pub fn validate(mailboxes: &[MailboxSection]) -> Result<(), MailboxSectionError> {
    for (at, mailbox) in mailboxes.iter().enumerate() {
        if mailboxes.iter().take(at).any(|other| other.name == mailbox.name) {
            return Err(MailboxSectionError::NameTwice(mailbox.name.clone()));
        }
        match mailbox.kind {
            MailboxKind::Maildir | MailboxKind::Folder if mailbox.path.is_none() => {
                return Err(MailboxSectionError::PathMissing(mailbox.name.clone()));
            }
            MailboxKind::Maildir | MailboxKind::Folder => {}
            MailboxKind::Imap => mailbox.validate_server()?,
        }
    }
    Ok(())
}

impl MailboxSection {
    fn validate_server(&self) -> Result<(), MailboxSectionError> {
        let name = || self.name.clone();
        let host = self.host.as_deref().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| MailboxSectionError::HostMissing(name()))?;
        if self.username.as_deref().is_none_or(str::is_empty) {
            return Err(MailboxSectionError::UsernameMissing(name()));
        }
        let secrets = [self.password.is_some(), self.password_file.is_some(), self.token_file.is_some()];
        if secrets.into_iter().filter(|given| *given).count() != 1 {
            return Err(MailboxSectionError::Secret(name()));
        }
        if self.tls == MailTls::None && !matches!(host, "localhost" | "127.0.0.1" | "::1") {
            return Err(MailboxSectionError::InTheClear(name()));
        }
        let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii() && !c.is_ascii_control());
        if !plain(&self.folder) || !plain(&self.move_to) {
            return Err(MailboxSectionError::Folder(name()));
        }
        if !(1..=300).contains(&self.timeout) {
            return Err(MailboxSectionError::Timeout);
        }
        Ok(())
    }

    /// The port to connect to (RFC 8314 for 993).
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.tls == MailTls::Wrapper { 993 } else { 143 })
    }

    /// How long any one answer of the server may take.
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(more: &str) -> Result<(), MailboxSectionError> {
        let section = toml::from_str::<MailboxSection>(&format!("name = 'privacy'\n{more}")).expect("known keys");
        validate(&[section])
    }

    #[test]
    fn a_server_needs_a_name_an_account_and_one_secret() {
        let imap = |more: &str| checked(&format!("kind = 'imap'\n{more}"));
        assert!(matches!(imap(""), Err(MailboxSectionError::HostMissing(_))));
        assert!(matches!(imap("host = 'imap.example.com'"), Err(MailboxSectionError::UsernameMissing(_))));
        let account = "host = 'imap.example.com'\nusername = 'privacy'\n";
        assert!(matches!(imap(account), Err(MailboxSectionError::Secret(_))));
        assert_eq!(imap(&format!("{account}password_file = 's'")), Ok(()));
        assert!(matches!(
            imap(&format!("{account}password_file = 's'\ntoken_file = 't'")),
            Err(MailboxSectionError::Secret(_))
        ));
        let open = imap(&format!("{account}password_file = 's'\ntls = 'none'"));
        assert!(matches!(open, Err(MailboxSectionError::InTheClear(_))));
        let folder = imap(&format!("{account}password_file = 's'\nfolder = 'Anträge'"));
        assert!(matches!(folder, Err(MailboxSectionError::Folder(_))));
    }

    #[test]
    fn a_folder_needs_a_place_and_names_are_told_apart() {
        assert!(matches!(checked("kind = 'maildir'"), Err(MailboxSectionError::PathMissing(_))));
        let one = toml::from_str::<MailboxSection>("name = 'a'\nkind = 'folder'\npath = 'p'").expect("known keys");
        assert_eq!(validate(&[one.clone(), one]), Err(MailboxSectionError::NameTwice("a".into())));
    }

    #[test]
    fn the_port_follows_the_protection() {
        let port = |more: &str| toml::from_str::<MailboxSection>(&format!("name = 'a'\nkind = 'imap'\n{more}"));
        assert_eq!(port("").expect("known keys").port(), 993);
        assert_eq!(port("tls = 'starttls'").expect("known keys").port(), 143);
        assert_eq!(port("answers = 'catch-all'").expect("known keys").answers, Some(Answers::CatchAll));
    }
}
