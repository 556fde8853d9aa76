//! Taking a message in: the original is sealed first, then its entry is written; what is acknowledged is on disk.

use std::io::Write;

use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::bounces::note_bounce;
use super::sender::{Vouched, vouching};
use super::tying::tie;
use crate::domain::access::Permission;
use crate::domain::controller::Controller;
use crate::domain::ids::IncomingId;
use crate::domain::incoming::{Difficulty, Message, Proposal};
use crate::domain::notice::MessageId;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::ports::incoming::NotRead;
use crate::ports::store::incoming::{Entry, EntryState, Tie};
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::assignment::must;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::telling::wrote;
use crate::workflow::{Desk, WorkError};

/// How much of what is no message is shown, in bytes.
const UNREAD: usize = 20_000;

/// What is kept beside the original, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Who wrote, by their own account.
    pub from: Personal,
    /// Where they would like the answer, if elsewhere.
    pub reply_to: Personal,
    /// The subject.
    pub subject: Personal,
    /// The text. HTML has become text.
    pub text: Personal,
    /// Whether a program sent it; such mail never gets an automatic answer.
    pub automatic: bool,
    /// Addresses that a delivery report calls unreachable for good.
    pub unreachable: Vec<Personal>,
    /// One line about who vouches for the sender.
    pub vouching: String,
    /// Whether our own server has found the sender's domain genuine.
    #[serde(default)]
    pub genuine: bool,
    /// The address in `From`.
    #[serde(default)]
    pub sender: Personal,
    /// What the reader proposes.
    pub proposal: Proposal,
}

/// An entry with what was read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The entry.
    pub entry: Entry,
    /// What was read.
    pub contents: Contents,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is a new entry.
    New(IncomingId),
    /// The same message was taken in before.
    Known(IncomingId),
}

/// Takes a message in. When this returns, original and entry are on disk, once. What is no message is refused.
pub fn take(
    desk: &Desk,
    actor: Actor,
    source: &str,
    controller: Option<&str>,
    bytes: &[u8],
) -> Result<Taken, WorkError> {
    let zone = zone_of(desk, controller)?;
    let (message, proposal) = desk.reader.read(bytes, zone).map_err(refused)?;
    keep(desk, actor, source, controller, bytes, message, proposal)
}

/// The same from a mailbox, where nobody waits for an answer: what is no message becomes an entry with a note.
pub fn take_any(
    desk: &Desk,
    actor: Actor,
    source: &str,
    controller: Option<&str>,
    bytes: &[u8],
) -> Result<Taken, WorkError> {
    let zone = zone_of(desk, controller)?;
    let (message, proposal) = match desk.reader.read(bytes, zone) {
        Ok(read) => read,
        Err(why @ (NotRead::TooLarge | NotRead::NoWords)) => return Err(refused(why)),
        Err(NotRead::Empty | NotRead::NoMessage) => {
            let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(UNREAD)).unwrap_or_default());
            let text = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
            (Message { text, ..Message::default() }, Proposal::unread())
        }
    };
    keep(desk, actor, source, controller, bytes, message, proposal)
}

/// The same of a message that is too large to be read: its headers become an entry with a note, and it stays in its mailbox.
pub fn take_head(
    desk: &Desk,
    actor: Actor,
    source: &str,
    controller: Option<&str>,
    head: &[u8],
    bytes: u64,
) -> Result<Taken, WorkError> {
    let end = head.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
    let end = end.or_else(|| head.windows(2).position(|two| two == b"\n\n").map(|at| at + 2));
    let head = head.get(..end.unwrap_or(head.len())).unwrap_or(head);
    let (mut message, mut proposal) = desk
        .reader
        .read(head, zone_of(desk, controller)?)
        .unwrap_or_else(|_unreadable| (Message::default(), Proposal::unread()));
    message.text = format!("This message has {} MiB. Only its headers were read.", bytes / (1024 * 1024));
    proposal.difficulties.push(Difficulty::TooLarge);
    keep(desk, actor, source, controller, head, message, proposal)
}

