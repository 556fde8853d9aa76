//! Which rows a restriction marks: those found for the person in collections whose map names a column for it.

use std::collections::BTreeSet;

use crate::domain::amendment::{AmendmentContent, AmendmentKind, AmendmentState};
use crate::domain::controller::Controller;
use crate::domain::datamap::{Collection, Restriction, Scalar, System};
use crate::domain::disclosure::finding::{Finding, Link};
use crate::domain::disclosure::value::Value;
use crate::domain::ids::{AmendmentId, RequestId};
use crate::domain::outside::Ask;
use crate::domain::personal::Personal;
use crate::ports::store::amendments::StoredAmendment;
use crate::ports::store::findings::{CollectionCount, StoredFinding};
use crate::ports::systems::Systems;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::amending::opened::seal;
use crate::workflow::erasure::Premises;
use crate::workflow::execution::add_task;
use crate::workflow::search::is_asked_by_engine;
use crate::workflow::{Desk, Lease, WorkError};

/// Findings read at once.
const PAGE: i64 = 500;

/// A collection that a restriction marks, or a system in which a colleague has to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// The system.
    pub system: String,
    /// Its name for people.
    pub title: String,
    /// The collection, and its name for people.
    pub collection: String,
    /// Its name for people.
    pub what: String,
    /// Rows found there.
    pub rows: i64,
    /// The map's word; nothing where a colleague is asked.
    pub rule: Option<MarkingRule>,
}

/// What a restriction does with rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkingRule {
    /// A column says so.
    Mark {
        /// The column.
        column: String,
        /// What stands there meanwhile.
        marked: Scalar,
    },
    /// They stand in another collection meanwhile.
    Move {
        /// Where they belong.
        from: String,
        /// Where they stand meanwhile.
        to: String,
    },
}

/// What a restriction would mark, collection by collection.
pub fn markings(controller: &Controller, systems: &dyn Systems, counts: &[CollectionCount]) -> Vec<Marking> {
    let maps: Vec<_> = controller.datamaps.iter().filter_map(|name| systems.map(name)).collect();
    let found = counts.iter().filter(|count| count.rows > 0);
    found
        .map(|count| {
            let map = maps.iter().find(|map| map.collection(&count.system, &count.collection).is_some());
            let system = map.and_then(|map| map.system(&count.system));
            let held = system.and_then(|system| system.collection(&count.collection));
            let asked = map.is_some_and(|map| is_asked_by_engine(map, &count.system, systems));
            Marking {
                system: count.system.clone(),
                title: system.map_or_else(|| count.system.clone(), |system| system.label().to_owned()),
                collection: count.collection.clone(),
                what: held.map_or_else(|| count.collection.clone(), |held| held.label().to_owned()),
                rows: count.rows,
                rule: system.and_then(|system| rule_of(system, &count.collection)).filter(|_| asked),
            }
        })
        .collect()
}

/// The map's word on rows of a collection. Where they stand because an earlier restriction moved them, it is the word of the
/// collection that they came from.
fn rule_of(system: &System, collection: &str) -> Option<MarkingRule> {
    let word = |held: &Collection| held.rightsdesk.restriction.clone();
    let own = system.collection(collection).and_then(word);
    if let Some(Restriction { column: Some(column), marked, .. }) = own {
        return Some(MarkingRule::Mark { column, marked });
    }
    if let Some(Restriction { move_to: Some(to), .. }) = own {
        return Some(MarkingRule::Move { from: collection.to_owned(), to });
    }
    let home =
        system.collections.iter().find(|held| word(held).and_then(|rule| rule.move_to).as_deref() == Some(collection));
    home.map(|held| MarkingRule::Move { from: held.name.clone(), to: collection.to_owned() })
}

