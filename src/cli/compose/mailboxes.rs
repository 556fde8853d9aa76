//! Joining the mailboxes that are watched.

use std::fs;
use std::sync::Arc;

use super::ground::Ground;
use crate::adapters::incoming::{After, EmlFolder, ImapMailbox, ImapSettings, Maildir, Protection, Secret};
use crate::cli::Failure;
use crate::config::MailboxSection;
use crate::config::mail::MailTls;
use crate::config::mailboxes::{AfterTaking, Answers, MailboxKind};
use crate::ports::incoming::{MailBell, MailFolder, WatchedMailbox};
use crate::workflow::AnswerRule;
use crate::workflow::incoming::Joint;

/// The mailboxes that are watched. A relative path counts from the data folder.
pub fn mailboxes(ground: &Ground) -> Result<Arc<Vec<WatchedMailbox>>, Failure> {
    let watched: Result<Vec<_>, _> = ground.config.mailbox.iter().map(|section| watched(ground, section)).collect();
    Ok(Arc::new(watched?))
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
