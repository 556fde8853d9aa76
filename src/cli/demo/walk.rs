//! One access request through its whole life, told step by step.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::TimeDelta;

use super::seed::{Seeder, requests};
use crate::adapters::samples::PEOPLE;
use crate::cli::Failure;
use crate::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use crate::domain::clock::words::weekday_date;
use crate::domain::language::default_code;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command, IdentityMethod, Request, State};
use crate::domain::right::Right;
use crate::ports::store::delivery::Disclosure;
use crate::workflow::portal::fetching;
use crate::workflow::{assignment, casework, intake};

/// How many steps are told.
const STEPS: usize = 9;

/// What the walk leaves behind.
#[derive(Clone, Debug)]
pub struct Walked {
    /// The reference.
    pub reference: String,
    /// The package as the person has it.
    pub package: PathBuf,
}

/// The walk.
pub struct Walk<'a> {
    /// Clock, desk and cast, as for the sample cases.
    pub stage: &'a Seeder<'a>,
    /// Where the person keeps what they fetch.
    pub folder: &'a Path,
    /// Where the story is told.
    pub out: &'a mut dyn Write,
}

impl Walk<'_> {
    /// Walks it.
    pub fn go(&mut self) -> Result<Walked, Failure> {
        let arrived = self.stage.today - TimeDelta::minutes(40);
        self.stage.clock.set(arrived);
        let (case, requests) = intake::submit(self.stage.desk, Actor::Person, &submission(arrived))?;
        self.tell(1, "Form", &format!("Priya asks Justroo for a copy of her data: {}", case.reference))?;
        (self.stage.work)()?;
        let due = self.due(&case, &requests)?;
        self.tell(2, "Receipt", &format!("acknowledged by e-mail, due {due}"))?;
        let request = self.identity(&case)?;
        self.gathering(&case, &request)?;
        self.review(&case, &request)?;
        let disclosure = self.delivery(&case)?;
        let package = self.fetch(&case, &disclosure)?;
        Ok(Walked { reference: case.reference.to_string(), package })
    }

    fn tell(&mut self, step: usize, title: &str, words: &str) -> Result<(), Failure> {
        let bar = format!("{}{}", "█".repeat(step), "░".repeat(STEPS - step));
        Ok(writeln!(self.out, "  {bar}  {title:<10} {words}")?)
    }

    fn later(&self, minutes: i64) {
        self.stage.clock.set(self.stage.desk.clock.now() + TimeDelta::minutes(minutes));
    }

    fn due(&self, case: &Case, requests: &[Request]) -> Result<String, Failure> {
        let controller = self.stage.desk.controller(&case.controller)?;
        let terms = self.stage.desk.terms(controller)?;
        let first = requests.first().ok_or_else(|| Failure::negative("the case has no request"))?;
        let due = casework::due_dates(first, &terms)?.due;
        Ok(due.map_or_else(|| "when the clock starts".to_owned(), weekday_date))
    }

    fn identity(&mut self, case: &Case) -> Result<Request, Failure> {
        self.later(5);
        let handler = self.stage.cast.handler;
        assignment::assign(self.stage.desk, handler, case.id, handler.staff())?;
        self.tell(3, "Console", "Ana takes the case from the queue")?;
        let command = Command::ShowIdentity {
            method: IdentityMethod::OrderAndPostcode,
            note: "Order 20418 and postcode M14 6YB are in the shop’s records.".to_owned(),
            provided_at: self.stage.desk.clock.now(),
        };
        let given = casework::give_case(self.stage.desk, handler, case.id, command)?;
        self.tell(4, "Identity", "order number and postcode match; no papers needed")?;
        given.into_iter().next().ok_or_else(|| Failure::negative("the case has no request"))
    }

    fn gathering(&mut self, case: &Case, request: &Request) -> Result<(), Failure> {
        self.later(1);
        (self.stage.work)()?;
        let id = request.id;
        let parts = self.stage.desk.read(move |_, tx, _| Ok(tx.gatherings(id)?))?;
        for part in parts {
            let words = part.message.unwrap_or_else(|| format!("{} rows", part.rows));
            self.tell(5, "Gathering", &format!("{}: {words}", part.title))?;
        }
        self.later(10);
        self.stage.answer_tasks(case, self.stage.cast.handler)?;
        (self.stage.work)()?;
        self.tell(5, "Gathering", "a colleague looked into the binder: nothing held there")
    }

    fn review(&mut self, case: &Case, request: &Request) -> Result<(), Failure> {
        self.later(10);
        let id = request.id;
        let counts = self.stage.desk.read(move |_, tx, _| Ok(tx.finding_counts(id)?))?;
        let (rows, flagged) = counts.iter().fold((0, 0), |(rows, open), count| (rows + count.rows, open + count.open));
        self.stage.approve(case)?;
        self.tell(6, "Review", &format!("{rows} rows, {flagged} flagged; Ruth decides them and approves"))
    }

    fn delivery(&mut self, case: &Case) -> Result<Disclosure, Failure> {
        self.later(1);
        (self.stage.work)()?;
        let id = case.id;
        let ready = self.stage.desk.read(move |_, tx, _| Ok(tx.disclosures_of(id)?))?;
        let open = requests(self.stage.desk, case.id)?.iter().any(|r| r.state != State::Fulfilled);
        let disclosure = ready.into_iter().next().filter(|_| !open);
        let disclosure = disclosure.ok_or_else(|| Failure::negative("the package was not built"))?;
        let (files, kilobytes) = (disclosure.files, disclosure.bytes / 1024);
        self.tell(7, "Package", &format!("{files} files, {kilobytes} KB, sealed at rest"))?;
        self.tell(8, "Delivery", "Priya gets a link by e-mail, and a code before it opens")?;
        Ok(disclosure)
    }

    fn fetch(&mut self, case: &Case, disclosure: &Disclosure) -> Result<PathBuf, Failure> {
        self.later(5);
        let handover = fetching::fetch(self.stage.desk, case.id, disclosure.id)?;
        let mut handover = handover.ok_or_else(|| Failure::negative("the package could not be fetched"))?;
        std::fs::create_dir_all(self.folder)?;
        let path = self.folder.join(format!("{}.zip", case.reference));
        let mut file = File::create(&path)?;
        io::copy(&mut handover.bytes, &mut file)?;
        file.sync_all()?;
        self.tell(9, "Fetched", &path.display().to_string())?;
        Ok(path)
    }
}

fn submission(received_at: chrono::DateTime<chrono::Utc>) -> Submission {
    let [priya, ..] = PEOPLE;
    let identifiers = BTreeMap::from([
        ("order_number".to_owned(), Personal::new("20418")),
        ("postcode".to_owned(), Personal::new("m14 6yb")),
    ]);
    Submission {
        controller: "justroo".to_owned(),
        channel: Channel::Form,
        received_at,
        requester: Requester {
            name: Personal::new(format!("{} {}", priya.first, priya.last)),
            email: Personal::new(priya.email.to_lowercase()),
            language: default_code(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers(identifiers),
        asked: vec![Asked {
            right: Right::Access,
            detail: Personal::default(),
            direct_marketing: false,
            channels: Vec::new(),
        }],
        words: Personal::new(
            "Please send me everything you hold about me, also what your support wrote about the laptop.",
        ),
        email_confirmed_at: Some(received_at),
    }
}
