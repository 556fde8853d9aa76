//! A desk where everything is real but the time: SQLite, vault, letters, a folder of mail. It can be closed and opened again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::Duration;
use rightsdesk::adapters::high_water::FileMark;
use rightsdesk::adapters::mail::{FolderMailer, MailLetters};
use rightsdesk::adapters::package::{PdfPress, ZipPackager};
use rightsdesk::adapters::store::{Options, open};
use rightsdesk::adapters::vault::{FileVault, MasterKey};
use rightsdesk::config::{controllers, regimes};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::audit::Entry;
use rightsdesk::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::controller::{Controller, Receiver, Recipient, Retention, Transfers};
use rightsdesk::domain::datamap::DataMap;
use rightsdesk::domain::ids::{CaseId, RequestId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod, Request};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::showing::Shown;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::connector::{Connector, ConnectorError};
use rightsdesk::ports::incoming::WatchedMailbox;
use rightsdesk::ports::mailer::{Mailbox, Mailer};
use rightsdesk::ports::receivers::{NoReceivers, Receivers};
use rightsdesk::ports::recipients::{NoPrograms, RecipientPrograms};
use rightsdesk::ports::store::outbox::MailLine;
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::ports::systems::Systems;
use rightsdesk::workflow::casework::{give, give_case};
use rightsdesk::workflow::intake::submit;
use rightsdesk::workflow::mapping::MapShelf;
use rightsdesk::workflow::{Desk, Settings, WorkError};
use tempfile::TempDir;

use crate::harness::chance::SeededEntropy;
use crate::harness::time::StoppedClock;

/// A weekday morning in London, far from every holiday.
pub const MORNING: &str = "2026-03-02T09:00:00Z";
/// How long work is held.
pub const LEASE: Duration = Duration::minutes(5);

/// What outlives a restart.
pub struct Building {
    pub folder: TempDir,
    pub clock: StoppedClock,
    pub entropy: SeededEntropy,
    pub mailer: Arc<dyn Mailer>,
    pub systems: Arc<Shops>,
    pub solo: bool,
    pub tells: bool,
    /// Who receives data, in place of the companies’ own lists.
    pub recipients: Vec<Recipient>,
    pub programs: Arc<dyn RecipientPrograms>,
    /// To whom data is sent straight.
    pub receivers: Vec<Receiver>,
    pub receiving: Arc<dyn Receivers>,
}

/// A desk and one worker.
pub struct Office {
    pub desk: Desk,
    pub outside: Outside,
    pub worker: Worker,
}

