//! Mailboxes that are watched: the settings file is the starting point, those of the console come beside it, and count without a restart.

use super::history::{Edit, Past, past, remember};
use super::post::{Tried, put_secret, wrong};
use super::post_words::arriving;
use crate::domain::access::Permission;
use crate::domain::office::{MailboxWay, SetupArea};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::setup::Difference;
use crate::ports::incoming::MailboxError;
use crate::ports::post::{FileMailbox, PostRoom};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::incoming::{MailboxStanding, look_anew, standing_of};
use crate::workflow::{Desk, WorkError};

/// A mailbox of the console with everything that is shown about it.
#[derive(Clone, Debug)]
pub struct MailboxBook {
    /// How it is reached.
    pub way: MailboxWay,
    /// How it stands.
    pub standing: MailboxStanding,
    /// What was changed about it, the newest first.
    pub past: Vec<Past>,
}

/// A mailbox as somebody gives it.
#[derive(Clone, Debug)]
pub struct GivenMailbox {
    /// The mailbox.
    pub way: MailboxWay,
    /// Its password, where it was typed; it goes into the file that the way names.
    pub secret: Option<Personal>,
    /// Whether there must not be one of this name yet.
    pub is_new: bool,
    /// Whether it is kept although it cannot be opened now.
    pub anyway: bool,
}

/// The file for a password that was typed in the console.
pub fn secret_of_mailbox(name: &str) -> String {
    format!("secrets/mailbox-{name}")
}

/// A mailbox that was set up in the console.
pub fn mailbox_book(desk: &Desk, name: &str) -> Result<MailboxBook, WorkError> {
    let name = name.to_owned();
    desk.read(move |_, tx, _| {
        let way = found(tx, &name)?;
        Ok(MailboxBook {
            standing: standing_of(tx, &name)?,
            past: past(tx, Some(SetupArea::Mail), Some(&subject(&name)))?,
            way,
        })
    })
}

/// Looks into a mailbox. No message is taken or marked, and nothing is kept.
pub fn try_mailbox(room: &dyn PostRoom, actor: Actor, given: &GivenMailbox) -> Result<Tried, WorkError> {
    must(actor, Permission::ConnectSystems)?;
    given.way.check().map_err(wrong)?;
    let server = &given.way.server;
    match room.look(&given.way, given.secret.as_ref()) {
        Ok(waiting) => Ok(Tried::Well(format!(
            "{} let us in, and {} there. None was taken or marked.",
            server.host,
            match waiting {
                0 => "no message waits".to_owned(),
                1 => "one message waits".to_owned(),
                n => format!("{n} messages wait"),
            }
        ))),
        Err(MailboxError::Secret(_)) => Err(WorkError::field(
            "secret_file",
            "There is no password in this file. Type the password above, or put it there.",
        )),
        Err(error) => Ok(Tried::Badly(arriving(server, &error))),
    }
}

/// Keeps a mailbox, and it is looked into from now on. One that cannot be opened is kept only on a second word: what was wrong
/// comes back then.
pub fn keep_mailbox(
    desk: &Desk,
    room: &dyn PostRoom,
    actor: Actor,
    given: &GivenMailbox,
) -> Result<Option<Tried>, WorkError> {
    must(actor, Permission::ConnectSystems)?;
    given.way.check().map_err(wrong)?;
    if given.way.controller.as_ref().is_some_and(|id| !desk.controllers.contains_key(id)) {
        return Err(WorkError::field("controller", "Choose one of the companies, or leave it to the message."));
    }
    let (way, is_new, file) = (given.way.clone(), given.is_new, room.mailboxes());
    let (asked, named) = (way.clone(), file.clone());
    if desk.read(move |_, tx, _| fits(tx, &asked, is_new, &named))? {
        return Ok(None);
    }
    if !given.anyway
        && let tried @ Tried::Badly(_) = try_mailbox(room, actor, given)?
    {
        return Ok(Some(tried));
    }
    let secret = put_secret(room, &way.server, given.secret.as_ref())?;
    desk.write(move |desk, tx, now| {
        if fits(tx, &way, is_new, &file)? {
            return Ok(());
        }
        let before = tx.mailbox_ways()?.into_iter().find(|known| known.name == way.name);
        tx.put_mailbox_way(&way.name, Some(&way))?;
        look_anew(tx, now, &way.name)?;
        let mut changes = way.differences(before.as_ref());
        changes.push(secret);
        remember(desk, tx, now, actor, edit(&way.name, changes))
    })?;
    desk.counts_now();
    Ok(None)
}

/// Stops looking into a mailbox for a while, or goes on.
pub fn pause_mailbox(desk: &Desk, actor: Actor, name: &str, paused: bool) -> Result<(), WorkError> {
    must(actor, Permission::ConnectSystems)?;
    let name = name.to_owned();
    desk.write(move |desk, tx, now| {
        let before = found(tx, &name)?;
        let way = MailboxWay { paused, ..before.clone() };
        tx.put_mailbox_way(&name, Some(&way))?;
        if before.paused && !paused {
            look_anew(tx, now, &name)?;
        }
        remember(desk, tx, now, actor, edit(&name, way.differences(Some(&before))))
    })?;
    desk.counts_now();
    Ok(())
}

/// Forgets a mailbox. What came from it stays in the inbox, and what lies in it stays there.
pub fn drop_mailbox(desk: &Desk, actor: Actor, name: &str) -> Result<(), WorkError> {
    must(actor, Permission::ConnectSystems)?;
    let name = name.to_owned();
    desk.write(move |desk, tx, now| {
        let before = found(tx, &name)?;
        tx.put_mailbox_way(&name, None)?;
        look_anew(tx, now, &name)?;
        remember(desk, tx, now, actor, edit(&name, MailboxWay::default().differences(Some(&before))))
    })?;
    desk.counts_now();
    Ok(())
}

fn found(tx: &mut dyn Tx, name: &str) -> Result<MailboxWay, StoreError> {
    tx.mailbox_ways()?.into_iter().find(|way| way.name == name).ok_or(StoreError::NotFound)
}

/// Whether it is there already just so, which a second press of a button makes; an error where it cannot be there beside the others.
fn fits(tx: &mut dyn Tx, way: &MailboxWay, is_new: bool, file: &[FileMailbox]) -> Result<bool, WorkError> {
    if file.iter().any(|known| known.name == way.name) {
        return Err(WorkError::field("name", "The settings file has a mailbox of this name. Choose another."));
    }
    let kept = tx.mailbox_ways()?;
    let own = kept.iter().find(|known| known.name == way.name);
    match own {
        Some(own) if is_new && own == way => return Ok(true),
        Some(_) if is_new => return Err(WorkError::field("name", "There is a mailbox of this name. Choose another.")),
        None if !is_new => return Err(StoreError::NotFound.into()),
        _ => {}
    }
    let all = file.iter().filter_map(|known| known.way.as_ref()).chain(&kept);
    match all.filter(|known| known.name != way.name).find(|known| known.is_same_place(way)) {
        Some(known) => Err(WorkError::field(
            "username",
            format!(
                "This folder of this account is watched already, as “{}”. Each message would be taken twice.",
                known.name
            ),
        )),
        None => Ok(false),
    }
}

fn subject(name: &str) -> String {
    format!("mailbox:{name}")
}

fn edit(name: &str, changes: Vec<Option<Difference>>) -> Edit {
    Edit { area: SetupArea::Mail, subject: subject(name), name: format!("the mailbox “{name}”"), changes }
}
