//! How mail leaves: the settings file is the starting point, what is kept in the console counts from the next letter on. And trying
//! it out: a connection, a letter to oneself, a look into a mailbox.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use super::history::{Edit, Past, past, remember};
use super::post_words::leaving;
use crate::domain::access::Permission;
use crate::domain::ids::MailId;
use crate::domain::notice::{AutoSubmitted, MessageId};
use crate::domain::office::{MailServer, MailWay, MailWayFault, MailboxWay, SetupArea, difference};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::setup::Difference;
use crate::ports::mailer::{Accepted, MailError, MailFault, MailStep, Mailbox, Mailer, OutgoingMail, Trouble};
use crate::ports::post::{Closed, FileMailbox, Outlet, PostRoom};
use crate::ports::store::staff::Staff;
use crate::ports::store::{self, Store, StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::incoming::{MailboxStanding, standing_of};
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// The setting that keeps the way out.
const WAY: &str = "mail_way";
/// Its name in the history.
const NAME: &str = "How letters leave";
/// The file for a password that was typed in the console.
pub const SECRET_OF_MAIL: &str = "secrets/mail";

/// How mail leaves, with everything that is shown about it.
#[derive(Clone, Debug)]
pub struct PostBook {
    /// What was kept in the console; it goes before the file.
    pub kept: Option<MailWay>,
    /// What the settings file says.
    pub file: Outlet,
    /// The mailboxes of the settings file, and how each stands.
    pub in_file: Vec<(FileMailbox, MailboxStanding)>,
    /// Those of the console, and how each stands.
    pub mailboxes: Vec<(MailboxWay, MailboxStanding)>,
    /// What was changed, the newest first.
    pub past: Vec<Past>,
}

/// What came of trying something out. The words say what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It works.
    Well(String),
    /// It does not: what happened, and what to look at.
    Badly(String),
}

/// A way out as somebody gives it.
#[derive(Clone, Debug)]
pub struct GivenWay {
    /// The way.
    pub way: MailWay,
    /// Its password, where it was typed; it goes into the file that the way names.
    pub secret: Option<Personal>,
}

impl PostBook {
    /// The server that letters leave through; `None` while they go into a folder.
    pub fn server(&self) -> Option<&str> {
        let way = match (&self.kept, &self.file) {
            (Some(way), _) | (None, Outlet::Server(way)) => way,
            (None, Outlet::Folder(_)) => return None,
        };
        Some(&way.server.host)
    }
}

/// How mail leaves.
pub fn post_book(desk: &Desk, room: &dyn PostRoom) -> Result<PostBook, WorkError> {
    let (file, named) = (room.in_file(), room.mailboxes());
    desk.read(move |_, tx, _| {
        let (kept, ways) = (kept_way(tx)?, tx.mailbox_ways()?);
        let past = past(tx, Some(SetupArea::Mail), None)?;
        let mut standing = |name: &str| standing_of(tx, name);
        let in_file = named.into_iter().map(|one| standing(&one.name).map(|standing| (one, standing)));
        let in_file = in_file.collect::<Result<_, _>>()?;
        let mailboxes = ways.into_iter().map(|way| standing(&way.name).map(|standing| (way, standing)));
        Ok(PostBook { kept, file, in_file, mailboxes: mailboxes.collect::<Result<_, _>>()?, past })
    })
}

