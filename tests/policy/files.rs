//! The same policy as text, HTML, Markdown and PDF says the same.

use rightsdesk::adapters::documents::document;
use rightsdesk::adapters::package::PdfPress;
use rightsdesk::domain::disclosure::{Around, Block, ColumnHead, Document as Sheet, Letterhead, Table, Text};
use rightsdesk::domain::policy::{Document, lint, read};
use rightsdesk::ports::letters::{Press, PrintSize};

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

/// Chromium's print of the page that [`html`] is, on three sheets, with the heads and feet that it adds.
const PRINTED: &[u8] = include_bytes!("lanterns-chromium.pdf");

/// The policy as our own printer sets it.
fn own_print() -> Vec<u8> {
    let mut opening = Vec::new();
    for paragraph in LANTERNS.trim_end().split("\n\n").skip(1) {
        opening.push(if is_heading(paragraph) {
            Block::Heading(Text::plain(paragraph))
        } else if paragraph.starts_with("- ") {
            let entries = paragraph.lines().map(|line| Text::plain(&line[2..])).collect();
            Block::List { numbered: false, entries }
        } else if paragraph.contains('\t') {
            let mut rows = paragraph.lines().map(|line| line.split('\t').map(Text::plain).collect::<Vec<_>>());
            rows.next();
            let column = |label: &'static str, share| ColumnHead { label: label.into(), numeric: false, share };
            let head = vec![column("Purpose", 4), column("Data", 4), column("Legal basis", 3)];
            Block::Table(Table { summary: "Purposes".to_owned(), head, rows: rows.collect() })
        } else {
            Block::Paragraph(Text::plain(paragraph))
        });
    }
    let document = Sheet {
        language: "en-GB".into(),
        title: "Privacy notice".to_owned(),
        letterhead: Letterhead {
            brand: String::new(),
            legal: Vec::new(),
            contact: Vec::new(),
            accent: None,
            logo: None,
        },
        addressee: Vec::new(),
        meta: Vec::new(),
        heading: "Fennel & Finch Lanterns: privacy notice".to_owned(),
        salutation: String::new(),
        opening,
        sections: Vec::new(),
        remedies: None,
        closing: Vec::new(),
        footer: "Fennel & Finch Lanterns".to_owned(),
        around: Around::default(),
    };
    PdfPress.print(&document, PrintSize::Ordinary).expect("it prints")
}

#[test]
fn a_print_of_several_sheets_says_the_same_whoever_printed_it() {
    let plain = facts(&document("policy.txt", LANTERNS.as_bytes()).expect("text"));
    let own = own_print();
    for (who, bytes) in [("Chromium", PRINTED), ("our own printer", own.as_slice())] {
        let sheets = lopdf::Document::load_mem(bytes).expect("a PDF").get_pages().len();
        assert!(sheets > 1, "{who}: {sheets}");
        let told = facts(&document("policy.pdf", bytes).expect(who));
        let lost: Vec<&String> = plain.iter().filter(|fact| !told.contains(fact)).collect();
        let new: Vec<&String> = told.iter().filter(|fact| !plain.contains(fact)).collect();
        assert!(lost.is_empty() && new.is_empty(), "{who} lost: {lost:?}\nnew: {new:?}");
    }
}
