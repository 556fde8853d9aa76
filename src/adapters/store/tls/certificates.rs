//! Which certificates are accepted.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme,
};

use super::address::Wanted;

/// Why certificates cannot be judged.
#[derive(Debug, thiserror::Error)]
pub enum NoAuthorities {
    /// The file of `sslrootcert` is missing or holds no certificate.
    #[error("the file {file} of sslrootcert holds no usable certificate")]
    File {
        /// The file.
        file: String,
        /// The cause, if it is not merely empty.
        #[source]
        source: Option<rustls::pki_types::pem::Error>,
    },
    /// The TLS library refuses its settings.
    #[error("TLS cannot be set up")]
    Tls(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What a connection asks of the other end.
pub fn configuration(wanted: Wanted, authorities: Option<&str>) -> Result<Arc<ClientConfig>, NoAuthorities> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| NoAuthorities::Tls(Box::new(error)))?;
    let chain = match wanted {
        Wanted::AnyCertificate => None,
        Wanted::Authority | Wanted::AuthorityAndHost => Some(chain(authorities, &provider)?),
    };
    let verifier: Arc<dyn ServerCertVerifier> = match (wanted, chain) {
        (Wanted::AuthorityAndHost, Some(chain)) => chain,
        (_, chain) => Arc::new(Lenient { chain, provider }),
    };
    Ok(Arc::new(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()))
}

fn chain(
    authorities: Option<&str>,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<WebPkiServerVerifier>, NoAuthorities> {
    let roots = match authorities {
        Some(file) => named(file)?,
        None => RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
    };
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map_err(|error| NoAuthorities::Tls(Box::new(error)))
}

fn named(file: &str) -> Result<RootCertStore, NoAuthorities> {
    let unusable = |source| NoAuthorities::File { file: file.to_owned(), source };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unusable(Some(error)))? {
        roots
            .add(certificate.map_err(|error| unusable(Some(error)))?)
            .map_err(|error| NoAuthorities::Tls(Box::new(error)))?;
    }
    if roots.is_empty() { Err(unusable(None)) } else { Ok(roots) }
}

/// Accepts what `sslmode=require` and `verify-ca` accept: any certificate, or one of an authority whatever its name. That
/// the other end holds the certificate's key is verified always.
#[derive(Debug)]
struct Lenient {
    chain: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(chain) = &self.chain else { return Ok(ServerCertVerified::assertion()) };
        match chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            // The name is looked at last: whoever gets that far comes from an authority.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }

    fn root_hint_subjects(&self) -> Option<&[DistinguishedName]> {
        None
    }
}
