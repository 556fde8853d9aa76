//! Joining the ways out: mail, the shop's systems, packages.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::ground::{Ground, secret};
use crate::adapters::connectors::capped::Places;
use crate::adapters::connectors::receiver::{Receiver, SignedParcels};
use crate::adapters::connectors::recipient::{RecipientProgram, SignedCalls};
use crate::adapters::documents::Copyist;
use crate::adapters::high_water::FileMark;
use crate::adapters::mail::{DkimKey, Security, SignIn, SmtpMailer, SmtpSettings};
use crate::adapters::package::{PdfPress, Workbook, ZipPackager};
use crate::cli::{Failure, connect};
use crate::config::SystemSection;
use crate::config::database::Engine;
use crate::config::datamaps::{self, MapFile};
use crate::config::mail::{MailSection, MailTls};
use crate::config::programs::Calls;
use crate::config::systems;
use crate::domain::datamap::DataMap;
use crate::domain::office::SystemSetting;
use crate::domain::task_link::LinkPolicy;
use crate::ports::connector::{Bounds, Connector, ConnectorError};
use crate::ports::disclosure::Packager;
use crate::ports::high_water::HighWaterMark;
use crate::ports::letters::Press;
use crate::ports::receivers::Receivers;
use crate::ports::recipients::RecipientPrograms;
use crate::ports::redaction::Redactor;
use crate::ports::store::Store;
use crate::ports::systems::Systems;
use crate::ports::time::Clock;
use crate::workflow::mapping::MapShelf;
use crate::workflow::restore::Nearness;

/// What prints letters and notes.
pub fn press() -> Arc<dyn Press> {
    Arc::new(PdfPress)
}

/// The SMTP mailer, for sending and for `check`.
pub fn smtp(ground: &Ground, section: &MailSection) -> Result<SmtpMailer, Failure> {
    let password = secret(&ground.data, section.password.as_ref(), section.password_file.as_deref())?;
    let sign_in = section.username.clone().zip(password).map(|(username, password)| SignIn { username, password });
    let extra_roots = match &section.ca_file {
        Some(file) => fs::read(ground.data.join(file)).map_err(|error| Failure::bad_input("mail.ca_file", error))?,
        None => Vec::new(),
    };
    SmtpMailer::new(SmtpSettings {
        host: section.host.clone().unwrap_or_default(),
        port: section.port(),
        security: match section.tls {
            MailTls::Wrapper => Security::Wrapper,
            MailTls::StartTls => Security::StartTls,
            MailTls::None => Security::None,
        },
        sign_in,
        extra_roots,
        hello: None,
        timeout: section.timeout(),
        idle: section.idle,
        empty_return_path: section.empty_return_path,
        dkim: dkim(ground, section)?,
    })
    .map_err(|error| Failure::bad_input("mail", error))
}

/// The key that signs outgoing mail, if there is one.
pub fn dkim(ground: &Ground, section: &MailSection) -> Result<Option<Arc<DkimKey>>, Failure> {
    let Some((file, selector)) = section.dkim_key_file.as_ref().zip(section.dkim_selector.as_ref()) else {
        return Ok(None);
    };
    let path = ground.data.join(file);
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::bad_input("mail.dkim_key_file", format!("{}: {error}", path.display()))
    };
    let pem = fs::read(&path).map_err(|error| wrong(&error))?;
    let from = section.from.as_deref().and_then(|from| from.rsplit_once('@')).map(|(_, domain)| domain);
    let domain = section.dkim_domain.as_deref().or(from).unwrap_or_default();
    Ok(Some(Arc::new(DkimKey::read(&pem, domain, selector).map_err(|error| wrong(&error))?)))
}

/// Packs answers.
pub fn packager() -> Arc<dyn Packager> {
    Arc::new(ZipPackager)
}

/// Makes redacted copies of documents.
pub fn redactor() -> Arc<dyn Redactor> {
    Arc::new(Copyist)
}

