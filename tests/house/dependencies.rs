//! Every outside crate is here for a reason, and the reason is written down.

use std::collections::BTreeSet;

use super::tree::root;
use super::verdict::{Offence, demand, offence};

fn in_manifest() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let manifest: toml::Table = text.parse().expect("the manifest is TOML");
    let sections =
        ["dependencies", "dev-dependencies", "build-dependencies"].iter().filter_map(|name| manifest.get(*name));
    sections.filter_map(toml::Value::as_table).flat_map(|section| section.keys().cloned()).collect()
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
