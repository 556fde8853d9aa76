//! The ground truth of a fixture: for every person the rows that must be found, by hand-written SQL.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use rightsdesk::domain::disclosure::finding::Finding;

/// What `truth.json` holds, as far as gathering is concerned.
#[derive(Deserialize)]
pub struct Truth {
    pub persons: Vec<Person>,
}

#[derive(Deserialize)]
pub struct Person {
    pub key: String,
    pub given: BTreeMap<String, String>,
    pub rows: Vec<Rows>,
}

#[derive(Deserialize)]
pub struct Rows {
    pub table: String,
    pub disposition: String,
    pub count: usize,
    pub sha256: String,
    pub keys: Option<Vec<Key>>,
}

/// A key of one column is written as text, a composite one as a list.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Key {
    One(String),
    Several(Vec<String>),
}

impl Key {
    fn parts(&self) -> Vec<String> {
        match self {
            Self::One(part) => vec![part.clone()],
            Self::Several(parts) => parts.clone(),
        }
    }
}

impl Truth {
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join("truth.json")).expect("the fixture has a truth.json");
        serde_json::from_str(&text).expect("the truth is of the known form")
    }
}

/// The keys of a table's findings, as the truth writes them.
type Keys = BTreeMap<(String, bool), BTreeSet<Vec<String>>>;

pub fn keys_of(findings: &[Finding]) -> Keys {
    let mut keys: Keys = BTreeMap::new();
    for finding in findings {
        let key = finding.key.iter().map(|(_, value)| value.as_text().unwrap_or_default()).collect();
        let new = keys.entry((finding.collection.clone(), finding.review)).or_default().insert(key);
        assert!(new, "a row of {} was handed over twice", finding.collection);
    }
    keys
}

impl Person {
    /// Rows of other people that look like this person's: table and key.
    pub fn others(&self) -> BTreeSet<(String, Vec<String>)> {
        let others = self.rows.iter().filter(|rows| rows.disposition == "untouched");
        let keys = others.flat_map(|rows| rows.keys.iter().flatten().map(|key| (rows.table.clone(), key.parts())));
        keys.collect()
    }

    /// The first key of the person's rows in a table.
    pub fn first_key(&self, table: &str) -> String {
        let rows = self.rows.iter().find(|rows| rows.table == table && rows.disposition != "untouched");
        let key = rows.and_then(|rows| rows.keys.as_ref()).and_then(|keys| keys.first());
        key.map(|key| key.parts().concat()).expect("a row with a key")
    }

    /// Whether exactly the person's rows were found: those to be reviewed marked, all others not, nothing else at all.
    pub fn assert_found(&self, findings: &[Finding]) {
        let keys = keys_of(findings);
        let mut expected: BTreeMap<(String, bool), Vec<&Rows>> = BTreeMap::new();
        for rows in self.rows.iter().filter(|rows| !["untouched", "bonus"].contains(&rows.disposition.as_str())) {
            let place = |review| (rows.table.clone(), review);
            // Somebody else's row that concerns the person in a column or two may be marked: one look more does no harm.
            let is_marked = rows.disposition == "detach"
                && rows
                    .keys
                    .iter()
                    .flatten()
                    .all(|key| keys.get(&place(true)).is_some_and(|held| held.contains(&key.parts())));
            expected.entry(place(rows.disposition == "review" || is_marked)).or_default().push(rows);
        }
        let counts: BTreeMap<_, _> = keys.iter().map(|(place, rows)| (place, rows.len())).collect();
        let wanted: BTreeMap<_, usize> =
            expected.iter().map(|(place, rows)| (place, rows.iter().map(|rows| rows.count).sum())).collect();
        assert_eq!(counts, wanted, "person {}: rows per table and review mark", self.key);
        for (place, parts) in &expected {
            self.assert_parts(&place.0, &keys[place], parts);
        }
    }

    /// The truth splits a table by what erasure does with the rows. Small parts have their keys, a large one their digest.
    fn assert_parts(&self, table: &str, found: &BTreeSet<Vec<String>>, parts: &[&Rows]) {
        let named: BTreeSet<Vec<String>> =
            parts.iter().filter_map(|rows| rows.keys.as_ref()).flatten().map(Key::parts).collect();
        let missing: Vec<_> = named.difference(found).collect();
        assert!(missing.is_empty(), "person {}: rows of {table} that were not found: {missing:?}", self.key);
        let rest: Vec<&Vec<String>> = found.difference(&named).collect();
        match parts.iter().filter(|rows| rows.keys.is_none()).collect::<Vec<_>>().as_slice() {
            [] => assert!(rest.is_empty(), "person {}: rows of {table} that are not theirs: {rest:?}", self.key),
            [large] => assert_eq!(digest(rest), large.sha256, "person {}: the rows of {table}", self.key),
            _ => panic!("two large parts of one table cannot be told apart"),
        }
    }
}

/// Sorted as the truth sorts: numbers by value, then texts.
fn digest(mut keys: Vec<&Vec<String>>) -> String {
    keys.sort_by_key(|key| {
        let order =
            |part: &String| (part.parse::<i64>().is_err(), part.parse::<i64>().unwrap_or_default(), part.clone());
        key.iter().map(order).collect::<Vec<_>>()
    });
    let lines: Vec<String> = keys.iter().map(|key| key.join("\u{1f}")).collect();
    let sum: [u8; 32] = Sha256::digest(lines.join("\n")).into();
    sum.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
