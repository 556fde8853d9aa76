//! The address that carries its case: `privacy+jr267k4m2.q3v9x2h8@shop.example` (RFC 5233). Its last part can be made only by us, so
//! that whoever guesses a reference cannot speak in its case.

use crate::domain::case::Reference;
use crate::domain::keyed::keyed_hash;

/// 32 characters that survive any mail server.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// How many of them: 40 bits.
const LENGTH: usize = 8;

/// How an address carries its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// `privacy+jr267k4m2.q3v9x2h8@…`.
    Plus,
    /// `privacy-jr267k4m2.q3v9x2h8@…`.
    Hyphen,
    /// `jr267k4m2.q3v9x2h8@…`: every name of the domain arrives.
    CatchAll,
}

/// A mailbox whose addresses can carry a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyPath {
    /// Its own address.
    pub mailbox: String,
    /// How the case is joined to it.
    pub joint: Joint,
}

/// The address for answers about a case; the mailbox itself when it is none that can carry a token.
pub fn reply_address(pepper: &[u8; 32], path: &ReplyPath, reference: &Reference) -> String {
    let Some((local, domain)) = path.mailbox.rsplit_once('@') else { return path.mailbox.clone() };
    let before = match path.joint {
        Joint::Plus => format!("{local}+"),
        Joint::Hyphen => format!("{local}-"),
        Joint::CatchAll => String::new(),
    };
    format!("{before}{}.{}@{domain}", plain(reference), token(pepper, reference))
}

/// The reference in an address, when the token beside it is ours.
pub fn reference_of(pepper: &[u8; 32], address: &str) -> Option<Reference> {
    let (local, _) = address.rsplit_once('@')?;
    let (before, given) = local.rsplit_once('.')?;
    let reference = before.rsplit(['+', '-']).next().unwrap_or(before);
    let reference = Reference::parse(reference).ok()?;
    let same = given.to_ascii_lowercase() == token(pepper, &reference);
    same.then_some(reference)
}

fn plain(reference: &Reference) -> String {
    reference.as_str().chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn token(pepper: &[u8; 32], reference: &Reference) -> String {
    let hash = keyed_hash(pepper, &[b"reply-address", reference.as_str().as_bytes()]);
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).map_or('a', |letter| char::from(*letter));
    hash.iter().take(LENGTH).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_case_and_a_guessed_one_to_none() {
        let reference = Reference::new("JR", 2026, [5, 18, 2, 20]);
        for joint in [Joint::Plus, Joint::Hyphen, Joint::CatchAll] {
            let path = ReplyPath { mailbox: "privacy@shop.example".into(), joint };
            let address = reply_address(&[7; 32], &path, &reference);
            assert_eq!(reference_of(&[7; 32], &address), Some(reference.clone()), "{address}");
            assert_eq!(reference_of(&[7; 32], &address.to_uppercase()), Some(reference.clone()));
            assert_eq!(reference_of(&[8; 32], &address), None);
        }
        assert_eq!(reference_of(&[7; 32], "privacy+jr267k4m2.aaaaaaaa@shop.example"), None);
        assert_eq!(reference_of(&[7; 32], "privacy@shop.example"), None);
    }
}
