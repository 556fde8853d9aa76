//! The search of an erasure: the keys of the person's rows, with a digest of what stood in them.

use std::collections::BTreeMap;

use crate::domain::datamap::{Comparison, Narrow, Place, Plan};
use crate::domain::disclosure::finding::{Finding, FoundBy, Link};
use crate::domain::disclosure::value::Value;
use crate::workflow::gathering::asking::digest;
use crate::workflow::gathering::{
    Candidate, Connectors, FindingSink, Frontier, GatherError, Outcome, Progress, Question, RowDigest, SinkError,
    SystemReport, gather,
};

/// A row as the search saw it.
#[derive(Clone, Debug)]
pub(super) struct FoundRow {
    pub(super) key: Box<[Value]>,
    pub(super) link: Link,
    pub(super) review: bool,
    pub(super) found_by: FoundBy,
    /// Digest of the columns that may leave.
    pub(super) seen: RowDigest,
}

impl FoundRow {
    /// A row of a plan that was written down: only what is still needed of it.
    pub(super) fn known(row: &super::plan::ErasureRow) -> Self {
        let found_by = if row.pointed { FoundBy::PointedAt } else { FoundBy::Tied };
        Self { key: row.key.clone(), link: row.link, review: false, found_by, seen: row.seen }
    }
}

/// The rows of every collection, by system.
pub(super) type Rows = BTreeMap<String, BTreeMap<String, Vec<FoundRow>>>;

/// What a search found.
pub(super) enum Located {
    Candidates(Vec<Candidate>),
    Rows { rows: Rows, reports: Vec<SystemReport>, news: Vec<Progress> },
}

/// Searches. Somebody who has the identity but bears another name than the one given is a question, not a find:
/// the other owner of a shared mailbox must not be erased because the first one has gone.
pub(super) fn locate(question: &Question<'_>, connectors: &mut Connectors) -> Result<Located, GatherError> {
    let mut net = Net { question, rows: Rows::new(), strangers: Vec::new(), news: Vec::new() };
    Ok(match gather(question, connectors, &mut Frontier::default(), &mut net)? {
        Outcome::Candidates(candidates) => Located::Candidates(candidates),
        Outcome::Walked(_) if !net.strangers.is_empty() => Located::Candidates(net.strangers),
        Outcome::Walked(reports) => Located::Rows { rows: net.rows, reports, news: net.news },
    })
}

struct Net<'a> {
    question: &'a Question<'a>,
    rows: Rows,
    strangers: Vec<Candidate>,
    news: Vec<Progress>,
}

impl Net<'_> {
    /// Whether the row stands for a person who bears another name, and nobody chose them.
    fn is_stranger(&self, finding: &Finding, place: &Place) -> bool {
        let chosen = self.question.choices.iter().any(|choice| choice.place == *place);
        !chosen
            && finding.found_by == FoundBy::Recognised
            && finding.link == Link::Subject
            && names(self.question.plan, place).any(|narrow| contradicts(narrow, finding))
    }

    fn candidate(&self, finding: &Finding, place: &Place) -> Candidate {
        let collection = self.question.map.collection(&place.system, &place.collection);
        let shown = collection.and_then(|collection| collection.rightsdesk.person.as_ref());
        let shown = shown.map(|person| person.shown_as.clone()).unwrap_or_default();
        let labels = shown.iter().filter_map(|name| value_of(finding, name)?.as_text());
        let label = labels.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        Candidate { place: place.clone(), key: finding.key.clone(), label }
    }
}

/// The rules by which a name tells apart the persons of a collection, by its own columns.
fn names<'a>(plan: &'a Plan, place: &'a Place) -> impl Iterator<Item = &'a Narrow> {
    let narrows = plan.systems.iter().flat_map(|system| &system.narrows);
    narrows
        .filter(move |narrow| narrow.persons == *place && narrow.at == *place)
        .filter(|narrow| narrow.tests.iter().all(|test| test.comparison == Comparison::Name))
}

fn value_of<'a>(finding: &'a Finding, name: &str) -> Option<&'a Value> {
    finding.fields.iter().find(|(column, _)| column == name).map(|(_, value)| value)
}

/// A row without a name contradicts nothing.
fn contradicts(narrow: &Narrow, finding: &Finding) -> bool {
    narrow.tests.iter().any(|test| {
        let values: Vec<&Value> = test.columns.iter().filter_map(|name| value_of(finding, name)).collect();
        values.iter().any(|value| !value.is_blank()) && !test.matches(&values)
    })
}

impl FindingSink for Net<'_> {
    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        let place = Place::new(&finding.system, &finding.collection);
        if self.is_stranger(&finding, &place) {
            self.strangers.push(self.candidate(&finding, &place));
        }
        let values: Vec<Value> = finding.fields.into_iter().map(|(_, value)| value).collect();
        let row = FoundRow {
            key: finding.key.into_iter().map(|(_, value)| value).collect(),
            link: finding.link,
            review: finding.review,
            found_by: finding.found_by,
            seen: digest(&values),
        };
        self.rows.entry(finding.system).or_default().entry(finding.collection).or_default().push(row);
        Ok(())
    }

    fn progress(&mut self, news: &Progress) -> Result<(), SinkError> {
        match news {
            Progress::SystemStarted { system } => drop(self.rows.remove(system)),
            Progress::Absent { .. } | Progress::Unattributed { .. } | Progress::Remark { .. } => {
                self.news.push(news.clone());
            }
            _ => {}
        }
        Ok(())
    }

    fn checkpoint(&mut self, _frontier: &Frontier) -> Result<(), SinkError> {
        Ok(())
    }
}
