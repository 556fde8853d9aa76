//! The pages for whoever sets it up and runs it: every command in them is one that there is, every block of settings loads.

use std::path::Path;

use rightsdesk::cli::{Exit, run_with};
use rightsdesk::config;
use tempfile::TempDir;

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).expect("the page")
}

/// The fenced blocks of a page with the word behind their fence.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut parts = text.split("\n```");
    let mut found = Vec::new();
    parts.next();
    while let Some(open) = parts.next() {
        let (kind, body) = open.split_once('\n').expect("a block has a kind");
        found.push((kind.to_owned(), body.to_owned()));
        parts.next();
    }
    found
}

#[test]
fn the_pages_on_setting_up_and_running_name_commands_that_there_are() {
    let mut named = 0;
    for name in ["SETUP.md", "RUNNING.md"] {
        for (_, body) in blocks(&page(name)).iter().filter(|(kind, _)| kind == "sh") {
            for line in body.lines().filter(|line| line.starts_with("rightsdesk ")) {
                let words = line.split_whitespace().skip(1).take_while(|word| !word.starts_with('-'));
                let line = ["rightsdesk"].into_iter().chain(words).chain(["--help"]);
                let (mut out, mut err) = (Vec::new(), Vec::new());
                assert_eq!(run_with(line, &mut out, &mut err), Exit::Done, "{name}: {}", String::from_utf8_lossy(&err));
                named += 1;
            }
        }
    }
    assert!(named >= 6, "{named}");
}

#[test]
fn the_settings_on_the_pages_load() {
    let folder = TempDir::new().expect("a folder");
    let mut loaded = 0;
    for name in ["SETUP.md", "RUNNING.md", "MAIL-IN.md", "MAIL-OUT.md"] {
        for (_, body) in blocks(&page(name)).iter().filter(|(kind, _)| kind == "toml") {
            let file = folder.path().join("rightsdesk.toml");
            std::fs::write(&file, body).expect("a file");
            let read = config::load(Some(&file), Vec::new());
            assert!(read.is_ok(), "{name}: {:?}\n{body}", read.err());
            loaded += 1;
        }
    }
    assert!(loaded >= 4, "{loaded}");
}
