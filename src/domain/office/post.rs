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

/// A mailbox that is to be watched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailboxWay {
    /// The server, with the account whose mailbox it is.
    pub server: MailServer,
    /// Its name, for the log and the inbox.
    pub name: String,
    /// The company whose mailbox it is, by id; `None` where messages tell.
    pub controller: Option<String>,
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
    /// An account without a secret, or a secret that is read from elsewhere.
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
            Self::SecretFile => "secret_file",
            Self::Authority => "ca_file",
            Self::From => "from",
            Self::Name => "name",
        }
    }
}

impl MailServer {
    /// Whether it can be used. What the console keeps reads files inside the data folder only.
    fn check(&self) -> Result<(), MailWayFault> {
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
        let kept = |file: &str| file.starts_with(SECRETS) && is_toml_path(file);
        match (&self.username, &self.secret_file) {
            (None, None) => {}
            (None, Some(_)) => return Err(MailWayFault::Username),
            (Some(_), Some(_)) if self.protection == Protection::None => return Err(MailWayFault::OpenPassword),
            (Some(_), Some(file)) if kept(file) => {}
            (Some(_), _) => return Err(MailWayFault::SecretFile),
        }
        match &self.ca_file {
            Some(file) if !is_toml_path(file) => Err(MailWayFault::Authority),
            _ => Ok(()),
        }
    }

    /// The lines that the settings file has for it, but for the heading.
    fn lines(&self) -> String {
        let text = |key: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!("{key} = {}\n", quoted(value))).unwrap_or_default()
        };
        [
            format!("host = {}\nport = {}\ntls = \"{}\"\n", quoted(&self.host), self.port, self.protection.code()),
            text("username", &self.username),
            text("password_file", &self.secret_file),
            text("ca_file", &self.ca_file),
        ]
        .concat()
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
        let of = |read: fn(&Self) -> String| (before.map(read).unwrap_or_default(), read(self));
        let line = |label, (before, after): (String, String)| difference(label, &before, &after);
        vec![
            line("Mail server", of(|way| way.server.host.clone())),
            line("Port", of(|way| if way.server.port == 0 { String::new() } else { way.server.port.to_string() })),
            line("Protection", of(|way| way.server.protection.code().to_owned())),
            line("Account", of(|way| way.server.username.clone().unwrap_or_default())),
            line("Its password is read from", of(|way| way.server.secret_file.clone().unwrap_or_default())),
            line("Authority", of(|way| way.server.ca_file.clone().unwrap_or_default())),
            line("Letters come from", of(|way| way.from.clone())),
        ]
    }
}

impl MailboxWay {
    /// Whether it can be watched.
    pub fn check(&self) -> Result<(), MailWayFault> {
        self.server.check()?;
        if self.server.username.is_none() {
            return Err(MailWayFault::Username);
        }
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let fine = (1..=40).contains(&self.name.len()) && self.name.chars().all(plain);
        if fine { Ok(()) } else { Err(MailWayFault::Name) }
    }

    /// The lines for the settings file, exactly as they are tried.
    pub fn lines(&self) -> String {
        let controller =
            self.controller.as_ref().map(|id| format!("controller = {}\n", quoted(id))).unwrap_or_default();
        format!("[[mailbox]]\nname = {}\nkind = \"imap\"\n{controller}{}", quoted(&self.name), self.server.lines())
    }
}

fn is_toml_path(path: &str) -> bool {
    path.len() <= 200 && is_inside(path) && !path.chars().any(char::is_control)
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            (way(|way| way.server.secret_file = None), "secret_file"),
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
    fn a_relay_on_the_same_machine_needs_no_account_and_a_mailbox_needs_one() {
        let relay = |way: &mut MailWay| {
            way.server = MailServer { host: "localhost".into(), port: 25, ..MailServer::default() };
            way.server.protection = Protection::None;
        };
        assert_eq!(way(relay), Ok(()));
        let mailbox = |server| MailboxWay { server, name: "privacy".into(), controller: None };
        assert_eq!(mailbox(server()).check(), Ok(()));
        let nobody = MailServer { username: None, secret_file: None, ..server() };
        assert_eq!(mailbox(nobody).check(), Err(MailWayFault::Username));
        assert_eq!(MailboxWay { name: "My box".into(), ..mailbox(server()) }.check(), Err(MailWayFault::Name));
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

    proptest! {
        #[test]
        fn the_lines_say_in_toml_what_was_typed(host in "[a-z]{1,9}(\\.[a-z]{1,9}){0,2}", port in 1u16.., username in "[ -~]{1,40}", name in "[a-z][a-z0-9-]{0,20}") {
            let server = MailServer { host, port, username: Some(username), ..server() };
            let mailbox = MailboxWay { server, name, controller: Some("leaf".into()) };
            let read: toml::Table = toml::from_str(&mailbox.lines()).expect("TOML");
            let section = &read["mailbox"][0];
            prop_assert_eq!(section["host"].as_str(), Some(mailbox.server.host.as_str()));
            prop_assert_eq!(section["port"].as_integer(), Some(i64::from(port)));
            prop_assert_eq!(section["username"].as_str(), mailbox.server.username.as_deref());
            prop_assert_eq!(section["controller"].as_str(), Some("leaf"));
        }
    }
}
