//! How mail leaves and where it arrives, as it is set up in the console: the server, its account, where the secret is read from.
//! Never the secret itself.

use serde::{Deserialize, Serialize};

use super::area::difference;
use super::system::{SECRETS, is_inside};
use crate::domain::setup::Difference;

/// How a connection with a mail server is protected (RFC 8314).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protection {
    /// TLS from the first byte.
    #[default]
    Wrapper,
    /// A plain greeting, then TLS; nothing without it.
    StartTls,
    /// None: only for a server on the same machine.
    None,
}

/// A mail server and the account there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// The account; `None` where the server wants none.
    pub username: Option<String>,
    /// The file whose first line is the password, inside the data folder: `secrets/mail`.
    pub secret_file: Option<String>,
    /// A file of certificates to trust besides the public ones, inside the data folder: a company's own authority.
    pub ca_file: Option<String>,
}

/// The way out for letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailWay {
    /// The server.
    pub server: MailServer,
    /// The address that letters come from. Their name is the company's; answers go to the company's own address.
    pub from: String,
}

/// What is wrong with a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailWayFault {
    /// Not the name of a server.
    #[error("Write the name of the server alone, such as smtp.example.com: no https://, no port, no blanks.")]
    Host,
    /// Not a port.
    #[error("Write a port between 1 and 65535. Usual for sending are 465 and 587, for reading 993.")]
    Port,
    /// A protection that there is not.
    #[error("Choose how the connection is protected.")]
    Protection,
    /// A secret without an account, or a mailbox without one.
    #[error("Write the account: usually the whole address of the mailbox.")]
    Username,
    /// An account without a secret.
    #[error("Type the password of the account.")]
    NoSecret,
    /// A secret that is read from elsewhere.
    #[error("Name a file in the folder secrets of the data folder, such as secrets/mail.")]
    SecretFile,
    /// A password over an open line.
    #[error("Without encryption the password would travel in the clear. Choose one of the other two.")]
    OpenPassword,
    /// A file outside the data folder.
    #[error("Write the path of a file inside the data folder.")]
    Authority,
    /// Not an address.
    #[error("Write an e-mail address alone, such as privacy@example.com.")]
    From,
    /// Not a name.
    #[error("Write a short name of small letters, digits and hyphens, such as privacy.")]
    Name,
    /// A folder that cannot be asked for.
    #[error("Write the folder in plain letters as your provider lists it, such as INBOX or INBOX.Privacy.")]
    Folder,
    /// The same of the folder for what was taken, or both are one.
    #[error("Write another folder than the one that is read, in plain letters as your provider lists it.")]
    MoveTo,
    /// Not a day.
    #[error("Write the day as year, month and day, such as 2026-11-23, or leave it empty.")]
    Since,
}

impl Protection {
    /// All of them, the best first.
    pub const ALL: [Self; 3] = [Self::Wrapper, Self::StartTls, Self::None];

    /// The word of the settings file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wrapper => "wrapper",
            Self::StartTls => "starttls",
            Self::None => "none",
        }
    }

    /// Reads [`Protection::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl MailWayFault {
    /// The field of the form that is wrong.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Port => "port",
            Self::Protection | Self::OpenPassword => "tls",
            Self::Username => "username",
            Self::NoSecret => "password",
            Self::SecretFile => "secret_file",
            Self::Authority => "ca_file",
            Self::From => "from",
            Self::Name => "name",
            Self::Folder => "folder",
            Self::MoveTo => "move_to",
            Self::Since => "since",
        }
    }
}

impl MailServer {
    /// Whether it can be used. What the console keeps reads files inside the data folder only.
    pub(super) fn check(&self) -> Result<(), MailWayFault> {
        let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_');
        if self.host.is_empty() || self.host.len() > 253 || !self.host.chars().all(plain) {
            return Err(MailWayFault::Host);
        }
        if self.port == 0 {
            return Err(MailWayFault::Port);
        }
        if self.username.as_deref().is_some_and(|name| name.len() > 254 || name.chars().any(char::is_control)) {
            return Err(MailWayFault::Username);
        }
        let kept = |file: &str| file.starts_with(SECRETS) && is_plain_path(file);
        match (&self.username, &self.secret_file) {
            (None, None) => {}
            (None, Some(_)) => return Err(MailWayFault::Username),
            (Some(_), Some(_)) if self.protection == Protection::None => return Err(MailWayFault::OpenPassword),
            (Some(_), Some(file)) if kept(file) => {}
            (Some(_), None) => return Err(MailWayFault::NoSecret),
            (Some(_), Some(_)) => return Err(MailWayFault::SecretFile),
        }
        match &self.ca_file {
            Some(file) if !is_plain_path(file) => Err(MailWayFault::Authority),
            _ => Ok(()),
        }
    }

