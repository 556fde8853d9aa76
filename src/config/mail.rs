//! `[mail]`: how mail leaves.
//!
//! Every key has an environment override, applied by the loader for all sections alike: `RIGHTSDESK_MAIL_` and the key in
//! capitals, for example `RIGHTSDESK_MAIL_HOST` or `RIGHTSDESK_MAIL_PASSWORD_FILE`. A password belongs into a file or into
//! `RIGHTSDESK_MAIL_PASSWORD`, never into the configuration file that people copy around.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::domain::personal::Personal;

/// The section. Paths are relative to the data folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSection {
    /// The way out.
    pub transport: MailTransport,
    /// Where `folder` puts its files.
    pub folder: PathBuf,
    /// The server's name.
    pub host: Option<String>,
    /// The server's port; 465, 587 or 25 by `tls` when absent.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub tls: MailTls,
    /// A file of PEM certificates to trust besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// The account.
    pub username: Option<String>,
    /// A file whose first line is the account's password.
    pub password_file: Option<PathBuf>,
    /// The password itself; meant for the environment.
    pub password: Option<Personal>,
    /// The address mail comes from. Its name is the controller's brand; answers go to the controller's own mailbox.
    pub from: Option<String>,
    /// The address of staff who are told when a job needs a person and nobody owns the case.
    pub staff: Option<String>,
    /// The name by which the own mail server signs its `Authentication-Results` lines about incoming mail (RFC 8601).
    pub trusted_server: Option<String>,
    /// A file outside the data folder in which is noted how far the log had come when mail last left, so that a restore of the
    /// whole data folder is noticed.
    pub witness: Option<PathBuf>,
    /// Seconds that any one answer of the server may take.
    pub timeout: u64,
    /// Idle connections that are kept.
    pub idle: usize,
    /// Whether automatic replies have an empty return path (RFC 3834). Switch it off for a relay that refuses that.
    pub empty_return_path: bool,
    /// A file with the private key that signs outgoing mail (DKIM), in PEM.
    pub dkim_key_file: Option<PathBuf>,
    /// The name under which its public half stands in DNS.
    pub dkim_selector: Option<String>,
    /// The domain that signs; the one of `from` when absent.
    pub dkim_domain: Option<String>,
}

/// The ways out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Files in a folder.
    #[default]
    Folder,
    /// A server.
    Smtp,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// TLS from the first byte, port 465 (RFC 8314).
    #[default]
    Wrapper,
    /// STARTTLS on port 587, and nothing without it.
    StartTls,
    /// None at all: only for a relay on the same host or a private network.
    None,
}

/// What is wrong in the section. Each message begins with the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSectionError {
    /// A server is wanted and not named.
    #[error("mail.host: name the mail server, because mail.transport is \"smtp\"")]
    HostMissing,
    /// The name is not one.
    #[error("mail.host: this is not a host name; give it without scheme, port and blanks, like \"smtp.example.com\"")]
    HostShape,
    /// Port zero.
    #[error("mail.port: a port is between 1 and 65535; usual are 465 for wrapper and 587 for starttls")]
    Port,
    /// A server is wanted and no sender is given.
    #[error("mail.from: give the address that mail comes from, because mail.transport is \"smtp\"")]
    FromMissing,
    /// The sender is not an address.
    #[error("mail.from: this is not an e-mail address; give it without a name, like \"privacy@example.com\"")]
    FromShape,
    /// The address for staff is not one.
    #[error("mail.staff: this is not an e-mail address")]
    StaffShape,
    /// An account without a password.
    #[error("mail.password_file: give the file with the password of mail.username (or set RIGHTSDESK_MAIL_PASSWORD)")]
    PasswordMissing,
    /// A password without an account.
    #[error("mail.username: a password is given, so give the account it belongs to")]
    UsernameMissing,
    /// Two passwords.
    #[error("mail.password_file: a password is given as well; keep one of the two")]
    PasswordTwice,
    /// A password over an open line.
    #[error("mail.tls: with \"none\" the password would travel in the clear; use \"wrapper\" or \"starttls\"")]
    PasswordInTheClear,
    /// No patience at all, or too much of it for a job's lease.
    #[error("mail.timeout: between 1 and 300 seconds")]
    Timeout,
    /// A key without the name of its public half.
    #[error("mail.dkim_selector: name the selector of mail.dkim_key_file, like \"desk1\"")]
    SelectorMissing,
    /// Nowhere to put the files.
    #[error("mail.folder: name a folder, because mail.transport is \"folder\"")]
    Folder,
}

impl Default for MailSection {
    fn default() -> Self {
        Self {
            transport: MailTransport::Folder,
            folder: PathBuf::from("mail"),
            host: None,
            port: None,
            tls: MailTls::Wrapper,
            ca_file: None,
            username: None,
            password_file: None,
            password: None,
            from: None,
            staff: None,
            trusted_server: None,
            witness: None,
            timeout: 30,
            idle: 4,
            empty_return_path: true,
            dkim_key_file: None,
            dkim_selector: None,
            dkim_domain: None,
        }
    }
}

