//! Guided changes of a map that is being written: what the live system offers, and a filled form written into the text. Nothing
//! is kept here; what comes out is looked at, checked and put in force like a text that was typed.

use super::draft::look_and_draft;
use super::editing::{SAMPLE, read};
use crate::domain::access::Permission;
use crate::domain::datamap::DataMap;
use crate::domain::mapping::{Change, LiveTable, Offer, changed, live_tables, offers};
use crate::domain::request::Actor;
use crate::ports::systems::Systems;
use crate::workflow::WorkError;
use crate::workflow::assignment::must;

/// What a live system shows beside the map that is being written.
pub struct LiveLook {
    /// Its tables.
    pub tables: Vec<LiveTable>,
    /// What a draft of it would say that the map does not.
    pub offers: Vec<Offer>,
}

/// Reads the words of a map that is being written; what is wrong is said with its line.
pub fn read_map(text: &str) -> Result<DataMap, WorkError> {
    read(text)
}

/// Looks at the schema of a system and at a few rows of its tables, and keeps none. The error is a sentence for a person.
pub fn look_at(systems: &dyn Systems, actor: Actor, map: &DataMap, system: &str) -> Result<LiveLook, String> {
    must(actor, Permission::WriteCompanies).map_err(|error| error.to_string())?;
    if !systems.connected().iter().any(|known| known == system) {
        return Err(format!("{system} is not connected, so its tables and columns cannot be shown"));
    }
    let looked = systems.connect(system).and_then(|mut connector| look_and_draft(system, connector.as_mut(), SAMPLE));
    let (outline, draft) = looked.map_err(|error| format!("{system} did not answer: {error}"))?;
    Ok(LiveLook { tables: live_tables(map, &outline), offers: offers(map, &outline, &draft) })
}

/// Writes changes into the text of a map. Every other byte of it stays.
pub fn guide(actor: Actor, text: &str, changes: &[Change]) -> Result<String, WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let new = changed(text, changes).map_err(|error| {
        let words = error.to_string();
        let mut letters = words.chars();
        let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
        WorkError::field("piece", format!("{}.", capital.unwrap_or_default()))
    })?;
    read(&new).map(|_| new).map_err(|error| match error {
        WorkError::Field { what, .. } => {
            WorkError::field("piece", format!("The map could not be read with this: {what}"))
        }
        other => other,
    })
}
