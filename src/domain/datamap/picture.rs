//! A map as a picture: persons at the left, and to the right of each collection what is found from it. Pure geometry.

use std::collections::{BTreeMap, VecDeque};

use super::map::{DataMap, System};
use super::orient::{Orientation, edges, places};
use super::plan::{Edge, Place, find_rules};
use crate::domain::disclosure::finding::Link;

/// A picture of one system. Lengths are in units of the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// The collections.
    pub nodes: Vec<PictureNode>,
    /// The ties along which rows are found.
    pub ties: Vec<PictureTie>,
}

/// A collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureNode {
    /// Its name in the map.
    pub name: String,
    /// The name that people read.
    pub label: String,
    /// Left edge.
    pub x: usize,
    /// Upper edge.
    pub y: usize,
    /// Whether the person is recognised here.
    pub starts: bool,
    /// Whether a person looks at its rows.
    pub review: bool,
}

/// A tie between two collections of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureTie {
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// The columns that carry it, in words.
    pub by: String,
    /// Whether a person must look at what it finds.
    pub review: bool,
    /// Whether what it finds is the person's own.
    pub own: bool,
    /// Where it begins and ends.
    pub line: [usize; 4],
}

/// The width of a node.
pub const NODE_WIDTH: usize = 200;
/// The height of a node.
pub const NODE_HEIGHT: usize = 34;
const COLUMN: usize = NODE_WIDTH + 90;
const ROW: usize = NODE_HEIGHT + 16;
const MARGIN: usize = 12;

/// Draws a system of a map.
pub fn picture(map: &DataMap, system: &System) -> Picture {
    let orientation = Orientation::of(map);
    let steps: Vec<Edge> = edges(map, &orientation)
        .into_iter()
        .filter(|edge| edge.from.system == system.key && edge.to.system == system.key)
        .collect();
    let depths = depths(map, system, &steps);
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let mut read: Vec<_> = places(map).filter(|(place, _)| place.system == system.key).collect();
    read.sort_by_key(|(place, _)| orientation.rank(place));
    let last = depths.values().copied().max().map_or(0, |depth| depth + 1);
    let nodes: Vec<PictureNode> = read
        .into_iter()
        .map(|(place, held)| {
            let depth = depths.get(&place.collection).copied().unwrap_or(last);
            let row = rows.entry(depth).or_default();
            let y = MARGIN + *row * ROW;
            *row += 1;
            PictureNode {
                name: held.name.clone(),
                label: held.label().to_owned(),
                x: MARGIN + depth * COLUMN,
                y,
                starts: find_rules(held).iter().any(|rule| rule.narrows.is_none()),
                review: held.rightsdesk.review,
            }
        })
        .collect();
    let ties = steps.iter().filter_map(|edge| tie(edge, &nodes)).collect();
    Picture {
        width: nodes.iter().map(|node| node.x).max().unwrap_or(0) + NODE_WIDTH + MARGIN,
        height: nodes.iter().map(|node| node.y).max().unwrap_or(0) + NODE_HEIGHT + MARGIN,
        nodes,
        ties,
    }
}

/// How many steps each collection is away from where a person is recognised.
fn depths(map: &DataMap, system: &System, steps: &[Edge]) -> BTreeMap<String, usize> {
    let starts = places(map).filter(|(place, held)| {
        place.system == system.key && find_rules(held).iter().any(|rule| rule.narrows.is_none())
    });
    // Persons come first; what also holds an identity hangs on them where a tie leads there.
    let mut waiting: VecDeque<(Place, usize)> = VecDeque::new();
    let (persons, others): (Vec<_>, Vec<_>) = starts.partition(|(_, held)| held.rightsdesk.person.is_some());
    let mut depths = BTreeMap::new();
    for starting in [persons, others] {
        waiting.extend(starting.into_iter().map(|(place, _)| (place, 0)));
        while let Some((place, depth)) = waiting.pop_front() {
            if depths.contains_key(&place.collection) {
                continue;
            }
            depths.insert(place.collection.clone(), depth);
            let onward = steps.iter().filter(|edge| edge.from == place).map(|edge| (edge.to.clone(), depth + 1));
            waiting.extend(onward);
        }
    }
    depths
}

fn tie(edge: &Edge, nodes: &[PictureNode]) -> Option<PictureTie> {
    let find = |name: &str| nodes.iter().find(|node| node.name == name);
    let (from, to) = (find(&edge.from.collection)?, find(&edge.to.collection)?);
    let middle = |node: &PictureNode| node.y + NODE_HEIGHT / 2;
    // Forward from the right edge to the left one; else along the right edges.
    let end = if to.x > from.x { to.x } else { to.x + NODE_WIDTH };
    Some(PictureTie {
        from: from.label.clone(),
        to: to.label.clone(),
        by: edge.to_columns.join(", "),
        review: edge.level.review,
        own: edge.level.link == Link::Subject,
        line: [from.x + NODE_WIDTH, middle(from), end, middle(to)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_from_something_stands_to_its_right() {
        let map = DataMap::parse(
            "dataset: [{fides_key: s, collections: [
              {name: line, fields: [{name: id}, {name: order_id, fides_meta: {references: [{dataset: s, field: order.id, direction: from}]}}]},
              {name: order, fields: [{name: id}, {name: by, fides_meta: {references: [{dataset: s, field: account.id, direction: from}]}}]},
              {name: account, rightsdesk: {person: {}}, fields: [{name: id}, {name: email, fides_meta: {identity: email}}]},
              {name: island, fields: [{name: id}]}]}]",
        )
        .unwrap();
        let drawn = picture(&map, &map.systems[0]);
        let x = |name: &str| drawn.nodes.iter().find(|node| node.name == name).unwrap().x;
        assert!(x("account") < x("order") && x("order") < x("line") && x("line") < x("island"));
        assert_eq!(drawn.ties.len(), 2);
        let inside = |node: &PictureNode| node.x + NODE_WIDTH <= drawn.width && node.y + NODE_HEIGHT <= drawn.height;
        assert!(drawn.nodes.iter().all(inside));
    }
}