/// A workbook for spreadsheets, written to a file or a pipe.
pub fn workbook(out: &mut dyn Write) -> Result<Workbook<'_>, Failure> {
    Ok(Workbook::new(out)?)
}

/// The shop's systems as the settings name them.
pub struct Installed {
    data: PathBuf,
    maps: BTreeMap<String, MapFile>,
    sections: BTreeMap<String, SystemSection>,
    /// How many connections each may have.
    places: BTreeMap<String, Arc<Places>>,
    /// The same for systems of the console, with the number that they were made for.
    own_places: Mutex<BTreeMap<String, (u64, Arc<Places>)>>,
}

/// The systems of an installation: shipped and own maps, those changed in the console laid over them, and where each system is.
pub fn systems(ground: &Ground, store: &Arc<dyn Store>) -> Result<Arc<dyn Systems>, Failure> {
    let folder = ground.data.join(&ground.config.desk.datamaps);
    let maps = datamaps::load(&folder).map_err(|error| Failure::bad_input("desk.datamaps", error))?;
    let sections = ground.config.systems.clone();
    let places = sections.iter().map(|(name, section)| (name.clone(), Places::new(section.connections)));
    let own_places = Mutex::default();
    let files = Installed { data: ground.data.clone(), maps, places: places.collect(), own_places, sections };
    Ok(Arc::new(MapShelf::over(Arc::new(files), Arc::clone(store))))
}

/// The programs of recipients that the settings name.
pub fn recipients(ground: &Ground, clock: Arc<dyn Clock>) -> Result<Arc<dyn RecipientPrograms>, Failure> {
    let mut programs = BTreeMap::new();
    for (name, section) in &ground.config.recipients {
        let secret = secret(&ground.data, section.secret.as_ref(), section.secret_file.as_deref())?;
        let known = RecipientProgram {
            url: section.url.clone(),
            secret: secret.unwrap_or_default(),
            authorities: authorities(ground, &format!("recipients.{name}.ca_file"), section.ca_file.as_deref())?,
            timeout: Duration::from_secs(section.seconds(Calls::Recipient)),
        };
        programs.insert(name.clone(), known);
    }
    Ok(Arc::new(SignedCalls::new(programs, clock)))
}

/// The certificates of a file that a setting names.
fn authorities(ground: &Ground, setting: &str, file: Option<&Path>) -> Result<Option<Vec<u8>>, Failure> {
    let read = file.map(|file| fs::read(ground.data.join(file))).transpose();
    read.map_err(|error| Failure::bad_input(setting, error))
}

/// The programs of other controllers that the settings name.
pub fn receivers(ground: &Ground, clock: Arc<dyn Clock>) -> Result<Arc<dyn Receivers>, Failure> {
    let mut programs = BTreeMap::new();
    for (name, section) in &ground.config.receivers {
        let secret = secret(&ground.data, section.secret.as_ref(), section.secret_file.as_deref())?;
        let known = Receiver {
            url: section.url.clone(),
            key_id: section.key_id.clone(),
            secret: secret.unwrap_or_default(),
            authorities: authorities(ground, &format!("receivers.{name}.ca_file"), section.ca_file.as_deref())?,
            patience: Duration::from_secs(section.seconds(Calls::Receiver)),
        };
        programs.insert(name.clone(), known);
    }
    Ok(Arc::new(SignedParcels::new(programs, clock)))
}

impl Systems for Installed {
    fn map(&self, name: &str) -> Option<Arc<DataMap>> {
        self.maps.get(name).and_then(MapFile::map)
    }

    fn map_text(&self, name: &str) -> Option<String> {
        self.maps.get(name).map(|file| file.text().to_owned())
    }

    fn connected(&self) -> Vec<String> {
        let reached = self.sections.iter().filter(|(_, section)| section.connect != systems::MANUAL);
        reached.map(|(name, _)| name.clone()).collect()
    }

