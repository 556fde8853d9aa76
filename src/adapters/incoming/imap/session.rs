//! A conversation with an IMAP server, from the greeting to the selected folder.

use std::time::{Duration, Instant};

use super::super::LARGEST;
use super::answer::{Answer, Status, Token, number, value};
use super::settings::{After, ImapSettings, Protection};
use super::sign_in::{quoted, sign_in};
use super::wire::Wire;
use crate::ports::incoming::MailboxError;

/// How long one IDLE lasts; servers may end it after 30 minutes (RFC 2177).
const IDLE: Duration = Duration::from_mins(25);
/// How long a read waits while nothing happens before we look whether to stop.
const GLANCE: Duration = Duration::from_millis(500);
/// How much of the head of a message that is too large is read.
const HEAD: usize = 64 * 1024;
/// Messages asked about in one command.
const AT_ONCE: usize = 500;

/// A signed-in connection.
pub struct Session {
    wire: Wire,
    tags: u32,
    offers: Vec<String>,
}

/// A folder as it was when it was selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    /// The number that changes when messages get new numbers.
    pub validity: u32,
    /// Whether flags of our own are kept.
    pub keywords: bool,
}

impl Session {
    /// Connects, encrypts and signs in.
    pub fn open(settings: &ImapSettings) -> Result<Self, MailboxError> {
        let mut wire = Wire::connect(&settings.host, settings.port, settings.timeout)?;
        let tls = settings.tls()?;
        if let (Protection::Wrapper, Some((config, name))) = (settings.protection, tls.clone()) {
            wire = wire.encrypt(config, name)?;
        }
        let greeting = wire.answer(0)?;
        let mut session = Self { wire, tags: 0, offers: Vec::new() };
        let known = match greeting.status() {
            Some((Status::Ok, _)) => false,
            Some((Status::PreAuth, _)) => true,
            Some((_, said)) => return Err(session.refused("talk to us", said)),
            None => return Err(session.garbled()),
        };
        session.ask_what_it_offers()?;
        if let (Protection::StartTls, Some((config, name))) = (settings.protection, tls) {
            // A server that knows us before it is encrypted would keep us from encrypting it.
            if known || !session.offers("STARTTLS") {
                return Err(MailboxError::NotOffered { server: session.server(), what: "STARTTLS" });
            }
            session.run("STARTTLS", "encrypt")?;
            session.wire = session.wire.encrypt(config, name)?;
            session.ask_what_it_offers()?;
        }
        if !known {
            sign_in(&mut session, settings)?;
            session.ask_what_it_offers()?;
        }
        Ok(session)
    }

    /// The server's name.
    pub fn server(&self) -> String {
        self.wire.server()
    }

    /// Whether the server offers something.
    pub fn offers(&self, what: &str) -> bool {
        self.offers.iter().any(|offer| offer.eq_ignore_ascii_case(what))
    }

    fn ask_what_it_offers(&mut self) -> Result<(), MailboxError> {
        let answers = self.run("CAPABILITY", "say what it offers")?;
        let words = answers.iter().filter_map(|answer| answer.of_kind("CAPABILITY")).flatten();
        self.offers = words.filter_map(|token| if let Token::Word(word) = token { Some(word) } else { None }).collect();
        Ok(())
    }

    /// Sends a command and says its tag.
    pub fn begin(&mut self, command: &str) -> Result<String, MailboxError> {
        self.tags += 1;
        let tag = format!("r{}", self.tags);
        self.wire.say(&format!("{tag} {command}"))?;
        Ok(tag)
    }

    /// Sends a line that belongs to a command.
    pub fn line(&mut self, line: &str) -> Result<(), MailboxError> {
        self.wire.say(line)
    }

    /// Waits until the server asks for more.
    pub fn asked(&mut self, tag: &str) -> Result<(), MailboxError> {
        loop {
            let answer = self.wire.answer(HEAD)?;
            match answer.tag().as_str() {
                "+" => return Ok(()),
                other if other == tag => {
                    let said = answer.status().map(|(_, said)| said).unwrap_or_default();
                    return Err(self.refused("go on", said));
                }
                _ => {}
            }
        }
    }

    /// Waits for the end of a command. A server that asks once more, as after a wrong token, gets nothing.
    pub fn end(&mut self, tag: &str) -> Result<(Status, String), MailboxError> {
        self.collect(tag, HEAD).map(|(_, status, said)| (status, said))
    }

    fn collect(&mut self, tag: &str, largest: usize) -> Result<(Vec<Answer>, Status, String), MailboxError> {
        let mut answers = Vec::new();
        loop {
            let answer = self.wire.answer(largest)?;
            let its = answer.tag();
            if its == "+" {
                self.line("")?;
            } else if its == tag {
                let (status, said) = answer.status().ok_or_else(|| self.garbled())?;
                answers.push(answer);
                return Ok((answers, status, said));
            } else {
                answers.push(answer);
            }
        }
    }

    /// Runs a command to its good end.
    fn run(&mut self, command: &str, doing: &'static str) -> Result<Vec<Answer>, MailboxError> {
        self.run_with(command, doing, HEAD)
    }

    fn run_with(&mut self, command: &str, doing: &'static str, largest: usize) -> Result<Vec<Answer>, MailboxError> {
        let tag = self.begin(command)?;
        match self.collect(&tag, largest)? {
            (answers, Status::Ok, _) => Ok(answers),
            (_, _, said) => Err(self.refused(doing, said)),
        }
    }

