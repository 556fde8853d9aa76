//! Labelled letters, and how well the reader does on a set of them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use chrono_tz::Europe::London;
use rightsdesk::adapters::incoming::parse;
use rightsdesk::config::lexicons;
use serde_json::Value;

/// A folder of letters with `labels.json`.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incoming").join(name)
}

/// The bytes of all letters of a folder, by name.
pub fn bytes(name: &str) -> Vec<(String, Vec<u8>)> {
    let labels = labels(name);
    let files = labels.iter().map(|label| label["file"].as_str().expect("a file name").to_owned());
    files.map(|file| (file.clone(), std::fs::read(folder(name).join(&file)).expect("a letter"))).collect()
}

fn labels(name: &str) -> Vec<Value> {
    let text = std::fs::read(folder(name).join("labels.json")).expect("labels");
    let labels: Value = serde_json::from_slice(&text).expect("JSON");
    labels["messages"].as_array().expect("a list").clone()
}

/// How the reader does on a set.
#[derive(Debug, Default)]
pub struct Score {
    pub letters: usize,
    pub is_request: usize,
    pub requests: usize,
    pub rights: usize,
    pub received: usize,
    pub fields: usize,
    pub found: usize,
    pub wrong: usize,
    pub kinds: usize,
    pub table: String,
}

impl Score {
    /// Reads every letter of a folder and compares it with its label.
    pub fn of(name: &str) -> Self {
        let reader = lexicons::reader().expect("lexicons that can be used");
        let mut score = Self::default();
        for label in labels(name) {
            let file = label["file"].as_str().expect("a file name");
            let message = parse(&std::fs::read(folder(name).join(file)).expect("a letter")).expect("a message");
            let said = serde_json::to_value(reader.read(&message, London)).expect("JSON");
            score.add(file, &label, &said);
        }
        score
    }

    fn add(&mut self, file: &str, label: &Value, said: &Value) {
        let same = |key: &str| said[key] == label[key];
        let mut off: Vec<String> = Vec::new();
        for key in
            ["is_request", "rights", "received", "language", "sender", "on_behalf", "follow_up", "regime", "kind"]
        {
            if label.get(key).is_some() && !same(key) {
                off.push(format!("{key} {} instead of {}", said[key], label[key]));
            }
        }
        self.letters += 1;
        self.is_request += usize::from(same("is_request"));
        self.kinds += usize::from(label.get("kind").is_some() && same("kind"));
        if label["is_request"] == true {
            self.requests += 1;
            self.rights += usize::from(same("rights"));
            self.received += usize::from(same("received"));
        }
        let (wanted, given) = (label["identity"].as_object().unwrap(), said["identity"].as_object().unwrap());
        self.fields += wanted.len();
        for (name, value) in given {
            if wanted.get(name) == Some(value) {
                self.found += 1;
            } else {
                self.wrong += 1;
                off.push(format!("identity {name} {value} instead of {:?}", wanted.get(name)));
            }
        }
        let missing = wanted.keys().filter(|name| !given.contains_key(*name));
        off.extend(missing.map(|name| format!("identity {name} is missing")));
        let verdict = if off.is_empty() { "all as labelled".to_owned() } else { off.join("; ") };
        writeln!(self.table, "{file:<44} {:<16} {verdict}", said["kind"].as_str().unwrap()).unwrap();
    }

    /// The table, with its sums.
    pub fn say(&self) {
        println!("{}", self.table);
        println!(
            "request or not {}/{}; rights exact {}/{}; received {}/{}; identity {}/{} found, {} wrong",
            self.is_request,
            self.letters,
            self.rights,
            self.requests,
            self.received,
            self.requests,
            self.found,
            self.fields,
            self.wrong
        );
    }
}
