//! `rightsdesk policy` as scripts use it.

use std::fs;
use std::path::Path;

use rightsdesk::cli::{Exit, run_with};
use rightsdesk::config::controllers;
use serde_json::Value;
use tempfile::TempDir;

use super::{LANTERNS, PRAIRIE};

fn run(arguments: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run_with(["rightsdesk", "policy"].iter().chain(arguments), &mut out, &mut err);
    (exit, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
}

fn file(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn lint_writes_findings_and_its_exit_code_says_whether_a_high_one_stands() {
    let folder = TempDir::new().expect("a folder");
    let (exit, out, _) = run(&["lint", &file(&folder, "p.txt", PRAIRIE), "--json"]);
    assert_eq!(exit, Exit::Negative);
    let findings: Value = serde_json::from_str(&out).expect("JSON");
    let first = &findings[0];
    assert_eq!((&first["rule"], &first["severity"]), (&Value::from("L03"), &Value::from("high")));
    assert!(first["finding"].as_str().is_some_and(|words| words.contains("portability")));
    assert!(first["quote"].as_str().is_some_and(|words| PRAIRIE.contains(words)));
    assert_eq!(first["blocks"], serde_json::json!(["15(1)(e)"]));
    let (exit, out, _) = run(&["lint", &file(&folder, "l.txt", LANTERNS), "--json"]);
    assert_eq!((exit, out.trim()), (Exit::Done, "[]"));
}

#[test]
fn what_cannot_be_read_is_bad_input() {
    let folder = TempDir::new().expect("a folder");
    for name in ["nowhere.txt", &file(&folder, "empty.txt", " \n"), &file(&folder, "broken.pdf", "%PDF-1.7")] {
        let (exit, out, err) = run(&["lint", name, "--json"]);
        assert_eq!((exit, out.as_str()), (Exit::BadInput, ""), "{name}");
        assert!(err.starts_with("error: FILE: "), "{err}");
    }
}

#[test]
fn read_gives_facts_with_their_place() {
    let folder = TempDir::new().expect("a folder");
    let (exit, out, _) = run(&["read", &file(&folder, "l.txt", LANTERNS), "--json"]);
    assert_eq!(exit, Exit::Done);
    let facts: Value = serde_json::from_str(&out).expect("JSON");
    let number = &facts["identity"]["company_number"];
    assert_eq!(number["value"], "09876543");
    let (at, words) =
        (number["quote"]["byte"].as_u64().expect("a place"), number["quote"]["text"].as_str().expect("words"));
    assert!(LANTERNS[usize::try_from(at).expect("small")..].starts_with(words));
    assert_eq!(facts["form_rights"].as_array().map(Vec::len), Some(9));
    let (_, plain, _) = run(&["read", &file(&folder, "l.txt", LANTERNS)]);
    assert!(plain.contains("company number        09876543"), "{plain}");
}

#[test]
fn a_written_controller_loads_and_is_not_overwritten_silently() {
    let folder = TempDir::new().expect("a folder");
    let policy = file(&folder, "l.txt", LANTERNS);
    let target = folder.path().join("fennel.toml").display().to_string();
    assert_eq!(run(&["read", &policy, "--write", &target]).0, Exit::Done);
    assert_eq!(run(&["read", &policy, "--write", &target]).0, Exit::BadInput);
    fs::write(folder.path().join("fennel.corrections.toml"), "prefix = \"FL\"\n").expect("corrections");
    assert_eq!(run(&["read", &policy, "--write", &target, "--replace"]).0, Exit::Done);
    let loaded = controllers::load(false, folder.path()).expect("the controller loads");
    let controller = &loaded["fennel"];
    assert_eq!((controller.prefix.as_str(), controller.legal_name()), ("FL", "Fennel & Finch Lanterns Ltd"));
    assert_eq!(controller.retention.len(), 4);
}

#[test]
fn what_a_controller_needs_beyond_the_policy_is_named() {
    let folder = TempDir::new().expect("a folder");
    let target = folder.path().join("prairie.toml").display().to_string();
    let (exit, out, _) = run(&["read", &file(&folder, "p.txt", PRAIRIE), "--write", &target]);
    assert_eq!(exit, Exit::Choose);
    assert!(out.contains("regulator"), "{out}");
    assert!(Path::new(&target).exists());
    let bad = folder.path().join("Not Good.toml").display().to_string();
    assert_eq!(run(&["read", &file(&folder, "p.txt", PRAIRIE), "--write", &bad]).0, Exit::BadInput);
}

#[test]
fn diff_tells_what_is_new_changed_and_gone_and_its_exit_code_whether_anything_is() {
    let folder = TempDir::new().expect("a folder");
    let old = file(&folder, "old.txt", LANTERNS);
    let new = file(&folder, "new.txt", &LANTERNS.replace("DPD", "Evri"));
    let (exit, out, _) = run(&["diff", &old, &old, "--json"]);
    assert_eq!((exit, out.trim()), (Exit::Done, "[]"));
    let (exit, out, _) = run(&["diff", &old, &new, "--json"]);
    assert_eq!(exit, Exit::Negative);
    let changes: Vec<Value> = serde_json::from_str(&out).expect("JSON");
    let told: Vec<(&str, &str)> = changes
        .iter()
        .map(|change| (change["change"].as_str().expect("a word"), change["field"].as_str().expect("a field")))
        .collect();
    assert_eq!(told, [("added", "source"), ("added", "recipient"), ("gone", "source"), ("gone", "recipient")], "{out}");
    assert!(changes[0]["before"].is_null() && changes[0]["after"]["quote"]["text"].is_string());
}

#[test]
fn lint_prints_one_sheet_and_refuses_a_language_it_does_not_know() {
    let folder = TempDir::new().expect("a folder");
    let sheet = folder.path().join("note.pdf");
    let policy = file(&folder, "p.txt", PRAIRIE);
    let (exit, ..) = run(&["lint", &policy, "--pdf", &sheet.display().to_string()]);
    assert_eq!(exit, Exit::Negative);
    let pages = lopdf::Document::load(&sheet).expect("a PDF").get_pages().len();
    assert_eq!(pages, 1);
    let (exit, _, err) = run(&["lint", &file(&folder, "d.txt", include_str!("unseen/brett.txt"))]);
    assert!(exit == Exit::BadInput && err.contains("not in English"), "{exit:?} {err}");
}
