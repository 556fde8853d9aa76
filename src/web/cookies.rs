//! Cookies: three secrets of 256 bits and the chosen language, none readable by scripts or sent to another site.
//!
//! All are `__Host-`: Secure, for this host only, for every path. Browsers take Secure cookies on `http://127.0.0.1` and
//! `http://localhost` (Chromium 89, Firefox 75); Safari does not, so a trial on a Mac without https needs another browser.

use std::fmt;

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time};
use sha2::{Digest, Sha256};

use crate::ports::entropy::Entropy;

/// The public form: finds the draft, and proves that our own page posted.
pub const VISITOR: &str = "__Host-visitor";
/// The status page, opened by a code.
pub const PORTAL: &str = "__Host-portal";
/// The staff console.
pub const STAFF: &str = "__Host-staff";

/// The language that somebody chose: its code, and no secret.
pub const LANGUAGE: &str = "__Host-language";

/// A secret in a cookie. The store keeps only its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// Draws one.
    pub fn draw(entropy: &dyn Entropy) -> Self {
        Self(entropy.bytes32())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let [high, low] = *pair else { return None };
            *byte = hex(high)? * 16 + hex(low)?;
        }
        Some(Self(bytes))
    }

    /// What the store looks it up by.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// The same, bound to a name: one visitor has one draft with each controller.
    pub fn hash_for(&self, name: &str) -> [u8; 32] {
        Sha256::new().chain_update(self.0).chain_update(name.as_bytes()).finalize().into()
    }

    /// The secret itself, as a key.
    pub const fn key(&self) -> &[u8; 32] {
        &self.0
    }

    fn text(&self) -> String {
        super::csrf::hexadecimal(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// The secret in a request's cookie.
pub fn token_in(request: &HttpRequest, name: &str) -> Option<Token> {
    Token::parse(request.cookie(name)?.value())
}

/// A cookie that carries a secret; without an age it ends with the browser.
pub fn carrying(
    name: &'static str,
    token: &Token,
    same_site: SameSite,
    age: Option<time::Duration>,
) -> Cookie<'static> {
    let cookie = Cookie::build(name, token.text()).secure(true).http_only(true).same_site(same_site).path("/");
    age.map_or(cookie.clone(), |age| cookie.max_age(age)).finish()
}

/// A cookie that removes one.
pub fn cleared(name: &'static str) -> Cookie<'static> {
    let cookie = Cookie::build(name, "").secure(true).http_only(true).same_site(SameSite::Lax).path("/");
    cookie.max_age(time::Duration::ZERO).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_nothing_else_is_one() {
        let token = Token([0xa7; 32]);
        assert_eq!(Token::parse(&token.text()), Some(token));
        for wrong in ["", "a7", &"A7".repeat(32), &"g7".repeat(32), &"a7".repeat(33), &"é".repeat(32)] {
            assert_eq!(Token::parse(wrong), None);
        }
        assert_ne!(token.hash_for("justroo"), token.hash_for("joro"));
        assert_eq!(format!("{token:?}"), "Token");
    }

    #[test]
    fn a_cookie_is_bound_to_this_host_and_hidden_from_scripts() {
        let cookie = carrying(PORTAL, &Token([1; 32]), SameSite::Lax, None).to_string();
        for part in ["__Host-portal=01", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"));
    }
}