/// The way out that was kept in the console.
pub fn kept_way(tx: &mut dyn Tx) -> Result<Option<MailWay>, StoreError> {
    Ok(tx.setting(WAY)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Keeps how mail leaves. The file with the password must be there: a way that cannot work is not kept.
pub fn keep_way(desk: &Desk, room: &dyn PostRoom, actor: Actor, given: GivenWay) -> Result<(), WorkError> {
    must(actor, Permission::ConnectSystems)?;
    open(room, &given).map(drop)?;
    let secret = put_secret(room, &given.way.server, given.secret.as_ref())?;
    change(desk, room, actor, Some(given.way), secret)
}

/// Puts a password that was typed into the file that the way names; what the history says about it.
pub(super) fn put_secret(
    room: &dyn PostRoom,
    server: &MailServer,
    secret: Option<&Personal>,
) -> Result<Option<Difference>, WorkError> {
    let (Some(secret), Some(file)) = (secret, &server.secret_file) else { return Ok(None) };
    let unwritten = |kind| WorkError::field("password", format!("The password could not be put into {file} ({kind})."));
    room.keep_secret(file, secret).map_err(unwritten)?;
    Ok(difference("Its password", "", "given anew"))
}

/// Prepares a way out that is fit to be kept.
fn open(room: &dyn PostRoom, given: &GivenWay) -> Result<Arc<dyn Mailer>, WorkError> {
    given.way.check().map_err(wrong)?;
    room.open(&given.way, given.secret.as_ref()).map_err(|closed| unopened(&closed))
}

/// Goes back to what the settings file says.
pub fn way_of_file(desk: &Desk, room: &dyn PostRoom, actor: Actor) -> Result<(), WorkError> {
    must(actor, Permission::ConnectSystems)?;
    change(desk, room, actor, None, None)
}

fn change(
    desk: &Desk,
    room: &dyn PostRoom,
    actor: Actor,
    way: Option<MailWay>,
    secret: Option<Difference>,
) -> Result<(), WorkError> {
    let file = match room.in_file() {
        Outlet::Server(way) => Some(way),
        Outlet::Folder(_) => None,
    };
    desk.write(move |desk, tx, now| {
        let before = kept_way(tx)?.or_else(|| file.clone());
        let text = way.as_ref().and_then(|way| serde_json::to_string(way).ok());
        tx.put_setting(WAY, text.as_deref())?;
        let after = way.or(file).unwrap_or_default();
        let mut changes = after.differences(before.as_ref());
        changes.push(secret);
        remember(desk, tx, now, actor, Edit { area: SetupArea::Mail, subject: WAY.into(), name: NAME.into(), changes })
    })?;
    desk.counts_now();
    Ok(())
}

/// Connects and signs in as a way says. Nothing is sent or kept.
pub fn try_way(room: &dyn PostRoom, actor: Actor, given: &GivenWay) -> Result<Tried, WorkError> {
    must(actor, Permission::ConnectSystems)?;
    let (mailer, way) = (open(room, given)?, &given.way);
    Ok(match mailer.probe() {
        Ok(()) => {
            Tried::Well(format!("{} answered and let us in. Nothing was sent, and nothing was kept.", way.server.host))
        }
        Err(error) => Tried::Badly(leaving(&way.server, error.why())),
    })
}

/// Sends a letter to whoever tries, the way that is typed. Nothing is kept but a line on the log of the desk.
pub fn send_test(
    desk: &Desk,
    room: &dyn PostRoom,
    to: &Staff,
    actor: Actor,
    given: &GivenWay,
) -> Result<Tried, WorkError> {
    must(actor, Permission::ConnectSystems)?;
    let (mailer, way) = (open(room, given)?, &given.way);
    let tried = match mailer.send(&test_letter(desk, to, &way.from)) {
        Ok(accepted) => Tried::Well(taken(to, &accepted)),
        Err(error) => Tried::Badly(leaving(&way.server, error.why())),
    };
    let content = json!({ "server": way.server.host, "taken": matches!(tried, Tried::Well(_)) });
    desk.write(move |desk, tx, now| record_at_the_desk(desk, tx, now, actor, "test_letter_sent", &content))?;
    Ok(tried)
}

fn taken(to: &Staff, accepted: &Accepted) -> String {
    let code = accepted.code.map(|code| format!(" ({code})")).unwrap_or_default();
    let to = to.email.reveal();
    format!(
        "The server took a test letter to {to}{code}. Look into that mailbox now, and into its folder for spam: only a letter that \
         arrives shows that this works. Nothing was kept."
    )
}

fn test_letter(desk: &Desk, to: &Staff, from: &str) -> OutgoingMail {
    let now = desk.clock.now();
    let domain = from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let [first, second] = [
        "This is a test letter from Rightsdesk.",
        "If you can read it, letters to people who ask about their data will leave this way. Please look whether it landed among spam.",
    ];
    OutgoingMail {
        message_id: MessageId::new(None, MailId::new(now, desk.entropy.bytes10()), domain),
        date: now,
        from: Mailbox { name: Some("Rightsdesk".to_owned()), address: from.to_owned() },
        reply_to: None,
        to: to.email.clone(),
        subject: "Rightsdesk: a test letter".to_owned(),
        text: format!("{first}\r\n\r\n{second}\r\n"),
        html: format!("<!doctype html><html lang=\"en\"><body><p>{first}</p><p>{second}</p></body></html>"),
        auto_submitted: AutoSubmitted::Generated,
        in_reply_to: None,
        references: Vec::new(),
    }
}

pub(super) fn wrong(fault: MailWayFault) -> WorkError {
    WorkError::field(fault.field(), fault.to_string())
}

fn unopened(closed: &Closed) -> WorkError {
    let (field, what) = match closed {
        Closed::Secret(kind) => (
            "secret_file",
            format!("There is no such file that can be read ({kind}). Type the password above, or put it there."),
        ),
        Closed::NoSecret => (
            "secret_file",
            "The first line of this file is empty. Type the password above, or put it there.".to_owned(),
        ),
        Closed::Authority => ("ca_file", "This file is not there, or holds no certificate in PEM form.".to_owned()),
        Closed::Other(words) => ("host", format!("This cannot be set up: {words}.")),
    };
    WorkError::field(field, what)
}

/// The way out in force: the one that was kept in the console, else the one of the settings file. Every process sees a change at its next letter.
pub struct MailRoute {
    file: Arc<dyn Mailer>,
    room: Arc<dyn PostRoom>,
    store: Arc<dyn Store>,
    /// The kept way that was opened last, with its open connections.
    opened: Mutex<Option<(MailWay, Arc<dyn Mailer>)>>,
}

impl MailRoute {
    /// Lays what is kept over the way of the settings file.
    pub fn over(file: Arc<dyn Mailer>, room: Arc<dyn PostRoom>, store: Arc<dyn Store>) -> Self {
        Self { file, room, store, opened: Mutex::default() }
    }

    fn kept(&self) -> Result<Option<MailWay>, MailError> {
        store::read::<_, StoreError, _>(&*self.store, kept_way).map_err(|_unasked| {
            let why = Trouble::new(MailStep::Connecting, MailFault::Unreachable);
            MailError::Temporary { why, after: None }
        })
    }

    fn open(&self, way: &MailWay) -> Result<Arc<dyn Mailer>, MailError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((own, mailer)) = &*opened
            && own == way
        {
            return Ok(Arc::clone(mailer));
        }
        let mailer = self.room.open(way, None).map_err(|closed| closed.trouble())?;
        *opened = Some((way.clone(), Arc::clone(&mailer)));
        Ok(mailer)
    }

    /// A password that was changed in its file is read at the next try.
    fn forget(&self) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Mailer for MailRoute {
    fn send(&self, mail: &OutgoingMail) -> Result<Accepted, MailError> {
        let Some(way) = self.kept()? else { return self.file.send(mail) };
        let from = Mailbox { address: way.from.clone(), ..mail.from.clone() };
        let sent = self.open(&way)?.send(&OutgoingMail { from, ..mail.clone() });
        sent.inspect_err(|error| {
            if error.why().step == MailStep::SigningIn {
                self.forget();
            }
        })
    }
}
