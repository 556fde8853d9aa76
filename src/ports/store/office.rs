//! Who is away, and what was changed in the set-up.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{AbsenceId, SetupChangeId, StaffId};
use crate::domain::office::{Absence, MailboxWay, SetupArea, SystemSetting};
use crate::domain::setup::Difference;

/// A change of the set-up. Changes are added and never altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupChange {
    /// Its identifier.
    pub id: SetupChangeId,
    /// The part of the set-up.
    pub area: SetupArea,
    /// Which one of them: an identifier or a key, never a name.
    pub subject: String,
    /// What it was called then.
    pub name: String,
    /// What is not as it was before; never a secret.
    pub changes: Vec<Difference>,
    /// Who; `None` for the command line of the machine itself.
    pub by: Option<StaffId>,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// Absences, ways to systems and mailboxes, and the history of the set-up.
pub trait Office {
    /// Notes that somebody is away.
    fn add_absence(&mut self, absence: &Absence) -> Result<(), StoreError>;
    /// Every absence, the earliest first.
    fn absences(&mut self) -> Result<Vec<Absence>, StoreError>;
    /// Takes an absence out; [`StoreError::NotFound`] when there is none.
    fn remove_absence(&mut self, id: AbsenceId) -> Result<(), StoreError>;
    /// The systems that were set up in the console, by the key of their data map.
    fn system_settings(&mut self) -> Result<BTreeMap<String, SystemSetting>, StoreError>;
    /// Keeps the setting of a system, or forgets it.
    fn put_system_setting(&mut self, system: &str, setting: Option<&SystemSetting>) -> Result<(), StoreError>;
    /// The mailboxes that were set up in the console, by name.
    fn mailbox_ways(&mut self) -> Result<Vec<MailboxWay>, StoreError>;
    /// Keeps the way to a mailbox, or forgets it.
    fn put_mailbox_way(&mut self, name: &str, way: Option<&MailboxWay>) -> Result<(), StoreError>;
    /// Remembers a change.
    fn add_setup_change(&mut self, change: &SetupChange) -> Result<(), StoreError>;
    /// What was changed, the newest first, up to `limit`: in one area or in all, about one subject of it or about all.
    fn setup_changes(
        &mut self,
        area: Option<SetupArea>,
        subject: Option<&str>,
        limit: i64,
    ) -> Result<Vec<SetupChange>, StoreError>;
}
