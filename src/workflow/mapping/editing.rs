//! Changing a data map in the console: reading it with its history, checking it against the systems, putting it in force, going
//! back, and starting one from a system that is connected.

use std::collections::BTreeMap;

use serde_json::json;

use super::check::{SystemCheck, check_live};
use super::draft::draft_system;
use crate::domain::access::Permission;
use crate::domain::datamap::{Concern, DataMap, Gravity, MapError, Remark, check};
use crate::domain::ids::{MapVersionId, StaffId};
use crate::domain::mapping::written;
use crate::domain::request::Actor;
use crate::ports::store::StoreError;
use crate::ports::store::maps::MapVersion;
use crate::ports::systems::Systems;
use crate::workflow::assignment::must;
use crate::workflow::gathering::Connectors;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// How many versions a page shows.
const SHOWN: i64 = 50;
/// The longest map, in bytes.
const LONGEST: usize = 256 * 1024;
/// The longest name of a map, and the longest note, in characters.
const NAME_CHARS: usize = 60;
const NOTE_CHARS: usize = 500;
/// How many rows of each table a draft looks at.
pub(super) const SAMPLE: u32 = 60;

/// A map with its history.
pub struct MapBook {
    /// The words in force.
    pub text: String,
    /// The version in force; `None`: the file's.
    pub version: Option<MapVersionId>,
    /// Whether there is a file to go back to.
    pub has_file: bool,
    /// Its versions, the newest first, with who wrote them.
    pub history: Vec<(MapVersion, String)>,
}

/// Reads a map with its history; `None` when there is neither a file nor a version.
pub fn map_book(desk: &Desk, systems: &dyn Systems, name: &str) -> Result<Option<MapBook>, WorkError> {
    let own = name.to_owned();
    let (versions, staff) = desk.read(move |_, tx, _| Ok((tx.map_versions_of(&own, SHOWN)?, tx.all_staff()?)))?;
    let file = systems.map_text(name);
    let newest = versions.first().and_then(|version| Some((version.id, version.body.clone()?)));
    let version = newest.as_ref().map(|(id, _)| *id);
    let Some(text) = newest.map(|(_, body)| body).or_else(|| file.clone()) else { return Ok(None) };
    let name_of = |id: StaffId| staff.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default();
    let history = versions.into_iter().map(|version| (version.clone(), name_of(version.by))).collect();
    Ok(Some(MapBook { text, version, has_file: file.is_some(), history }))
}

/// What a check of a map said.
pub struct Checked {
    /// How each system was checked.
    pub systems: Vec<SystemCheck>,
    /// What is to be said, the gravest first.
    pub remarks: Vec<Remark>,
}

/// Holds a map against the systems that the settings connect. No row is read, and nothing is changed.
pub fn check_map(systems: &dyn Systems, text: &str) -> Result<Checked, WorkError> {
    let map = read(text)?;
    let mut connectors: Connectors = BTreeMap::new();
    for system in &map.systems {
        if let Ok(connector) = systems.connect(&system.key) {
            connectors.insert(system.key.clone(), connector);
        }
    }
    let (checked, mut remarks) = check_live(&map, &mut connectors);
    let is_by_hand = |key: &str| {
        let asked = map.system(key).is_some_and(|system| system.rightsdesk.manual.is_some());
        asked || systems.is_manual(key)
    };
    // A colleague has no schema; and here nobody names a place on a command line.
    remarks.retain(|remark| remark.concern != Concern::NotChecked || !is_by_hand(&remark.place));
    let unknown = remarks.iter_mut().filter(|remark| remark.concern == Concern::NotChecked);
    for remark in unknown.filter(|remark| !connectors.contains_key(&remark.place)) {
        "it was not checked: the settings do not say where it is".clone_into(&mut remark.what);
    }
    Ok(Checked { systems: checked.into_iter().filter(|check| !is_by_hand(&check.system)).collect(), remarks })
}

/// A map as somebody wrote it, to be put in force.
#[derive(Clone, Debug)]
pub struct NewMap {
    /// The name of the map.
    pub name: String,
    /// Its words.
    pub text: String,
    /// What was changed and why.
    pub note: String,
    /// The version that was shown when the writing began; `None`: the file's, or nothing.
    pub base: Option<MapVersionId>,
}

