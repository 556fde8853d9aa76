//! Blocks of documents that are printed from the code, so that they stay true.
//!
//! A block stands between `<!-- NAME: printed by the tests -->` and `<!-- end of NAME -->`. `RIGHTSDESK_REWRITE=1 cargo test`
//! prints all blocks anew; without it a block that differs is a failure.

use super::tree::root;

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
