//! The page on the map language, the table in the code and the parser say the same.

use std::collections::BTreeSet;
use std::path::Path;

use rightsdesk::domain::datamap::{DataMap, Gravity, LANGUAGE, MapError, check};

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/DATAMAP.md")).expect("the page is there")
}

#[test]
fn the_page_has_every_key() {
    let page = page();
    for term in LANGUAGE {
        let line = format!("| {} | `{}` | {} |", term.at, term.key, term.meaning);
        assert!(page.contains(&line), "docs/DATAMAP.md lacks: {line}");
    }
}

#[test]
fn the_example_of_the_page_is_sound() {
    let page = page();
    let example = page.split("```yaml").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let map = DataMap::parse(example).expect("the example can be read");
    let grave: Vec<_> = check(&map).into_iter().filter(|remark| remark.gravity == Gravity::Error).collect();
    assert_eq!(grave, []);
}

#[test]
fn every_shipped_map_needs_no_remark() {
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/datamaps")).expect("maps") {
        let path = entry.expect("a file").path();
        let map = DataMap::parse(&std::fs::read_to_string(&path).expect("text"));
        let map = map.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(check(&map), [], "{}", path.display());
    }
}

/// A map with a key that nothing knows at one place; the refusal lists what is known there.
fn known_at(place: &str) -> BTreeSet<String> {
    let inside = match place {
        "dataset" => "rightsdesk: {zzz: 1}".to_owned(),
        "manual" => "rightsdesk: {manual: {zzz: 1}}".to_owned(),
        "link" => "rightsdesk: {manual: {ask: a, instructions: b, link: {zzz: 1}}}".to_owned(),
        "collection" => collection("zzz: 1"),
        "erasure" => collection("erasure: {zzz: 1}"),
        "link erasure" => collection("erasure: {mention: {zzz: 1}}"),
        "person" => collection("person: {zzz: 1}"),
        "find_by" => collection("find_by: [{zzz: 1}]"),
        "links" => collection("links: [{zzz: 1}]"),
        "mentions" => collection("mentions: [{zzz: 1}]"),
        "retention" => collection("retention: [{zzz: 1}]"),
        "restriction" => collection("restriction: {zzz: 1}"),
        "condition" => collection("where: {a: {zzz: 1}}"),
        "lookup" => collection("where: {a: {lookup: {zzz: 1}}}"),
        "field" => "collections: [{name: b, fields: [{name: c, rightsdesk: {zzz: 1}}]}]".to_owned(),
        "reference" => "collections: [{name: b, fields: [{name: c, fides_meta: {references: [{dataset: a, field: b.c, rightsdesk: {zzz: 1}}]}}]}]".to_owned(),
        other => panic!("the table has a place {other} that this test does not know"),
    };
    let refusal = DataMap::parse(&format!("dataset: [{{fides_key: a, {inside}}}]")).expect_err("zzz is no word");
    let MapError::Unreadable { what, .. } = refusal else { panic!("{refusal}") };
    let words = what.split(|letter: char| !(letter.is_ascii_lowercase() || letter == '_')).map(str::to_owned);
    words.collect()
}

fn collection(inside: &str) -> String {
    format!("collections: [{{name: b, rightsdesk: {{{inside}}}}}]")
}

#[test]
fn the_table_has_every_key_that_the_parser_knows() {
    for place in LANGUAGE.iter().map(|term| term.at).collect::<BTreeSet<_>>() {
        let listed: BTreeSet<String> =
            LANGUAGE.iter().filter(|term| term.at == place).map(|term| term.key.to_owned()).collect();
        let said = known_at(place);
        let unknown: Vec<_> = listed.difference(&said).collect();
        assert!(unknown.is_empty(), "{place}: the parser does not know {unknown:?}; it said {said:?}");
        let grammar = ["unknown", "field", "zzz", "expected", "one", "of", "variant", "or", "at", "line", "column", ""];
        let unlisted: Vec<_> = said.difference(&listed).filter(|word| !grammar.contains(&word.as_str())).collect();
        assert!(unlisted.is_empty(), "{place}: the table lacks {unlisted:?}");
    }
}