/// Lays the marks out and asks colleagues about the systems that have none. What is laid out already stays as it is.
pub(super) fn lay_out(desk: &Desk, systems: &dyn Systems, lease: Lease, premises: &Premises) -> Result<(), WorkError> {
    let request = premises.request.id;
    let controller = desk.controller(&premises.case.controller)?;
    let (laid, counts) =
        desk.read(move |_, tx, _| Ok((!tx.amendments_of(request)?.is_empty(), tx.finding_counts(request)?)))?;
    let all = markings(controller, systems, &counts);
    let mut marks = Vec::new();
    for marking in all.iter().filter(|_| !laid) {
        if let Some(rule) = &marking.rule {
            marks.extend(marks_of(desk, premises, marking, rule)?);
        }
    }
    let by_hand = by_hand(&all);
    lease.write(desk, move |desk, tx, now| {
        marks.iter().try_for_each(|mark| tx.put_amendment(mark))?;
        let request = tx.request(request)?;
        for title in by_hand {
            let what = Ask::Restriction.title(&title);
            add_task(desk, tx, now, &request, what)?;
        }
        Ok(())
    })
}

/// Systems with findings and no mark for any of them.
pub(super) fn by_hand(all: &[Marking]) -> BTreeSet<String> {
    let unmarked = |marking: &&Marking| !all.iter().any(|other| other.system == marking.system && other.rule.is_some());
    all.iter().filter(unmarked).map(|marking| marking.title.clone()).collect()
}

fn marks_of(
    desk: &Desk,
    premises: &Premises,
    marking: &Marking,
    rule: &MarkingRule,
) -> Result<Vec<StoredAmendment>, WorkError> {
    let (mut marks, mut after) = (Vec::new(), None);
    loop {
        let page = page(desk, premises.request.id, marking, after)?;
        let Some(last) = page.last() else { return Ok(marks) };
        after = Some(last.ordinal);
        for stored in page.iter().filter(|stored| stored.link == Link::Subject.code() && !stored.sealed.is_empty()) {
            let plain = desk.vault.open_small(ObjectName::new(Purpose::Finding, stored.id.0), &stored.sealed)?;
            if let Ok(finding) = serde_json::from_slice::<Finding>(&plain) {
                marks.push(mark(desk, premises, marking, rule, finding)?);
            }
        }
    }
}

fn page(
    desk: &Desk,
    request: RequestId,
    marking: &Marking,
    after: Option<i64>,
) -> Result<Vec<StoredFinding>, WorkError> {
    let (system, collection) = (marking.system.clone(), marking.collection.clone());
    desk.read(move |_, tx, _| Ok(tx.findings_page(request, &system, &collection, after, PAGE)?))
}

fn mark(
    desk: &Desk,
    premises: &Premises,
    marking: &Marking,
    rule: &MarkingRule,
    finding: Finding,
) -> Result<StoredAmendment, WorkError> {
    let now = desk.clock.now();
    let id = AmendmentId::new(now, desk.entropy.bytes10());
    let (column, before, after) = match rule {
        MarkingRule::Mark { column, marked } => {
            let before = finding.fields.into_iter().find(|(name, _)| name == column).map(|(_, value)| value);
            (column.clone(), before.unwrap_or(Value::Null), value_of(marked))
        }
        MarkingRule::Move { from, to } => (String::new(), Value::Text(from.clone()), Value::Text(to.clone())),
    };
    let collection = match rule {
        MarkingRule::Mark { .. } => marking.collection.clone(),
        MarkingRule::Move { from, .. } => from.clone(),
    };
    let content = AmendmentContent { key: finding.key, before, after, seen: None, evidence: Personal::default() };
    Ok(StoredAmendment {
        id,
        request: premises.request.id,
        case: premises.case.id,
        kind: AmendmentKind::Mark,
        system: marking.system.clone(),
        title: marking.title.clone(),
        collection,
        column,
        what: marking.what.clone(),
        state: AmendmentState::Proposed,
        guarded: false,
        sealed: seal(desk, id, &content)?,
        message: None,
        made_at: now,
        written_at: None,
        confirmed_at: None,
    })
}

fn value_of(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Bool(yes) => Value::Bool(*yes),
        Scalar::Integer(number) => Value::Integer(*number),
        Scalar::Text(text) => Value::Text(text.clone()),
    }
}
