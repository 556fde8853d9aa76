//! An e-mail address as people type it.

use std::fmt;

use crate::domain::personal::Personal;

/// RFC 5321, section 4.5.3.1: the longest address, local part and label of a domain, in bytes.
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;
const LONGEST_LABEL: usize = 63;

/// Where people in Britain have their mail: a domain that is one slip away from one of these is probably it.
const FREQUENT: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "live.co.uk",
    "live.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "me.com",
    "aol.com",
    "btinternet.com",
    "sky.com",
    "virginmedia.com",
    "ntlworld.com",
    "talktalk.net",
    "protonmail.com",
    "proton.me",
    "msn.com",
];

/// An address that mail can be sent to: one `@`, letters and digits of any script, no quoting, no comment, nothing invisible.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress {
    local: String,
    domain: String,
}

/// Why a text is not an address that we can write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// Nothing was typed.
    #[error("Enter your e-mail address")]
    Empty,
    /// It is longer than mail allows.
    #[error("Enter an e-mail address of at most 254 characters")]
    TooLong,
    /// It has not the shape of one.
    #[error("Enter the e-mail address in full, like name@example.org")]
    Shape,
}

impl EmailAddress {
    /// Reads what was typed; blanks around it do not matter. The domain is lower-cased, the rest stays as typed.
    pub fn parse(typed: &str) -> Result<Self, NotAnAddress> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(NotAnAddress::Empty);
        }
        if typed.len() > LONGEST {
            return Err(NotAnAddress::TooLong);
        }
        let (local, domain) = typed.split_once('@').ok_or(NotAnAddress::Shape)?;
        if is_local(local) && is_domain(domain) {
            Ok(Self { local: local.to_owned(), domain: domain.to_lowercase() })
        } else {
            Err(NotAnAddress::Shape)
        }
    }

    /// The address.
    pub fn to_personal(&self) -> Personal {
        Personal::new(format!("{}@{}", self.local, self.domain))
    }

    /// A frequent domain that is one slip away from this one. A hint only: unusual domains exist.
    pub fn perhaps_meant(&self) -> Option<&'static str> {
        let is_slip = |known: &&&str| **known != self.domain && is_one_slip(&self.domain, known);
        if FREQUENT.contains(&self.domain.as_str()) { None } else { FREQUENT.iter().find(is_slip).copied() }
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_personal().fmt(f)
    }
}

fn is_local(text: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let dots = text.starts_with('.') || text.ends_with('.') || text.contains("..");
    !text.is_empty() && text.len() <= LONGEST_LOCAL && !dots && text.chars().all(fine)
}

fn is_domain(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let named = labels.last().is_some_and(|last| last.chars().any(|c| !c.is_ascii_digit()));
    labels.len() >= 2 && named && labels.iter().all(|label| is_label(label))
}

fn is_label(text: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || c == '-' || is_combining(c);
    let hyphens = text.starts_with('-') || text.ends_with('-');
    !text.is_empty() && text.len() <= LONGEST_LABEL && !hyphens && text.chars().all(fine)
}

/// Domains in Indic and other scripts need marks that do not count as letters.
const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{9cd}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// One character missing, added, wrong, or two swapped.
fn is_one_slip(typed: &str, meant: &str) -> bool {
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let same = typed.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let after = |text: &[char], skip: usize| text.iter().skip(same + skip).copied().collect::<Vec<_>>();
    let swapped =
        typed.get(same).is_some() && typed.get(same) == meant.get(same + 1) && typed.get(same + 1) == meant.get(same);
    after(&typed, 1) == after(&meant, 1)
        || after(&typed, 1) == after(&meant, 0)
        || after(&typed, 0) == after(&meant, 1)
        || (swapped && after(&typed, 2) == after(&meant, 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_taken_as_people_have_them() {
        for (typed, read) in [
            ("  priya.nair@example.org\t", "priya.nair@example.org"),
            ("a+b@C.Example", "a+b@c.example"),
            ("o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk"),
            ("zsófi@példa.hu", "zsófi@példa.hu"),
            ("अ@उदाहरण.परीक्षा", "अ@उदाहरण.परीक्षा"),
        ] {
            let address = EmailAddress::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!(address.to_personal().reveal(), read);
        }
    }

    #[test]
    fn nothing_that_could_break_a_header_is_an_address() {
        for wrong in [
            "priya",
            "@example.org",
            "a@b@example.org",
            "a@example",
            "a@.org",
            "a@example..org",
            "a@-x.org",
            "a b@example.org",
            "\"a b\"@example.org",
            "a@example.org\r\nBcc: x@y.example",
            "Priya <a@example.org>",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a,b@example.org",
            "a@example.org,",
            "a\u{202e}@example.org",
            "a\0@example.org",
            ".a@example.org",
            "a..b@example.org",
        ] {
            assert_eq!(EmailAddress::parse(wrong), Err(NotAnAddress::Shape), "{wrong:?}");
        }
        assert_eq!(EmailAddress::parse(" "), Err(NotAnAddress::Empty));
        assert_eq!(EmailAddress::parse(&format!("a@{}.org", "x".repeat(250))), Err(NotAnAddress::TooLong));
    }

    #[test]
    fn one_slip_is_noticed_and_an_unusual_domain_is_not_questioned() {
        let hint = |typed: &str| EmailAddress::parse(typed).unwrap().perhaps_meant();
        for slip in ["a@gmial.com", "a@gmal.com", "a@gmaill.com", "a@gnail.com", "a@gmail.con"] {
            assert_eq!(hint(slip), Some("gmail.com"), "{slip}");
        }
        assert_eq!(hint("a@hotmail.co.u"), Some("hotmail.co.uk"));
        for fine in ["a@gmail.com", "a@example.org", "a@live.com", "a@mail.com.example"] {
            assert_eq!(hint(fine), None, "{fine}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_once_is_read_again(typed in "\\PC{0,12}@\\PC{0,12}") {
            if let Ok(address) = EmailAddress::parse(&typed) {
                prop_assert_eq!(EmailAddress::parse(address.to_personal().reveal()), Ok(address));
            }
        }

        #[test]
        fn a_slip_is_a_slip_both_ways(a in "[ab]{0,5}", b in "[ab]{0,5}") {
            prop_assert_eq!(is_one_slip(&a, &b), is_one_slip(&b, &a));
        }
    }
}
