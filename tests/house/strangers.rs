//! Nothing of other people's, and nothing of one machine's, is in the tree.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::tree::{files, paths, root};
use super::verdict::{Offence, demand, offence};
use crate::harness::fixtures;

fn below(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

#[test]
fn no_file_of_somebody_elses_shop_or_policy_is_in_the_tree() {
    let what = "the comparison with other people's files";
    let (Some(shops), Some(policies)) = (fixtures::folder("shops", what), fixtures::folder("policies", what)) else {
        return;
    };
    let mut theirs: BTreeMap<u64, Vec<PathBuf>> = BTreeMap::new();
    for path in below(&shops).into_iter().chain(below(&policies)) {
        theirs.entry(path.metadata().expect("a file").len()).or_default().push(path);
    }
    let same = |ours: &Path, other: &Path| std::fs::read(ours).ok() == std::fs::read(other).ok();
    let mut offences = Vec::new();
    for ours in paths() {
        let candidates = theirs.get(&ours.metadata().expect("a file").len());
        if let Some(twin) = candidates.into_iter().flatten().find(|other| same(&ours, other)) {
            let inside = ours.strip_prefix(root()).expect("below the root");
            offences.push(offence(inside.display(), format!("is {}", twin.display())));
        }
    }
    demand("Other people's data and words are used by path and never kept in the tree.", &offences);
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    // Written in two halves, so that this file does not break its own rule.
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/tmp/", "wt"),
        concat!("/ro", "ot/"),
        concat!("/fa", "rm"),
    ];
    let tools = [concat!(".lib", "rary"), concat!("helper", " session"), concat!("fa", "rm-")];
    let kinds = [
        ".rs",
        ".md",
        ".toml",
        ".html",
        ".txt",
        ".css",
        ".sql",
        ".yml",
        ".json",
        ".mjs",
        ".js",
        ".sh",
        "run",
        "with-postgres",
    ];
    let mut offences: Vec<Offence> = Vec::new();
    for file in files("", &kinds) {
        for (number, line) in file.text.lines().enumerate() {
            let named = places.iter().chain(&tools).find(|words| line.contains(**words));
            offences
                .extend(named.map(|words| offence(format!("{}:{}", file.path, number + 1), format!("names {words}"))));
        }
    }
    demand("The project speaks of itself alone: no path or tool of one machine.", &offences);
}
