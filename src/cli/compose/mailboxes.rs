//! Joining the mailboxes that are watched.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::ground::Ground;
use crate::adapters::incoming::{After, EmlFolder, ImapMailbox, ImapSettings, Maildir, Protection, Secret};
use crate::cli::Failure;
use crate::config::MailboxSection;
use crate::config::mail::MailTls;
use crate::config::mailboxes::{AfterTaking, Answers, MailboxKind};
use crate::domain::office::{self, MailServer, MailboxWay};
use crate::domain::personal::Personal;
use crate::ports::incoming::{Fetched, MailBell, MailFolder, MailboxError, Mailboxes, Waiting, WatchedMailbox};
use crate::ports::post::FileMailbox;
use crate::workflow::AnswerRule;
use crate::workflow::incoming::Joint;

/// Seconds that any one answer of a server may take, as the settings file has it.
const PATIENCE: u64 = 30;

/// The mailboxes that are watched: those of the settings file, and those of the console as they are now. A relative path counts from
/// the data folder.
pub fn mailboxes(ground: &Ground) -> Result<Arc<dyn Mailboxes>, Failure> {
    let file = ground.config.mailbox.iter().map(|section| watched(ground, section)).collect::<Result<_, _>>()?;
    Ok(Arc::new(Joined { ground: ground.clone(), file, opened: Mutex::default() }))
}

struct Joined {
    ground: Ground,
    file: Vec<WatchedMailbox>,
    /// Those of the console that were opened last, with their open connections.
    opened: Mutex<Vec<(MailboxWay, WatchedMailbox)>>,
}

impl Mailboxes for Joined {
    fn watched(&self, kept: &[MailboxWay]) -> Vec<WatchedMailbox> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.retain(|(way, _)| !way.paused && kept.contains(way));
        let mut all = self.file.clone();
        for way in kept.iter().filter(|way| !way.paused) {
            if let Some((_, mailbox)) = opened.iter().find(|(known, _)| known == way) {
                all.push(mailbox.clone());
                continue;
            }
            let made = watched(&self.ground, &section_of(way, None));
            if let Ok(mailbox) = &made {
                opened.push((way.clone(), mailbox.clone()));
            }
            // What cannot even be prepared is tried again at the next look, which says why.
            all.push(made.unwrap_or_else(|why| shut(way, &why)));
        }
        all
    }
}

/// A mailbox that cannot be prepared: its file of certificates is gone.
fn shut(way: &MailboxWay, why: &Failure) -> WatchedMailbox {
    let folder: Arc<dyn MailFolder> = Arc::new(Shut(why.to_string()));
    let (name, controller) = (way.name.clone(), way.controller.clone());
    WatchedMailbox { name, controller, folder, bell: None, receipts: false }
}

struct Shut(String);

impl MailFolder for Shut {
    fn waiting(&self) -> Result<Vec<Waiting>, MailboxError> {
        Err(MailboxError::Secret(self.0.clone()))
    }

    fn read(&self, _: &Waiting) -> Result<Fetched, MailboxError> {
        Ok(Fetched::Gone)
    }

    fn taken(&self, _: &Waiting) -> Result<(), MailboxError> {
        Ok(())
    }
}

/// A mailbox of the console as a section of the settings file. A password that was typed counts instead of the one in the file.
pub(super) fn section_of(way: &MailboxWay, typed: Option<&Personal>) -> MailboxSection {
    let server = way.server.clone();
    MailboxSection {
        name: way.name.clone(),
        kind: MailboxKind::Imap,
        path: None,
        controller: way.controller.clone(),
        address: None,
        answers: None,
        receipts: way.receipts,
        host: Some(server.host),
        port: Some(server.port),
        tls: tls_of(server.protection),
        ca_file: server.ca_file.map(PathBuf::from),
        username: server.username,
        password: typed.cloned(),
        password_file: server.secret_file.map(PathBuf::from).filter(|_| typed.is_none()),
        token_file: None,
        folder: way.folder.clone(),
        after: if way.move_to.is_some() { AfterTaking::Move } else { AfterTaking::Flag },
        move_to: way.move_to.clone().unwrap_or_default(),
        since: way.since,
        timeout: PATIENCE,
    }
}

