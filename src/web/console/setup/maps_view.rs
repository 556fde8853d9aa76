//! What a page about a data map says.

use std::collections::BTreeMap;

use crate::domain::datamap::{
    Collection, Concern, DataMap, ErasureAction, Gravity, NODE_HEIGHT, NODE_WIDTH, Picture, PictureNode, PictureTie,
    Remark, System, check, picture,
};
use crate::domain::disclosure::finding::Link;
use crate::domain::erasure::Policy;
use crate::ports::systems::Systems;
use crate::workflow::Desk;

/// A line of the list.
pub struct MapLineView {
    /// The map.
    pub name: String,
    /// Whose.
    pub companies: String,
    /// The systems that it describes.
    pub systems: String,
    /// How many collections.
    pub collections: usize,
}

impl MapLineView {
    /// The maps of every company and those that were saved in the console, by name.
    pub fn all(desk: &Desk, systems: &dyn Systems, saved: &[String]) -> Vec<Self> {
        let mut used: BTreeMap<&String, Vec<&str>> = BTreeMap::new();
        for name in saved {
            used.entry(name).or_default();
        }
        for controller in desk.controllers.values() {
            for name in &controller.datamaps {
                used.entry(name).or_default().push(&controller.brand);
            }
        }
        let line = |(name, companies): (&String, Vec<&str>)| {
            let map = systems.map(name)?;
            Some(Self {
                name: name.clone(),
                companies: companies.join(", "),
                systems: map.systems.iter().map(System::label).collect::<Vec<_>>().join(", "),
                collections: map.systems.iter().map(|system| system.collections.len()).sum(),
            })
        };
        used.into_iter().filter_map(line).collect()
    }
}

/// One system of a map.
pub struct SystemView {
    /// The name that people read.
    pub label: String,
    /// What it is, or who is asked.
    pub about: String,
    /// What it is for.
    pub purposes: String,
    /// The drawing; nothing where there is nothing to draw.
    pub drawing: Option<DrawingView>,
    /// The table.
    pub rows: Vec<CollectionView>,
}

/// A drawing with everything reckoned out.
pub struct DrawingView {
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// What a box's sides are.
    pub node: (usize, usize),
    /// The boxes, each with a title cut to fit.
    pub nodes: Vec<(PictureNode, String)>,
    /// The lines, each with its path.
    pub ties: Vec<(PictureTie, String)>,
}

/// A row of the table.
pub struct CollectionView {
    /// The name that people read.
    pub label: String,
    /// The map's own name, where it is another.
    pub name: String,
    /// How the person is recognised.
    pub recognised: String,
    /// From what its rows are found.
    pub found: Vec<String>,
    /// How long it is kept.
    pub kept: Vec<String>,
    /// What an erasure does.
    pub erased: &'static str,
}

/// Something to be said about the map.
pub struct RemarkView {
    /// Whether it is an error.
    pub is_error: bool,
    /// Where.
    pub place: String,
    /// What.
    pub what: String,
}

impl RemarkView {
    /// What is unsound in a map by itself.
    pub fn all(map: &DataMap) -> Vec<Self> {
        let said = check(map).into_iter().filter(|remark| remark.concern != Concern::Key);
        said.map(Self::of).collect()
    }

    /// One remark.
    pub fn of(remark: Remark) -> Self {
        Self { is_error: remark.gravity == Gravity::Error, place: remark.place, what: remark.what }
    }
}

impl SystemView {
    /// Every system of a map.
    pub fn all(map: &DataMap) -> Vec<Self> {
        map.systems.iter().map(|system| Self::of(map, system)).collect()
    }

    fn of(map: &DataMap, system: &System) -> Self {
        let drawn = picture(map, system);
        let asked = system.rightsdesk.manual.as_ref().map(|task| format!("Asked: {}. {}", task.ask, task.instructions));
        let read = system.collections.iter().filter(|held| !held.is_skipped());
        Self {
            label: system.label().to_owned(),
            about: asked.or_else(|| system.description.clone()).unwrap_or_default(),
            purposes: system.rightsdesk.purposes.join(", "),
            rows: read.map(|held| CollectionView::of(system, held, &drawn)).collect(),
            drawing: (!drawn.nodes.is_empty()).then(|| DrawingView::of(drawn)),
        }
    }
}

/// The most letters that fit into a box.
const LETTERS: usize = 26;

impl DrawingView {
    fn of(picture: Picture) -> Self {
        let title = |node: PictureNode| {
            let title = if node.label.chars().count() > LETTERS {
                let start: String = node.label.chars().take(LETTERS - 1).collect();
                format!("{}…", start.trim_end())
            } else {
                node.label.clone()
            };
            (node, title)
        };
        let path = |tie: PictureTie| {
            let [x1, y1, x2, y2] = tie.line;
            let bend = if x2 > x1 { x1.midpoint(x2) } else { x1 + 40 };
            let back = if x2 > x1 { bend } else { x2 + 40 };
            let path = format!("M{x1} {y1}C{bend} {y1} {back} {y2} {x2} {y2}");
            (tie, path)
        };
        Self {
            width: picture.width + 40,
            height: picture.height,
            node: (NODE_WIDTH, NODE_HEIGHT),
            nodes: picture.nodes.into_iter().map(title).collect(),
            ties: picture.ties.into_iter().map(path).collect(),
        }
    }
}

impl CollectionView {
    fn of(system: &System, held: &Collection, drawn: &Picture) -> Self {
        let label = held.label();
        let into = drawn.ties.iter().filter(|tie| tie.to == label);
        let found = into.map(|tie| {
            let how = match (tie.own, tie.review) {
                (_, true) => ", looked at by a person",
                (false, false) => ", as somebody else’s",
                (true, false) => "",
            };
            format!("{} by {}{how}", tie.from, tie.by)
        });
        let kept = held
            .rightsdesk
            .retention
            .iter()
            .map(|rule| format!("{} from {}: {}", rule.keep_for, rule.from, rule.reason));
        let erased = match Policy::new(system, held).action(Link::Subject) {
            ErasureAction::Delete => "goes",
            ErasureAction::Anonymise => "stays without what says whose it is",
            ErasureAction::Keep => "stays",
            ErasureAction::Detach => "only the person’s columns are emptied",
            ErasureAction::Review => "a person decides",
        };
        Self {
            name: if label == held.name { String::new() } else { held.name.clone() },
            label: label.to_owned(),
            recognised: recognised(held),
            found: found.collect(),
            kept: kept.collect(),
            erased,
        }
    }
}

fn recognised(held: &Collection) -> String {
    let rules = held.ways_to_recognise().into_iter().filter(|rule| rule.narrows.is_none());
    let mut words: Vec<String> = rules
        .map(|rule| rule.identities.keys().map(|name| name.replace('_', " ")).collect::<Vec<_>>().join(" and "))
        .collect();
    words.dedup();
    words.join("; ")
}
