//! How to reach a mailbox on a server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};

use crate::domain::personal::Personal;
use crate::ports::incoming::MailboxError;

/// A mailbox on a server.
#[derive(Clone, Debug)]
pub struct ImapSettings {
    /// The server's name, which its certificate must bear.
    pub host: String,
    /// Its port: 993 for [`Protection::Wrapper`], 143 otherwise.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// Certificates in PEM that are trusted besides the public ones.
    pub extra_roots: Vec<u8>,
    /// The account.
    pub username: String,
    /// What lets us in.
    pub secret: Secret,
    /// The folder that is watched: "INBOX".
    pub folder: String,
    /// What becomes of a message that is stored.
    pub after: After,
    /// Only messages that arrived on this day or later.
    pub since: Option<NaiveDate>,
    /// How long any one answer may take.
    pub timeout: Duration,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte (RFC 8314).
    Wrapper,
    /// A plain greeting, then TLS; without it nobody signs in.
    StartTls,
    /// None: only for a server on the same host.
    None,
}

/// What lets us in. Files are read at each sign-in, so that another program can renew what they hold.
#[derive(Clone, Debug)]
pub enum Secret {
    /// A password, mostly one made for this application.
    Password(Personal),
    /// A file whose first line is the password.
    PasswordFile(PathBuf),
    /// A file whose first line is an OAuth2 access token.
    TokenFile(PathBuf),
}

/// What becomes of a message that is stored. It is never deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// It stays where it is and bears the keyword [`After::KEYWORD`].
    Flag,
    /// It is moved to this folder.
    Move(String),
}

impl After {
    /// The flag of our own that a taken message bears.
    pub const KEYWORD: &'static str = "RightsdeskTaken";
}

impl ImapSettings {
    /// What is trusted, and the name that the certificate must bear; nothing where the connection is open.
    pub fn tls(&self) -> Result<Option<(Arc<ClientConfig>, ServerName<'static>)>, MailboxError> {
        if self.protection == Protection::None {
            return Ok(None);
        }
        let untrusted = || MailboxError::Untrusted { server: self.host.clone() };
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for certificate in CertificateDer::pem_slice_iter(&self.extra_roots) {
            let certificate = certificate.map_err(|_not_pem| untrusted())?;
            roots.add(certificate).map_err(|_not_a_root| untrusted())?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|_no_version| untrusted())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(self.host.clone()).map_err(|_not_a_name| untrusted())?;
        Ok(Some((Arc::new(config), name)))
    }
}