/// Seals the original, then writes the entry.
fn keep(
    desk: &Desk,
    actor: Actor,
    source: &str,
    controller: Option<&str>,
    bytes: &[u8],
    message: Message,
    proposal: Proposal,
) -> Result<Taken, WorkError> {
    let zone = zone_of(desk, controller)?;
    let controller = match controller {
        Some(id) => desk.controller(id)?,
        None => addressed(desk, &message)?,
    };
    let fingerprint = fingerprint(&message, bytes);
    if let Some(known) = desk.read(move |_, tx, _| Ok(tx.entry_of(&fingerprint)?))? {
        return Ok(Taken::Known(known.id));
    }
    let sha256: [u8; 32] = Sha256::digest(bytes).into();
    let id = id_of(&sha256);
    let name = original(id);
    seal(desk, name, bytes)?;
    let draft = Draft { id, sha256, fingerprint, source, controller, zone };
    let entry = draft.entry(desk, &message, &proposal)?;
    let added = desk.write(move |desk, tx, now| {
        let suggested = tie(tx, &desk.settings.pepper, &message, &proposal)?;
        let added = tx.add_entry(&Entry { suggested, ..entry })?;
        if added {
            let content = json!({ "entry": id, "kind": proposal.kind, "tie": suggested.map(|(_, tie)| tie.code()) });
            record_at_the_desk(desk, tx, now, actor, "message_taken", &content)?;
            note_bounce(desk, tx, now, &message)?;
            if let Some((case, Tie::Token | Tie::Thread)) = suggested {
                wrote(desk, tx, now, case, &Personal::new(message.from.address.clone()))?;
            }
        }
        Ok(added)
    })?;
    if added {
        return Ok(Taken::New(id));
    }
    // Somebody else took the same message in meanwhile; other bytes of it would never be found again.
    let known = desk.read(move |_, tx, _| Ok(tx.entry_of(&fingerprint)?))?.map_or(id, |entry| entry.id);
    if known != id {
        desk.vault.destroy(name)?;
    }
    Ok(Taken::Known(known))
}

/// Takes in what a colleague pasted: a whole message, or only words. `from` and `received` say what the words do not.
pub fn paste(
    desk: &Desk,
    actor: Actor,
    controller: &str,
    typed: &str,
    from: &str,
    received: &str,
) -> Result<Taken, WorkError> {
    must(actor, Permission::HandleCases)?;
    if desk.controller(controller).is_err() {
        return Err(WorkError::field("controller", "Choose the company."));
    }
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(WorkError::field("text", "Paste the message."));
    }
    let whole = typed.lines().take_while(|line| !line.trim().is_empty()).any(|line| line.starts_with("From:"))
        && typed.lines().take_while(|line| !line.trim().is_empty()).any(|line| line.starts_with("Date:"));
    if whole {
        return take(desk, actor, "paste", Some(controller), typed.as_bytes());
    }
    let zone = zone_of(desk, Some(controller))?;
    let day = day_of(desk, received, zone)?;
    let address: String = from.chars().filter(|c| !c.is_control()).take(254).collect();
    let to = &desk.controller(controller)?.contact.email;
    let head = format!(
        "From: {}\r\nTo: {to}\r\nDate: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
        if address.trim().is_empty() { "unknown@invalid".to_owned() } else { address },
        day.to_rfc2822()
    );
    take(desk, actor, "paste", Some(controller), format!("{head}{typed}\n").as_bytes())
}

/// The day that a colleague gave, at noon of the company's time; without one it is now.
fn day_of(desk: &Desk, typed: &str, zone: Tz) -> Result<DateTime<Tz>, WorkError> {
    if typed.trim().is_empty() {
        return Ok(desk.clock.now().with_timezone(&zone));
    }
    let wrong = || WorkError::field("received", "Enter the day as year, month and day, like 2026-11-04.");
    let day = chrono::NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").map_err(|_not_a_date| wrong())?;
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let at = zone.from_local_datetime(&day.and_time(noon)).earliest().ok_or_else(wrong)?;
    if at > desk.clock.now() {
        return Err(WorkError::field("received", "The day of receipt cannot be in the future."));
    }
    Ok(at)
}

/// The entries that wait for a decision, the oldest first, with what was read from them.
pub fn waiting(desk: &Desk, state: EntryState, limit: i64) -> Result<Vec<Opened>, WorkError> {
    let entries = desk.read(move |_, tx, _| Ok(tx.entries(state, limit)?))?;
    entries.into_iter().map(|entry| unsealed(desk, entry)).collect()
}

/// One entry with what was read from it.
pub fn open(desk: &Desk, id: IncomingId) -> Result<Opened, WorkError> {
    let entry = desk.read(move |_, tx, _| Ok(tx.entry(id)?))?;
    unsealed(desk, entry)
}

fn unsealed(desk: &Desk, entry: Entry) -> Result<Opened, WorkError> {
    let plain = desk.vault.open_small(original(entry.id), &entry.contents)?;
    let contents =
        serde_json::from_slice(&plain).map_err(|_damaged| WorkError::field("contents", "They cannot be read."))?;
    Ok(Opened { entry, contents })
}

/// The object that keeps the original of an entry.
pub fn original(id: IncomingId) -> ObjectName {
    ObjectName::new(Purpose::Correspondence, id.0)
}

