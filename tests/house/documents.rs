//! Blocks of documents that are printed from the code, so that they stay true.
//!
//! A block stands between `<!-- NAME: printed by the tests -->` and `<!-- end of NAME -->`. `RIGHTSDESK_REWRITE=1 cargo test`
//! prints all blocks anew; without it a block that differs is a failure.

use actix_web::http::StatusCode;

use super::tree::{files, root};
use super::verdict::{demand, offence};

/// Fails unless the named block of the document is exactly this text; with `RIGHTSDESK_REWRITE=1` it becomes it.
pub fn demand_block(document: &str, name: &str, block: &str) {
    let path = root().join(document);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
    let (first, last) = (format!("<!-- {name}: printed by the tests -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = text.split_once(&first).unwrap_or_else(|| panic!("{document} has no line {first}"));
    let (shown, after) = rest.split_once(&last).unwrap_or_else(|| panic!("{document} has no line {last}"));
    let expected = format!("\n{block}\n");
    if shown == expected {
        return;
    }
    assert!(
        std::env::var_os("RIGHTSDESK_REWRITE").is_some(),
        "The block \"{name}\" of {document} is out of date; RIGHTSDESK_REWRITE=1 cargo test --test suite rewrites it to:\n{block}"
    );
    std::fs::write(&path, format!("{before}{first}{expected}{last}{after}")).expect("the document can be written");
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_status_that_the_web_gives_is_explained() {
    let source: String = files("src/web/", &[".rs"]).into_iter().map(|file| file.text).collect();
    let page = text_of("docs/ERRORS.md");
    for status in (400..600).filter_map(|code| StatusCode::from_u16(code).ok()) {
        let name = status.canonical_reason().unwrap_or_default().to_uppercase().replace([' ', '-'], "_");
        if !name.is_empty() && source.contains(&format!("StatusCode::{name}")) {
            let row = format!("| {} |", status.as_u16());
            assert!(page.contains(&row), "docs/ERRORS.md does not explain {status}, which src/web gives");
        }
    }
}

/// The names after `CREATE TABLE` and `CREATE VIRTUAL TABLE`.
fn tables(statements: &str) -> Vec<String> {
    let pieces = statements.split("CREATE ").skip(1);
    let named = pieces.filter_map(|piece| piece.strip_prefix("VIRTUAL ").unwrap_or(piece).strip_prefix("TABLE "));
    named.filter_map(|rest| rest.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn every_table_says_how_long_it_is_kept() {
    let page = text_of("docs/DATA-RETENTION.md");
    let mut offences = Vec::new();
    for file in files("migrations/", &["up.sql"]) {
        let unnamed = tables(&file.text).into_iter().filter(|name| !page.contains(&format!("`{name}`")));
        offences.extend(unnamed.map(|name| offence(&file.path, format!("the table {name} is not named"))));
    }
    demand("docs/DATA-RETENTION.md says of every table what is in it and how long.", &offences);
    assert_eq!(tables("CREATE TABLE a (\nCREATE INDEX b\nCREATE VIRTUAL TABLE c USING"), ["a", "c"]);
}
