//! The desk: everything a workflow works with, joined in one place.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::WorkError;
use super::companies::CompanyBook;
use super::incoming::{Joint, ReplyPath};
use super::office::KeptDesk;
use crate::domain::clock::{Law, Terms};
use crate::domain::controller::Controller;
use crate::domain::language::Languages;
use crate::domain::request::Request;
use crate::domain::telling::Patience;
use crate::ports::entropy::Entropy;
use crate::ports::incoming::LetterReader;
use crate::ports::letters::{Letters, Press};
use crate::ports::mailer::Mailbox;
use crate::ports::scanner::Scanner;
use crate::ports::store::{self, Store, Tx};
use crate::ports::time::Clock;
use crate::ports::vault::Vault;

/// The controllers of an installation, by id.
pub type Controllers = BTreeMap<String, Controller>;

/// What an installation has decided for itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach us, with scheme and without a slash at the end: `https://privacy.example.org`.
    pub public_url: String,
    /// Whether one person may approve their own gathering, where the console says nothing else: ask [`Desk::is_solo`].
    pub solo: bool,
    /// How long such an approval can be taken back.
    pub cool_off: TimeDelta,
    /// How long the approval of an erasure can be taken back before anything is erased.
    pub undo: TimeDelta,
    /// Whether the person is told when what an erasure had to keep is erased at last.
    pub tell_when_kept_is_erased: bool,
    /// How many systems one search asks at the same time.
    pub side_by_side: usize,
    /// How long a word of a recipient is awaited after they were told (Article 19).
    pub recipients: Patience,
    /// Days from receipt to the outcome of a complaint: the desk's own target, because the law names no number.
    pub complaint_days: u16,
    /// How long a package can be fetched.
    pub link_life: TimeDelta,
    /// Who staff mail comes from.
    pub desk_mailbox: Mailbox,
    /// The server that letters leave through by the settings file; `None` while they are written into a folder.
    pub sends_by: Option<String>,
    /// Who is told when a case has no owner; empty means every active handler.
    pub duty_address: Option<String>,
    /// The name by which our own mail server signs what it found out about senders; `None` when nobody vouches for them.
    pub mail_server: Option<String>,
    /// Where mail comes in.
    pub incoming: MailIn,
    /// The key under which codes and addresses are hashed.
    pub pepper: [u8; 32],
}

/// Where mail comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailIn {
    /// The names of the mailboxes that the settings file names.
    pub mailboxes: Vec<String>,
    /// The mailboxes whose addresses can carry a case, the first that fits a company first.
    pub answers: Vec<AnswerRule>,
}

/// A mailbox whose addresses can carry a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRule {
    /// Whose it is; `None` where it serves every company.
    pub controller: Option<String>,
    /// Its address; `None` where it is the company's own.
    pub mailbox: Option<String>,
    /// How a case is joined to it.
    pub joint: Joint,
}

impl MailIn {
    /// Where answers to a company's letters can go; nothing where no mailbox of theirs takes such addresses.
    pub fn reply_path(&self, controller: &Controller) -> Option<ReplyPath> {
        let fits = |rule: &&AnswerRule| rule.controller.as_ref().is_none_or(|named| *named == controller.id);
        let rule = self.answers.iter().find(fits)?;
        let mailbox = rule.mailbox.clone().unwrap_or_else(|| controller.contact.email.clone());
        Some(ReplyPath { mailbox, joint: rule.joint })
    }
}