impl MailSection {
    /// Checks the section by itself; the first thing that is wrong is returned. Nothing is connected and no file is read.
    pub fn validate(&self) -> Result<(), MailSectionError> {
        if !(1..=300).contains(&self.timeout) {
            return Err(MailSectionError::Timeout);
        }
        if self.from.as_deref().is_some_and(|from| !is_address(from)) {
            return Err(MailSectionError::FromShape);
        }
        if self.staff.as_deref().is_some_and(|staff| !is_address(staff)) {
            return Err(MailSectionError::StaffShape);
        }
        if self.dkim_key_file.is_some() && self.dkim_selector.is_none() {
            return Err(MailSectionError::SelectorMissing);
        }
        match self.transport {
            MailTransport::Folder if self.folder.as_os_str().is_empty() => Err(MailSectionError::Folder),
            MailTransport::Folder => Ok(()),
            MailTransport::Smtp => self.validate_server().and_then(|()| self.validate_account()),
        }
    }

    fn validate_server(&self) -> Result<(), MailSectionError> {
        let host = self.host.as_deref().ok_or(MailSectionError::HostMissing)?;
        if !is_host(host) {
            return Err(MailSectionError::HostShape);
        }
        if self.port == Some(0) {
            return Err(MailSectionError::Port);
        }
        self.from.as_ref().map(|_| ()).ok_or(MailSectionError::FromMissing)
    }

    fn validate_account(&self) -> Result<(), MailSectionError> {
        match (&self.username, &self.password_file, &self.password) {
            (None, None, None) => Ok(()),
            (None, _, _) => Err(MailSectionError::UsernameMissing),
            (Some(_), None, None) => Err(MailSectionError::PasswordMissing),
            (Some(_), Some(_), Some(_)) => Err(MailSectionError::PasswordTwice),
            (Some(_), _, _) if self.tls == MailTls::None => Err(MailSectionError::PasswordInTheClear),
            (Some(_), _, _) => Ok(()),
        }
    }

    /// The port to connect to (RFC 8314 for 465, RFC 6409 for 587).
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.tls {
            MailTls::Wrapper => 465,
            MailTls::StartTls => 587,
            MailTls::None => 25,
        })
    }

    /// How long any one answer of the server may take.
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }
}

fn is_host(host: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '_');
    let port_given = host.matches(':').count() == 1;
    !host.is_empty() && host.len() <= 253 && !port_given && host.chars().all(plain)
}

/// A first look; the mailer itself is stricter.
fn is_address(text: &str) -> bool {
    let blank_or_quoting = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ',' | ';');
    text.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty() && !right.contains('@'))
        && !text.contains(blank_or_quoting)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(toml: &str) -> Result<(), MailSectionError> {
        toml::from_str::<MailSection>(toml).expect("the keys are known").validate()
    }

    const SERVER: &str = "transport = 'smtp'\nhost = 'smtp.example.com'\nfrom = 'privacy@example.com'\n";

    #[test]
    fn nothing_configured_means_a_folder() {
        assert_eq!(section(""), Ok(()));
        assert_eq!(MailSection::default().transport, MailTransport::Folder);
    }

    #[test]
    fn a_server_needs_a_name_and_a_sender() {
        assert_eq!(section("transport = 'smtp'"), Err(MailSectionError::HostMissing));
        assert_eq!(section("transport = 'smtp'\nhost = 'smtp.example.com'"), Err(MailSectionError::FromMissing));
        assert_eq!(section(SERVER), Ok(()));
        for host in ["smtps://smtp.example.com", "smtp.example.com:465", "a b", ""] {
            let toml = format!("transport = 'smtp'\nhost = '{host}'\nfrom = 'a@example.com'");
            assert_eq!(section(&toml), Err(MailSectionError::HostShape), "{host}");
        }
    }

    #[test]
    fn a_password_is_given_once_and_never_over_an_open_line() {
        let with = |more: &str| section(&format!("{SERVER}{more}"));
        assert_eq!(with("username = 'desk'"), Err(MailSectionError::PasswordMissing));
        assert_eq!(with("password_file = 'secret'"), Err(MailSectionError::UsernameMissing));
        assert_eq!(
            with("username = 'desk'\npassword_file = 's'\npassword = 'x'"),
            Err(MailSectionError::PasswordTwice)
        );
        let open = with("tls = 'none'\nusername = 'desk'\npassword_file = 's'");
        assert_eq!(open, Err(MailSectionError::PasswordInTheClear));
        assert_eq!(with("tls = 'starttls'\nusername = 'desk'\npassword_file = 's'"), Ok(()));
    }

    #[test]
    fn every_message_names_its_key() {
        for (toml, key) in [
            ("timeout = 0", "mail.timeout"),
            ("from = 'Priya <p@example.com>'", "mail.from"),
            ("staff = 'nobody'", "mail.staff"),
            ("folder = ''", "mail.folder"),
        ] {
            let message = section(toml).expect_err(toml).to_string();
            assert!(message.starts_with(key), "{message}");
        }
        let unknown = toml::from_str::<MailSection>("hots = 'x'").expect_err("a typing mistake").to_string();
        assert!(unknown.contains("hots"), "{unknown}");
    }

    #[test]
    fn the_usual_ports_follow_from_the_protection() {
        for (tls, port) in [("wrapper", 465), ("starttls", 587), ("none", 25)] {
            let section: MailSection = toml::from_str(&format!("tls = '{tls}'")).expect("known");
            assert_eq!(section.port(), port);
        }
    }
}
