//! What the root of the project shows to somebody who opens it for the first time.

use super::tree::root;
use super::verdict::{Offence, demand, offence};

/// Everything visible at the root; a newcomer reads it in one look.
const SHOWN: &[&str] = &[
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "askama.toml",
    "assets",
    "benches",
    "build.rs",
    "clippy.toml",
    "config",
    "data",
    "deny.toml",
    "docs",
    "migrations",
    "node_modules",
    "proptest-regressions",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "src",
    "target",
    "templates",
    "tests",
];

/// Pages that make a project of a program.
const OWED: &[&str] = &["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "SECURITY.md"];

#[test]
fn the_root_shows_only_what_it_needs() {
    let entries = std::fs::read_dir(root()).expect("the root");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let strange = names.filter(|name| !name.starts_with('.') && !SHOWN.contains(&name.as_str()));
    let offences: Vec<Offence> = strange.map(|name| offence(name, "has no place at the root")).collect();
    demand("The root holds only what tests/house/shape.rs lists.", &offences);
}

#[test]
fn the_pages_that_a_project_owes_are_there() {
    let missing = OWED.iter().filter(|page| !root().join(page).is_file());
    let offences: Vec<Offence> = missing.map(|page| offence(page, "is missing")).collect();
    demand(
        "A project has a readme, licences, a changelog, and says how to contribute and to report a weakness.",
        &offences,
    );
}
