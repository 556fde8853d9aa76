//! A mailbox on a server as a mailbox that is watched.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::super::LARGEST;
use super::session::Session;
use super::settings::{After, ImapSettings};
use crate::ports::incoming::{Fetched, MailBell, MailFolder, MailboxError, Waiting};

/// A folder of an account. One connection is kept for reading; a second one listens, if somebody waits for news.
pub struct ImapMailbox {
    settings: ImapSettings,
    reading: Mutex<Option<Reading>>,
    listening: Mutex<Option<Session>>,
}

/// A connection with its folder selected.
struct Reading {
    session: Session,
    validity: u32,
    sizes: BTreeMap<u32, u64>,
}

impl ImapMailbox {
    /// Watches a mailbox. Nothing is connected yet.
    pub fn new(settings: ImapSettings) -> Self {
        Self { settings, reading: Mutex::default(), listening: Mutex::default() }
    }

    /// Signs in and opens the folder, for `rightsdesk check`; says how many messages wait.
    pub fn probe(&self) -> Result<usize, MailboxError> {
        Ok(self.waiting()?.len())
    }

    fn open(&self) -> Result<Reading, MailboxError> {
        let mut session = Session::open(&self.settings)?;
        let selected = session.select(&self.settings.folder)?;
        let what = match &self.settings.after {
            After::Flag if !selected.keywords => Some("flags of our own in this folder; set after = \"move\""),
            After::Move(_) if !session.offers("MOVE") => Some("MOVE; set after = \"flag\""),
            _ => None,
        };
        match what {
            Some(what) => Err(MailboxError::NotOffered { server: session.server(), what }),
            None => Ok(Reading { session, validity: selected.validity, sizes: BTreeMap::new() }),
        }
    }

    /// Works with the connection that is there, or a new one. After an error that is not a plain refusal it is dropped.
    fn with<T>(&self, work: impl Fn(&mut Reading) -> Result<T, MailboxError>) -> Result<T, MailboxError> {
        let mut kept = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let was_there = kept.is_some();
        let mut reading = match kept.take() {
            Some(reading) => reading,
            None => self.open()?,
        };
        let mut done = work(&mut reading);
        // A connection that has idled for a minute may be gone; that says nothing about the server.
        if was_there && matches!(done, Err(MailboxError::Lost { .. })) {
            reading = self.open()?;
            done = work(&mut reading);
        }
        if matches!(done, Ok(_) | Err(MailboxError::Refused { .. })) {
            *kept = Some(reading);
        }
        done
    }

    fn criteria(&self) -> String {
        let fresh = match self.settings.after {
            After::Flag => format!("UNDELETED UNKEYWORD {}", After::KEYWORD),
            After::Move(_) => "UNDELETED".to_owned(),
        };
        let since = self.settings.since.map(|day| day.format(" SINCE %-d-%b-%Y").to_string());
        fresh + since.as_deref().unwrap_or_default()
    }

    fn number_in(reading: &Reading, waiting: &Waiting) -> Result<u32, MailboxError> {
        let parts = waiting
            .0
            .split_once('.')
            .and_then(|(validity, message)| Some((validity.parse::<u32>().ok()?, message.parse::<u32>().ok()?)));
        match parts {
            Some((validity, message)) if validity == reading.validity => Ok(message),
            _ => Err(MailboxError::Rebuilt),
        }
    }
}

impl MailFolder for ImapMailbox {
    fn waiting(&self) -> Result<Vec<Waiting>, MailboxError> {
        let criteria = self.criteria();
        self.with(|reading| {
            reading.validity = reading.session.select(&self.settings.folder)?.validity;
            let found = reading.session.search(&criteria)?;
            reading.sizes = reading.session.sizes(&found)?.into_iter().collect();
            Ok(found.iter().map(|message| Waiting(format!("{}.{message}", reading.validity))).collect())
        })
    }

    fn read(&self, waiting: &Waiting) -> Result<Fetched, MailboxError> {
        self.with(|reading| {
            let message = Self::number_in(reading, waiting)?;
            let bytes = match reading.sizes.get(&message) {
                Some(bytes) => *bytes,
                None => reading.session.sizes(&[message])?.first().map_or(0, |(_, bytes)| *bytes),
            };
            if bytes > u64::try_from(LARGEST).unwrap_or(u64::MAX) {
                let head = reading.session.head(message)?;
                return Ok(head.map_or(Fetched::Gone, |head| Fetched::TooLarge { bytes, head }));
            }
            Ok(reading.session.body(message)?.map_or(Fetched::Gone, Fetched::Whole))
        })
    }

    fn taken(&self, waiting: &Waiting) -> Result<(), MailboxError> {
        self.with(|reading| {
            let message = Self::number_in(reading, waiting)?;
            reading.session.put_away(message, &self.settings.after)
        })
    }
}

impl MailBell for ImapMailbox {
    fn wait(&self, go_on: &dyn Fn() -> bool) -> Result<bool, MailboxError> {
        let mut kept = self.listening.lock().unwrap_or_else(PoisonError::into_inner);
        let mut session = if let Some(session) = kept.take() {
            session
        } else {
            let mut session = Session::open(&self.settings)?;
            session.select(&self.settings.folder)?;
            session
        };
        let news = session.idle(self.settings.timeout, go_on)?;
        *kept = Some(session);
        Ok(news)
    }
}
