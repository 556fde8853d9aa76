//! Where the old value still stands: the person is looked for again, and every column of theirs is compared with what was corrected.
//!
//! Nothing of it is wrong by itself (an old order keeps its address), so it is said, not changed.

use std::collections::{BTreeMap, BTreeSet};

use super::opened::opened;
use crate::domain::amendment::AmendmentKind;
use crate::domain::datamap::DataMap;
use crate::domain::disclosure::finding::{Finding, Link};
use crate::domain::disclosure::value::Value;
use crate::ports::systems::Systems;
use crate::workflow::erasure::Premises;
use crate::workflow::gathering::{FindingSink, Frontier, Progress, Question, SinkError, gather};
use crate::workflow::search::connectors;
use crate::workflow::{Desk, Setback};

/// A value shorter than this stands everywhere by chance.
const SHORTEST: usize = 4;

/// The places, in the names that people know: "Your orders: Street (Web shop), 3 rows". Of a search that fails nothing is said.
pub(super) fn echoes(desk: &Desk, systems: &dyn Systems, premises: &Premises) -> Result<Vec<String>, Setback> {
    let corrections = opened(desk, premises.request.id)?;
    let contents = corrections.iter().filter(|one| one.stored.kind == AmendmentKind::Correction);
    let old: BTreeSet<String> = contents
        .filter_map(|one| one.content.as_ref()?.before.as_text())
        .filter(|text| text.trim().chars().count() >= SHORTEST)
        .collect();
    let mut places = BTreeMap::new();
    if old.is_empty() {
        return Ok(Vec::new());
    }
    let controller = desk.controller(&premises.case.controller)?;
    for map in controller.datamaps.iter().filter_map(|name| systems.map(name)) {
        let way = premises.way(&map, &premises.own_systems(&map, systems))?;
        let question: Question<'_> = premises.question(&map, &way);
        let mut listener = Listener { map: &map, old: &old, places: &mut places };
        drop(gather(&question, &mut connectors(systems, &way), &mut Frontier::default(), &mut listener));
    }
    let said = |(place, rows): (String, usize)| match rows {
        1 => format!("{place}, one row"),
        rows => format!("{place}, {rows} rows"),
    };
    Ok(places.into_iter().map(said).collect())
}

struct Listener<'a> {
    map: &'a DataMap,
    old: &'a BTreeSet<String>,
    places: &'a mut BTreeMap<String, usize>,
}

impl Listener<'_> {
    fn place(&self, finding: &Finding, column: &str) -> String {
        let system = self.map.system(&finding.system);
        let title = system.map_or(finding.system.as_str(), |system| system.label());
        let held = self.map.collection(&finding.system, &finding.collection);
        let what = held.map_or(finding.collection.as_str(), |held| held.label());
        let field = held.and_then(|held| held.field(column)).map_or(column, |field| field.label());
        format!("{what}: {field} ({title})")
    }
}

impl FindingSink for Listener<'_> {
    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        if finding.link != Link::Subject {
            return Ok(());
        }
        let holds_old = |value: &Value| value.as_text().is_some_and(|text| self.old.contains(&text));
        let columns: Vec<&String> =
            finding.fields.iter().filter(|(_, value)| holds_old(value)).map(|(name, _)| name).collect();
        for place in columns.into_iter().map(|column| self.place(&finding, column)).collect::<Vec<_>>() {
            *self.places.entry(place).or_default() += 1;
        }
        Ok(())
    }

    fn progress(&mut self, _: &Progress) -> Result<(), SinkError> {
        Ok(())
    }

    fn checkpoint(&mut self, _: &Frontier) -> Result<(), SinkError> {
        Ok(())
    }
}
