//! What an error of the SMTP client means for the mail: try again, give up, or it may have arrived.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;

use super::words::without_addresses;
use crate::ports::mailer::{MailError, MailFault, MailStep, Trouble};

/// A server that greylists wants a few minutes between two tries; most ask for five.
const GREYLISTED: Duration = Duration::from_mins(5);
/// A server that has closed for the moment.
const CLOSED: Duration = Duration::from_mins(1);

/// Judges an error by the step in which it came.
pub fn judge(step: MailStep, error: &SmtpError) -> MailError {
    verdict(Trouble::new(step, fault(step, error)))
}

/// The same of an error in a mail to somebody: with the server's words, as far as they do not say who.
pub fn judge_about(step: MailStep, error: &SmtpError, recipient: &str) -> MailError {
    let said =
        error.status().and_then(|_| error.source()).and_then(|words| without_addresses(&words.to_string(), recipient));
    verdict(Trouble { step, fault: fault(step, error), said })
}

/// Decides what a trouble means.
pub fn verdict(why: Trouble) -> MailError {
    match why.fault {
        MailFault::BadAddress(_) | MailFault::Unencodable => MailError::Permanent { why },
        MailFault::Refused { code, enhanced } if is_final(why.step, code, enhanced) => MailError::Permanent { why },
        MailFault::NotOffered(_) if matches!(why.step, MailStep::Recipient) => MailError::Permanent { why },
        // Until the end of the contents is acknowledged nobody knows who has the mail (RFC 5321 section 4.1.1.4).
        MailFault::TimedOut | MailFault::Lost | MailFault::Garbled | MailFault::Untrusted
            if matches!(why.step, MailStep::Contents) =>
        {
            MailError::Ambiguous { why }
        }
        _ => MailError::Temporary { after: pause(&why), why },
    }
}

/// Whether a refusal is about this mail and for ever.
///
/// Before the recipient is named, a refusal is about us: our host, our account, our sender address. An operator can repair
/// that, so the mail stays in the queue, except when the server says that the mail is too large (552, 5.3.4).
/// A full mailbox (552 for a recipient, or 5.2.2) may have room tomorrow; RFC 5321 section 4.5.3.1.10 reads 552 there as 452.
const fn is_final(step: MailStep, code: u16, enhanced: Option<(u8, u16, u16)>) -> bool {
    if code < 500 {
        return false;
    }
    match (step, code, enhanced) {
        (_, _, Some((_, 2, 2))) | (_, 530 | 534 | 535 | 538, _) | (MailStep::Recipient, 552, _) => false,
        (MailStep::Sender, code, enhanced) => code == 552 || matches!(enhanced, Some((_, 3, 4))),
        (MailStep::Recipient | MailStep::Data | MailStep::Contents, _, _) => true,
        _ => false,
    }
}

const fn pause(why: &Trouble) -> Option<Duration> {
    match (why.step, why.fault) {
        (_, MailFault::Refused { code: 421, .. }) => Some(CLOSED),
        (MailStep::Recipient | MailStep::Data | MailStep::Contents, MailFault::Refused { code: 450 | 451, .. }) => {
            Some(GREYLISTED)
        }
        _ => None,
    }
}

fn fault(step: MailStep, error: &SmtpError) -> MailFault {
    if let Some(code) = error.status() {
        return MailFault::Refused { code: code.into(), enhanced: enhanced(error) };
    }
    if error.is_tls() || causes(error).any(is_tls) {
        return MailFault::Untrusted;
    }
    if let Some(broken) = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>()) {
        return connection_fault(step, broken.kind());
    }
    match (error.is_response(), step) {
        // The client calls an answer that ends too early "incomplete": the connection was closed.
        (true, _) if error.to_string().contains("incomplete") => MailFault::Lost,
        (true, _) => MailFault::Garbled,
        (false, MailStep::Connecting) => MailFault::Unreachable,
        (false, _) => MailFault::Lost,
    }
}

/// A read that timed out says `WouldBlock` on Unix and `TimedOut` elsewhere.
const fn connection_fault(step: MailStep, kind: io::ErrorKind) -> MailFault {
    match (step, kind) {
        (_, io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => MailFault::TimedOut,
        (
            _,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof,
        ) => MailFault::Lost,
        (_, io::ErrorKind::InvalidData) => MailFault::Garbled,
        (MailStep::Connecting, _) => MailFault::Unreachable,
        _ => MailFault::Lost,
    }
}

fn is_tls(cause: &(dyn StdError + 'static)) -> bool {
    cause.is::<rustls::Error>()
        || cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
            .is_some_and(<dyn StdError + Send + Sync>::is::<rustls::Error>)
}

fn causes(error: &SmtpError) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(error.source(), |cause: &&'_ (dyn StdError + 'static)| (*cause).source())
}

/// The status code at the start of a reply's text (RFC 3463); the rest of the text may quote addresses and is dropped.
fn enhanced(error: &SmtpError) -> Option<(u8, u16, u16)> {
    let text = error.source()?.to_string();
    let mut numbers = text.split_whitespace().next()?.splitn(3, '.');
    let class: u8 = numbers.next()?.parse().ok()?;
    let subject: u16 = numbers.next()?.parse().ok()?;
    let detail: u16 = numbers.next()?.parse().ok()?;
    (matches!(class, 2 | 4 | 5) && subject < 1000 && detail < 1000).then_some((class, subject, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [MailStep; 6] = [
        MailStep::Connecting,
        MailStep::SigningIn,
        MailStep::Sender,
        MailStep::Recipient,
        MailStep::Data,
        MailStep::Contents,
    ];

    fn refused(step: MailStep, code: u16, enhanced: Option<(u8, u16, u16)>) -> MailError {
        verdict(Trouble::new(step, MailFault::Refused { code, enhanced }))
    }

    #[test]
    fn a_four_hundred_is_always_temporary() {
        for step in STEPS {
            for code in [421, 450, 451, 452, 454] {
                assert!(matches!(refused(step, code, None), MailError::Temporary { .. }), "{step:?} {code}");
            }
        }
    }

    #[test]
    fn only_a_refusal_of_this_very_mail_is_for_ever() {
        assert!(matches!(refused(MailStep::Connecting, 554, None), MailError::Temporary { .. }));
        assert!(matches!(refused(MailStep::SigningIn, 535, Some((5, 7, 8))), MailError::Temporary { .. }));
        assert!(matches!(refused(MailStep::Sender, 550, None), MailError::Temporary { .. }));
        assert!(matches!(refused(MailStep::Sender, 552, None), MailError::Permanent { .. }));
        assert!(matches!(refused(MailStep::Recipient, 550, Some((5, 1, 1))), MailError::Permanent { .. }));
        assert!(matches!(refused(MailStep::Recipient, 552, None), MailError::Temporary { .. }));
        assert!(matches!(refused(MailStep::Contents, 554, Some((5, 2, 2))), MailError::Temporary { .. }));
        assert!(matches!(refused(MailStep::Contents, 554, None), MailError::Permanent { .. }));
    }

    #[test]
    fn silence_is_ambiguous_only_once_the_contents_are_on_their_way() {
        for step in STEPS {
            for fault in [MailFault::TimedOut, MailFault::Lost, MailFault::Garbled] {
                let ambiguous = matches!(verdict(Trouble::new(step, fault)), MailError::Ambiguous { .. });
                assert_eq!(ambiguous, step == MailStep::Contents, "{step:?} {fault:?}");
            }
        }
    }
}
