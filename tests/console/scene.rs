//! A desk with five members of staff and cases in many states, for walking through the console.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Duration, TimeDelta};
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::adapters::mail::MailLetters;
use rightsdesk::adapters::package::PdfPress;
use rightsdesk::adapters::passwords::Argon2Passwords;
use rightsdesk::adapters::store::{Options, open};
use rightsdesk::adapters::vault::{FileVault, MasterKey};
use rightsdesk::config::{controllers, regimes};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::datamap::DataMap;
use rightsdesk::domain::ids::StaffId;
use rightsdesk::domain::office::SystemSetting;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, Request};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::showing::Shown;
use rightsdesk::ports::connector::{Bounds, Connector, ConnectorError};
use rightsdesk::ports::mailer::Mailbox;
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::ports::systems::Systems;
use rightsdesk::web::WebSettings;
use rightsdesk::web::console::ConsoleDoor;
use rightsdesk::workflow::casework::give_case;
use rightsdesk::workflow::intake::submit;
use rightsdesk::workflow::mapping::MapShelf;
use rightsdesk::workflow::signing_in::{BrowserKeys, SessionRules, StaffDoor};
use rightsdesk::workflow::{Desk, Settings};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::harness::chance::SeededEntropy;
use crate::harness::time::StoppedClock;

/// The password of everybody.
pub const PASSWORD: &str = "otter lamp gravel seven";

/// A desk that is cleared away when it is dropped.
pub struct Scene {
    pub desk: Desk,
    pub door: StaffDoor,
    pub clock: StoppedClock,
    pub staff: BTreeMap<&'static str, Staff>,
    maps: Arc<dyn Systems>,
    folder: TempDir,
}

/// The maps of files, as texts, and a shop that can be asked for its schema.
struct Maps {
    texts: BTreeMap<String, String>,
    shop: PathBuf,
}

impl Systems for Maps {
    fn map(&self, name: &str) -> Option<Arc<DataMap>> {
        self.texts.get(name).map(|text| Arc::new(DataMap::parse(text).expect("a sound map")))
    }

    fn map_text(&self, name: &str) -> Option<String> {
        self.texts.get(name).cloned()
    }

    fn connected(&self) -> Vec<String> {
        self.in_file().into_keys().collect()
    }

    fn connect(&self, system: &str) -> Result<Box<dyn Connector>, ConnectorError> {
        match system {
            "shop" => Ok(Box::new(SqliteConnector::new(&self.shop, Bounds::default()))),
            _ => Err(ConnectorError::needs_person("nobody has said where it is", "say where it is")),
        }
    }

    fn in_file(&self) -> BTreeMap<String, SystemSetting> {
        let connect = "sqlite:shop.db".to_owned();
        let shop = ("shop".to_owned(), SystemSetting { connect, ..SystemSetting::default() });
        [shop].into_iter().filter(|_| !self.texts.is_empty()).collect()
    }

    fn open(&self, _: &str, setting: &SystemSetting) -> Result<Box<dyn Connector>, ConnectorError> {
        match setting.connect.as_str() {
            "sqlite:shop.db" => self.connect("shop"),
            _ => Err(ConnectorError::needs_person("there is no such file", "look for it")),
        }
    }

    fn is_manual(&self, _: &str) -> bool {
        false
    }
}

impl Scene {
    /// An empty desk on the morning of 23 October 2026. Its companies show every case to whoever handles cases, because who
    /// sees what is the matter of `masking` and `masked_routes`.
    pub fn new() -> Self {
        Self::with(Shown::Full, false, false)
    }

    /// The same as it is shipped: a case is shown in full to whom it belongs, and to others when they ask.
    pub fn as_shipped() -> Self {
        Self::with(Shown::default(), false, false)
    }

    /// The same for one person who does all the work.
    pub fn alone() -> Self {
        Self::with(Shown::default(), true, false)
    }

    /// The same before anybody has set anything up: no company, no system, no data map.
    pub fn bare() -> Self {
        Self::with(Shown::default(), false, true)
    }

    fn with(shown: Shown, alone: bool, bare: bool) -> Self {
        let folder = TempDir::new().expect("a folder");
        let clock = StoppedClock::at("2026-10-23T09:24:00Z");
        let entropy = Arc::new(SeededEntropy::new(26));
        let store = open(&folder.path().join("desk.sqlite").display().to_string(), &Options::new(folder.path()));
        let key = MasterKey::from_bytes(&[7; 32]);
        let mut companies = controllers::load(!bare, &folder.path().join("none")).expect("controllers");
        for company in companies.values_mut() {
            company.showing.handlers = shown;
        }
        let companies = Arc::new(companies);
        let desk = Desk {
            store: store.expect("a store"),
            clock: Arc::new(clock.clone()),
            entropy: entropy.clone(),
            letters: Arc::new(MailLetters),
            reader: crate::harness::reader::reader(),
            press: Arc::new(PdfPress),
            vault: Arc::new(FileVault::new(folder.path().join("vault"), key, entropy)),
            languages: crate::harness::languages::shipped(),
            law: Arc::new(regimes::law().expect("the law")),
            controllers: Arc::clone(&companies),
            companies: crate::harness::companies::book(companies),
            settings: Arc::new(Settings { solo: alone, ..settings() }),
            scanner: None,
            kept: Arc::default(),
            wake: Arc::new(|| ()),
        };
        let passwords = Arc::new(Argon2Passwords::new([3; 16]).expect("memory for a hash"));
        let door = StaffDoor { desk: desk.clone(), passwords, rules: SessionRules::default() };
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/datamaps/sample-shop.yml"));
        let all: BTreeMap<String, String> = [("sample-shop".to_owned(), text.expect("the map"))].into();
        let texts = if bare { BTreeMap::new() } else { all };
        let files = Maps { texts, shop: crate::jobs::shop::database(folder.path(), 3) };
        let maps = Arc::new(MapShelf::over(Arc::new(files), Arc::clone(&desk.store)));
        let mut scene = Self { desk, door, clock, staff: BTreeMap::new(), maps, folder };
        scene.employ();
        scene
    }

