//! Rules for the tests themselves.

use syn::visit::{self, Visit};

use super::functions::parsed;
use super::tree::{File, files};
use super::verdict::{Offence, demand, demand_except, offence};

/// A sentence has a subject and says something about it.
const FEWEST_WORDS: usize = 4;

/// Places that wait, with the reason why no event could be waited for. May only shrink.
const WAITING: &[(&str, &str)] = &[];

/// Places that name a port, with the reason. May only shrink.
const PORTS: &[(&str, &str)] = &[];

fn everything() -> Vec<File> {
    files("src/", &[".rs"]).into_iter().chain(files("tests/", &[".rs"])).collect()
}

#[derive(Default)]
struct Tests(Vec<(usize, String, bool)>);

impl<'ast> Visit<'ast> for Tests {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if function
            .attrs
            .iter()
            .any(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "test"))
        {
            let ignored = function.attrs.iter().any(|attribute| attribute.path().is_ident("ignore"));
            self.0.push((function.sig.ident.span().start().line, function.sig.ident.to_string(), ignored));
        }
        visit::visit_item_fn(self, function);
    }
}

fn tests_of(file: &File) -> Vec<(usize, String, bool)> {
    let mut tests = Tests::default();
    tests.visit_file(&parsed(file));
    tests.0
}

#[test]
fn the_name_of_a_test_is_a_sentence() {
    let mut offences = Vec::new();
    for file in everything() {
        let short = tests_of(&file).into_iter().filter(|(_, name, _)| name.split('_').count() < FEWEST_WORDS);
        offences.extend(
            short.map(|(line, name, _)| offence(format!("{}:{line}", file.path), format!("`{name}` is no sentence"))),
        );
    }
    demand("A test says in its name what is true: subject and verb.", &offences);
}

#[test]
fn no_test_is_ignored() {
    let mut offences = Vec::new();
    for file in everything() {
        let ignored = tests_of(&file).into_iter().filter(|(_, _, ignored)| *ignored);
        offences.extend(ignored.map(|(line, name, _)| offence(format!("{}:{line}", file.path), name)));
    }
    demand("A test runs, or says through the harness what it left out and why.", &offences);
}

fn lines_that(say: impl Fn(&str) -> bool) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in everything().into_iter().filter(|file| !file.path.starts_with("tests/house/")) {
        let lines = file.text.lines().enumerate().filter(|(_, line)| say(line));
        offences.extend(lines.map(|(number, line)| offence(format!("{}:{}", file.path, number + 1), line.trim())));
    }
    offences
}

#[test]
fn nothing_sleeps_instead_of_waiting() {
    let offences = lines_that(|line| line.contains("thread::sleep(") || line.contains("time::sleep("));
    demand_except("Wait for the event, not for a while.", offences, WAITING);
}

#[test]
fn no_test_takes_a_fixed_port() {
    let bound = |line: &str| line.contains("bind(\"") && !line.contains(":0\"");
    demand_except("A test asks the system for a free port: bind to port 0.", lines_that(bound), PORTS);
}