/// Puts a map in force. Requests whose search has begun keep the version that they began with.
pub fn keep_map(desk: &Desk, actor: Actor, new: NewMap) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if new.name.is_empty() || new.name.len() > NAME_CHARS || !new.name.chars().all(is_plain) {
        return Err(WorkError::field("name", "Use small letters, digits and hyphens, like web-shop."));
    }
    if new.note.chars().count() > NOTE_CHARS {
        return Err(WorkError::field("note", "Use at most 500 characters."));
    }
    let map = read(&new.text)?;
    if let Some(remark) = check(&map).into_iter().find(|remark| remark.gravity == Gravity::Error) {
        return Err(WorkError::field("text", format!("{}: {}.", remark.place, remark.what)));
    }
    add(desk, actor, new.name, Some(new.text), new.note, Base::Shown(new.base))
}

/// Goes back to an earlier version, or to the file with `None`. It becomes the newest version.
pub fn back_to(
    desk: &Desk,
    systems: &dyn Systems,
    actor: Actor,
    name: &str,
    version: Option<MapVersionId>,
) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let (body, note) = match version {
        Some(id) => {
            let earlier = desk.read(move |_, tx, _| Ok(tx.map_version(id)?))?;
            if earlier.name != name {
                return Err(StoreError::NotFound.into());
            }
            (earlier.body, format!("Back to the version of {}.", earlier.at.format("%-d %B %Y, %H:%M UTC")))
        }
        None if systems.map_text(name).is_some() => (None, "Back to the file.".to_owned()),
        None => return Err(StoreError::NotFound.into()),
    };
    add(desk, actor, name.to_owned(), body, note, Base::Any)
}

/// Drafts a map of a system that the settings connect. At most a few rows of each table are looked at, and none is kept.
pub fn draft_map(systems: &dyn Systems, actor: Actor, system: &str) -> Result<String, WorkError> {
    must(actor, Permission::WriteCompanies)?;
    if !systems.connected().iter().any(|known| known == system) {
        return Err(WorkError::field("system", "Choose one of the systems of the settings."));
    }
    let drafted = systems.connect(system).and_then(|mut connector| draft_system(system, connector.as_mut(), SAMPLE));
    let draft = drafted.map_err(|error| WorkError::field("system", format!("{system} did not answer: {error}.")))?;
    Ok(written(&[draft]))
}

/// Reads the words of a map; what is wrong is said with its line.
pub(super) fn read(text: &str) -> Result<DataMap, WorkError> {
    if text.len() > LONGEST {
        return Err(WorkError::field("text", "The map is longer than 256 KB. Split it by system."));
    }
    DataMap::parse(text).map_err(|error| WorkError::field("text", said(&error)))
}

fn said(error: &MapError) -> String {
    let words = error.to_string();
    let mut letters = words.chars();
    let capital: String =
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    format!("{}.", capital.trim_end_matches('.'))
}

/// What a new version is laid over.
#[derive(Clone, Copy)]
enum Base {
    /// Whatever stands.
    Any,
    /// The version that was shown; `None` is the file's, or nothing. Somebody else may not have been faster: what they wrote
    /// must not be lost.
    Shown(Option<MapVersionId>),
}

/// Adds a version over its base.
fn add(
    desk: &Desk,
    actor: Actor,
    name: String,
    body: Option<String>,
    note: String,
    base: Base,
) -> Result<(), WorkError> {
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteCompanies.words()))?;
    desk.write(move |desk, tx, now| {
        let newest = tx.map_versions_of(&name, 1)?.into_iter().next();
        let stands = newest.as_ref().filter(|version| version.body.is_some()).map(|version| version.id);
        if matches!(base, Base::Shown(shown) if shown != stands) {
            return Err(StoreError::Conflict.into());
        }
        if newest.is_some_and(|newest| newest.body == body) {
            return Ok(());
        }
        let id = MapVersionId::new(now, desk.entropy.bytes10());
        let content = json!({ "map": name, "version": id, "note": note, "file": body.is_none() });
        tx.add_map_version(&MapVersion { id, name, body, note: note.trim().to_owned(), by, at: now })?;
        record_at_the_desk(desk, tx, now, actor, "map_changed", &content)
    })
}
