//! The suppression list: addresses to which no marketing goes any more (Article 21(3)), as keyed hashes, so that they stay
//! stopped although nobody keeps them in clear.

use serde::{Deserialize, Serialize};

use crate::domain::case::EmailAddress;
use crate::domain::datamap::{Comparison, fold};
use crate::domain::keyed::keyed_hash;

/// A way in which marketing reaches somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Text messages.
    Sms,
    /// Calls.
    Phone,
    /// WhatsApp and messengers like it.
    Whatsapp,
    /// Letters and catalogues.
    Post,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Email, Self::Sms, Self::Phone, Self::Whatsapp, Self::Post];

    /// The stored name; also the code of a controller's marketing channels.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Phone => "phone",
            Self::Whatsapp => "whatsapp",
            Self::Post => "post",
        }
    }

    /// Reads [`Channel::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// The identity that is the address on this channel.
    pub const fn identity(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms | Self::Phone | Self::Whatsapp => "phone",
            Self::Post => "postal_address",
        }
    }

    /// Whether what somebody wrote can be an address on this channel at all.
    pub fn takes(self, address: &str) -> bool {
        match self {
            Self::Email => EmailAddress::parse(address).is_ok(),
            Self::Sms | Self::Phone | Self::Whatsapp => {
                let digits = address.chars().filter(char::is_ascii_digit).count();
                let dressed =
                    |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "+-()./".contains(letter);
                (6..=15).contains(&digits) && address.chars().all(dressed)
            }
            Self::Post => {
                let letters = address.chars().filter(|letter| letter.is_alphabetic()).count();
                letters >= 3 && address.trim().contains(char::is_whitespace)
            }
        }
    }

    /// What an address on this channel is: "an e-mail address".
    pub const fn address_words(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Sms | Self::Phone | Self::Whatsapp => "a telephone number",
            Self::Post => "a postal address",
        }
    }

    /// The form in which two addresses are the same; empty when there is nothing to compare.
    pub fn normal_form(self, address: &str) -> String {
        match self {
            Self::Email => Comparison::Email.normal_form(address),
            Self::Sms | Self::Phone | Self::Whatsapp => Comparison::Phone.normal_form(address),
            Self::Post => fold(address).chars().filter(char::is_ascii_alphanumeric).collect(),
        }
    }
}

/// Hashes addresses for one company under the installation's key.
#[derive(Clone, Copy)]
pub struct Suppressor<'a> {
    key: &'a [u8; 32],
    controller: &'a str,
}

impl<'a> Suppressor<'a> {
    /// For a company.
    pub const fn new(key: &'a [u8; 32], controller: &'a str) -> Self {
        Self { key, controller }
    }

    /// What stands for an address on a channel; `None` when it is no address.
    pub fn hash(&self, channel: Channel, address: &str) -> Option<[u8; 32]> {
        let normal = channel.normal_form(address);
        let parts = [b"suppressed", self.controller.as_bytes(), channel.code().as_bytes(), normal.as_bytes()];
        (!normal.is_empty()).then(|| keyed_hash(self.key, &parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_in_any_spelling_and_each_channel_stands_for_itself() {
        let list = Suppressor::new(&[7; 32], "justroo");
        assert_eq!(list.hash(Channel::Email, " Ann@Example.org"), list.hash(Channel::Email, "ann@example.org"));
        assert_eq!(list.hash(Channel::Sms, "020 7946 0000"), list.hash(Channel::Sms, "+44 20 7946 0000"));
        assert_ne!(list.hash(Channel::Sms, "020 7946 0000"), list.hash(Channel::Phone, "020 7946 0000"));
        assert_eq!(list.hash(Channel::Post, "1 High St, York"), list.hash(Channel::Post, "1 high st york"));
        let other = Suppressor::new(&[7; 32], "just-elegance");
        assert_ne!(list.hash(Channel::Email, "ann@example.org"), other.hash(Channel::Email, "ann@example.org"));
        assert_eq!(list.hash(Channel::Email, "  "), None);
    }

    #[test]
    fn what_cannot_be_an_address_is_told_from_one() {
        for (channel, address) in [
            (Channel::Email, "ann@example.org"),
            (Channel::Phone, "+44 (0)20 7946-0000"),
            (Channel::Sms, "07700 900118"),
            (Channel::Post, "1 High St, York"),
        ] {
            assert!(channel.takes(address), "{address}");
        }
        for (channel, other) in [
            (Channel::Email, "ann"),
            (Channel::Email, "email"),
            (Channel::Email, "ann@example.org, bob@example.org"),
            (Channel::Phone, "12"),
            (Channel::Whatsapp, "ann@example.org"),
            (Channel::Post, "12345"),
            (Channel::Post, "York"),
        ] {
            assert!(!channel.takes(other), "{other}");
        }
    }

    #[test]
    fn a_channel_reads_back_what_it_wrote() {
        assert!(Channel::ALL.into_iter().all(|channel| Channel::parse(channel.code()) == Some(channel)));
        assert_eq!(Channel::parse("social"), None);
    }
}
