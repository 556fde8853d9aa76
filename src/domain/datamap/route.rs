//! The way from one collection to another along the map's ties, for rules that look at the row another row hangs on.

use std::collections::{BTreeMap, VecDeque};

use super::map::DataMap;
use super::orient::ties;
use super::plan::Place;

/// One step of the way: rows of the next collection whose columns equal those of the row before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Columns of the collection before.
    pub here: Vec<String>,
    /// The next collection, in the same system.
    pub to: String,
    /// Its columns, in the same order.
    pub there: Vec<String>,
}

/// The shortest way within one system, in whichever direction the keys flow; `None` when nothing ties the two.
/// A tie's conditions do not count here: what is tied hangs together, whether or not a search follows it.
pub fn route(map: &DataMap, from: &Place, to: &str) -> Option<Vec<Hop>> {
    let steps = steps(map, &from.system);
    let mut came: BTreeMap<String, Option<(String, Hop)>> = BTreeMap::from([(from.collection.clone(), None)]);
    let mut waiting = VecDeque::from([from.collection.clone()]);
    while let Some(here) = waiting.pop_front() {
        for (start, hop) in steps.iter().filter(|(start, _)| *start == here) {
            if !came.contains_key(&hop.to) {
                came.insert(hop.to.clone(), Some((start.clone(), hop.clone())));
                waiting.push_back(hop.to.clone());
            }
        }
    }
    let mut hops = Vec::new();
    let mut at = to.to_owned();
    while let Some((before, hop)) = came.get(&at)? {
        hops.push(hop.clone());
        at.clone_from(before);
    }
    hops.reverse();
    (!hops.is_empty()).then_some(hops)
}

fn steps(map: &DataMap, system: &str) -> Vec<(String, Hop)> {
    let mut steps = Vec::new();
    for step in ties(map).into_iter().map(|tie| tie.step) {
        if step.from.system != system || step.to.system != system {
            continue;
        }
        let (from, to) = (step.from.collection, step.to.collection);
        let back = Hop { here: step.to_columns.clone(), to: from.clone(), there: step.from_columns.clone() };
        steps.push((to.clone(), back));
        steps.push((from, Hop { here: step.from_columns, to, there: step.to_columns }));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_found_in_both_directions() {
        let map = DataMap::parse(
            "dataset: [{fides_key: s, collections: [
              {name: order, fields: [{name: id}, {name: addr, fides_meta: {references: [{dataset: s, field: address.id, direction: to}]}}]},
              {name: address, fields: [{name: id}]},
              {name: line, fields: [{name: order_id, fides_meta: {references: [{dataset: s, field: order.id, direction: from}]}}, {name: id}]},
              {name: event, fields: [{name: line_id, fides_meta: {references: [{dataset: s, field: line.id, direction: from}]}}]}]}]",
        )
        .unwrap();
        let way = |from: &str| route(&map, &Place::new("s", from), "order").map(|hops| hops.len());
        assert_eq!((way("address"), way("line"), way("event"), way("order")), (Some(1), Some(1), Some(2), None));
        let hop = route(&map, &Place::new("s", "address"), "order").unwrap().remove(0);
        assert_eq!((hop.here, hop.there), (vec!["id".to_owned()], vec!["addr".to_owned()]));
    }
}
