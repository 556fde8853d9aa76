//! Reading privacy policies: the rules, the facts, the command, the files.

mod command;
mod controllers;
mod documents;
mod expected;
mod files;
mod measured;
mod properties;
mod spoiled;
mod strangers;
mod unseen;

use rightsdesk::domain::policy::{Document, Finding, Reading, lint, read};

/// A British shop that says all that the law asks for.
pub const LANTERNS: &str = include_str!("lanterns.txt");
/// An American shop that knows American law only.
pub const PRAIRIE: &str = include_str!("prairie.txt");

/// A policy with what was read from it.
pub struct Policy {
    pub reading: Reading,
    pub findings: Vec<Finding>,
}

pub fn policy(text: &str) -> Policy {
    let document = Document::plain(text);
    let reading = read(&document);
    let findings = lint(&document, &reading);
    Policy { reading, findings }
}

impl Policy {
    /// The rules that found something, in order.
    pub fn rules(&self) -> Vec<&'static str> {
        self.findings.iter().map(|finding| finding.rule).collect()
    }
}

/// The numbered sections of a policy (`1. Who we are`), the words before the first among them.
pub fn sections_by_number(text: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    for line in text.lines() {
        let begins =
            line.split_once(". ").is_some_and(|(number, title)| number.parse::<u8>().is_ok() && title.len() < 70);
        if begins {
            sections.push(String::new());
        }
        let last = sections.last_mut().expect("there is one");
        last.push_str(line);
        last.push('\n');
    }
    sections
}