/// Everything a workflow works with. Cheap to clone: it goes into each transaction's closure.
#[derive(Clone)]
pub struct Desk {
    /// What is remembered.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Writes letters.
    pub letters: Arc<dyn Letters>,
    /// Prints letters.
    pub press: Arc<dyn Press>,
    /// Reads letters that arrive.
    pub reader: Arc<dyn LetterReader>,
    /// Keeps large and sealed things.
    pub vault: Arc<dyn Vault>,
    /// Looks for harm in files from outside; nothing where the installation has no scanner.
    pub scanner: Option<Arc<dyn Scanner>>,
    /// The law book.
    pub law: Arc<Law>,
    /// The languages people are spoken to in.
    pub languages: Arc<Languages>,
    /// Who answers, as it was when this desk was made current.
    pub controllers: Arc<Controllers>,
    /// Who answers, with everything that was saved in the console.
    pub companies: Arc<CompanyBook>,
    /// What the installation decided.
    pub settings: Arc<Settings>,
    /// What was set up about the desk in the console; it goes before the settings.
    pub kept: Arc<KeptDesk>,
    /// Tells the job runner that there may be work.
    pub wake: Arc<dyn Fn() + Send + Sync>,
}

impl Desk {
    /// Runs a write with a copy of the desk and one reading of the clock, then wakes the job runner.
    pub fn write<T, F>(&self, work: F) -> Result<T, WorkError>
    where
        T: Send + 'static,
        F: FnOnce(&Desk, &mut dyn Tx, DateTime<Utc>) -> Result<T, WorkError> + Send + 'static,
    {
        let desk = self.clone();
        let now = self.clock.now();
        let result = store::write(&*self.store, move |tx| work(&desk, tx, now))?;
        (self.wake)();
        Ok(result)
    }

    /// Runs a read.
    pub fn read<T, F>(&self, work: F) -> Result<T, WorkError>
    where
        T: Send + 'static,
        F: FnOnce(&Desk, &mut dyn Tx, DateTime<Utc>) -> Result<T, WorkError> + Send + 'static,
    {
        let desk = self.clone();
        let now = self.clock.now();
        store::read(&*self.store, move |tx| work(&desk, tx, now))
    }

    /// Whether one person may approve what they gathered: as it was chosen in the console, else as the settings file says.
    pub fn is_solo(&self) -> bool {
        self.kept.solo.unwrap_or(self.settings.solo)
    }

    /// The names of the mailboxes that are looked into: those of the settings file, then those of the console.
    pub fn watched(&self) -> Vec<String> {
        let kept = self.kept.mailboxes.iter().filter(|way| !way.paused).map(|way| &way.name);
        self.settings.incoming.mailboxes.iter().chain(kept).cloned().collect()
    }

    /// A controller by id.
    pub fn controller(&self, id: &str) -> Result<&Controller, WorkError> {
        self.controllers.get(id).ok_or(WorkError::NoController)
    }

    /// The terms a controller's requests run under: its first regime.
    pub fn terms(&self, controller: &Controller) -> Result<Terms<'_>, WorkError> {
        let regime = controller.regimes.first().map_or("uk-gdpr", String::as_str);
        Ok(self.law.terms_of(controller, regime)?)
    }

    /// The terms of one request: the law that it was computed with, in that version, else the controller's usual one.
    pub fn terms_for(&self, controller: &Controller, request: &Request) -> Result<Terms<'_>, WorkError> {
        let Some(applied) = &request.history.applied else { return self.terms(controller) };
        Ok(self.law.as_applied(self.law.terms_of(controller, &applied.regime)?, applied))
    }

    /// The civil date of an instant where a controller counts its days.
    pub fn local_date(&self, controller: &Controller, at: DateTime<Utc>) -> Result<NaiveDate, WorkError> {
        Ok(at.with_timezone(&self.terms(controller)?.zone).date_naive())
    }

    /// The civil date of an instant at the desk itself: where its first controller counts its days, UTC where there is none.
    pub fn today(&self, at: DateTime<Utc>) -> Result<NaiveDate, WorkError> {
        self.controllers.values().next().map_or(Ok(at.date_naive()), |controller| self.local_date(controller, at))
    }

    /// The zone in which the desk itself shows times: that of its first controller.
    pub fn zone(&self) -> Result<Tz, WorkError> {
        self.controllers.values().next().map_or(Ok(Tz::UTC), |controller| Ok(self.terms(controller)?.zone))
    }

    /// The address of a page, from its path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.settings.public_url)
    }
}
