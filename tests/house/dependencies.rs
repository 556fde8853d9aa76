//! Every outside crate is here for a reason, and the reason is written down.

use std::collections::BTreeSet;

use super::mentions::mentions;
use super::tree::{files, root};
use super::verdict::{Offence, demand, demand_except, offence};

/// Crates that no file names, because they only steer how another crate is built.
const STEERING: &[(&str, &str)] = &[
    ("libsqlite3-sys", "its feature compiles SQLite in, for diesel and rusqlite alike"),
    ("pq-sys", "its feature compiles libpq in, for diesel"),
];

fn in_sections(names: &[&str]) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let manifest: toml::Table = text.parse().expect("the manifest is TOML");
    let sections = names.iter().filter_map(|name| manifest.get(*name));
    sections.filter_map(toml::Value::as_table).flat_map(|section| section.keys().cloned()).collect()
}

fn in_manifest() -> BTreeSet<String> {
    in_sections(&["dependencies", "dev-dependencies", "build-dependencies"])
}

/// The first cells of the tables' rows that have a reason in the second.
fn explained() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("docs/DEPENDENCIES.md")).expect("docs/DEPENDENCIES.md");
    let lists = text.split("\n## ").filter(|section| section.starts_with("In the "));
    let rows = lists.flat_map(|list| list.lines().filter(|line| line.starts_with("| ")).skip(1).collect::<Vec<_>>());
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    cells.filter(|cells| cells.len() > 2 && !cells[2].is_empty()).map(|cells| cells[1].to_owned()).collect()
}

#[test]
fn every_dependency_is_explained() {
    let (used, listed) = (in_manifest(), explained());
    let unexplained =
        used.difference(&listed).map(|name| offence(name, "is in Cargo.toml and not in docs/DEPENDENCIES.md"));
    let gone =
        listed.difference(&used).map(|name| offence(name, "is in docs/DEPENDENCIES.md and no longer in Cargo.toml"));
    let offences: Vec<Offence> = unexplained.chain(gone).collect();
    demand("docs/DEPENDENCIES.md says of every dependency why it is here.", &offences);
}

#[test]
fn every_dependency_is_used() {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for file in files("src/", &[".rs"]) {
        named.extend(mentions(&file).into_iter().map(|mention| mention.path[0].clone()));
    }
    let unused = in_sections(&["dependencies"]).into_iter().filter(|name| !named.contains(&name.replace('-', "_")));
    let offences: Vec<Offence> = unused.map(|name| offence(name, "no file of src names it")).collect();
    demand_except("A dependency that nothing uses is removed.", offences, STEERING);
}
