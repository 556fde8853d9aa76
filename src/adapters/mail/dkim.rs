//! DKIM signatures (RFC 6376, and RFC 8463 for Ed25519), relaxed in headers and body.
//!
//! Signed with ring, which TLS brings along anyway: the mail library's own signing would add a crate for RSA with an advisory
//! that nobody has repaired. The same mail always gets the same signature, so that a repeat is the same to the byte.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};

use crate::ports::mailer::{MailError, MailFault, MailStep, Trouble};

/// What is signed where it is there. `From` is named once more than it stands, so that nobody can add another.
const SIGNED: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "in-reply-to",
    "references",
    "auto-submitted",
    "mime-version",
    "content-type",
    "from",
];
/// The longest piece of a folded line.
const FOLD: usize = 70;

/// A key that cannot sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DkimKeyError {
    /// It is not PEM, or holds no private key.
    #[error("the file holds no private key in PEM form")]
    NotPem,
    /// It is neither RSA of at least 2,048 bits nor Ed25519.
    #[error("the key must be RSA with 2,048 to 4,096 bits, or Ed25519")]
    Kind,
    /// Domain or selector cannot stand in DNS.
    #[error("domain and selector must be names as in DNS")]
    Name,
}

enum Key {
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A key with the names under which receivers find its other half: `selector._domainkey.domain`.
pub struct DkimKey {
    key: Key,
    domain: String,
    selector: String,
}

impl std::fmt::Debug for DkimKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DkimKey")
            .field("domain", &self.domain)
            .field("selector", &self.selector)
            .finish_non_exhaustive()
    }
}

impl DkimKey {
    /// Reads a private key: PKCS#8 or PKCS#1 in PEM, as OpenSSL writes it.
    pub fn read(pem: &[u8], domain: &str, selector: &str) -> Result<Self, DkimKeyError> {
        if !is_name(domain) || !is_name(selector) {
            return Err(DkimKeyError::Name);
        }
        let key = match PrivateKeyDer::from_pem_slice(pem).map_err(|_no_key| DkimKeyError::NotPem)? {
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()).ok().map(Key::Rsa),
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                let rsa = RsaKeyPair::from_pkcs8(der).ok().map(Key::Rsa);
                rsa.or_else(|| Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).ok().map(Key::Ed25519))
            }
            _ => None,
        };
        let key = key.ok_or(DkimKeyError::Kind)?;
        Ok(Self { key, domain: domain.to_ascii_lowercase(), selector: selector.to_ascii_lowercase() })
    }

    /// The TXT record that has to stand at `selector._domainkey.domain`.
    pub fn record(&self) -> (String, String) {
        let name = format!("{}._domainkey.{}", self.selector, self.domain);
        let value = match &self.key {
            Key::Rsa(pair) => format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(public_info(pair.public_key().as_ref()))),
            Key::Ed25519(pair) => format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(pair.public_key().as_ref())),
        };
        (name, value)
    }

    /// The message with its signature in front.
    pub fn signed(&self, message: &[u8], at: DateTime<Utc>) -> Result<Vec<u8>, MailError> {
        let (head, body) = split(message);
        let (names, mut canonical) = chosen(head);
        let algorithm = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let unsigned = format!(
            "DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={};\r\n t={}; h={};\r\n bh={};\r\n b=",
            self.domain,
            self.selector,
            at.timestamp(),
            names.join(":\r\n  "),
            STANDARD.encode(Sha256::digest(relaxed_body(body))),
        );
        canonical.push_str(&relaxed_header(&unsigned));
        let signature = STANDARD.encode(self.sign(canonical.as_bytes())?);
        let mut signed = unsigned.into_bytes();
        for (at, piece) in signature.as_bytes().chunks(FOLD).enumerate() {
            signed.extend_from_slice(if at == 0 { b"" } else { b"\r\n " });
            signed.extend_from_slice(piece);
        }
        signed.extend_from_slice(b"\r\n");
        signed.extend_from_slice(message);
        Ok(signed)
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, MailError> {
        let broken = || MailError::Permanent { why: Trouble::new(MailStep::Composing, MailFault::Unencodable) };
        match &self.key {
            Key::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                let done = pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature);
                done.map_err(|_cannot| broken())?;
                Ok(signature)
            }
            // RFC 8463 section 3: what is signed is the hash.
            Key::Ed25519(pair) => Ok(pair.sign(&Sha256::digest(text)).as_ref().to_vec()),
        }
    }
}

/// A public key in the form that DNS wants (SubjectPublicKeyInfo), around the PKCS#1 form that ring gives.
fn public_info(pkcs1: &[u8]) -> Vec<u8> {
    // AlgorithmIdentifier { rsaEncryption, NULL }
    const RSA: [u8; 15] = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let mut bits = vec![0];
    bits.extend_from_slice(pkcs1);
    let mut inner = RSA.to_vec();
    inner.extend(der(3, &bits));
    der(0x30, &inner)
}

