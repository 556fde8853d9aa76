//! The name of a mail, fixed when it is queued: a repeat after a crash carries the same one and can be recognised.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ids::MailId;

/// A `Message-ID` (RFC 5322 section 3.6.4) with its angle brackets: `<jr-26-7k4m-2.0198….@justroo.com>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageId(String);

/// A text that is not a message id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a message id: it needs the form <left@right> in plain ASCII, at most 250 characters")]
pub struct NotAMessageId;

impl MessageId {
    /// Names a mail. The same arguments give the same name. Characters that do not belong into one are left out.
    pub fn new(reference: Option<&str>, mail: MailId, domain: &str) -> Self {
        let reference: String = reference.into_iter().flat_map(str::chars).filter(|c| is_atom(*c)).take(40).collect();
        let domain: String =
            domain.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).take(150).collect();
        let domain = if domain.is_empty() { "localhost" } else { &domain };
        let left = if reference.is_empty() { String::new() } else { format!("{}.", reference.to_ascii_lowercase()) };
        Self(format!("<{left}{}@{domain}>", mail.0.simple()))
    }

    /// Reads one, with or without the angle brackets.
    pub fn parse(text: &str) -> Result<Self, NotAMessageId> {
        let text = text.trim();
        let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
        let (left, right) = bare.split_once('@').ok_or(NotAMessageId)?;
        let fine =
            |part: &str| !part.is_empty() && part.chars().all(|c| is_atom(c) || matches!(c, '.' | '[' | ']' | ':'));
        if bare.len() > 250 || !fine(left) || !fine(right) {
            return Err(NotAMessageId);
        }
        Ok(Self(format!("<{bare}>")))
    }

    /// With angle brackets, as in the header.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without angle brackets.
    pub fn bare(&self) -> &str {
        self.0.trim_start_matches('<').trim_end_matches('>')
    }
}

/// The `atext` of RFC 5322.
fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MessageId {
    type Error = NotAMessageId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> MailId {
        MailId::parse("019aa9a3-2a00-7000-8000-000000000001").unwrap()
    }

    #[test]
    fn the_same_mail_always_has_the_same_name() {
        let id = MessageId::new(Some("JR-26-7K4M-2"), mail(), "justroo.com");
        assert_eq!(id.as_str(), "<jr-26-7k4m-2.019aa9a32a0070008000000000000001@justroo.com>");
        assert_eq!(MessageId::parse(id.bare()), Ok(id));
    }

    #[test]
    fn nothing_else_gets_into_it() {
        let id = MessageId::new(Some("A\r\nBcc: x@y"), mail(), "evil\r\n>.example");
        assert!(MessageId::parse(id.as_str()).is_ok(), "{id}");
        for wrong in ["", "x", "@", "a@", "<a@b", "a b@c", "a@b\r\nBcc: d@e", "ä@b", "a@b@c"] {
            assert_eq!(MessageId::parse(wrong), Err(NotAMessageId), "{wrong:?}");
        }
    }
}