fn refused(why: NotRead) -> WorkError {
    WorkError::field("message", format!("This cannot be read: {why}."))
}

fn seal(desk: &Desk, name: ObjectName, bytes: &[u8]) -> Result<(), WorkError> {
    let mut sealing = desk.vault.create(name)?;
    sealing.write_all(bytes).map_err(|source| crate::ports::vault::VaultError::Io { name, source })?;
    sealing.finish()?;
    Ok(())
}

/// The same bytes always have the same id, so that a message taken in again after a fall finds its own place in the vault.
fn id_of(sha256: &[u8; 32]) -> IncomingId {
    let start = sha256.first_chunk::<16>().copied().unwrap_or_default();
    IncomingId(Uuid::from_bytes(start))
}

/// What makes a message one, by whichever servers it comes: its name together with what it says. The name alone would let
/// somebody who knows it push a message of theirs before the real one.
fn fingerprint(message: &Message, bytes: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    if message.message_id.is_empty() {
        hash.update(bytes);
        return hash.finalize().into();
    }
    for part in [&message.message_id, &message.from.address, &message.subject, &message.text] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

/// The company whose mailbox it was written to; the only one there is, else the first.
fn addressed<'d>(desk: &'d Desk, message: &Message) -> Result<&'d Controller, WorkError> {
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    let own = |controller: &&Controller| {
        let theirs = domain(&controller.contact.email);
        theirs.is_some() && message.to.iter().any(|to| domain(to) == theirs)
    };
    let found = desk.controllers.values().find(own).or_else(|| desk.controllers.values().next());
    found.ok_or(WorkError::NoController)
}

fn zone_of(desk: &Desk, controller: Option<&str>) -> Result<Tz, WorkError> {
    let controller = match controller {
        Some(id) => desk.controller(id)?,
        None => desk.controllers.values().next().ok_or(WorkError::NoController)?,
    };
    Ok(desk.terms(controller)?.zone)
}

/// What an entry is made of before its contents are sealed.
struct Draft<'a> {
    id: IncomingId,
    sha256: [u8; 32],
    fingerprint: [u8; 32],
    source: &'a str,
    controller: &'a Controller,
    zone: Tz,
}

impl Draft<'_> {
    fn entry(&self, desk: &Desk, message: &Message, proposal: &Proposal) -> Result<Entry, WorkError> {
        let now = desk.clock.now();
        let plain = serde_json::to_vec(&contents(desk, message, proposal))
            .map_err(|_unwritable| WorkError::field("contents", "They cannot be kept."))?;
        Ok(Entry {
            id: self.id,
            fingerprint: self.fingerprint,
            sha256: self.sha256,
            controller: self.controller.id.clone(),
            source: self.source.to_owned(),
            taken_at: now,
            received_at: received_at(message, proposal, self.zone).unwrap_or(now).min(now),
            contents: desk.vault.seal_small(original(self.id), &plain)?,
            suggested: None,
            state: EntryState::Waiting,
            case: None,
            decided: None,
            reason: Personal::default(),
            message_id: MessageId::parse(&message.message_id).ok().map(|name| name.to_string()),
        })
    }
}

/// When the company got it: to the minute where the message itself says so, else noon of the day that was passed on.
fn received_at(message: &Message, proposal: &Proposal, zone: Tz) -> Option<DateTime<Utc>> {
    let day = proposal.received?;
    let stamped = message.arrived.or(message.sent).map(|at| at.with_timezone(&Utc));
    let same_day = stamped.filter(|at| at.with_timezone(&zone).date_naive() == day);
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    same_day.or_else(|| zone.from_local_datetime(&day.and_time(noon)).earliest().map(|at| at.with_timezone(&Utc)))
}

fn contents(desk: &Desk, message: &Message, proposal: &Proposal) -> Contents {
    let from = if message.from.name.is_empty() {
        message.from.address.clone()
    } else {
        format!("{} <{}>", message.from.name, message.from.address)
    };
    let failed = message.deliveries.iter().filter(|delivery| delivery.is_final());
    let vouched = vouching(&message.authentication, desk.settings.mail_server.as_deref(), &message.from.address);
    Contents {
        from: Personal::new(from),
        reply_to: Personal::new(message.reply_to.clone()),
        subject: Personal::new(message.subject.clone()),
        text: Personal::new(message.text.clone()),
        automatic: message.is_automatic(),
        unreachable: failed.map(|delivery| Personal::new(delivery.recipient.clone())).collect(),
        vouching: vouched.sentence(),
        genuine: vouched == Vouched::Genuine,
        sender: Personal::new(message.from.address.clone()),
        proposal: proposal.clone(),
    }
}
