//! The shop's systems, as an installation knows them: their data maps, and how to reach each.

use crate::domain::datamap::DataMap;
use crate::ports::connector::{Connector, ConnectorError};

/// Where data about people is, and the way there.
pub trait Systems: Send + Sync {
    /// A data map by its name, as [`crate::domain::controller::Controller::datamaps`] has it; `None` when there is none of that name.
    fn map(&self, name: &str) -> Option<&DataMap>;

    /// Opens the way to a system, by the `fides_key` of its dataset. May be lazy: the connector connects when it is asked.
    /// [`ConnectorError::NeedsPerson`] when nobody has said where the system is.
    fn connect(&self, system: &str) -> Result<Box<dyn Connector>, ConnectorError>;

    /// Whether a colleague is asked although the map would allow a program to look.
    fn is_manual(&self, system: &str) -> bool;
}
