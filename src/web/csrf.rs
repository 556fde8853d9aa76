//! Whether our own page posted a form: what the browser says about it, and a token only our page could know.

use actix_web::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::cookies::Token;
use crate::ports::entropy::Entropy;

/// The field of every form that carries the token.
pub const TOKEN_FIELD: &str = "form_token";

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const NONCE_BYTES: usize = 16;

/// Proves forms with a secret that the browser holds in a `__Host-` cookie.
#[derive(Clone, Copy, Debug)]
pub struct FormKey(Token);

impl FormKey {
    /// From the secret of a visitor, a status page session or a staff session.
    pub const fn of(secret: Token) -> Self {
        Self(secret)
    }

    /// A fresh token for a page. It differs on every page, so that compressing pages gives nothing away (BREACH).
    pub fn issue(&self, entropy: &dyn Entropy) -> String {
        let nonce = hexadecimal(&entropy.bytes16());
        let proof = hexadecimal(&self.mac(&nonce).finalize().into_bytes());
        format!("{nonce}{proof}")
    }

    /// Whether a token was issued with this secret. Takes equally long for every wrong one.
    pub fn accepts(&self, token: &str) -> bool {
        let Some((nonce, proof)) = token.split_at_checked(NONCE_BYTES * 2) else { return false };
        let Some(proof) = Token::parse(proof) else { return false };
        self.mac(nonce).verify_slice(proof.key()).is_ok()
    }

    fn mac(&self, nonce: &str) -> Hmac<Sha256> {
        let key = hmac::digest::Key::<Hmac<Sha256>>::from(block(self.0.key()));
        let mut mac = Hmac::<Sha256>::new(&key);
        mac.update(b"rightsdesk-form\0");
        mac.update(nonce.as_bytes());
        mac
    }
}

/// HMAC fills a short key up with zeros to one block (RFC 2104, section 2).
fn block(key: &[u8; 32]) -> [u8; 64] {
    let mut block = [0; 64];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    block
}

/// Lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

/// Whether the browser says that another site made it post.
///
/// `Sec-Fetch-Site` decides where there is one. `Origin` decides where it names a site: our own policy of sending no
/// referrer makes it `null` on our own forms. Without either the token alone decides.
pub fn is_foreign(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text(SEC_FETCH_SITE) {
        return !matches!(site, "same-origin" | "none");
    }
    match text(ORIGIN) {
        None | Some("null") => false,
        Some(origin) => {
            let host = text(HOST).unwrap_or_default();
            let ours = [public_url.to_owned(), format!("https://{host}"), format!("http://{host}")];
            !ours.iter().any(|own| own.eq_ignore_ascii_case(origin))
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    #[test]
    fn a_form_is_proved_by_its_own_secret_only() {
        let chance = Counting(1.into());
        let (ours, theirs) = (FormKey::of(Token::draw(&chance)), FormKey::of(Token::draw(&chance)));
        let token = ours.issue(&chance);
        assert!(ours.accepts(&token));
        assert!(!theirs.accepts(&token));
        assert_ne!(token, ours.issue(&chance));
        let mut forged = token.clone();
        forged.replace_range(0..1, if token.starts_with('0') { "1" } else { "0" });
        for wrong in ["", "x", &forged, &format!("{token}0"), &"é".repeat(48)] {
            assert!(!ours.accepts(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_the_browser_says_is_believed() {
        let foreign = |pairs: &[(HeaderName, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(name.clone(), HeaderValue::from_static(value));
            }
            is_foreign(&headers, "https://privacy.example.org")
        };
        assert!(!foreign(&[(SEC_FETCH_SITE, "same-origin"), (ORIGIN, "null")]));
        assert!(foreign(&[(SEC_FETCH_SITE, "cross-site")]));
        assert!(foreign(&[(SEC_FETCH_SITE, "same-site")]));
        assert!(foreign(&[(ORIGIN, "https://evil.example")]));
        assert!(!foreign(&[(ORIGIN, "https://privacy.example.org")]));
        assert!(!foreign(&[(ORIGIN, "http://127.0.0.1:8080"), (HOST, "127.0.0.1:8080")]));
        assert!(!foreign(&[(ORIGIN, "null")]));
        assert!(!foreign(&[]));
    }
}
