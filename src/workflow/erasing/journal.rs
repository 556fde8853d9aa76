//! The journal of an erasure: the plan and what has been done of it, a line each, so that any end can be gone on from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::outcome::EraseError;
use super::plan::{CollectionErasure, ErasurePlan, ErasureRow, SystemErasure};
use crate::domain::disclosure::finding::Link;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::Ruling;
use crate::ports::journal::{ErasureJournal, JournalError};
use crate::workflow::gathering::RowDigest;

/// A line of the journal. Keys are the only values of the shop in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A plan begins.
    Plan {
        /// The day on which retention was looked at.
        day: NaiveDate,
    },
    /// A ruling; rows name it by its number, counted from 0.
    Ruling(Ruling),
    /// The rows of a collection follow.
    Collection {
        /// The system.
        system: String,
        /// The collection.
        name: String,
        /// The columns of the key.
        key_columns: Vec<String>,
    },
    /// A row of the collection above.
    Row {
        /// The key.
        key: Vec<Value>,
        /// The number of its ruling.
        ruling: usize,
        /// The digest of what stood in it.
        seen: RowDigest,
        /// How it is tied to the person; journals of earlier versions do not say it.
        #[serde(default = "own")]
        link: Link,
        /// Whether others may point at it, too.
        #[serde(default)]
        pointed: bool,
    },
    /// The plan is whole; without this line nothing has happened.
    Planned,
    /// A system's transaction may have begun.
    Begun(String),
    /// A system's changes last.
    Committed(String),
    /// A system had changed since the plan; it was left alone, and a new plan is needed.
    Outdated(String),
    /// Everything was confirmed by looking again. The lines before are gone.
    Finished {
        /// The day on which retention was looked at.
        day: NaiveDate,
        /// How many rows the plan changed.
        changed: usize,
    },
}

/// What a journal says.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Nothing that matters: nothing was changed.
    Clear,
    /// An erasure was interrupted, or not confirmed.
    Open {
        /// The day on which retention was looked at.
        day: NaiveDate,
        /// The plan.
        plan: ErasurePlan,
        /// The systems whose changes last.
        settled: BTreeSet<String>,
        /// Whether a system had changed since: then a new plan goes on from here.
        is_outdated: bool,
    },
    /// An erasure was confirmed.
    Finished,
}

const fn own() -> Link {
    Link::Subject
}

impl Entry {
    /// Writes the line and makes it last.
    pub fn note(&self, journal: &mut dyn ErasureJournal) -> Result<(), JournalError> {
        self.add(journal)?;
        journal.sync()
    }

    /// Puts this line in place of the whole journal.
    pub fn conclude(&self, journal: &mut dyn ErasureJournal) -> Result<(), JournalError> {
        journal.conclude(&self.line()?)
    }

    fn line(&self) -> Result<String, JournalError> {
        serde_json::to_string(self).map_err(|error| JournalError::Unreadable(error.to_string()))
    }

    fn add(&self, journal: &mut dyn ErasureJournal) -> Result<(), JournalError> {
        journal.append(&self.line()?)
    }
}

/// Writes a whole plan down, before anything of it is done.
pub fn write_plan(plan: &ErasurePlan, day: NaiveDate, journal: &mut dyn ErasureJournal) -> Result<(), EraseError> {
    Entry::Plan { day }.add(journal)?;
    let mut numbers: BTreeMap<Arc<Ruling>, usize> = BTreeMap::new();
    for part in &plan.systems {
        for held in &part.collections {
            let (system, name, key_columns) = (part.system.clone(), held.name.clone(), held.key_columns.clone());
            Entry::Collection { system, name, key_columns }.add(journal)?;
            for row in &held.rows {
                let next = numbers.len();
                let number = *numbers.entry(Arc::clone(&row.ruling)).or_insert(next);
                if number == next {
                    Entry::Ruling((*row.ruling).clone()).add(journal)?;
                }
                let (key, seen, link, pointed) = (row.key.to_vec(), row.seen, row.link, row.pointed);
                Entry::Row { key, ruling: number, seen, link, pointed }.add(journal)?;
            }
        }
    }
    Ok(Entry::Planned.note(journal)?)
}

/// Reads a journal. A line that was cut off by a crash is the last one, and is passed over.
pub fn read_journal(lines: &mut dyn Iterator<Item = Result<String, JournalError>>) -> Result<Standing, JournalError> {
    let mut reading = Reading::default();
    let mut broken = None;
    for line in lines {
        if let Some(error) = broken {
            return Err(error);
        }
        match serde_json::from_str(&line?) {
            Ok(entry) => reading.take(entry),
            Err(error) => broken = Some(JournalError::Unreadable(error.to_string())),
        }
    }
    Ok(reading.standing())
}

#[derive(Default)]
struct Reading {
    day: Option<NaiveDate>,
    rulings: Vec<Arc<Ruling>>,
    systems: Vec<SystemErasure>,
    is_whole: bool,
    is_outdated: bool,
    is_finished: bool,
    settled: BTreeSet<String>,
}

impl Reading {
    fn take(&mut self, entry: Entry) {
        match entry {
            Entry::Plan { day } => *self = Self { day: Some(day), ..Self::default() },
            Entry::Ruling(ruling) => self.rulings.push(Arc::new(ruling)),
            Entry::Collection { system, name, key_columns } => self.collection(system, name, key_columns),
            Entry::Row { key, ruling, seen, link, pointed } => {
                if let Some(ruling) = self.rulings.get(ruling).map(Arc::clone) {
                    self.row(ErasureRow { key: key.into(), ruling, seen, link, pointed });
                }
            }
            Entry::Planned => self.is_whole = true,
            Entry::Begun(_) => {}
            Entry::Committed(system) => drop(self.settled.insert(system)),
            Entry::Outdated(_) => self.is_outdated = true,
            Entry::Finished { .. } => *self = Self { is_finished: true, ..Self::default() },
        }
    }

    fn collection(&mut self, system: String, name: String, key_columns: Vec<String>) {
        let held = CollectionErasure { name, key_columns, masks: super::columns::Masks::new(), rows: Vec::new() };
        match self.systems.last_mut().filter(|part| part.system == system) {
            Some(part) => part.collections.push(held),
            None => self.systems.push(SystemErasure { system, collections: vec![held] }),
        }
    }

    fn row(&mut self, row: ErasureRow) {
        if let Some(held) = self.systems.last_mut().and_then(|part| part.collections.last_mut()) {
            held.rows.push(row);
        }
    }

    fn standing(self) -> Standing {
        match self.day {
            Some(day) if self.is_whole => Standing::Open {
                day,
                plan: ErasurePlan { systems: self.systems, ..ErasurePlan::default() },
                settled: self.settled,
                is_outdated: self.is_outdated,
            },
            _ if self.is_finished => Standing::Finished,
            _ => Standing::Clear,
        }
    }
}
