//! Signing in: by password (RFC 4616, or LOGIN) or with an OAuth2 token (XOAUTH2, as the large providers want it).

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::answer::Status;
use super::session::Session;
use super::settings::{ImapSettings, Secret};
use crate::domain::personal::Personal;
use crate::ports::incoming::MailboxError;

/// Signs in with what the server offers.
pub fn sign_in(session: &mut Session, settings: &ImapSettings) -> Result<(), MailboxError> {
    let user = &settings.username;
    match &settings.secret {
        Secret::Password(password) => by_password(session, user, password),
        Secret::PasswordFile(file) => by_password(session, user, &first_line(file)?),
        Secret::TokenFile(file) => by_token(session, user, &first_line(file)?),
    }
}

fn first_line(file: &Path) -> Result<Personal, MailboxError> {
    let text =
        std::fs::read_to_string(file).map_err(|error| MailboxError::Secret(format!("{}: {error}", file.display())))?;
    Ok(Personal::new(text.lines().next().unwrap_or_default().trim()))
}

fn by_password(session: &mut Session, user: &str, password: &Personal) -> Result<(), MailboxError> {
    if session.offers("AUTH=PLAIN") {
        let plain = format!("\0{user}\0{}", password.reveal());
        return authenticate(session, "PLAIN", &plain);
    }
    if session.offers("LOGINDISABLED") {
        return Err(not_offered(session, "a sign-in by password"));
    }
    let (Some(user), Some(password)) = (quoted(user), quoted(password.reveal())) else {
        return Err(not_offered(session, "a sign-in for names and passwords beyond ASCII (AUTH=PLAIN)"));
    };
    ended(session, &format!("LOGIN {user} {password}"))
}

fn by_token(session: &mut Session, user: &str, token: &Personal) -> Result<(), MailboxError> {
    if !session.offers("AUTH=XOAUTH2") {
        return Err(not_offered(session, "a sign-in with a token (AUTH=XOAUTH2)"));
    }
    let bearer = format!("user={user}\u{1}auth=Bearer {}\u{1}\u{1}", token.reveal());
    authenticate(session, "XOAUTH2", &bearer)
}

/// The first answer goes with the command where the server takes it there (RFC 4959), else after it has asked.
fn authenticate(session: &mut Session, mechanism: &str, words: &str) -> Result<(), MailboxError> {
    let encoded = STANDARD.encode(words);
    if session.offers("SASL-IR") {
        return ended(session, &format!("AUTHENTICATE {mechanism} {encoded}"));
    }
    let tag = session.begin(&format!("AUTHENTICATE {mechanism}"))?;
    session.asked(&tag)?;
    session.line(&encoded)?;
    let (status, said) = session.end(&tag)?;
    judged(session, status, said)
}

fn ended(session: &mut Session, command: &str) -> Result<(), MailboxError> {
    let tag = session.begin(command)?;
    let (status, said) = session.end(&tag)?;
    judged(session, status, said)
}

fn judged(session: &Session, status: Status, said: String) -> Result<(), MailboxError> {
    match status {
        Status::Ok => Ok(()),
        _ => Err(MailboxError::SignIn { server: session.server(), said }),
    }
}

fn not_offered(session: &Session, what: &'static str) -> MailboxError {
    MailboxError::NotOffered { server: session.server(), what }
}

/// A quoted string; nothing for what it cannot hold.
pub fn quoted(text: &str) -> Option<String> {
    let fine = text.chars().all(|c| c.is_ascii() && !c.is_ascii_control());
    fine.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_breaks_out_of_a_quoted_string() {
        assert_eq!(quoted(r#"a"b\c"#).as_deref(), Some(r#""a\"b\\c""#));
        assert_eq!(quoted("a\r\nA2 LOGOUT"), None);
        assert_eq!(quoted("zsófi"), None);
    }
}
