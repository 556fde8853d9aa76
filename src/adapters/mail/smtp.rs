//! Mail through an SMTP server.
//!
//! The conversation is driven step by step over lettre's connection and not through its ready-made transport, because that
//! one does not tell at which step an error came; and whether the contents were on their way decides if a repeat may be a duplicate.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};

use super::dkim::DkimKey;
use super::verdict::{judge, judge_about, verdict};
use super::wire::{WireMail, compose};
use super::words::without_addresses;
use crate::domain::notice::AutoSubmitted;
use crate::domain::personal::Personal;
use crate::ports::mailer::{Accepted, MailError, MailFault, MailStep, Mailer, OutgoingMail, Trouble};

/// Servers close idle connections after some minutes (RFC 5321 asks for five); an older one is not worth a try.
const STALE: Duration = Duration::from_mins(1);

/// How to reach the server.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port: 465 for [`Security::Wrapper`], 587 for [`Security::StartTls`].
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// The account, if the server wants one.
    pub sign_in: Option<SignIn>,
    /// Certificates in PEM that are trusted besides the public ones: a company's own authority.
    pub extra_roots: Vec<u8>,
    /// The name given in the greeting; the host's own when absent.
    pub hello: Option<String>,
    /// How long any one answer may take.
    pub timeout: Duration,
    /// How many idle connections are kept.
    pub idle: usize,
    /// Whether automatic replies go out with an empty return path, so that nothing can loop (RFC 3834 section 3.3). Some relays refuse it.
    pub empty_return_path: bool,
    /// Signs what goes out, if a key is given.
    pub dkim: Option<Arc<DkimKey>>,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Wrapper,
    /// A plain greeting, then TLS; without it nothing is sent.
    StartTls,
    /// None: only for a relay on the same host or network.
    None,
}

/// An account on the server.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Its name.
    pub username: String,
    /// Its password.
    pub password: Personal,
}

/// Settings with which no connection can ever be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpSetupError {
    /// The extra certificates are not PEM.
    #[error("the extra root certificates cannot be read: they must be certificates in PEM form")]
    Roots,
    /// The host's name cannot stand in a certificate.
    #[error("no TLS can be set up for this host name")]
    Tls,
}

/// Sends through a server and keeps a few connections open.
pub struct SmtpMailer {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    hello: ClientId,
    idle: Mutex<Vec<(Instant, SmtpConnection)>>,
}

impl SmtpMailer {
    /// Prepares the way out. Nothing is connected yet.
    pub fn new(settings: SmtpSettings) -> Result<Self, SmtpSetupError> {
        let tls = match settings.security {
            Security::None => None,
            Security::Wrapper | Security::StartTls => Some(tls_parameters(&settings)?),
        };
        let hello = settings.hello.clone().map_or_else(ClientId::default, ClientId::Domain);
        Ok(Self { settings, tls, hello, idle: Mutex::new(Vec::new()) })
    }

    fn take(&self) -> Result<SmtpConnection, MailError> {
        while let Some((since, mut connection)) = self.unpark() {
            if since.elapsed() < STALE && connection.test_connected() {
                return Ok(connection);
            }
        }
        self.connect()
    }

    fn unpark(&self) -> Option<(Instant, SmtpConnection)> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn park(&self, connection: SmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.settings.idle {
            idle.push((Instant::now(), connection));
        }
    }

    fn connect(&self) -> Result<SmtpConnection, MailError> {
        let at = (self.settings.host.as_str(), self.settings.port);
        let wrapper = self.tls.as_ref().filter(|_| self.settings.security == Security::Wrapper);
        let mut connection = SmtpConnection::connect(at, Some(self.settings.timeout), &self.hello, wrapper, None)
            .map_err(|error| judge(MailStep::Connecting, &error))?;
        if let (Security::StartTls, Some(tls)) = (self.settings.security, &self.tls) {
            if !connection.can_starttls() {
                return Err(not_offered(MailStep::Connecting, "STARTTLS"));
            }
            connection.starttls(tls, &self.hello).map_err(|error| judge(MailStep::Connecting, &error))?;
        }
        self.sign_in(&mut connection)?;
        Ok(connection)
    }