impl Building {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let mailer = Arc::new(FolderMailer::new(folder.path().join("mail")));
        Self {
            clock: StoppedClock::at(MORNING),
            entropy: SeededEntropy::new(7),
            systems: Arc::new(Shops::default()),
            mailer,
            solo: false,
            tells: false,
            recipients: Vec::new(),
            programs: Arc::new(NoPrograms),
            receivers: Vec::new(),
            receiving: Arc::new(NoReceivers),
            folder,
        }
    }

    pub fn with_mailer(mailer: impl Mailer + 'static) -> Self {
        Self { mailer: Arc::new(mailer), ..Self::new() }
    }

    /// Opens the desk, as a start of the program does.
    pub fn open(&self) -> Office {
        self.open_at(self.folder.path())
    }

    /// The same with its data in another place.
    pub fn open_at(&self, data: &Path) -> Office {
        let place = data.join("rightsdesk.db");
        let store = open(place.to_str().expect("UTF-8"), &Options::new(data)).expect("the store opens");
        let entropy = Arc::new(self.entropy.clone());
        let vault = FileVault::new(data.join("vault"), MasterKey::from_bytes(&[7; 32]), entropy.clone());
        let desk = Desk {
            store,
            clock: Arc::new(self.clock.clone()),
            entropy,
            letters: Arc::new(MailLetters),
            reader: crate::harness::reader::reader(),
            press: Arc::new(PdfPress),
            vault: Arc::new(vault),
            languages: crate::harness::languages::shipped(),
            law: Arc::new(regimes::law().expect("the shipped law")),
            controllers: Arc::new(self.controllers()),
            companies: crate::harness::companies::book(Arc::new(self.controllers())),
            settings: Arc::new(self.settings()),
            scanner: None,
            kept: Arc::default(),
            wake: Arc::new(|| {}),
        };
        let outside = Outside {
            mailer: Arc::clone(&self.mailer),
            systems: Arc::new(MapShelf::over(Arc::clone(&self.systems) as Arc<dyn Systems>, Arc::clone(&desk.store))),
            recipients: Arc::clone(&self.programs),
            receivers: Arc::clone(&self.receiving),
            mailboxes: Arc::new(Vec::<WatchedMailbox>::new()),
            packager: Arc::new(ZipPackager),
            mark: Arc::new(FileMark::new(data.join("mail.mark"))),
        };
        let worker = Worker::new(desk.clone(), outside.clone(), Bell::new(), LEASE);
        Office { desk, outside, worker }
    }

    fn controllers(&self) -> BTreeMap<String, Controller> {
        let mut controllers = controllers::load(true, Path::new("nowhere")).expect("the shipped controllers");
        for controller in controllers.values_mut() {
            controller.datamaps = self.systems.names();
            if !self.recipients.is_empty() {
                controller.recipients.clone_from(&self.recipients);
            }
            controller.receivers.clone_from(&self.receivers);
            // Who sees what is the matter of the console's own tests.
            controller.showing.handlers = Shown::Full;
            state_everything(controller);
        }
        controllers
    }

    fn settings(&self) -> Settings {
        Settings {
            public_url: "https://privacy.example.org".into(),
            solo: self.solo,
            cool_off: Duration::hours(2),
            undo: Duration::minutes(30),
            tell_when_kept_is_erased: self.tells,
            side_by_side: 4,
            recipients: rightsdesk::domain::telling::Patience::default(),
            complaint_days: 30,
            sends_by: None,
            link_life: Duration::days(30),
            desk_mailbox: Mailbox { name: Some("Rightsdesk".into()), address: "desk@example.org".into() },
            duty_address: None,
            mail_server: Some("mx.shop.example".into()),
            incoming: rightsdesk::workflow::MailIn::default(),
            pepper: [1; 32],
        }
    }

    pub fn pass(&self, time: Duration) {
        self.clock.move_by(time);
    }

    /// The mails in the folder, in the order in which they were written down: file name and contents.
    pub fn folder_mail(&self) -> Vec<(String, String)> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join("mail")) else { return Vec::new() };
        let mut mails: Vec<(String, String)> = entries
            .map(|entry| entry.expect("an entry").path())
            .map(|path: PathBuf| {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                (name, std::fs::read_to_string(path).expect("a mail"))
            })
            .collect();
        mails.sort();
        mails
    }
}

impl Office {
    /// Does all that is due.
    pub fn drain(&self) {
        self.worker.drain().expect("the work is done");
    }

