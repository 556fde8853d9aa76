//! Mailboxes as pages show them: where each is, how it stands, and what to do where it does not stand well.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::clock::words::long_date;
use crate::domain::office::{INBOX, MailServer, MailWayFault, MailboxWay, Protection};
use crate::web::WebError;
use crate::web::console::office::mail_form::Boxed;
use crate::web::fields::Fields;
use crate::web::icons::Icon;
use crate::workflow::incoming::MailboxStanding;
use crate::workflow::office::{GivenMailbox, PostBook, secret_of_mailbox};
use crate::workflow::{Desk, WorkError};

/// A mailbox in the list.
pub struct MailboxLine {
    /// Its name.
    pub name: String,
    /// Where it is set up; empty where the settings file says, so that it is only read here.
    pub href: String,
    /// "privacy@shop.example at imap.shop.example".
    pub place: String,
    /// Whose it is.
    pub company: String,
    /// How it stands.
    pub standing: StandingView,
}

/// How a mailbox stands.
pub struct StandingView {
    /// The colour: `ok`, `warn` or nothing.
    pub class: &'static str,
    /// The icon.
    pub icon: Icon,
    /// In a word or two.
    pub short: &'static str,
    /// In a sentence or two, with the next step where there is one.
    pub words: String,
}

impl MailboxLine {
    /// Those of the settings file, then those of the console.
    pub fn all(desk: &Desk, book: &PostBook, zone: Tz) -> Vec<Self> {
        let company = |id: &Option<String>| company_name(desk, id.as_deref());
        let of_file = book.in_file.iter().map(|(one, standing)| Self {
            name: one.name.clone(),
            href: String::new(),
            place: one.place.clone(),
            company: company(&one.controller),
            standing: StandingView::of(standing, false, zone),
        });
        let kept = book.mailboxes.iter().map(|(way, standing)| Self {
            name: way.name.clone(),
            href: format!("/console/mail/box/{}", way.name),
            place: way.place(),
            company: company(&way.controller),
            standing: StandingView::of(standing, way.paused, zone),
        });
        of_file.chain(kept).collect()
    }
}

fn company_name(desk: &Desk, id: Option<&str>) -> String {
    let brand = |id: &str| desk.controllers.get(id).map_or_else(|| id.to_owned(), |known| known.brand.clone());
    id.map_or_else(|| "The one that a message names".to_owned(), brand)
}

impl StandingView {
    /// In words of the desk's own time.
    pub fn of(standing: &MailboxStanding, paused: bool, zone: Tz) -> Self {
        let at = |at: DateTime<Utc>| {
            let local = at.with_timezone(&zone);
            format!("{}, {} ({zone})", long_date(local.date_naive()), local.format("%H:%M"))
        };
        let view = |class, icon, short, words| Self { class, icon, short, words };
        if paused {
            let words = "Nobody looks into it. Mail waits there, nothing is lost.".to_owned();
            return view("", Icon::Pause, "Paused", words);
        }
        let read = standing.read_at.map(|read| format!("Last read on {}.", at(read)));
        match (standing.failing_since, &standing.trouble, read) {
            (Some(since), Some(why), read) => {
                let (remedy, read) = (standing.remedy.as_deref().unwrap_or_default(), read.unwrap_or_default());
                let words = format!("Since {}: {why}. {remedy} {read}", at(since)).trim_end().to_owned();
                view("warn", Icon::Alert, "Cannot be read", words)
            }
            (_, _, Some(read)) if standing.left > 0 => {
                let words = format!("{read} {} could not be taken and lie there still.", messages(standing.left));
                view("warn", Icon::Alert, "Read in part", words)
            }
            (_, _, Some(read)) => view("ok", Icon::Done, "Watched", read),
            _ => view("", Icon::Clock, "Not looked into yet", "The first look comes within a minute.".to_owned()),
        }
    }
}

fn messages(n: usize) -> String {
    if n == 1 { "One message".to_owned() } else { format!("{n} messages") }
}

/// The form of a mailbox.
#[derive(Clone, Default)]
pub struct Arriving {
    /// The server and the account.
    pub boxed: Boxed,
    /// The name of the mailbox.
    pub name: String,
    /// The company whose it is.
    pub controller: String,
    /// The folder.
    pub folder: String,
    /// The folder for what was taken.
    pub move_to: String,
    /// From which day on.
    pub since: String,
    /// Whether senders get a receipt.
    pub receipts: bool,
    /// Whether it is kept although it cannot be opened.
    pub anyway: bool,
}

impl Arriving {
    /// Usual values: the account that letters leave through, and what arrives from today on.
    pub fn usual(desk: &Desk, book: &PostBook, today: NaiveDate) -> Self {
        let server = book.kept.as_ref().map(|way| way.server.clone()).unwrap_or_default();
        // Most providers name both servers alike.
        let host = server.host.strip_prefix("smtp.").map_or_else(|| server.host.clone(), |rest| format!("imap.{rest}"));
        let server = MailServer { host, port: 993, protection: Protection::Wrapper, ..server };
        let mut companies = desk.controllers.keys();
        let only = companies.next().filter(|_| companies.next().is_none());
        let way = MailboxWay {
            server,
            name: "privacy".to_owned(),
            controller: only.cloned(),
            folder: INBOX.to_owned(),
            since: Some(today),
            ..MailboxWay::default()
        };
        Self::of(&way)
    }

    /// As it is kept.
    pub fn of(way: &MailboxWay) -> Self {
        Self {
            boxed: Boxed::of("in", &way.server),
            name: way.name.clone(),
            controller: way.controller.clone().unwrap_or_default(),
            folder: way.folder.clone(),
            move_to: way.move_to.clone().unwrap_or_default(),
            since: way.since.map(|day| day.to_string()).unwrap_or_default(),
            receipts: way.receipts,
            anyway: false,
        }
    }

    /// As it was typed; the name of one that is there stays.
    pub fn read(fields: &Fields, name: Option<&str>) -> Result<Self, WebError> {
        let one = |name| Ok::<_, WebError>(fields.one(name)?.trim().to_owned());
        Ok(Self {
            boxed: Boxed::read("in", fields)?,
            name: name.map_or_else(|| one("name"), |name| Ok(name.to_owned()))?,
            controller: one("controller")?,
            folder: one("folder")?,
            move_to: one("move_to")?,
            since: one("since")?,
            receipts: fields.has("receipts"),
            anyway: fields.has("anyway"),
        })
    }

    /// The mailbox that was typed.
    pub fn given(&self, is_new: bool, paused: bool) -> Result<GivenMailbox, WorkError> {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let since = some(&self.since).map(|day| day.parse()).transpose();
        let fault = MailWayFault::Since;
        let way = MailboxWay {
            server: self.boxed.server(&secret_of_mailbox(&self.name))?,
            name: self.name.clone(),
            controller: some(&self.controller),
            folder: self.folder.clone(),
            move_to: some(&self.move_to),
            since: since.map_err(|_no_day| WorkError::field(fault.field(), fault.to_string()))?,
            receipts: self.receipts,
            paused,
        };
        Ok(GivenMailbox { way, secret: self.boxed.secret.clone(), is_new, anyway: self.anyway })
    }
}
