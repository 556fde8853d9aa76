//! Arrows point inward only: which room may look into which.

use std::collections::{BTreeMap, BTreeSet};

use super::documents::demand_block;
use super::mentions::{Mention, mentions, module_of};
use super::tree::{self, File, product};
use super::verdict::{Offence, demand, demand_except, offence};

/// A room and the rooms it may look into besides itself. The same table stands in `src/lib.rs`, and in the docs.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("ports", &["domain"]),
    ("workflow", &["domain", "ports"]),
    ("adapters", &["domain", "ports"]),
    ("web", &["domain", "ports", "workflow"]),
    ("jobs", &["domain", "ports", "workflow"]),
    ("config", &["domain"]),
    ("cli", &["domain", "ports", "workflow", "adapters", "web", "jobs", "config"]),
];

/// Corners of the house that must not look into another corner.
const WALLS: &[(&str, &str, &str)] = &[
    ("web::form", "web::console", "the public form knows nothing of the staff console"),
    ("web::portal", "web::console", "the status page knows nothing of the staff console"),
];

/// Places that break an arrow, with the reason. May only shrink.
const EXCUSED: &[(&str, &str)] = &[];

/// The one file that joins adapters to ports.
const JOINER: &str = "compose";

fn room_of(file: &File) -> Option<String> {
    module_of(&file.path).first().cloned()
}

/// The mentions of other modules of this crate: (mention, its path without `crate`).
fn inner_mentions(file: &File) -> Vec<(Mention, Vec<String>)> {
    let ours = mentions(file).into_iter().filter(|mention| mention.path[0] == "crate");
    ours.map(|mention| (Mention { path: mention.path.clone(), line: mention.line }, mention.path[1..].to_vec()))
        .collect()
}

fn allowed(room: &str) -> &'static [&'static str] {
    ROOMS.iter().find(|(name, _)| *name == room).map_or(&[], |(_, may)| may)
}

fn is_room(name: &str) -> bool {
    ROOMS.iter().any(|(room, _)| *room == name)
}

#[test]
fn arrows_point_inward_only() {
    let mut offences = Vec::new();
    for file in product() {
        let Some(room) = room_of(&file) else { continue };
        for (mention, path) in inner_mentions(&file) {
            if path[0] != room && is_room(&path[0]) && !allowed(&room).contains(&path[0].as_str()) {
                offences.push(offence(mention.place(&file), format!("{room} looks into {}", path.join("::"))));
            }
        }
    }
    demand_except("A room looks only into the rooms that src/lib.rs allows it.", offences, EXCUSED);
}

#[test]
fn adapters_do_not_know_each_other() {
    let mut offences = Vec::new();
    for file in product().into_iter().filter(|file| file.path.starts_with("src/adapters/")) {
        let Some(own) = module_of(&file.path).get(1).cloned() else { continue };
        for (mention, path) in inner_mentions(&file) {
            if path[0] == "adapters" && path.get(1).is_some_and(|other| *other != own) {
                offences.push(offence(mention.place(&file), format!("adapter {own} looks into {}", path.join("::"))));
            }
        }
    }
    demand("An adapter knows ports and domain, never another adapter.", &offences);
}

#[test]
fn only_compose_knows_all_the_adapters() {
    let mut offences = Vec::new();
    for file in product().into_iter().filter(|file| file.path.starts_with("src/cli/")) {
        if module_of(&file.path).contains(&JOINER.to_owned()) {
            continue;
        }
        let paths = inner_mentions(&file).into_iter().map(|(_, path)| path);
        let known: BTreeSet<String> =
            paths.filter(|path| path[0] == "adapters").filter_map(|p| p.get(1).cloned()).collect();
        if known.len() > 1 {
            let names: Vec<String> = known.into_iter().collect();
            offences.push(offence(
                &file.path,
                format!("joins the adapters {}: that is the work of cli/compose", names.join(", ")),
            ));
        }
    }
    demand("A command knows at most one adapter; cli/compose joins them.", &offences);
}

#[test]
fn the_public_doors_do_not_open_into_the_console() {
    let mut offences = Vec::new();
    for file in product() {
        let here = module_of(&file.path).join("::");
        for (from, to, why) in WALLS.iter().filter(|(from, ..)| here.starts_with(from)) {
            let crossing = inner_mentions(&file).into_iter().filter(|(_, path)| path.join("::").starts_with(to));
            offences.extend(
                crossing.map(|(mention, _)| offence(mention.place(&file), format!("{from} looks into {to}: {why}"))),
            );
        }
    }
    demand("The public form and the status page never reach into the console.", &offences);
}

#[test]
fn the_rules_depend_on_each_other_without_cycles() {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in product().into_iter().filter(|file| file.path.starts_with("src/domain/")) {
        let Some(own) = module_of(&file.path).get(1).cloned() else { continue };
        let inner = inner_mentions(&file).into_iter().map(|(_, path)| path).filter(|path| path[0] == "domain");
        let others = inner.filter_map(|path| path.get(1).cloned()).filter(|other| *other != own);
        edges.entry(own.clone()).or_default().extend(others);
    }
    // Whoever looks into nobody that is left is taken away; what remains at the end is a cycle.
    while let Some(free) = edges.keys().find(|room| !edges[*room].iter().any(|to| edges.contains_key(to))).cloned() {
        edges.remove(&free);
    }
    let offences: Vec<Offence> = edges.iter().map(|(room, to)| offence(room, format!("looks into {to:?}"))).collect();
    demand("The rooms inside domain look into each other in one direction only.", &offences);
}

/// Reads the table at the head of `src/lib.rs`.
fn map_of_the_house() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(tree::root().join("src/lib.rs")).expect("src/lib.rs");
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | [`"));
    let all: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    rows.map(|row| {
        let (room, rest) = row.split_once('`').expect("a room in backticks");
        let last = rest.trim_end_matches(" |").rsplit('|').next().expect("a last column").trim();
        let words = last.split(';').next().unwrap_or_default().split(',').map(str::trim);
        let mut may: BTreeSet<String> = match last {
            "everything" => all.clone(),
            _ => words.filter(|word| *word != "itself").map(str::to_owned).collect(),
        };
        may.remove(room);
        (room.to_owned(), may)
    })
    .collect()
}

#[test]
fn the_map_in_lib_rs_is_this_table() {
    let table: BTreeMap<String, BTreeSet<String>> =
        ROOMS.iter().map(|(room, may)| ((*room).to_owned(), may.iter().map(|m| (*m).to_owned()).collect())).collect();
    assert_eq!(
        map_of_the_house(),
        table,
        "the table at the head of src/lib.rs and the one in tests/house/arrows.rs differ"
    );
}

#[test]
fn the_architecture_page_shows_this_table() {
    let names: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let head = format!("| may look into → | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    let row = |(room, may): &(&str, &[&str])| {
        let mark = |name: &&str| match (name == room, may.contains(name)) {
            (true, _) => "·",
            (_, true) => "✔",
            _ => "",
        };
        format!("| **{room}** | {} |\n", names.iter().map(mark).collect::<Vec<_>>().join(" | "))
    };
    let block = head + &ROOMS.iter().map(row).collect::<String>();
    demand_block("docs/ARCHITECTURE.md", "arrows", &block);
}