    pub fn add_staff(&self, role: Role, name: &str) -> Actor {
        let id = StaffId::new(self.desk.clock.now(), self.desk.entropy.bytes10());
        let staff = Staff {
            id,
            email: Personal::new(format!("{}@shop.example", name.to_lowercase())),
            name: name.into(),
            role,
            password_hash: Personal::new("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
            active: true,
        };
        self.desk.write(move |_, tx, _| Ok(tx.add_staff(&staff)?)).expect("staff are added");
        Actor::Staff { id, role }
    }

    /// A case of somebody who asks for themselves.
    pub fn submit(&self, email: &str, rights: &[Right]) -> (Case, Vec<Request>) {
        self.submit_with(email, rights, &[])
    }

    pub fn submit_with(&self, email: &str, rights: &[Right], known: &[(&str, &str)]) -> (Case, Vec<Request>) {
        self.submit_speaking("en", email, rights, known)
    }

    /// A case of somebody who is written to in a language.
    pub fn submit_speaking(
        &self,
        language: &str,
        email: &str,
        rights: &[Right],
        known: &[(&str, &str)],
    ) -> (Case, Vec<Request>) {
        let now = self.desk.clock.now();
        let asked = |right: &Right| Asked {
            right: *right,
            detail: Personal::default(),
            direct_marketing: false,
            channels: Vec::new(),
        };
        let submission = Submission {
            controller: "justroo".into(),
            channel: Channel::Form,
            received_at: now,
            requester: Requester {
                name: Personal::new("Emma Wright"),
                email: Personal::new(email),
                language: language.into(),
            },
            on_behalf: OnBehalf::Myself,
            identifiers: Identifiers(known.iter().map(|(k, v)| ((*k).to_owned(), Personal::new(*v))).collect()),
            asked: rights.iter().map(asked).collect(),
            words: Personal::default(),
            email_confirmed_at: Some(now),
        };
        submit(&self.desk, Actor::Person, &submission).expect("the submission is taken in")
    }

    pub fn show_identity(&self, by: Actor, case: CaseId) {
        let command = Command::ShowIdentity {
            method: IdentityMethod::OrderAndPostcode,
            note: "Both match.".into(),
            provided_at: self.desk.clock.now(),
        };
        give_case(&self.desk, by, case, command).expect("identity is recorded");
    }

    pub fn give(&self, by: Actor, request: RequestId, command: Command) -> Result<Request, WorkError> {
        give(&self.desk, by, request, None, command)
    }

    pub fn request(&self, id: RequestId) -> Request {
        self.desk.read(move |_, tx, _| Ok(tx.request(id)?)).expect("the request is there")
    }

    pub fn mails(&self, case: CaseId) -> Vec<MailLine> {
        self.desk.read(move |_, tx, _| Ok(tx.mail_of(case)?)).expect("the mails are read")
    }

    pub fn log(&self, case: CaseId) -> Vec<Entry> {
        self.desk.read(move |_, tx, _| Ok(tx.log_of(case)?)).expect("the log is read")
    }

    /// How often a kind of line stands on the log of a case.
    pub fn logged(&self, case: CaseId, kind: &str) -> usize {
        self.log(case).iter().filter(|entry| entry.kind == kind).count()
    }
}

/// Opens the way to a system.
type Way = Box<dyn Fn() -> Result<Box<dyn Connector>, ConnectorError> + Send + Sync>;

/// The shop's systems, as a test sets them up.
#[derive(Default)]
pub struct Shops {
    maps: BTreeMap<String, Arc<DataMap>>,
    ways: Mutex<BTreeMap<String, Arc<Way>>>,
}

impl Shops {
    pub fn new(maps: &[(&str, &str)]) -> Self {
        let parse = |(name, yaml): &(&str, &str)| {
            ((*name).to_owned(), Arc::new(DataMap::parse(yaml).unwrap_or_else(|error| panic!("{name}: {error}"))))
        };
        Self { maps: maps.iter().map(parse).collect(), ways: Mutex::default() }
    }

    pub fn connect_with<F>(&self, system: &str, way: F)
    where
        F: Fn() -> Result<Box<dyn Connector>, ConnectorError> + Send + Sync + 'static,
    {
        self.ways.lock().expect("no test panics here").insert(system.into(), Arc::new(Box::new(way)));
    }

    fn names(&self) -> Vec<String> {
        self.maps.keys().cloned().collect()
    }
}

impl Systems for Shops {
    fn map(&self, name: &str) -> Option<Arc<DataMap>> {
        self.maps.get(name).cloned()
    }

    fn connect(&self, system: &str) -> Result<Box<dyn Connector>, ConnectorError> {
        let way = self.ways.lock().expect("no test panics here").get(system).cloned();
        way.map_or_else(|| Err(ConnectorError::needs_person("nobody said where it is", "say where it is")), |way| way())
    }

    fn is_manual(&self, _: &str) -> bool {
        false
    }
}

/// A company that has stated whatever Article 15 asks for, so that its copies lack nothing.
fn state_everything(controller: &mut Controller) {
    for purpose in &mut controller.purposes {
        purpose.basis.get_or_insert_with(|| "contract".into());
    }
    if controller.retention.is_empty() {
        controller.retention.push(Retention { what: "your orders".into(), period: None, reason: None });
    }
    for rule in &mut controller.retention {
        rule.period.get_or_insert_with(|| "6 years".into());
    }
    if controller.recipients.is_empty() {
        controller.recipients.push(Recipient {
            name: "Royal Mail".into(),
            role: None,
            country: None,
            ..Recipient::default()
        });
    }
    if controller.sources.is_empty() {
        controller.sources.push("your orders".into());
    }
    controller.automated_decisions.get_or_insert_with(|| "No decisions are made by computer alone.".into());
    let abroad = controller.transfers.get_or_insert_with(|| Transfers { to: "the EU".into(), safeguards: None });
    abroad.safeguards.get_or_insert_with(|| "the adequacy regulations".into());
    assert!(controller.gaps().is_empty(), "{:?}", controller.gaps());
}
