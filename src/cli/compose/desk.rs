//! Joining the store, the vault, the letters and the law to a desk.

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use uuid::Uuid;

use super::ground::{Ground, secret, with_password};
use super::mailboxes::answer_rules;
use crate::adapters::documents::FileReader;
use crate::adapters::incoming::MimeReader;
use crate::adapters::mail::MailLetters;
use crate::adapters::package::PdfPress;
use crate::adapters::passwords::Argon2Passwords;
use crate::adapters::scanner::ClamAv;
use crate::adapters::store::{self, Migrating};
use crate::adapters::system::{SystemClock, SystemEntropy};
use crate::adapters::vault::{FileVault, MasterKey};
use crate::cli::Failure;
use crate::config::database::Engine;
use crate::config::mail::MailTransport;
use crate::config::{calendars, controllers, languages, lexicons, partners, regimes};
use crate::domain::clock::{Law, List};
use crate::domain::telling::Patience;
use crate::ports::entropy::Entropy;
use crate::ports::mailer::Mailbox;
use crate::ports::scanner::Scanner;
use crate::ports::store::{Store, StoreError};
use crate::ports::time::Clock;
use crate::ports::vault::{ObjectName, Purpose, Vault};
use crate::workflow::companies::CompanyBook;
use crate::workflow::holidays::imported;
use crate::workflow::secrets::hex;
use crate::workflow::signing_in::{SessionRules, StaffDoor};
use crate::workflow::{Desk, MailIn, Settings};

/// Opens the store.
pub fn open_store(ground: &Ground, migrating: Migrating) -> Result<Arc<dyn Store>, Failure> {
    let section = &ground.config.database;
    let place = match section.engine(&ground.data) {
        Engine::Sqlite(path) => path.display().to_string(),
        Engine::Postgres(url) => {
            let password = secret(&ground.data, section.password.as_ref(), section.password_file.as_deref())?;
            with_password(&url, password.as_ref())
        }
    };
    let mut options = store::Options::new(&ground.data);
    options.migrating = migrating;
    options.connections = section.connections;
    store::open(&place, &options).map_err(Failure::negative)
}

/// The name under which the pepper is sealed. Never change it: codes and limits hang on it.
const PEPPER: Uuid = Uuid::from_u128(0x5269_6768_7473_6465_736b_0070_6570_7065);

/// The parts of a desk that a demo or a test exchanges.
pub struct Parts {
    /// The store.
    pub store: Arc<dyn Store>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The address people use.
    pub public_url: String,
    /// Wakes the job runner.
    pub wake: Arc<dyn Fn() + Send + Sync>,
}

/// Joins everything to a desk.
pub fn desk(ground: &Ground, parts: Parts) -> Result<Desk, Failure> {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let vault = vault(ground, &entropy)?;
    let law = law(Some(&ground.data))?;
    let folder = ground.data.join(&ground.config.desk.controllers);
    let controllers = controllers::load(ground.config.desk.samples, &folder)
        .map_err(|error| Failure::bad_input("desk.controllers", error))?;
    for controller in controllers.values() {
        for regime in &controller.regimes {
            law.terms_of(controller, regime).map_err(|error| Failure::bad_input(&controller.id, error))?;
        }
    }
    let settings = settings(ground, &parts, &*vault, &*entropy)?;
    let controllers = Arc::new(controllers);
    let languages = languages::load(&ground.data.join(&ground.config.desk.languages));
    let languages = Arc::new(languages.map_err(|error| Failure::bad_input("desk.languages", error))?);
    let partners = partners::shipped().map_err(Failure::negative)?;
    let companies = CompanyBook::new(Arc::clone(&controllers), Arc::new(FileReader), partners);
    let desk = Desk {
        store: parts.store,
        clock: parts.clock,
        entropy,
        letters: Arc::new(MailLetters),
        reader: Arc::new(MimeReader::new(|| lexicons::reader().ok())),
        press: Arc::new(PdfPress),
        vault,
        law: Arc::new(law),
        languages,
        controllers,
        companies: Arc::new(companies),
        settings: Arc::new(settings),
        kept: Arc::default(),
        scanner: scanner_of(ground),
        wake: parts.wake,
    };
    desk.current().map_err(Failure::negative)
}

/// The law book: what ships, with the list of public holidays that was imported into the data folder.
pub fn law(data: Option<&Path>) -> Result<Law, Failure> {
    let calendars = match data {
        Some(data) => calendars::renewed(data)
            .map_err(|error| Failure::negative(format!("{}: {error}", calendars::renewed_file(data).display())))?,
        None => calendars::shipped(),
    };
    regimes::law_with(calendars).map_err(Failure::negative)
}