    /// Selects a folder for reading and marking.
    pub fn select(&mut self, folder: &str) -> Result<Selected, MailboxError> {
        let name = quoted(folder).ok_or_else(|| self.refused("open the folder", "its name".to_owned()))?;
        let answers = self.run(&format!("SELECT {name}"), "open the folder")?;
        let code = |name: &str| answers.iter().find_map(|answer| answer.code(name));
        let validity = code("UIDVALIDITY").and_then(|text| text.parse().ok()).ok_or_else(|| self.garbled())?;
        let keywords = code("PERMANENTFLAGS").is_some_and(|flags| flags.contains("\\*"));
        Ok(Selected { validity, keywords })
    }

    /// The numbers of the messages that fit, in order.
    pub fn search(&mut self, criteria: &str) -> Result<Vec<u32>, MailboxError> {
        let answers = self.run(&format!("UID SEARCH {criteria}"), "list the messages")?;
        let found = answers.iter().filter_map(|answer| answer.of_kind("SEARCH")).flatten();
        let mut found: Vec<u32> = found.filter_map(|token| number(&token)).collect();
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The sizes of messages in bytes.
    pub fn sizes(&mut self, messages: &[u32]) -> Result<Vec<(u32, u64)>, MailboxError> {
        let mut sizes = Vec::new();
        for some in messages.chunks(AT_ONCE) {
            let command = format!("UID FETCH {} (UID RFC822.SIZE)", ranges(some));
            for tokens in self.run(&command, "tell sizes")?.iter().filter_map(|answer| answer.of_kind("FETCH")) {
                let of = |name| value(&tokens, name);
                sizes.extend(of("UID").and_then(number).zip(of("RFC822.SIZE").and_then(number)));
            }
        }
        Ok(sizes)
    }

    /// The bytes of a message; nothing when it is gone. They are not marked as read by this.
    pub fn body(&mut self, message: u32) -> Result<Option<Vec<u8>>, MailboxError> {
        self.part(message, "BODY.PEEK[]", "BODY[]", LARGEST)
    }

    /// The head of a message that is too large.
    pub fn head(&mut self, message: u32) -> Result<Option<Vec<u8>>, MailboxError> {
        self.part(message, &format!("BODY.PEEK[HEADER]<0.{HEAD}>"), "BODY[HEADER]", HEAD)
    }

    fn part(
        &mut self,
        message: u32,
        asked: &str,
        answered: &str,
        largest: usize,
    ) -> Result<Option<Vec<u8>>, MailboxError> {
        let answers = self.run_with(&format!("UID FETCH {message} (UID {asked})"), "give a message", largest)?;
        for tokens in answers.iter().filter_map(|answer| answer.of_kind("FETCH")) {
            if value(&tokens, "UID").and_then(number) == Some(message)
                && let Some(Token::Bytes(bytes)) = value(&tokens, answered)
            {
                return Ok(Some(bytes.clone()));
            }
        }
        Ok(None)
    }

    /// Marks a message or moves it away.
    pub fn put_away(&mut self, message: u32, after: &After) -> Result<(), MailboxError> {
        match after {
            After::Flag => {
                self.run(&format!("UID STORE {message} +FLAGS.SILENT ({})", After::KEYWORD), "mark a message")?;
            }
            After::Move(folder) => {
                let name = quoted(folder).ok_or_else(|| self.refused("move a message", "the folder’s name".into()))?;
                let moving = format!("UID MOVE {message} {name}");
                match self.run(&moving, "move a message") {
                    Err(MailboxError::Refused { said, .. }) if said.to_ascii_uppercase().contains("TRYCREATE") => {
                        self.run(&format!("CREATE {name}"), "make a folder")?;
                        self.run(&moving, "move a message")?;
                    }
                    other => drop(other?),
                }
            }
        }
        Ok(())
    }

    /// Waits for news under IDLE; `true` when a message came. Ends soon after `go_on` says no.
    pub fn idle(&mut self, patience: Duration, go_on: &dyn Fn() -> bool) -> Result<bool, MailboxError> {
        if !self.offers("IDLE") {
            return Err(MailboxError::NotOffered { server: self.server(), what: "IDLE" });
        }
        let tag = self.begin("IDLE")?;
        self.asked(&tag)?;
        self.wire.be_patient_for(GLANCE)?;
        let news = self.until_news(go_on);
        self.wire.be_patient_for(patience)?;
        let news = news?;
        self.line("DONE")?;
        self.end(&tag)?;
        Ok(news)
    }

    fn until_news(&mut self, go_on: &dyn Fn() -> bool) -> Result<bool, MailboxError> {
        let began = Instant::now();
        while go_on() && began.elapsed() < IDLE {
            match self.wire.answer(HEAD) {
                Ok(answer) if answer.of_kind("EXISTS").is_some() => return Ok(true),
                Ok(answer) if matches!(answer.status(), Some((Status::Bye, _))) => {
                    return Err(MailboxError::Lost { server: self.server() });
                }
                Ok(_) | Err(MailboxError::TimedOut { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(false)
    }

    fn refused(&self, doing: &'static str, said: String) -> MailboxError {
        MailboxError::Refused { server: self.server(), doing, said }
    }

    fn garbled(&self) -> MailboxError {
        MailboxError::Garbled { server: self.server() }
    }
}

/// Numbers as IMAP writes sets of them: `2:4,7`.
fn ranges(sorted: &[u32]) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for number in sorted {
        match spans.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            _ => spans.push((*number, *number)),
        }
    }
    let one = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}:{last}") };
    spans.iter().map(one).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn neighbours_become_a_range() {
        assert_eq!(ranges(&[2, 3, 4, 7, 9, 10]), "2:4,7,9:10");
        assert_eq!(ranges(&[u32::MAX]), "4294967295");
    }
}
