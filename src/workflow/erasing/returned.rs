//! Whoever was erased and is back, because a backup was restored: every value of an identity is compared with what is remembered.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::EraseError;
use crate::domain::datamap::{Collection, DataMap, Identities, System, canonical};
use crate::domain::erasure::Tracer;
use crate::domain::personal::Personal;
use crate::ports::connector::{Connector, ConnectorError, Flow, Select};
use crate::workflow::gathering::layout::Layout;
use crate::workflow::gathering::{Candidate, Choice, Connectors};

/// Somebody who was erased before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The identity by which they are known again.
    pub identity: String,
    /// Its value, as it stands in the system.
    pub value: Personal,
}

impl Returned {
    /// What to search with.
    pub fn identities(&self) -> Identities {
        Identities::new([(self.identity.as_str(), self.value.reveal())])
    }
}

/// Looks through every identity of a map, row by row. Memory grows with those who are found, not with the rows.
pub fn find_returned(
    map: &DataMap,
    connectors: &mut Connectors,
    tracer: &Tracer<'_>,
    remembered: &BTreeSet<[u8; 32]>,
) -> Result<Vec<Returned>, EraseError> {
    let mut found: BTreeMap<[u8; 32], Returned> = BTreeMap::new();
    for system in &map.systems {
        let Some(connector) = connectors.get_mut(&system.key) else { continue };
        if system.rightsdesk.manual.is_some() {
            continue;
        }
        in_system(system, connector.as_mut(), &mut |identity, value| {
            let trace = tracer.identity(identity, value).filter(|trace| remembered.contains(trace));
            if let Some(trace) = trace {
                let returned = || Returned { identity: identity.to_owned(), value: Personal::new(value) };
                found.entry(trace).or_insert_with(returned);
            }
        })
        .map_err(EraseError::of(&system.key))?;
    }
    Ok(found.into_values().collect())
}

/// Of several persons who share an identity, those who were erased themselves.
pub fn erased_before(candidates: &[Candidate], tracer: &Tracer<'_>, remembered: &BTreeSet<[u8; 32]>) -> Vec<Choice> {
    let choices = candidates.iter().filter_map(|candidate| Choice::parse(&candidate.choice()));
    choices.filter(|choice| remembered.contains(&tracer.person(&choice.place, &choice.key))).collect()
}

fn in_system(
    system: &System,
    connector: &mut dyn Connector,
    each: &mut dyn FnMut(&str, &str),
) -> Result<(), ConnectorError> {
    let engine = connector.nature()?.engine;
    let mut layout = Layout::new(system, engine);
    for collection in system.collections.iter().filter(|collection| !collection.is_skipped()) {
        in_collection(collection, &mut layout, connector, each)?;
    }
    Ok(())
}

fn in_collection(
    collection: &Collection,
    layout: &mut Layout<'_>,
    connector: &mut dyn Connector,
    each: &mut dyn FnMut(&str, &str),
) -> Result<(), ConnectorError> {
    let Some(physical) = layout.of(&collection.name, connector)? else { return Ok(()) };
    let mut columns: Vec<(&str, String)> = Vec::new();
    for field in &collection.fields {
        if let (Some(identity), Some(own)) = (&field.fides_meta.identity, physical.column(&field.name)) {
            columns.push((canonical(identity), own.clone()));
        }
    }
    if columns.is_empty() {
        return Ok(());
    }
    let select = Select::all(physical.table, columns.iter().map(|(_, own)| own.clone()).collect());
    connector.select(&select, &mut |values| {
        for ((identity, _), value) in columns.iter().zip(&values) {
            if let Some(text) = value.as_text() {
                each(identity, &text);
            }
        }
        Flow::More
    })
}