fn der(tag: u8, contents: &[u8]) -> Vec<u8> {
    let mut length: Vec<u8> = contents.len().to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    if contents.len() > 127 {
        length.insert(0, 0x80 | u8::try_from(length.len()).unwrap_or(u8::MAX));
    } else if length.is_empty() {
        length.push(0);
    }
    [vec![tag], length, contents.to_vec()].concat()
}

fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    !name.is_empty() && name.len() < 200 && name.split('.').all(label)
}

fn split(message: &[u8]) -> (&[u8], &[u8]) {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n");
    end.and_then(|end| Some((message.get(..end + 2)?, message.get(end + 4..)?))).unwrap_or((message, b""))
}

/// The names of the headers that are signed, and their canonical form.
fn chosen(head: &[u8]) -> (Vec<String>, String) {
    let head = String::from_utf8_lossy(head);
    let mut headers: Vec<String> = Vec::new();
    for line in head.split_inclusive("\r\n") {
        match headers.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(last) => last.push_str(line),
            None => headers.push(line.to_owned()),
        }
    }
    let (mut names, mut canonical) = (Vec::new(), String::new());
    for (at, name) in SIGNED.iter().enumerate() {
        let again = SIGNED.iter().take(at).any(|earlier| earlier == name);
        let found = headers.iter().rev().find(|header| named(header).eq_ignore_ascii_case(name));
        if let Some(header) = found.filter(|_| !again) {
            canonical.push_str(&relaxed_header(header));
            canonical.push_str("\r\n");
        }
        if again || found.is_some() {
            names.push((*name).to_owned());
        }
    }
    (names, canonical)
}

fn named(header: &str) -> &str {
    header.split(':').next().unwrap_or_default().trim_end()
}

/// RFC 6376 section 3.4.2, without the line end.
fn relaxed_header(header: &str) -> String {
    let (name, value) = header.split_once(':').unwrap_or((header, ""));
    let value: Vec<&str> = value.split_ascii_whitespace().collect();
    format!("{}:{}", name.trim_end().to_ascii_lowercase(), value.join(" "))
}

/// RFC 6376 section 3.4.4.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut canonical = Vec::with_capacity(body.len());
    let mut empty = 0;
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let kept = relaxed_line(line);
        if kept.is_empty() {
            empty += 1;
            continue;
        }
        for _ in 0..empty {
            canonical.extend_from_slice(b"\r\n");
        }
        empty = 0;
        canonical.extend_from_slice(&kept);
        canonical.extend_from_slice(b"\r\n");
    }
    canonical
}

fn relaxed_line(line: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(line.len());
    let mut blank = false;
    for byte in line {
        if matches!(byte, b' ' | b'\t') {
            blank = true;
        } else {
            if blank {
                kept.push(b' ');
            }
            blank = false;
            kept.push(*byte);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use ring::signature::{ED25519, UnparsedPublicKey};

    use super::*;

    const BODY: &str = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    const PUBLIC: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    #[test]
    fn the_body_of_rfc_8463_has_the_hash_of_rfc_8463() {
        let hash = STANDARD.encode(Sha256::digest(relaxed_body(BODY.as_bytes())));
        assert_eq!(hash, "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
        let trailing = format!("{BODY}\r\n \t\r\n\r\n");
        assert_eq!(relaxed_body(trailing.as_bytes()), relaxed_body(BODY.as_bytes()));
        assert_eq!(relaxed_body(b""), b"");
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
    }

    #[test]
    fn the_signature_of_rfc_8463_is_verified_by_our_canonical_form() {
        let headers = concat!(
            "From: Joe SixPack <joe@football.example.com>\r\n",
            "To: Suzie Q <suzie@shopping.example.net>\r\n",
            "Subject: Is dinner ready?\r\n",
            "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n",
            "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n",
        );
        let signature = concat!(
            "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n",
            " d=football.example.com; i=@football.example.com;\r\n",
            " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n",
            " subject : date : message-id : from : subject : date;\r\n",
            " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n",
            " b=",
        );
        let mut canonical = String::new();
        for header in headers.split_inclusive("\r\n") {
            canonical.push_str(&relaxed_header(header));
            canonical.push_str("\r\n");
        }
        canonical += &relaxed_header(signature);
        let given = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";
        let key = UnparsedPublicKey::new(&ED25519, STANDARD.decode(PUBLIC).expect("base64"));
        let hash = Sha256::digest(canonical.as_bytes());
        key.verify(&hash, &STANDARD.decode(given).expect("base64")).expect("the signature of the RFC holds");
    }

    #[test]
    fn what_is_no_key_or_name_is_refused() {
        let refused = |pem: &str, domain: &str| DkimKey::read(pem.as_bytes(), domain, "s1").expect_err("no key");
        assert_eq!(refused("nothing", "shop.example"), DkimKeyError::NotPem);
        assert_eq!(refused("nothing", "shop example;"), DkimKeyError::Name);
    }
}
