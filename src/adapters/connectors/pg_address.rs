//! Where a PostgreSQL is and how the way there is protected.

use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::postgres::explain;
use super::protection::is_protected;
use crate::ports::connector::ConnectorError;

/// How long a server may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// An address as operators write it.
///
/// Personal data does not cross a network in the clear: unless the server is on this machine, TLS is used and its
/// certificate verified, by public authorities or by those in the file named with `sslrootcert=`. Only `sslmode=disable` turns it off.
pub(super) struct Address {
    config: Config,
    protected: bool,
    authorities: Option<String>,
}

impl Address {
    pub(super) fn parse(url: &str) -> Result<Self, ConnectorError> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let named = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        let ours = |key: &str| key == "sslmode" || key == "sslrootcert";
        let rest: Vec<String> =
            pairs.iter().filter(|(key, _)| !ours(key)).map(|(key, value)| format!("{key}={value}")).collect();
        let bad = |_| {
            ConnectorError::needs_person(
                "the database address cannot be read",
                "write postgres://USER:PASSWORD@HOST:PORT/DATABASE; special characters in a password are %-encoded",
            )
        };
        let mut config: Config = format!("{base}?{}", rest.join("&")).parse().map_err(bad)?;
        config.connect_timeout(PATIENCE);
        let protected = is_protected(named("sslmode"), config.get_hosts().iter().all(is_here))?;
        config.ssl_mode(if protected { SslMode::Require } else { SslMode::Disable });
        Ok(Self { config, protected, authorities: named("sslrootcert").map(str::to_owned) })
    }

    pub(super) fn connect(&self) -> Result<Client, ConnectorError> {
        let connected = if self.protected { self.config.connect(self.tls()?) } else { self.config.connect(NoTls) };
        connected.map_err(|error| explain(&error))
    }

    fn tls(&self) -> Result<MakeRustlsConnect, ConnectorError> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(file) = &self.authorities {
            roots = named_authorities(file).ok_or_else(|| {
                ConnectorError::needs_person("the file of sslrootcert cannot be used", "name a readable PEM file")
            })?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = versions.map_err(|_error| {
            ConnectorError::needs_person("TLS is not available in this program", "report this as a defect")
        })?;
        Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
    }
}

fn named_authorities(file: &str) -> Option<RootCertStore> {
    let mut roots = RootCertStore::empty();
    let certificates: Result<Vec<CertificateDer<'static>>, _> = CertificateDer::pem_file_iter(file).ok()?.collect();
    for certificate in certificates.ok()? {
        roots.add(certificate).ok()?;
    }
    (!roots.is_empty()).then_some(roots)
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}
