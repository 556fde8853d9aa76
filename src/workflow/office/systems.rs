//! Where the systems of a shop are: the settings file is the starting point, what is kept in the console counts from then on.

use std::collections::BTreeSet;

use super::history::{Edit, Past, past, remember};
use crate::domain::access::Permission;
use crate::domain::office::{SetupArea, SystemFault, SystemSetting, check_system_name};
use crate::domain::request::Actor;
use crate::ports::connector::{Connector, ConnectorError};
use crate::ports::store::StoreError;
use crate::ports::systems::Systems;
use crate::workflow::assignment::must;
use crate::workflow::{Desk, WorkError};

/// How many tables are named when a system was looked into.
const NAMED: usize = 5;

/// A system with everything that is shown about it.
#[derive(Clone, Debug)]
pub struct SystemBook {
    /// The key of its data map.
    pub name: String,
    /// What counts; the default where nobody has said anything.
    pub setting: SystemSetting,
    /// Whether what counts was kept in the console.
    pub is_kept: bool,
    /// Whether the settings file names it.
    pub has_file: bool,
    /// What was changed about it, the newest first.
    pub past: Vec<Past>,
}

/// What a look into a system showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// It answered.
    Answered {
        /// The kind of engine: `postgres`.
        engine: &'static str,
        /// How many tables there are; `None` where the kind has no list of them.
        tables: Option<usize>,
        /// The names of the first.
        first: Vec<String>,
        /// What it remarks about itself.
        remarks: Vec<String>,
    },
    /// Somebody looks into it, so nothing can be tried.
    Manual,
    /// It did not answer: why, and what to do.
    Failed(String),
}

/// Every system that the settings file names or that was set up in the console, by name.
pub fn systems(desk: &Desk, known: &dyn Systems) -> Result<Vec<(String, SystemSetting, bool)>, WorkError> {
    let kept = desk.read(|_, tx, _| Ok(tx.system_settings()?))?;
    let file = known.in_file();
    let names: BTreeSet<&String> = file.keys().chain(kept.keys()).collect();
    let line = |name: &String| match (kept.get(name), file.get(name)) {
        (Some(own), _) => Some((name.clone(), own.clone(), true)),
        (None, Some(file)) => Some((name.clone(), file.clone(), false)),
        (None, None) => None,
    };
    Ok(names.into_iter().filter_map(line).collect())
}

/// One of them, or one that is still to be set up.
pub fn system_book(desk: &Desk, known: &dyn Systems, name: &str) -> Result<SystemBook, WorkError> {
    check_system_name(name).map_err(wrong)?;
    let own = name.to_owned();
    let (kept, past) = desk.read(move |_, tx, _| {
        Ok((tx.system_settings()?.remove(&own), past(tx, Some(SetupArea::System), Some(&own))?))
    })?;
    let file = known.in_file().remove(name);
    Ok(SystemBook {
        name: name.to_owned(),
        is_kept: kept.is_some(),
        has_file: file.is_some(),
        setting: kept.or(file).unwrap_or_default(),
        past,
    })
}

/// Keeps where a system is. It counts from its next question on.
pub fn keep_system(
    desk: &Desk,
    known: &dyn Systems,
    actor: Actor,
    name: &str,
    setting: SystemSetting,
) -> Result<(), WorkError> {
    must(actor, Permission::ConnectSystems)?;
    check_system_name(name).map_err(wrong)?;
    setting.check().map_err(wrong)?;
    let (name, file) = (name.to_owned(), known.in_file().remove(name));
    desk.write(move |desk, tx, now| {
        let before = tx.system_settings()?.remove(&name).or(file);
        tx.put_system_setting(&name, Some(&setting))?;
        let changes = setting.differences(before.as_ref());
        remember(desk, tx, now, actor, Edit { area: SetupArea::System, subject: name.clone(), name, changes })
    })
}

/// Goes back to what the settings file says; where it says nothing, the system is gone from the console.
pub fn back_to_file(desk: &Desk, known: &dyn Systems, actor: Actor, name: &str) -> Result<(), WorkError> {
    must(actor, Permission::ConnectSystems)?;
    let (name, file) = (name.to_owned(), known.in_file().remove(name).unwrap_or_default());
    desk.write(move |desk, tx, now| {
        let before = tx.system_settings()?.remove(&name).ok_or(StoreError::NotFound)?;
        tx.put_system_setting(&name, None)?;
        let changes = file.differences(Some(&before));
        remember(desk, tx, now, actor, Edit { area: SetupArea::System, subject: name.clone(), name, changes })
    })
}

/// Connects as a setting says and says what is there. Reads no row, and keeps nothing.
pub fn look_into(known: &dyn Systems, actor: Actor, name: &str, setting: &SystemSetting) -> Result<Looked, WorkError> {
    must(actor, Permission::ConnectSystems)?;
    check_system_name(name).map_err(wrong)?;
    if setting.is_manual() {
        return Ok(Looked::Manual);
    }
    let seen = known.open(name, setting).and_then(|mut connector| seen(&mut *connector));
    Ok(seen.unwrap_or_else(|error| Looked::Failed(error.to_string())))
}

fn seen(connector: &mut dyn Connector) -> Result<Looked, ConnectorError> {
    let nature = connector.nature()?;
    let tables = match connector.tables() {
        Ok(tables) => Some(tables),
        Err(ConnectorError::Refused { .. }) => None,
        Err(other) => return Err(other),
    };
    let first = tables.iter().flatten().take(NAMED).map(|table| table.name.clone()).collect();
    let tables = tables.map(|tables| tables.len());
    Ok(Looked::Answered { engine: nature.engine, tables, first, remarks: nature.remarks })
}

fn wrong(fault: SystemFault) -> WorkError {
    WorkError::field(fault.field(), fault.to_string())
}
