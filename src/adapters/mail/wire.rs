//! The wire form of a mail: multipart/alternative, ASCII only, the same bytes for the same mail.

use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox as WireMailbox, Message, MultiPart, SinglePart};

use super::address::{one_line, read};
use crate::domain::notice::{AutoSubmitted, MessageId};
use crate::ports::mailer::{MailError, MailFault, MailStep, Mailbox, OutgoingMail, Trouble};

/// A mail as it goes out.
pub struct WireMail {
    /// Where bounces go.
    pub from: Address,
    /// The only recipient.
    pub to: Address,
    /// Headers and parts, lines ended by CRLF.
    pub bytes: Vec<u8>,
}

impl WireMail {
    /// What is said after DATA: the mail with its leading dots doubled (RFC 5321 section 4.5.2) and the end mark behind it.
    ///
    /// It is one piece, to be written at once. An end mark in a write of its own would wait for the acknowledgement of the
    /// mail, which the other side holds back for 40 milliseconds in the hope of an answer to put it on (RFC 896 meets RFC 1122).
    pub fn contents(&self) -> Result<String, MailError> {
        let text = std::str::from_utf8(&self.bytes).map_err(|_error| unencodable())?;
        let first = if text.starts_with('.') { "." } else { "" };
        let end = if text.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" };
        Ok(format!("{first}{}{end}", text.replace("\r\n.", "\r\n..")))
    }
}

/// Composes the wire form. Fails only for addresses that cannot be written.
pub fn compose(mail: &OutgoingMail) -> Result<WireMail, MailError> {
    let from = mailbox(&mail.from, "sender's")?;
    let to = read(mail.to.reveal()).ok_or_else(|| bad_address("recipient's"))?;
    let mut builder = Message::builder()
        .message_id(Some(mail.message_id.as_str().to_owned()))
        .date(mail.date.into())
        .from(from.clone())
        .to(WireMailbox::new(None, to.clone()))
        .subject(one_line(&mail.subject));
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(mailbox(reply_to, "reply")?);
    }
    if let Some(parent) = &mail.in_reply_to {
        builder = builder.in_reply_to(parent.as_str().to_owned());
    }
    if !mail.references.is_empty() {
        let thread: Vec<&str> = mail.references.iter().map(MessageId::as_str).collect();
        builder = builder.references(thread.join(" "));
    }
    for (name, value) in automatic_headers(mail.auto_submitted) {
        builder = builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
    }
    let message = builder.multipart(parts(mail)).map_err(|_error| unencodable())?;
    Ok(WireMail { from: from.email, to, bytes: message.formatted() })
}

/// RFC 3834 for everybody, and Exchange's own header, so that neither an out-of-office note nor a loop comes back.
fn automatic_headers(auto: AutoSubmitted) -> impl Iterator<Item = (&'static str, &'static str)> {
    auto.keyword().into_iter().flat_map(|word| [("Auto-Submitted", word), ("X-Auto-Response-Suppress", "All")])
}

fn parts(mail: &OutgoingMail) -> MultiPart {
    // The boundary is derived and not drawn by lot, so that a repeated mail is the same to the byte. The message id holds
    // a UUID, which no letter contains at the start of a line behind "--=_".
    let boundary: String = mail.message_id.bare().chars().filter(char::is_ascii_alphanumeric).take(60).collect();
    MultiPart::alternative()
        .boundary(format!("=_{boundary}"))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(mail.text.clone()))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(mail.html.clone()))
}

fn mailbox(mailbox: &Mailbox, whose: &'static str) -> Result<WireMailbox, MailError> {
    let address = read(&mailbox.address).ok_or_else(|| bad_address(whose))?;
    let name = mailbox.name.as_deref().map(one_line).filter(|name| !name.is_empty());
    Ok(WireMailbox::new(name, address))
}

const fn bad_address(whose: &'static str) -> MailError {
    MailError::Permanent { why: Trouble::new(MailStep::Composing, MailFault::BadAddress(whose)) }
}

const fn unencodable() -> MailError {
    MailError::Permanent { why: Trouble::new(MailStep::Composing, MailFault::Unencodable) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(bytes: &[u8]) -> Result<String, MailError> {
        let address = |text: &str| text.parse().expect("an address");
        WireMail { from: address("a@b.example"), to: address("c@d.example"), bytes: bytes.to_vec() }.contents()
    }

    #[test]
    fn leading_dots_are_doubled_and_the_end_mark_stands_alone() {
        assert_eq!(
            contents(b"a: b\r\n\r\n.c\r\n..\r\nd.e\r\n").expect("text"),
            "a: b\r\n\r\n..c\r\n...\r\nd.e\r\n.\r\n"
        );
        assert_eq!(contents(b".").expect("text"), "..\r\n.\r\n");
        assert_eq!(contents(b"").expect("text"), "\r\n.\r\n");
    }

    #[test]
    fn what_is_not_text_is_not_sent() {
        assert!(contents(b"\xff").is_err());
    }
}
