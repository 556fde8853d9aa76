//! A mailbox that is watched, as it is set up in the console. Never its secret.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::area::difference;
use super::post::{MailServer, MailWayFault};
use crate::domain::setup::Difference;

/// The folder that every account has (RFC 9051).
pub const INBOX: &str = "INBOX";

/// A mailbox that is watched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxWay {
    /// The server, with the account whose mailbox it is.
    pub server: MailServer,
    /// Its name, for the log and the inbox. It stays.
    pub name: String,
    /// The company whose mailbox it is, by id; `None` where messages tell.
    pub controller: Option<String>,
    /// The folder of the account, in plain ASCII as the server lists it.
    pub folder: String,
    /// The folder that a message is moved to once it is stored; `None` where it stays and is marked.
    pub move_to: Option<String>,
    /// Only messages that arrived on this day or later, by the server's date.
    pub since: Option<NaiveDate>,
    /// Whether senders get a neutral receipt.
    pub receipts: bool,
    /// Whether nobody looks into it until somebody says so.
    pub paused: bool,
}

impl MailboxWay {
    /// Whether it can be watched.
    pub fn check(&self) -> Result<(), MailWayFault> {
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if !(1..=40).contains(&self.name.len()) || !self.name.chars().all(plain) {
            return Err(MailWayFault::Name);
        }
        self.server.check()?;
        if self.server.username.is_none() {
            return Err(MailWayFault::Username);
        }
        if !is_folder(&self.folder) {
            return Err(MailWayFault::Folder);
        }
        match &self.move_to {
            Some(to) if !is_folder(to) || to.eq_ignore_ascii_case(&self.folder) => Err(MailWayFault::MoveTo),
            _ => Ok(()),
        }
    }

    /// Whether another one is the same folder of the same account, so that each message would be taken twice.
    pub fn is_same_place(&self, other: &Self) -> bool {
        let same = |one: &str, two: &str| one.eq_ignore_ascii_case(two);
        let account = |way: &Self| way.server.username.clone().unwrap_or_default();
        same(&self.server.host, &other.server.host)
            && same(&account(self), &account(other))
            && same(&self.folder, &other.folder)
    }

    /// Where it is, in words: "privacy@shop.example at imap.shop.example".
    pub fn place(&self) -> String {
        let place = format!("{} at {}", self.server.username.as_deref().unwrap_or_default(), self.server.host);
        if self.folder.eq_ignore_ascii_case(INBOX) { place } else { format!("{place}, folder {}", self.folder) }
    }

    /// What is not the same in another one; of nothing, everything.
    pub fn differences(&self, before: Option<&Self>) -> Vec<Option<Difference>> {
        let of = |read: fn(&Self) -> String| (before.map(read).unwrap_or_default(), read(self));
        let line = |label, (before, after): (String, String)| difference(label, &before, &after);
        let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
        let mut changes = self.server.differences(before.map(|way| &way.server));
        changes.extend([
            line("Company", of(|way| way.controller.clone().unwrap_or_default())),
            line("Folder", of(|way| way.folder.clone())),
            line("Taken messages go to", of(|way| way.move_to.clone().unwrap_or_default())),
            line("From the day", of(|way| way.since.map(|day| day.to_string()).unwrap_or_default())),
            difference("Receipts", &before.map(|way| yes(way.receipts)).unwrap_or_default(), &yes(self.receipts)),
            difference("Paused", &before.map(|way| yes(way.paused)).unwrap_or_default(), &yes(self.paused)),
        ]);
        changes
    }
}

fn is_folder(name: &str) -> bool {
    (1..=200).contains(&name.len()) && name.chars().all(|letter| letter.is_ascii() && !letter.is_ascii_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox() -> MailboxWay {
        let server = MailServer {
            host: "imap.example.com".into(),
            port: 993,
            username: Some("privacy@example.com".into()),
            secret_file: Some("secrets/mailbox-privacy".into()),
            ..MailServer::default()
        };
        MailboxWay { server, name: "privacy".into(), folder: INBOX.into(), ..MailboxWay::default() }
    }

    fn fault(change: impl FnOnce(&mut MailboxWay)) -> Option<&'static str> {
        let mut mailbox = mailbox();
        change(&mut mailbox);
        mailbox.check().err().map(MailWayFault::field)
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        assert_eq!(fault(|_| ()), None);
        assert_eq!(fault(|mailbox| mailbox.name = "My box".into()), Some("name"));
        assert_eq!(fault(|mailbox| mailbox.folder = "Anträge".into()), Some("folder"));
        assert_eq!(fault(|mailbox| mailbox.folder = "a\r\nb".into()), Some("folder"));
        assert_eq!(fault(|mailbox| mailbox.move_to = Some("inbox".into())), Some("move_to"));
        assert_eq!(
            fault(|mailbox| (mailbox.server.username, mailbox.server.secret_file) = (None, None)),
            Some("username")
        );
    }

    #[test]
    fn one_folder_of_one_account_is_one_place_however_it_is_spelt() {
        let mut other = mailbox();
        other.server.host = "IMAP.example.com".into();
        other.name = "other".into();
        assert!(mailbox().is_same_place(&other));
        other.folder = "INBOX.Privacy".into();
        assert!(!mailbox().is_same_place(&other));
        assert_eq!(other.place(), "privacy@example.com at IMAP.example.com, folder INBOX.Privacy");
    }

    #[test]
    fn only_what_changed_is_remembered() {
        let paused = MailboxWay { paused: true, ..mailbox() };
        let changed: Vec<_> = paused.differences(Some(&mailbox())).into_iter().flatten().collect();
        assert_eq!(changed.len(), 1);
        assert_eq!((changed[0].label.as_str(), changed[0].after.as_str()), ("Paused", "yes"));
        assert!(mailbox().differences(None).iter().flatten().any(|one| one.label == "Folder"));
    }
}
