//! What a mail server's trouble means for whoever sets it up: what happened, and what to look at.

use crate::domain::office::{MailServer, Protection};
use crate::domain::report::words::capital;
use crate::ports::incoming::MailboxError;
use crate::ports::mailer::{MailFault, MailStep, Trouble};

/// Of sending.
pub(super) fn leaving(server: &MailServer, why: &Trouble) -> String {
    let MailServer { host, port, .. } = server;
    match (why.step, why.fault) {
        (_, MailFault::Unreachable) => unreachable(server),
        (_, MailFault::TimedOut) => silent(server),
        (_, MailFault::Untrusted) => untrusted(server),
        (_, MailFault::NotOffered("STARTTLS")) => no_starttls(server),
        (_, MailFault::NotOffered(what)) => format!("{host} does not offer {what}."),
        (MailStep::Connecting, MailFault::Garbled | MailFault::Lost) => garbled(server, "mail"),
        (_, MailFault::Lost) => format!("{host} closed the connection while {}. Try again.", why.step.words()),
        (MailStep::SigningIn, MailFault::Refused { .. }) => refused_account(host, &why.to_string()),
        (MailStep::Sender, MailFault::Refused { .. }) => {
            format!("{host} does not take letters from this address ({why}). Usually it must be the account’s own.")
        }
        (MailStep::Recipient, MailFault::Refused { .. }) => {
            format!(
                "{host} does not take letters to you ({why}). Is this the server for sending, and must one sign in first?"
            )
        }
        (_, _) => format!("{host}, port {port}: {why}."),
    }
}

/// Of reading.
pub(super) fn arriving(server: &MailServer, why: &MailboxError) -> String {
    match why {
        MailboxError::Unreachable { .. } => unreachable(server),
        MailboxError::TimedOut { .. } => silent(server),
        MailboxError::Untrusted { .. } => untrusted(server),
        MailboxError::NotOffered { what: "STARTTLS", .. } => no_starttls(server),
        MailboxError::Garbled { .. } | MailboxError::Lost { .. } => garbled(server, "IMAP"),
        MailboxError::SignIn { said, .. } => refused_account(&server.host, said),
        MailboxError::Secret(_) => {
            format!("{}. Put the file there as shown below, then try again.", capital(&why.to_string()))
        }
        other => format!("{}.", capital(&other.to_string())),
    }
}

fn unreachable(MailServer { host, port, .. }: &MailServer) -> String {
    format!(
        "Nobody answers at {host}, port {port}. Is the name spelt as your provider gives it? Is it the port? Many hosters of servers stop \
         outgoing mail until one asks them."
    )
}

fn silent(MailServer { host, port, protection, .. }: &MailServer) -> String {
    let hint = match protection {
        Protection::Wrapper => {
            "A server that wants STARTTLS (587, 143) never answers to TLS at once: choose the other."
        }
        Protection::StartTls => "A server that wants TLS at once (465, 993) never greets first: choose the other.",
        Protection::None => "Is it the port?",
    };
    format!("{host}, port {port}, took the call and said nothing in time. {hint} A firewall between us does the same.")
}

fn untrusted(MailServer { host, port, .. }: &MailServer) -> String {
    format!(
        "{host}, port {port}, answers, but there is no encrypted connection that can be trusted. Its certificate must be valid and bear \
         the name {host}: write the name that your provider gives. Where the server wants STARTTLS, choose that."
    )
}

fn no_starttls(MailServer { host, port, .. }: &MailServer) -> String {
    format!(
        "{host}, port {port}, answers but does not offer STARTTLS. Use its port for TLS at once, usually 465 for sending and 993 for reading."
    )
}

fn garbled(MailServer { host, port, protection, .. }: &MailServer, kind: &str) -> String {
    let hint = match protection {
        Protection::Wrapper => "If it wants STARTTLS, choose that.",
        Protection::StartTls => "If it wants TLS at once, choose that.",
        Protection::None => "It may want encryption.",
    };
    format!("{host}, port {port}, answers, but not as a server for {kind} does. Is it the port? {hint}")
}

fn refused_account(host: &str, said: &str) -> String {
    format!(
        "{host} refused the account or its password ({said}). Many providers want a password made for this program alone, and the \
         whole address as the account."
    )
}