    fn sign_in(&self, connection: &mut SmtpConnection) -> Result<(), MailError> {
        let Some(account) = &self.settings.sign_in else { return Ok(()) };
        if connection.server_info().get_auth_mechanism(DEFAULT_MECHANISMS).is_none() {
            return Err(not_offered(MailStep::SigningIn, "a sign-in by password (AUTH PLAIN or LOGIN)"));
        }
        let credentials = Credentials::new(account.username.clone(), account.password.reveal().to_owned());
        connection.auth(DEFAULT_MECHANISMS, &credentials).map_err(|error| judge(MailStep::SigningIn, &error))?;
        Ok(())
    }

    fn converse(
        &self,
        connection: &mut SmtpConnection,
        mail: WireMail,
        auto: AutoSubmitted,
    ) -> Result<Accepted, MailError> {
        let to = mail.to.to_string();
        let contents = mail.contents()?;
        let judge = |step, error: &_| judge_about(step, error, &to);
        let international = !mail.from.to_string().is_ascii() || !mail.to.to_string().is_ascii();
        if international && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(not_offered(MailStep::Recipient, "addresses beyond ASCII (SMTPUTF8)"));
        }
        let options = if international { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
        let replying = auto == AutoSubmitted::Replied && self.settings.empty_return_path;
        let sender = (!replying).then_some(mail.from);
        connection.command(Mail::new(sender, options)).map_err(|error| judge(MailStep::Sender, &error))?;
        connection.command(Rcpt::new(mail.to, vec![])).map_err(|error| judge(MailStep::Recipient, &error))?;
        let go = connection.command(Data).map_err(|error| judge(MailStep::Data, &error))?;
        if !go.has_code(354) {
            return Err(verdict(Trouble::new(MailStep::Data, MailFault::Garbled)));
        }
        let end = connection.command(contents).map_err(|error| judge(MailStep::Contents, &error))?;
        match u16::from(end.code()) {
            code @ 200..300 => {
                let words = end.message().collect::<Vec<_>>().join(" ");
                Ok(Accepted { code: Some(code), said: without_addresses(&words, &to), repeated: false })
            }
            _ => Err(verdict(Trouble::new(MailStep::Contents, MailFault::Garbled))),
        }
    }

    /// After a clean refusal the connection is as good as new; after anything else it is dropped.
    fn keep_if_sound(&self, mut connection: SmtpConnection, error: &MailError) {
        let refused = matches!(error.why().fault, MailFault::Refused { code, .. } if code != 421);
        if refused && connection.command(Rset).is_ok() {
            self.park(connection);
        }
    }
}

impl Mailer for SmtpMailer {
    fn probe(&self) -> Result<(), MailError> {
        let connection = self.connect()?;
        self.park(connection);
        Ok(())
    }

    fn send(&self, mail: &OutgoingMail) -> Result<Accepted, MailError> {
        let mut wire = compose(mail)?;
        if let Some(key) = &self.settings.dkim {
            wire.bytes = key.signed(&wire.bytes, mail.date)?;
        }
        let mut connection = self.take()?;
        match self.converse(&mut connection, wire, mail.auto_submitted) {
            Ok(accepted) => {
                self.park(connection);
                Ok(accepted)
            }
            Err(error) => {
                self.keep_if_sound(connection, &error);
                Err(error)
            }
        }
    }
}

fn tls_parameters(settings: &SmtpSettings) -> Result<TlsParameters, SmtpSetupError> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if !settings.extra_roots.is_empty() {
        let roots = Certificate::from_pem(&settings.extra_roots).map_err(|_error| SmtpSetupError::Roots)?;
        builder = builder.add_root_certificate(roots);
    }
    builder.build().map_err(|_error| SmtpSetupError::Tls)
}

fn not_offered(step: MailStep, what: &'static str) -> MailError {
    verdict(Trouble::new(step, MailFault::NotOffered(what)))
}
