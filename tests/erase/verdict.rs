//! The rules of the fixtures' README on what may be there after an erasure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::shop::{Cells, Shop, alike, text};

#[derive(Deserialize)]
pub struct Truth {
    pub as_of: String,
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
    pub pk: Vec<String>,
    pub disposition: String,
    pub pii: Vec<String>,
    pub keep: Vec<String>,
    pub keys: Option<Vec<Value>>,
}

impl Truth {
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join("truth.json")).expect("the fixture has a truth.json");
        serde_json::from_str(&text).expect("the truth is of the known form")
    }
}

/// Rows of the tables that a person's truth names.
pub type Tables = BTreeMap<String, BTreeMap<Vec<String>, Cells>>;

impl Person {
    pub fn tables(&self, shop: &Shop) -> Tables {
        self.rows.iter().map(|rows| (rows.table.clone(), shop.by_key(&rows.table, &rows.pk))).collect()
    }

    /// Whether every row ended as its disposition demands, and every other row as it was.
    pub fn assert_done(&self, plan: &[Value], before: &Tables, after: &Tables) {
        let planned = by_key(plan);
        let mut named: BTreeMap<&str, BTreeSet<Vec<String>>> = BTreeMap::new();
        // What may be found but need not be has other keys on other databases.
        for rows in self.rows.iter().filter(|rows| rows.disposition != "bonus") {
            for key in keys(rows, plan) {
                let was = &before[&rows.table].get(&key);
                let now = after[&rows.table].get(&key);
                let line = planned.get(&(rows.table.clone(), key.clone()));
                let said = judge(rows, was.expect("the truth names a row that exists"), now, line.copied());
                assert_eq!(said, Ok(()), "person {}, {} {key:?}: {}", self.key, rows.table, rows.disposition);
                named.entry(&rows.table).or_default().insert(key);
            }
        }
        for (table, rows) in before {
            let others =
                rows.iter().filter(|(key, _)| !named.get(table.as_str()).is_some_and(|keys| keys.contains(*key)));
            for (key, row) in others {
                assert_eq!(after[table].get(key), Some(row), "person {}: another's row of {table}", self.key);
            }
        }
        for (table, key) in planned.keys() {
            let is_named = named.get(table.as_str()).is_some_and(|keys| keys.contains(key));
            assert!(is_named, "person {}: {table} {key:?} is no row of theirs", self.key);
        }
    }
}

/// The keys of a part of the truth; of a very large one those of the plan.
fn keys(rows: &Rows, plan: &[Value]) -> Vec<Vec<String>> {
    let one = |key: &Value| match key {
        Value::Array(parts) => parts.iter().map(text).collect(),
        part => vec![text(part)],
    };
    match &rows.keys {
        Some(keys) => keys.iter().map(one).collect(),
        None if rows.disposition == "untouched" => Vec::new(),
        None => plan.iter().filter(|line| line["collection"] == rows.table.as_str()).map(key_of).collect(),
    }
}

fn key_of(line: &Value) -> Vec<String> {
    line["key"].as_object().expect("a key").values().map(text).collect()
}

fn by_key(plan: &[Value]) -> BTreeMap<(String, Vec<String>), &Value> {
    plan.iter().map(|line| ((text(&line["collection"]), key_of(line)), line)).collect()
}

fn judge(rows: &Rows, was: &Cells, now: Option<&Cells>, line: Option<&Value>) -> Result<(), String> {
    let Some(now) = now else {
        let may_go = ["delete", "anonymise"].contains(&rows.disposition.as_str());
        return if may_go { Ok(()) } else { Err("is gone".into()) };
    };
    let open: Vec<&String> = rows.pii.iter().filter(|name| !is_clear(&was[&alike(name)], &now[&alike(name)])).collect();
    let changed: Vec<&String> = was.keys().filter(|name| was[*name] != now[*name]).collect();
    match rows.disposition.as_str() {
        "delete" if rows.pii.is_empty() => Err("is still there".into()),
        "delete" | "anonymise" if open.is_empty() => Ok(()),
        "delete" | "anonymise" => Err(format!("still has {open:?}")),
        "retain_redact" => {
            // A link that may not be empty stays, and what it points at is emptied instead.
            let left: Vec<_> = open.iter().filter(|name| !rows.keep.contains(name) && **name != "address_id").collect();
            let lost: Vec<_> = rows.keep.iter().filter(|name| changed.contains(&&alike(name))).collect();
            if left.is_empty() && lost.is_empty() { Ok(()) } else { Err(format!("still has {left:?}, lost {lost:?}")) }
        }
        "detach" => {
            let own: Vec<String> = rows.pii.iter().map(|name| alike(name)).collect();
            let others: Vec<_> = changed.iter().filter(|name| !own.contains(name)).collect();
            if open.is_empty() && others.is_empty() {
                Ok(())
            } else {
                Err(format!("still has {open:?}, lost {others:?}"))
            }
        }
        _ if !changed.is_empty() => Err(format!("was changed in {changed:?}")),
        "review" if line.is_none_or(|line| line["action"] != "review") => Err(format!("was not shown: {line:?}")),
        "untouched" if line.is_some() => Err("is in the plan".into()),
        _ => Ok(()),
    }
}

/// Empty, something else than it was, or the 0 with which shops without foreign keys say that nobody is meant.
fn is_clear(was: &Value, now: &Value) -> bool {
    ["", "0"].contains(&text(now).as_str()) || was != now
}