/// The mailboxes that the settings file names, for people.
pub(super) fn in_file(ground: &Ground) -> Vec<FileMailbox> {
    let one = |section: &MailboxSection| {
        let way = (section.kind == MailboxKind::Imap).then(|| way_of(section));
        let path = section.path.clone().unwrap_or_default();
        let place = way.as_ref().map_or_else(|| ground.data.join(path).display().to_string(), MailboxWay::place);
        FileMailbox { name: section.name.clone(), controller: section.controller.clone(), place, way }
    };
    ground.config.mailbox.iter().map(one).collect()
}

/// What a section says, but for its secret.
fn way_of(section: &MailboxSection) -> MailboxWay {
    MailboxWay {
        server: MailServer {
            host: section.host.clone().unwrap_or_default(),
            port: section.port(),
            username: section.username.clone(),
            ..MailServer::default()
        },
        name: section.name.clone(),
        controller: section.controller.clone(),
        folder: section.folder.clone(),
        ..MailboxWay::default()
    }
}

/// The word of the settings file for a protection.
pub(super) const fn tls_of(protection: office::Protection) -> MailTls {
    match protection {
        office::Protection::Wrapper => MailTls::Wrapper,
        office::Protection::StartTls => MailTls::StartTls,
        office::Protection::None => MailTls::None,
    }
}

fn watched(ground: &Ground, section: &MailboxSection) -> Result<WatchedMailbox, Failure> {
    let path = ground.data.join(section.path.clone().unwrap_or_default());
    let mut bell: Option<Arc<dyn MailBell>> = None;
    let folder: Arc<dyn MailFolder> = match section.kind {
        MailboxKind::Maildir => Arc::new(Maildir::new(path)),
        MailboxKind::Folder => Arc::new(EmlFolder::new(path)),
        MailboxKind::Imap => {
            let mailbox = Arc::new(imap(ground, section)?);
            let tells: Arc<dyn MailBell> = mailbox.clone();
            bell = Some(tells);
            mailbox
        }
    };
    let (name, controller, receipts) = (section.name.clone(), section.controller.clone(), section.receipts);
    Ok(WatchedMailbox { name, controller, folder, bell, receipts })
}

/// A mailbox on a server.
pub(super) fn imap(ground: &Ground, section: &MailboxSection) -> Result<ImapMailbox, Failure> {
    let extra_roots = match &section.ca_file {
        Some(file) => fs::read(ground.data.join(file)).map_err(|error| Failure::bad_input("mailbox.ca_file", error))?,
        None => Vec::new(),
    };
    let secret = match (&section.password, &section.password_file, &section.token_file) {
        (_, _, Some(file)) => Secret::TokenFile(ground.data.join(file)),
        (_, Some(file), _) => Secret::PasswordFile(ground.data.join(file)),
        (password, ..) => Secret::Password(password.clone().unwrap_or_default()),
    };
    Ok(ImapMailbox::new(ImapSettings {
        host: section.host.clone().unwrap_or_default(),
        port: section.port(),
        protection: match section.tls {
            MailTls::Wrapper => Protection::Wrapper,
            MailTls::StartTls => Protection::StartTls,
            MailTls::None => Protection::None,
        },
        extra_roots,
        username: section.username.clone().unwrap_or_default(),
        secret,
        folder: section.folder.clone(),
        after: match section.after {
            AfterTaking::Flag => After::Flag,
            AfterTaking::Move => After::Move(section.move_to.clone()),
        },
        since: section.since,
        timeout: section.timeout(),
    }))
}

/// The mailboxes whose servers deliver addresses that carry a case.
pub fn answer_rules(ground: &Ground) -> Vec<AnswerRule> {
    let rule = |section: &MailboxSection| {
        let joint = match section.answers? {
            Answers::Plus => Joint::Plus,
            Answers::Hyphen => Joint::Hyphen,
            Answers::CatchAll => Joint::CatchAll,
        };
        Some(AnswerRule { controller: section.controller.clone(), mailbox: section.address.clone(), joint })
    };
    ground.config.mailbox.iter().filter_map(rule).collect()
}
