//! Every link of every document leads somewhere.

use std::collections::BTreeSet;

use super::tree::{File, files, root};
use super::verdict::{demand, offence};

/// The targets of `[words](target)` with their lines, code blocks left out.
fn links(text: &str) -> Vec<(usize, String)> {
    let (mut found, mut in_code) = (Vec::new(), false);
    for (number, line) in text.lines().enumerate() {
        in_code ^= line.trim_start().starts_with("```");
        if in_code {
            continue;
        }
        for piece in line.split("](").skip(1) {
            let target = piece.split(')').next().unwrap_or_default();
            found.push((number + 1, target.to_owned()));
        }
    }
    found
}

/// The anchors that a page offers: its headings in lower case, spaces as hyphens, marks dropped.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let words = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"));
    words.map(|word| word.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()).collect()
}

fn fault_of(page: &File, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = root().join(&page.path).parent().expect("a page lies in a folder").to_path_buf();
    let place = if path.is_empty() { root().join(&page.path) } else { folder.join(path) };
    if !place.exists() {
        return Some(format!("{target} is not there"));
    }
    let text = std::fs::read_to_string(&place).unwrap_or_default();
    (!anchor.is_empty() && !anchors(&text).contains(anchor)).then(|| format!("{path} has no heading #{anchor}"))
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let mut offences = Vec::new();
    for page in files("", &[".md"]) {
        for (line, target) in links(&page.text) {
            offences.extend(fault_of(&page, &target).map(|fault| offence(format!("{}:{line}", page.path), fault)));
        }
    }
    demand("A link in a document leads to a file of the project, and to a heading that is there.", &offences);
}

#[test]
fn a_link_to_a_heading_is_followed() {
    let page = File { path: "a.md".into(), text: "# Two words\n[x](#two-words) [y](#none)".into() };
    assert_eq!(links(&page.text).len(), 2);
    assert!(anchors(&page.text).contains("two-words"));
}