    fn employ(&mut self) {
        let people = [
            ("ana", "Ana Petrova", Role::Handler),
            ("ruth", "Ruth Calder", Role::Reviewer),
            ("dora", "Dora Weiss", Role::Dpo),
            ("tom", "Tom Adeyemi", Role::Admin),
            ("otto", "Otto Brandt", Role::Auditor),
        ];
        let password = rightsdesk::domain::password::NewPassword::parse(PASSWORD, &[]).expect("good enough");
        let password_hash = self.door.passwords.hash(&password, [5; 16]).expect("memory for a hash");
        for (key, name, role) in people {
            let staff = Staff {
                id: StaffId::new(self.desk.clock.now(), self.desk.entropy.bytes10()),
                email: Personal::new(format!("{key}@desk.example")),
                name: name.to_owned(),
                role,
                password_hash: password_hash.clone(),
                active: true,
            };
            let row = staff.clone();
            self.desk.write(move |_, tx, _| Ok(tx.add_staff(&row)?)).expect("somebody new");
            self.staff.insert(key, staff);
        }
    }

    /// What the application is started with.
    pub fn settings(&self) -> WebSettings {
        let mut settings = WebSettings::for_url(&self.desk.settings.public_url);
        settings.requests_a_minute = std::num::NonZeroU32::new(1_000_000).expect("more than none");
        settings.posts_a_minute = settings.requests_a_minute;
        settings.console = Some(ConsoleDoor {
            door: self.door.clone(),
            systems: self.maps.clone(),
            redactor: Arc::new(rightsdesk::adapters::documents::Copyist),
            post: crate::harness::post::room(self.folder()),
        });
        settings
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The systems as the console has them.
    pub fn systems(&self) -> Arc<dyn Systems> {
        Arc::clone(&self.maps)
    }

    /// Somebody as an actor.
    pub fn actor(&self, key: &str) -> Actor {
        let staff = &self.staff[key];
        Actor::Staff { id: staff.id, role: staff.role }
    }

    /// The cookie of somebody who signed in with this secret.
    pub fn cookie(&self, key: &str, secret: u8) -> String {
        let token = [secret; 32];
        let keys = BrowserKeys { new: Sha256::digest(token).into(), earlier: None };
        self.door.open(self.staff[key].clone(), keys).expect("a session");
        format!("__Host-staff={}", token.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    }

    /// Lets days go by.
    pub fn wait(&self, days: i64) {
        self.clock.move_by(Duration::days(days));
    }

    /// A submission taken in now.
    pub fn submit(&self, shop: &str, name: &str, rights: &[Right], words: &str) -> (Case, Vec<Request>) {
        self.take_in(&self.submission(shop, name, rights, words))
    }

    /// A submission that arrives now.
    pub fn submission(&self, shop: &str, name: &str, rights: &[Right], words: &str) -> Submission {
        let now = self.desk.clock.now();
        let first = name.split(' ').next().unwrap_or("x").to_lowercase();
        let identifiers = [("order_number", "2041823"), ("postcode", "LS6 2AB"), ("phone", "07700 900118")];
        Submission {
            controller: shop.to_owned(),
            channel: Channel::Form,
            received_at: now,
            requester: Requester {
                name: Personal::new(name),
                email: Personal::new(format!("{first}@mail.example")),
                language: "en".into(),
            },
            on_behalf: OnBehalf::Myself,
            identifiers: Identifiers(identifiers.map(|(k, v)| (k.to_owned(), Personal::new(v))).into()),
            asked: rights
                .iter()
                .map(|right| Asked {
                    right: *right,
                    detail: Personal::default(),
                    direct_marketing: false,
                    channels: Vec::new(),
                })
                .collect(),
            words: Personal::new(words),
            email_confirmed_at: Some(now),
        }
    }

    /// Any submission.
    pub fn take_in(&self, submission: &Submission) -> (Case, Vec<Request>) {
        submit(&self.desk, Actor::Person, submission).expect("taken in")
    }

    /// Gives a command to every request of a case.
    pub fn all(&self, who: &str, case: &Case, command: Command) {
        give_case(&self.desk, self.actor(who), case.id, command).expect("possible");
    }
}

fn settings() -> Settings {
    Settings {
        public_url: "http://127.0.0.1:8080".to_owned(),
        solo: false,
        cool_off: TimeDelta::hours(24),
        undo: TimeDelta::minutes(30),
        tell_when_kept_is_erased: false,
        side_by_side: 4,
        recipients: rightsdesk::domain::telling::Patience::default(),
        complaint_days: 30,
        sends_by: None,
        link_life: TimeDelta::days(14),
        desk_mailbox: Mailbox { name: Some("Rightsdesk".to_owned()), address: "desk@desk.example".to_owned() },
        duty_address: None,
        mail_server: Some("mx.shop.example".into()),
        incoming: rightsdesk::workflow::MailIn::default(),
        pepper: [9; 32],
    }
}