/// The same with the list that every process counts by, which the database holds; nothing is made where there is none yet.
pub fn law_in_use(ground: &Ground) -> Result<Law, Failure> {
    let law = law(Some(&ground.data))?;
    if let Engine::Sqlite(path) = ground.config.database.engine(&ground.data)
        && !path.exists()
    {
        return Ok(law);
    }
    let Ok(store) = open_store(ground, Migrating::Refuse) else { return Ok(law) };
    let list = crate::ports::store::read::<_, StoreError, _>(&*store, imported).map_err(Failure::negative)?;
    Ok(match list {
        Some(text) => law.with(List::of_uk(text)),
        None => law,
    })
}

fn vault(ground: &Ground, entropy: &Arc<dyn Entropy>) -> Result<Arc<dyn Vault>, Failure> {
    let key = MasterKey::read_or_create(&ground.data.join("master.key"), &**entropy).map_err(Failure::negative)?;
    Ok(Arc::new(FileVault::new(ground.data.join("vault"), key, Arc::clone(entropy))))
}

fn settings(ground: &Ground, parts: &Parts, vault: &dyn Vault, entropy: &dyn Entropy) -> Result<Settings, Failure> {
    let section = &ground.config.desk;
    let from = ground.config.mail.from.clone();
    Ok(Settings {
        public_url: parts.public_url.clone(),
        solo: section.solo,
        cool_off: TimeDelta::hours(i64::from(section.cool_off_hours)),
        undo: TimeDelta::minutes(i64::from(section.erasure_undo_minutes)),
        tell_when_kept_is_erased: section.tell_when_kept_is_erased,
        side_by_side: usize::from(ground.config.jobs.systems_at_once),
        recipients: Patience {
            days: section.recipient_answer_days,
            remind_every_days: section.recipient_reminder_days,
        },
        complaint_days: section.complaint_days,
        link_life: TimeDelta::days(i64::from(section.link_days)),
        desk_mailbox: Mailbox {
            name: Some("Rightsdesk".to_owned()),
            address: from.unwrap_or_else(|| "rightsdesk@localhost".to_owned()),
        },
        sends_by: match ground.config.mail.transport {
            MailTransport::Smtp => ground.config.mail.host.clone(),
            MailTransport::Folder => None,
        },
        duty_address: Some(section.duty_address.clone()).filter(|address| !address.is_empty()),
        mail_server: ground.config.mail.trusted_server.clone(),
        incoming: MailIn {
            mailboxes: ground.config.mailbox.iter().map(|mailbox| mailbox.name.clone()).collect(),
            answers: answer_rules(ground),
        },
        pepper: pepper(&*parts.store, vault, entropy)?,
    })
}

/// The pepper is drawn once, sealed under the master key and kept with the data, so that a stolen database alone cannot
/// test guesses against the hashes of codes.
fn pepper(store: &dyn Store, vault: &dyn Vault, entropy: &dyn Entropy) -> Result<[u8; 32], Failure> {
    let name = ObjectName::new(Purpose::Correspondence, PEPPER);
    let fresh = vault.seal_small(name, &entropy.bytes32()).map_err(Failure::negative)?;
    let sealed = crate::ports::store::write(store, move |tx| -> Result<String, StoreError> {
        if let Some(sealed) = tx.setting("pepper")? {
            return Ok(sealed);
        }
        let sealed = hex(&fresh);
        tx.put_setting("pepper", Some(&sealed))?;
        Ok(sealed)
    })
    .map_err(Failure::negative)?;
    let opened = vault.open_small(name, &unhex(&sealed)).map_err(Failure::negative)?;
    opened.try_into().map_err(|_wrong: Vec<u8>| Failure::negative("the pepper in the database has the wrong length"))
}

fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The staff's door: the desk with password hashing and the rules of sessions.
pub fn staff_door(ground: &Ground, desk: Desk) -> Result<StaffDoor, Failure> {
    let passwords = Argon2Passwords::new(desk.entropy.bytes16()).map_err(Failure::negative)?;
    let section = &ground.config.desk;
    let rules = SessionRules {
        idle: TimeDelta::minutes(i64::from(section.idle_minutes)),
        absolute: TimeDelta::hours(i64::from(section.session_hours)),
    };
    Ok(StaffDoor { desk, passwords: Arc::new(passwords), rules })
}

/// The machine's own clock.
pub fn system_clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}

/// The scanner of the settings, if there is one.
fn scanner_of(ground: &Ground) -> Option<Arc<dyn Scanner>> {
    let address = ground.config.desk.scanner.clone();
    if address.is_empty() {
        return None;
    }
    Some(Arc::new(ClamAv::at(address)))
}
