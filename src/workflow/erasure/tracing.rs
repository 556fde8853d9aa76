//! What is remembered of whoever was erased.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::approved::Matter;
use super::papers::Paper;
use crate::domain::datamap::{DataMap, Place};
use crate::domain::erasure::Tracer;
use crate::ports::store::erasures::ErasedTrace;
use crate::ports::systems::Systems;
use crate::workflow::{Desk, WorkError};

/// Traces read at once.
const PAGE: i64 = 5_000;

/// The traces of a person whose erasure is being confirmed: their identities, and the rows that stood for them.
pub(super) fn traces(desk: &Desk, systems: &dyn Systems, matter: &Matter, papers: &[Paper]) -> Vec<ErasedTrace> {
    let maker = Tracer::new(&desk.settings.pepper, &matter.case.controller);
    let at = desk.clock.now();
    let identities = matter.identities.names().filter_map(|name| {
        let test = matter.identities.test(name, None, Vec::new())?;
        let hash = maker.identity(name, test.wanted.reveal())?;
        Some(ErasedTrace { hash, kind: name.to_owned(), erased_at: at })
    });
    let mut traces: Vec<ErasedTrace> = identities.collect();
    for paper in papers {
        if let Some(map) = systems.map(&paper.map) {
            traces.extend(persons(&maker, &map, paper, at));
        }
    }
    traces
}

fn persons(maker: &Tracer<'_>, map: &DataMap, paper: &Paper, at: DateTime<Utc>) -> Vec<ErasedTrace> {
    let mut traces = Vec::new();
    for part in &paper.plan.systems {
        for held in &part.collections {
            let stands_for_persons = map.collection(&part.system, &held.name);
            if stands_for_persons.is_none_or(|collection| collection.rightsdesk.person.is_none()) {
                continue;
            }
            let place = Place::new(&part.system, &held.name);
            traces.extend(held.rows.iter().filter(|row| row.ruling.changes()).map(|row| {
                let texts: Vec<String> = row.key.iter().map(|value| value.as_text().unwrap_or_default()).collect();
                let hash = maker.person(&place, &texts.join(","));
                ErasedTrace { hash, kind: Tracer::PERSON.to_owned(), erased_at: at }
            }));
        }
    }
    traces
}

/// Everything that is remembered.
pub fn remembered(desk: &Desk) -> Result<BTreeSet<[u8; 32]>, WorkError> {
    let mut all = BTreeSet::new();
    let mut after = None;
    loop {
        let page = desk.read(move |_, tx, _| Ok(tx.erased_traces(after, PAGE)?))?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.hash);
        all.extend(page.iter().map(|trace| trace.hash));
    }
}
