//! Which way keys flow. A reference without a direction flows away from the collections where the person is recognised;
//! followed both ways it would lead from a shared address to everybody who lives there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::fides::{Direction, Reference};
use super::map::{Collection, DataMap, Field};
use super::plan::{Edge, Level, Place, find_rules};
use super::rules::LinkRule;
use crate::domain::disclosure::finding::Link;

/// The breadth-first order of collections, counted from those where a person is recognised.
pub(super) struct Orientation(BTreeMap<Place, usize>);

/// A tie as written, before it is turned into steps.
pub(super) struct Tie {
    pub(super) step: Edge,
    both_ways: bool,
}

impl Orientation {
    /// Walks the map once.
    pub(super) fn of(map: &DataMap) -> Self {
        let ties = ties(map);
        let mut order = BTreeMap::new();
        let mut waiting: VecDeque<Place> = places(map).filter(|(_, held)| recognises(held)).map(|(at, _)| at).collect();
        while let Some(place) = waiting.pop_front() {
            if order.contains_key(&place) {
                continue;
            }
            order.insert(place.clone(), order.len());
            let onward = ties.iter().filter(|tie| tie.step.from == place).map(|tie| &tie.step.to);
            let back = ties.iter().filter(|tie| tie.both_ways && tie.step.to == place).map(|tie| &tie.step.from);
            waiting.extend(onward.chain(back).filter(|next| !order.contains_key(*next)).cloned());
        }
        Self(order)
    }

    /// The place in the order; unreachable collections come last.
    pub(super) fn rank(&self, place: &Place) -> usize {
        self.0.get(place).copied().unwrap_or(usize::MAX)
    }

    /// Whether anything leads to the collection.
    pub(super) fn reaches(&self, place: &Place) -> bool {
        self.0.contains_key(place)
    }
}

/// Every step of the map in the order in which collections are reached. What an author link would drag in is left where it is.
pub(super) fn edges(map: &DataMap, orientation: &Orientation) -> Vec<Edge> {
    let mut steps: Vec<Edge> = ties(map).into_iter().filter_map(|tie| oriented(tie, orientation)).collect();
    steps.sort_by_key(|step| (orientation.rank(&step.from), orientation.rank(&step.to)));
    let mut seen = BTreeSet::new();
    steps.retain(|step| {
        let tie = (step.from.clone(), step.from_columns.clone(), step.to.clone(), step.to_columns.clone(), step.level);
        !step.conditions.is_empty() || seen.insert(tie)
    });
    steps
}

fn oriented(tie: Tie, orientation: &Orientation) -> Option<Edge> {
    if !tie.both_ways {
        return Some(tie.step);
    }
    let (from, to) = (orientation.rank(&tie.step.from), orientation.rank(&tie.step.to));
    match from.cmp(&to) {
        std::cmp::Ordering::Less => Some(tie.step),
        std::cmp::Ordering::Greater => Some(turned(tie.step)),
        std::cmp::Ordering::Equal => None,
    }
}

fn turned(step: Edge) -> Edge {
    Edge { from: step.to, from_columns: step.to_columns, to: step.from, to_columns: step.from_columns, ..step }
}

pub(super) fn places(map: &DataMap) -> impl Iterator<Item = (Place, &Collection)> {
    let all = map.systems.iter().flat_map(|system| system.collections.iter().map(move |held| (system, held)));
    all.filter(|(_, held)| !held.is_skipped()).map(|(system, held)| (Place::new(&system.key, &held.name), held))
}

fn recognises(collection: &Collection) -> bool {
    find_rules(collection).iter().any(|rule| rule.narrows.is_none())
}

/// Every tie of the map, those of authors left out.
pub(super) fn ties(map: &DataMap) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (place, collection) in places(map) {
        for field in &collection.fields {
            let references = field.fides_meta.references.iter().flatten();
            ties.extend(references.filter_map(|reference| of_reference(&place, field, reference)));
        }
        ties.extend(collection.rightsdesk.links.iter().filter_map(|link| of_link(map, &place, link)));
    }
    let known: BTreeSet<Place> = places(map).map(|(place, _)| place).collect();
    ties.retain(|tie| known.contains(&tie.step.from) && known.contains(&tie.step.to));
    ties
}

fn of_reference(place: &Place, field: &Field, reference: &Reference) -> Option<Tie> {
    let (collection, column) = reference.target();
    let extras = &reference.rightsdesk;
    let step = Edge {
        from: place.clone(),
        from_columns: vec![field.name.clone()],
        to: Place::new(&reference.dataset, collection),
        to_columns: vec![column.to_owned()],
        level: level(extras.link, extras.review, extras.follow)?,
        only_from: extras.only_from,
        conditions: extras.conditions.clone(),
    };
    Some(match reference.direction {
        Some(Direction::From) => Tie { step: turned(step), both_ways: false },
        Some(Direction::To) => Tie { step, both_ways: false },
        None => Tie { step, both_ways: true },
    })
}

fn of_link(map: &DataMap, place: &Place, link: &LinkRule) -> Option<Tie> {
    let step = Edge {
        from: target_of(map, place, &link.with),
        from_columns: link.on.values().cloned().collect(),
        to: place.clone(),
        to_columns: link.on.keys().cloned().collect(),
        level: level(link.link, link.review, link.follow)?,
        only_from: link.only_from,
        conditions: link.conditions.clone(),
    };
    let step = if link.direction == Some(Direction::To) { turned(step) } else { step };
    Some(Tie { step, both_ways: false })
}

/// `None` for what the person only wrote or handled, unless the map says to follow it: it is other people's data.
fn level(link: Option<Link>, review: bool, follow: bool) -> Option<Level> {
    match link.unwrap_or(Link::Subject) {
        Link::Author if !follow => None,
        link @ (Link::Author | Link::Mention) => Some(Level { link, review: true }),
        link => Some(Level { link, review }),
    }
}

/// The collection that a link names: of the same system, else `system.collection`.
pub(super) fn target_of(map: &DataMap, place: &Place, name: &str) -> Place {
    if map.collection(&place.system, name).is_some() {
        return Place::new(&place.system, name);
    }
    let (system, collection) = name.split_once('.').unwrap_or((place.system.as_str(), name));
    Place::new(system, collection)
}
