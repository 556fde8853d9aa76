//! The same policy as text, HTML and Markdown says the same.

use rightsdesk::adapters::policy::document;
use rightsdesk::domain::policy::{Document, lint, read};

use super::LANTERNS;

/// A heading of the text in front of what follows.
fn is_heading(paragraph: &str) -> bool {
    !paragraph.contains('\n')
        && paragraph.len() < 60
        && !paragraph.ends_with(['.', ':'])
        && !paragraph.starts_with("Version")
}

fn html() -> String {
    let mut page = String::from("<!DOCTYPE html><html><head><style>p{}</style></head><body><nav>Shop Basket</nav>");
    for paragraph in LANTERNS.trim_end().split("\n\n") {
        let escaped = paragraph.replace('&', "&amp;");
        if is_heading(paragraph) {
            page.push_str(&format!("<h2>{escaped}</h2>"));
        } else if escaped.contains('\t') {
            let rows = escaped.lines().map(|line| format!("<tr><td>{}</td></tr>", line.replace('\t', "</td><td>")));
            page.push_str(&format!("<table>{}</table>", rows.collect::<String>()));
        } else if escaped.starts_with("- ") {
            let items = escaped.lines().map(|line| format!("<li>{}</li>", &line[2..]));
            page.push_str(&format!("<ul>{}</ul>", items.collect::<String>()));
        } else {
            page.push_str(&format!("<p>{escaped}</p>"));
        }
    }
    page + "</body></html>"
}

fn markdown() -> String {
    let paragraphs = LANTERNS.trim_end().split("\n\n").map(|paragraph| {
        if is_heading(paragraph) {
            return format!("## {paragraph}");
        }
        if !paragraph.contains('\t') {
            return paragraph.to_owned();
        }
        let mut rows: Vec<String> =
            paragraph.lines().map(|line| format!("| {} |", line.replace('\t', " | "))).collect();
        rows.insert(1, "|---|---|---|".to_owned());
        rows.join("\n")
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn facts(document: &Document) -> Vec<String> {
    let reading = read(document);
    let mut facts: Vec<String> = reading.rows().iter().map(|row| format!("{}: {}", row.field, row.value)).collect();
    facts.extend(lint(document, &reading).iter().map(|finding| finding.rule.to_owned()));
    facts.sort();
    facts
}

#[test]
fn every_kind_of_file_gives_the_same_facts() {
    let plain = facts(&document("policy.txt", LANTERNS.as_bytes()).expect("text"));
    for (name, text) in [("policy.html", html()), ("policy.md", markdown()), ("pasted", html())] {
        let told = facts(&document(name, text.as_bytes()).expect(name));
        let lost: Vec<&String> = plain.iter().filter(|fact| !told.contains(fact)).collect();
        let new: Vec<&String> = told.iter().filter(|fact| !plain.contains(fact)).collect();
        assert!(lost.is_empty() && new.is_empty(), "{name} lost: {lost:?}\nnew: {new:?}");
    }
}