    fn connect(&self, system: &str) -> Result<Box<dyn Connector>, ConnectorError> {
        let Some(section) = self.sections.get(system) else {
            return Err(ConnectorError::needs_person(
                "nobody has said where this system is",
                format!("an administrator adds [systems.{system}] to the settings"),
            ));
        };
        let connector = self.opened(section).map_err(|why| {
            ConnectorError::needs_person(
                why.to_string(),
                format!("an administrator looks at [systems.{system}] in the settings"),
            )
        })?;
        match self.places.get(system) {
            Some(places) => places.take(connector),
            None => Ok(connector),
        }
    }

    fn in_file(&self) -> BTreeMap<String, SystemSetting> {
        self.sections.iter().map(|(name, section)| (name.clone(), setting_of(section))).collect()
    }

    fn open(&self, system: &str, setting: &SystemSetting) -> Result<Box<dyn Connector>, ConnectorError> {
        let section = SystemSection {
            connect: setting.connect.clone(),
            password_file: setting.secret_file.as_ref().map(PathBuf::from),
            password: None,
            statement_seconds: setting.statement_seconds,
            row_limit: setting.row_limit,
            connections: usize::try_from(setting.connections).unwrap_or(1),
            link: None,
        };
        let look = "an administrator looks at this system in the console, under Systems";
        let connector = self.opened(&section).map_err(|why| ConnectorError::needs_person(why.to_string(), look))?;
        self.place_of(system, setting.connections).take(connector)
    }

    fn is_manual(&self, system: &str) -> bool {
        self.sections.get(system).is_some_and(|section| section.connect == systems::MANUAL)
    }

    fn link(&self, system: &str) -> Option<LinkPolicy> {
        self.sections.get(system)?.link.clone()
    }
}

impl Installed {
    /// The places of a system of the console; others from the moment on at which their number changes.
    fn place_of(&self, system: &str, connections: u64) -> Arc<Places> {
        let mut all = self.own_places.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || (connections, Places::new(usize::try_from(connections).unwrap_or(1)));
        let known = all.entry(system.to_owned()).or_insert_with(made);
        if known.0 != connections {
            *known = made();
        }
        Arc::clone(&known.1)
    }

    /// Relative paths count from the data folder.
    fn opened(&self, section: &SystemSection) -> Result<Box<dyn Connector>, Failure> {
        let password = secret(&self.data, section.password.as_ref(), section.password_file.as_deref())?;
        let place = match section.connect.split_once(':') {
            Some((kind @ ("sqlite" | "csv" | "xlsx" | "service" | "webhook"), path)) => {
                format!("{kind}:{}", self.data.join(path).display())
            }
            _ => section.connect.clone(),
        };
        connect::within(&place, password, bounds(section))
    }
}

/// What a section says, but for its secret.
fn setting_of(section: &SystemSection) -> SystemSetting {
    SystemSetting {
        connect: crate::domain::office::without_secret(&section.connect),
        secret_file: section.password_file.as_ref().map(|file| file.display().to_string()),
        statement_seconds: section.statement_seconds,
        row_limit: section.row_limit,
        connections: u64::try_from(section.connections).unwrap_or(u64::MAX),
    }
}

fn bounds(section: &SystemSection) -> Bounds {
    Bounds { statement: Duration::from_secs(section.statement_seconds.max(1)), rows: section.row_limit }
}

/// Where it is written down that mail has left.
pub fn mark(ground: &Ground) -> Arc<dyn HighWaterMark> {
    let database = match ground.config.database.engine(&ground.data) {
        Engine::Sqlite(file) => Some(file),
        Engine::Postgres(_) => None,
    };
    let witness = ground.config.mail.witness.as_ref().map(|place| ground.data.join(place));
    Arc::new(FileMark::new(ground.data.join("mail.mark")).with_witness(witness).beside(database))
}

/// Whether a mark that is gone tells something: an embedded database is one installation's own.
pub fn nearness(ground: &Ground) -> Nearness {
    match ground.config.database.engine(&ground.data) {
        Engine::Sqlite(_) => Nearness::Own,
        Engine::Postgres(_) => Nearness::Shared,
    }
}
