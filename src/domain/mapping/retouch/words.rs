//! Values as YAML writes them.

use serde_json::{Map, Value};

use super::super::yaml::plain;

/// A value on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => plain(text),
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(held) => {
            let pairs = held.iter().map(|(key, value)| format!("{}: {}", plain(key), flow(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Whether a value is written below its key: lists of named things.
pub(super) fn stands_below(key: &str, value: &Value) -> bool {
    ["dataset", "collections", "fields"].contains(&key)
        && value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
}

/// A key with its value; what follows the first line begins with the indent.
pub(super) fn entry(indent: &str, line_end: &str, key: &str, value: &Value) -> String {
    format!("{}:{}", plain(key), after_colon(indent, line_end, key, value))
}

/// What stands after the colon of a key.
pub(super) fn after_colon(indent: &str, line_end: &str, key: &str, value: &Value) -> String {
    match value.as_array().filter(|_| stands_below(key, value)) {
        None => format!(" {}", flow(value)),
        Some(items) => {
            let lines = items.iter().map(|item| format!("{line_end}{indent}{}", item_of(indent, line_end, item)));
            lines.collect()
        }
    }
}

/// An element of a block list, beginning with its dash.
pub(super) fn item_of(indent: &str, line_end: &str, item: &Value) -> String {
    match item.as_object().filter(|held| !held.is_empty()) {
        None => format!("- {}", flow(item)),
        Some(held) => format!("- {}", lines(&format!("{indent}  "), line_end, held)),
    }
}

fn lines(indent: &str, line_end: &str, held: &Map<String, Value>) -> String {
    let all = held.iter().map(|(key, value)| entry(indent, line_end, key, value));
    all.collect::<Vec<_>>().join(&format!("{line_end}{indent}"))
}
