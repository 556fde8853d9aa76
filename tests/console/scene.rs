//! A desk with five members of staff and cases in many states, for walking through the console.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{Duration, TimeDelta};
use rightsdesk::adapters::mail::MailLetters;
use rightsdesk::adapters::passwords::Argon2Passwords;
use rightsdesk::adapters::store::{Options, open};
use rightsdesk::adapters::vault::{FileVault, MasterKey};
use rightsdesk::config::{controllers, regimes};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::datamap::DataMap;
use rightsdesk::domain::disclosure::finding::{Finding, Link};
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::domain::ids::{FindingId, RequestId, StaffId, TaskId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod, Request};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::connector::{Connector, ConnectorError};
use rightsdesk::ports::mailer::Mailbox;
use rightsdesk::ports::store::findings::{Gathering, StoredFinding, SystemState};
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::ports::store::tasks::Task;
use rightsdesk::ports::systems::Systems;
use rightsdesk::ports::vault::{ObjectName, Purpose};
use rightsdesk::web::WebSettings;
use rightsdesk::web::console::ConsoleDoor;
use rightsdesk::workflow::casework::{give, give_case};
use rightsdesk::workflow::intake::submit;
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
    maps: Arc<Maps>,
    _folder: TempDir,
}

struct Maps(BTreeMap<String, DataMap>);

impl Systems for Maps {
    fn map(&self, name: &str) -> Option<&DataMap> {
        self.0.get(name)
    }

    fn connect(&self, _: &str) -> Result<Box<dyn Connector>, ConnectorError> {
        unreachable!("the console reads maps and connects to nothing")
    }

    fn is_manual(&self, _: &str) -> bool {
        false
    }
}

impl Scene {
    /// An empty desk on the morning of 23 October 2026.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let clock = StoppedClock::at("2026-10-23T09:24:00Z");
        let entropy = Arc::new(SeededEntropy::new(26));
        let store = open(&folder.path().join("desk.sqlite").display().to_string(), &Options::new(folder.path()));
        let key = MasterKey::from_bytes(&[7; 32]);
        let desk = Desk {
            store: store.expect("a store"),
            clock: Arc::new(clock.clone()),
            entropy: entropy.clone(),
            letters: Arc::new(MailLetters),
            vault: Arc::new(FileVault::new(folder.path().join("vault"), key, entropy)),
            law: Arc::new(regimes::law().expect("the law")),
            controllers: Arc::new(controllers::load(true, &folder.path().join("none")).expect("controllers")),
            settings: Arc::new(settings()),
            wake: Arc::new(|| ()),
        };
        let passwords = Arc::new(Argon2Passwords::new([3; 16]).expect("memory for a hash"));
        let door = StaffDoor { desk: desk.clone(), passwords, rules: SessionRules::default() };
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/datamaps/sample-shop.yml"));
        let map = DataMap::parse(&text.expect("the map")).expect("a sound map");
        let maps = Arc::new(Maps([("sample-shop".to_owned(), map)].into()));
        let mut scene = Self { desk, door, clock, staff: BTreeMap::new(), maps, _folder: folder };
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
        settings.console = Some(ConsoleDoor { door: self.door.clone(), systems: self.maps.clone() });
        settings
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
        let now = self.desk.clock.now();
        let first = name.split(' ').next().unwrap_or("x").to_lowercase();
        let identifiers = [("order_number", "2041823"), ("postcode", "LS6 2AB"), ("phone", "07700 900118")];
        let submission = Submission {
            controller: shop.to_owned(),
            channel: Channel::Form,
            received_at: now,
            requester: Requester { name: Personal::new(name), email: Personal::new(format!("{first}@mail.example")) },
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
        };
        self.take_in(submission)
    }

    /// Any submission.
    pub fn take_in(&self, submission: Submission) -> (Case, Vec<Request>) {
        submit(&self.desk, Actor::Person, submission).expect("taken in")
    }

    /// Gives a command to every request of a case.
    pub fn all(&self, who: &str, case: &Case, command: Command) {
        give_case(&self.desk, self.actor(who), case.id, command).expect("possible");
    }

    /// Gives a command to one request.
    pub fn one(&self, who: &str, request: &Request, command: Command) -> Request {
        give(&self.desk, self.actor(who), request.id, None, command).expect("possible")
    }

    /// Identity is shown now.
    pub fn identify(&self, case: &Case) {
        let provided_at = self.desk.clock.now();
        let note = "Order and postcode are in the shop’s records.".to_owned();
        self.all("ana", case, Command::ShowIdentity { method: IdentityMethod::OrderAndPostcode, note, provided_at });
    }

    /// Puts down how far a system is.
    pub fn system(&self, request: RequestId, key: &str, title: &str, state: SystemState, rows: i64, message: &str) {
        let part = Gathering {
            request,
            system: key.to_owned(),
            title: title.to_owned(),
            state,
            rows,
            attempts: 1,
            message: Some(message.to_owned()).filter(|text| !text.is_empty()),
            frontier: None,
            updated_at: self.desk.clock.now(),
        };
        self.desk.write(move |_, tx, _| Ok(tx.put_gathering(&part)?)).expect("written");
    }

    /// A task for a colleague.
    pub fn task(&self, request: &Request, system: &str, title: &str) -> TaskId {
        let id = TaskId::new(self.desk.clock.now(), self.desk.entropy.bytes10());
        let task = Task {
            id,
            case: request.case,
            request: request.id,
            system: system.to_owned(),
            title: title.to_owned(),
            answer: None,
            made_at: self.desk.clock.now(),
        };
        self.desk.write(move |_, tx, _| Ok(tx.add_task(&task)?)).expect("written");
        id
    }

    /// Findings of one collection, sealed; a reason flags them.
    pub fn found(&self, request: RequestId, collection: &str, rows: &[(&str, &[(&str, &str)])]) -> Vec<FindingId> {
        let mut kept = Vec::new();
        for (ordinal, (flag, fields)) in rows.iter().enumerate() {
            let fields: Vec<_> = fields.iter().map(|(k, v)| ((*k).to_owned(), Value::Text((*v).to_owned()))).collect();
            let id = FindingId::new(self.desk.clock.now(), self.desk.entropy.bytes10());
            let finding = Finding {
                system: "shop".to_owned(),
                collection: collection.to_owned(),
                key: fields.first().cloned().into_iter().collect(),
                link: Link::Subject,
                review: !flag.is_empty(),
                fields,
            };
            let plain = serde_json::to_vec(&finding).expect("JSON");
            kept.push(StoredFinding {
                id,
                request,
                system: finding.system,
                collection: finding.collection,
                ordinal: i64::try_from(ordinal).expect("few"),
                link: "subject".to_owned(),
                flagged: finding.review,
                flag_reason: Some((*flag).to_owned()).filter(|text| !text.is_empty()),
                sealed: self.desk.vault.seal_small(ObjectName::new(Purpose::Finding, id.0), &plain).expect("sealed"),
                decision: None,
            });
        }
        let ids = kept.iter().map(|finding| finding.id).collect();
        self.desk.write(move |_, tx, _| Ok(tx.add_findings(&kept)?)).expect("written");
        ids
    }
}

fn settings() -> Settings {
    Settings {
        public_url: "http://127.0.0.1:8080".to_owned(),
        solo: false,
        cool_off: TimeDelta::hours(24),
        link_life: TimeDelta::days(14),
        desk_mailbox: Mailbox { name: Some("Rightsdesk".to_owned()), address: "desk@desk.example".to_owned() },
        duty_address: None,
        pepper: [9; 32],
    }
}