    /// What is not the same at another server; of nothing, everything.
    pub(super) fn differences(&self, before: Option<&Self>) -> Vec<Option<Difference>> {
        let of = |read: fn(&Self) -> String| (before.map(read).unwrap_or_default(), read(self));
        let line = |label, (before, after): (String, String)| difference(label, &before, &after);
        vec![
            line("Mail server", of(|server| server.host.clone())),
            line("Port", of(|server| if server.port == 0 { String::new() } else { server.port.to_string() })),
            line("Protection", of(|server| server.protection.code().to_owned())),
            line("Account", of(|server| server.username.clone().unwrap_or_default())),
            line("Its password is read from", of(|server| server.secret_file.clone().unwrap_or_default())),
            line("Authority", of(|server| server.ca_file.clone().unwrap_or_default())),
        ]
    }
}

impl MailWay {
    /// Whether it can be kept.
    pub fn check(&self) -> Result<(), MailWayFault> {
        self.server.check()?;
        let blank = |letter: char| letter.is_whitespace() || letter.is_control() || "<>\",;".contains(letter);
        let parts = self.from.split_once('@');
        let fine = parts.is_some_and(|(left, right)| !left.is_empty() && !right.is_empty() && !right.contains('@'));
        if fine && !self.from.contains(blank) { Ok(()) } else { Err(MailWayFault::From) }
    }

    /// What is not the same in another way; of nothing, everything.
    pub fn differences(&self, before: Option<&Self>) -> Vec<Option<Difference>> {
        let mut changes = self.server.differences(before.map(|way| &way.server));
        changes.push(difference("Letters come from", before.map_or("", |way| &way.from), &self.from));
        changes
    }
}

fn is_plain_path(path: &str) -> bool {
    path.len() <= 200 && is_inside(path) && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> MailServer {
        MailServer {
            host: "mail.example.com".into(),
            port: 465,
            username: Some("privacy@example.com".into()),
            secret_file: Some("secrets/mail".into()),
            ..MailServer::default()
        }
    }

    fn way(change: impl FnOnce(&mut MailWay)) -> Result<(), MailWayFault> {
        let mut way = MailWay { server: server(), from: "privacy@example.com".into() };
        change(&mut way);
        way.check()
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        assert_eq!(way(|_| ()), Ok(()));
        let faults = [
            (way(|way| way.server.host = "https://mail.example.com".into()), "host"),
            (way(|way| way.server.host = "mail.example.com:465".into()), "host"),
            (way(|way| way.server.port = 0), "port"),
            (way(|way| way.server.protection = Protection::None), "tls"),
            (way(|way| way.server.username = None), "username"),
            (way(|way| way.server.secret_file = None), "password"),
            (way(|way| way.server.secret_file = Some("secrets/../../etc/shadow".into())), "secret_file"),
            (way(|way| way.server.secret_file = Some("/etc/shadow".into())), "secret_file"),
            (way(|way| way.server.ca_file = Some("../ca.pem".into())), "ca_file"),
            (way(|way| way.from = "Mia <mia@example.com>".into()), "from"),
        ];
        for (answer, field) in faults {
            assert_eq!(answer.expect_err(field).field(), field);
        }
    }

    #[test]
    fn a_relay_on_the_same_machine_needs_no_account() {
        let relay = |way: &mut MailWay| {
            way.server = MailServer { host: "localhost".into(), port: 25, ..MailServer::default() };
            way.server.protection = Protection::None;
        };
        assert_eq!(way(relay), Ok(()));
    }

    #[test]
    fn only_what_changed_is_remembered() {
        let before = MailWay { server: server(), from: "a@example.com".into() };
        let after = MailWay { from: "b@example.com".into(), ..before.clone() };
        let labels = |changes: Vec<Option<Difference>>| changes.into_iter().flatten().map(|one| one.label).collect();
        let changed: Vec<String> = labels(after.differences(Some(&before)));
        assert_eq!(changed, ["Letters come from"]);
        let first: Vec<String> = labels(after.differences(None));
        assert_eq!(first.len(), 6, "no authority is named: {first:?}");
    }
}
