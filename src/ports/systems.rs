//! The shop's systems, as an installation knows them: their data maps, and how to reach each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::datamap::DataMap;
use crate::domain::ids::MapVersionId;
use crate::domain::office::SystemSetting;
use crate::domain::task_link::LinkPolicy;
use crate::ports::connector::{Connector, ConnectorError};

/// Where data about people is, and the way there.
pub trait Systems: Send + Sync {
    /// The data map in force by its name, as [`crate::domain::controller::Controller::datamaps`] has it; `None` when there is none of
    /// that name.
    fn map(&self, name: &str) -> Option<Arc<DataMap>>;

    /// The version of a map that is in force; `None` while it is the one of its file.
    fn version(&self, _name: &str) -> Option<MapVersionId> {
        None
    }

    /// A map as it was in a version; `None` for the version: as its file has it.
    fn map_at(&self, name: &str, _version: Option<MapVersionId>) -> Option<Arc<DataMap>> {
        self.map(name)
    }

    /// The words of the file of a map, where there is one.
    fn map_text(&self, _name: &str) -> Option<String> {
        None
    }

    /// Every system that the settings connect, by name.
    fn connected(&self) -> Vec<String> {
        Vec::new()
    }

    /// Every system that the settings file names, and how: without secrets.
    fn in_file(&self) -> BTreeMap<String, SystemSetting> {
        BTreeMap::new()
    }

    /// The setting of a system that was kept in the console; `None` while the file's counts.
    fn kept(&self, _system: &str) -> Option<SystemSetting> {
        None
    }

    /// Opens the way to a system as a setting says, whatever is in force.
    fn open(&self, system: &str, _setting: &SystemSetting) -> Result<Box<dyn Connector>, ConnectorError> {
        self.connect(system)
    }

    /// Opens the way to a system, by the `fides_key` of its dataset. May be lazy: the connector connects when it is asked.
    /// [`ConnectorError::NeedsPerson`] when nobody has said where the system is.
    fn connect(&self, system: &str) -> Result<Box<dyn Connector>, ConnectorError>;

    /// Whether a colleague is asked although the map would allow a program to look.
    fn is_manual(&self, system: &str) -> bool;

    /// Who is asked about a system by a mailed link, where the installation says so. It goes before what the map says.
    fn link(&self, _system: &str) -> Option<LinkPolicy> {
        None
    }
}
