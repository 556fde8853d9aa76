//! A plan in counts, in the names that people know.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::papers::Paper;
use crate::domain::datamap::{self, DataMap, System};
use crate::domain::erasure::{Group, Ruling, Summary, SystemSummary};
use crate::domain::telling::Touched;
use crate::workflow::erasing::{ErasurePlan, SystemErasure};
use crate::workflow::gathering::Progress;

/// The counts of some plans. `maps` are their data maps, in the same order.
pub(super) fn summary(papers: &[Paper], maps: &[Arc<DataMap>], day: NaiveDate) -> Summary {
    let mut summary = Summary {
        day,
        systems: Vec::new(),
        in_the_way: Vec::new(),
        remarks: Vec::new(),
        recipients: Vec::new(),
        touched: Vec::new(),
    };
    let mut recipients = BTreeSet::new();
    for (paper, map) in papers.iter().zip(maps) {
        for part in &paper.plan.systems {
            let Some(system) = map.system(&part.system) else { continue };
            summary.systems.push(system_summary(&paper.map, system, part));
            let changed = touched(system, part);
            recipients.extend(changed.iter().flat_map(|one| one.recipients.iter().cloned()));
            summary.touched.extend(changed);
        }
        summary.in_the_way.extend(paper.plan.obstacles());
        summary.remarks.extend(remarks(&paper.plan));
    }
    summary.recipients = recipients.into_iter().collect();
    summary
}

fn system_summary(map: &str, system: &System, part: &SystemErasure) -> SystemSummary {
    let mut groups = Vec::new();
    for held in &part.collections {
        let title = system.collection(&held.name).map_or(held.name.as_str(), |collection| collection.label());
        let mut counted: BTreeMap<&Ruling, u64> = BTreeMap::new();
        for row in &held.rows {
            *counted.entry(&row.ruling).or_default() += 1;
        }
        groups.extend(counted.into_iter().map(|(ruling, rows)| Group {
            collection: held.name.clone(),
            title: title.to_owned(),
            ruling: ruling.clone(),
            rows,
        }));
    }
    SystemSummary { map: map.to_owned(), system: system.key.clone(), title: system.label().to_owned(), groups }
}

/// What is changed here, and who had received it.
fn touched(system: &System, part: &SystemErasure) -> Vec<Touched> {
    let changed = part.collections.iter().filter(|held| held.rows.iter().any(|row| row.ruling.changes()));
    changed.map(|held| datamap::touched(system, &held.name)).collect()
}

fn remarks(plan: &ErasurePlan) -> Vec<String> {
    let said = plan.news.iter().filter_map(|news| match news {
        Progress::Absent { place, column: None } => Some(format!("{place} does not exist there.")),
        Progress::Absent { place, column: Some(name) } => Some(format!("{place} has no column {name}.")),
        Progress::Unattributed { place, identity } => {
            Some(format!("Several people share the {identity}: rows of {place} that have nothing else were not taken."))
        }
        Progress::Remark { what, .. } => Some(what.clone()),
        _ => None,
    });
    let said: BTreeSet<String> = said.collect();
    said.into_iter().collect()
}
