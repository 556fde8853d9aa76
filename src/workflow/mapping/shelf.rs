//! The maps in force: those of the files and, laid over them, what people saved in the console. And the maps of one request, as
//! they were when its search began.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::datamap::DataMap;
use crate::domain::ids::{MapVersionId, RequestId};
use crate::domain::office::SystemSetting;
use crate::domain::task_link::LinkPolicy;
use crate::ports::connector::{Connector, ConnectorError};
use crate::ports::store::maps::{MapPin, MapVersion};
use crate::ports::store::{self, Store, StoreError};
use crate::ports::systems::Systems;
use crate::workflow::{Desk, Lease, WorkError};

/// The systems of the settings, with the maps of the console. Every process sees a new version at its next question, because
/// the store is asked which one is the newest.
pub struct MapShelf {
    files: Arc<dyn Systems>,
    store: Arc<dyn Store>,
    /// Versions that were read. A version never changes.
    read: RwLock<BTreeMap<MapVersionId, Arc<DataMap>>>,
}

impl MapShelf {
    /// Lays the maps of a store over the files'.
    pub fn over(files: Arc<dyn Systems>, store: Arc<dyn Store>) -> Self {
        Self { files, store, read: RwLock::default() }
    }

    fn newest(&self, name: &str) -> Result<Option<MapVersion>, StoreError> {
        let name = name.to_owned();
        store::read(&*self.store, move |tx| Ok(tx.map_versions_of(&name, 1)?.into_iter().next()))
    }

    fn parsed(&self, version: &MapVersion) -> Option<Arc<DataMap>> {
        let held = self.read.read().unwrap_or_else(PoisonError::into_inner).get(&version.id).cloned();
        if held.is_some() {
            return held;
        }
        let map = match DataMap::parse(version.body.as_deref()?) {
            Ok(map) => Arc::new(map),
            Err(error) => {
                tracing::error!(map = version.name, version = %version.id, %error, "a saved data map cannot be read");
                return None;
            }
        };
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        read.insert(version.id, Arc::clone(&map));
        Some(map)
    }
}

/// What a question to the store gave; nothing when it could not be asked, which whoever goes on finds out, too.
fn asked<T>(answer: Result<T, StoreError>) -> Option<T> {
    answer.inspect_err(|error| tracing::error!(%error, "the data maps could not be asked for")).ok()
}

impl Systems for MapShelf {
    fn map(&self, name: &str) -> Option<Arc<DataMap>> {
        match asked(self.newest(name))? {
            Some(version) if version.body.is_some() => self.parsed(&version),
            _ => self.files.map(name),
        }
    }

    fn version(&self, name: &str) -> Option<MapVersionId> {
        let newest = asked(self.newest(name)).flatten()?;
        newest.body.is_some().then_some(newest.id)
    }

    fn map_at(&self, name: &str, version: Option<MapVersionId>) -> Option<Arc<DataMap>> {
        let Some(id) = version else { return self.files.map(name) };
        let version = asked(store::read(&*self.store, move |tx| tx.map_version(id)))?;
        self.parsed(&version)
    }

    fn map_text(&self, name: &str) -> Option<String> {
        self.files.map_text(name)
    }

    fn connected(&self) -> Vec<String> {
        let kept = asked(store::read(&*self.store, |tx| tx.system_settings())).unwrap_or_default();
        let files = self.files.connected().into_iter().filter(|name| !kept.contains_key(name));
        let own = kept.iter().filter(|(_, setting)| !setting.is_manual()).map(|(name, _)| name.clone());
        let all: BTreeSet<String> = files.chain(own).collect();
        all.into_iter().collect()
    }

    fn in_file(&self) -> BTreeMap<String, SystemSetting> {
        self.files.in_file()
    }

    fn kept(&self, system: &str) -> Option<SystemSetting> {
        let name = system.to_owned();
        asked(store::read(&*self.store, move |tx| Ok(tx.system_settings()?.remove(&name)))).flatten()
    }

    fn open(&self, system: &str, setting: &SystemSetting) -> Result<Box<dyn Connector>, ConnectorError> {
        self.files.open(system, setting)
    }

    fn connect(&self, system: &str) -> Result<Box<dyn Connector>, ConnectorError> {
        match self.kept(system) {
            Some(setting) => self.files.open(system, &setting),
            None => self.files.connect(system),
        }
    }

    fn is_manual(&self, system: &str) -> bool {
        self.kept(system).map_or_else(|| self.files.is_manual(system), |setting| setting.is_manual())
    }

    fn link(&self, system: &str) -> Option<LinkPolicy> {
        self.files.link(system)
    }
}

/// The systems as one request knows them: with the maps that were in force when its search began.
pub struct Pinned<'a> {
    systems: &'a dyn Systems,
    pins: BTreeMap<String, Option<MapVersionId>>,
}

impl<'a> Pinned<'a> {
    fn new(systems: &'a dyn Systems, pins: Vec<MapPin>) -> Self {
        Self { systems, pins: pins.into_iter().collect() }
    }
}

/// Keeps the maps in force for a request whose search begins, unless they are kept already.
pub(in crate::workflow) fn pin<'a>(
    desk: &Desk,
    lease: Lease,
    request: RequestId,
    names: &[String],
    systems: &'a dyn Systems,
) -> Result<Pinned<'a>, WorkError> {
    let pins: Vec<MapPin> = names.iter().map(|name| (name.clone(), systems.version(name))).collect();
    let kept = lease.write(desk, move |_, tx, _| {
        pins.iter().try_for_each(|pin| tx.pin_map(request, pin))?;
        Ok(tx.map_pins(request)?)
    })?;
    Ok(Pinned::new(systems, kept))
}

/// The systems as a request knows them. A map that it has no version of is the one in force.
pub fn pinned<'a>(desk: &Desk, systems: &'a dyn Systems, request: RequestId) -> Result<Pinned<'a>, WorkError> {
    Ok(Pinned::new(systems, desk.read(move |_, tx, _| Ok(tx.map_pins(request)?))?))
}

impl Systems for Pinned<'_> {
    fn map(&self, name: &str) -> Option<Arc<DataMap>> {
        match self.pins.get(name) {
            Some(version) => self.systems.map_at(name, *version),
            None => self.systems.map(name),
        }
    }

    fn connect(&self, system: &str) -> Result<Box<dyn Connector>, ConnectorError> {
        self.systems.connect(system)
    }

    fn is_manual(&self, system: &str) -> bool {
        self.systems.is_manual(system)
    }

    fn link(&self, system: &str) -> Option<LinkPolicy> {
        self.systems.link(system)
    }
}
