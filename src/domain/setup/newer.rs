//! A newer policy over the settings in force.

use serde_json::{Map, Value};

/// What a policy never decides: the desk's own words for the company.
const OURS: [&str; 6] = ["id", "prefix", "brand", "accent", "regulator", "regimes"];
/// The keys by which entries of a list are known.
const KEYS: [&str; 3] = ["name", "what", "id"];

/// Lays what was read over what is in force; `older` is what the policy before said.
pub(super) fn laid_over(now: Value, read: Value, older: &Value) -> Value {
    let (Value::Object(mut now), Value::Object(read)) = (now, read) else { return Value::Null };
    for (key, value) in read {
        if !OURS.contains(&key.as_str()) {
            let known = now.remove(&key).unwrap_or_default();
            let before = older.get(&key).cloned().unwrap_or_default();
            now.insert(key, joined(known, value, &before));
        }
    }
    // What the older policy said and the newer one is silent on was the older policy's word, not a person's.
    now.retain(|key, value| OURS.contains(&key.as_str()) || value.is_null() || older.get(key) != Some(value));
    Value::Object(now)
}

fn joined(known: Value, read: Value, older: &Value) -> Value {
    match (known, read) {
        (Value::Object(known), Value::Object(read)) => tables(known, read, older),
        (Value::Array(known), Value::Array(read)) if read.iter().chain(&known).all(Value::is_object) => {
            entries(known, read, older.as_array().map(Vec::as_slice).unwrap_or_default())
        }
        (known, Value::Null) => {
            if known == *older {
                Value::Null
            } else {
                known
            }
        }
        (_, read) => read,
    }
}

fn tables(mut known: Map<String, Value>, read: Map<String, Value>, older: &Value) -> Value {
    known.retain(|key, value| read.contains_key(key) || older.get(key) != Some(value));
    for (key, value) in read {
        if !value.is_null() {
            known.insert(key, value);
        }
    }
    Value::Object(known)
}

fn entries(mut known: Vec<Value>, read: Vec<Value>, older: &[Value]) -> Value {
    let mut laid = Vec::new();
    for entry in read {
        let place = known.iter().position(|one| is_same(one, &entry));
        let before = place.map(|at| known.remove(at)).unwrap_or_default();
        laid.push(filled(entry, &before));
    }
    let added = known.into_iter().filter(|one| !older.iter().any(|old| is_same(old, one)));
    laid.extend(added);
    Value::Array(laid)
}

/// What the policy leaves out of an entry is taken from the one in force.
fn filled(entry: Value, before: &Value) -> Value {
    let Value::Object(mut entry) = entry else { return entry };
    for (key, value) in before.as_object().into_iter().flatten() {
        let silent = entry.get(key).is_none_or(|said| said.is_null() || said.as_array().is_some_and(Vec::is_empty));
        if silent {
            entry.insert(key.clone(), value.clone());
        }
    }
    Value::Object(entry)
}

fn is_same(one: &Value, other: &Value) -> bool {
    let key = KEYS.into_iter().find(|key| other.get(key).is_some());
    key.is_some_and(|key| one.get(key).is_some() && one.get(key) == other.get(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_persons_word_stays_and_the_older_policys_word_goes() {
        let now = json!({
            "brand": "Acme", "contact": { "email": "a@acme.example", "phone": "1" },
            "recipients": [{ "name": "DPD" }, { "name": "Hotjar" }, { "name": "Printer" }],
            "retention": [{ "what": "Orders", "period": "6 years", "reason": "tax law" }],
            "automated_decisions": "None.",
        });
        let older = json!({ "contact": { "email": "a@acme.example" }, "recipients": [{ "name": "DPD" }, { "name": "Hotjar" }], "automated_decisions": "None." });
        let read = json!({
            "brand": "ACME", "contact": { "email": "b@acme.example" }, "recipients": [{ "name": "DPD" }, { "name": "Evri" }],
            "retention": [{ "what": "Orders", "period": "7 years" }],
        });
        assert_eq!(
            laid_over(now, read, &older),
            json!({
                "brand": "Acme", "contact": { "email": "b@acme.example", "phone": "1" },
                "recipients": [{ "name": "DPD" }, { "name": "Evri" }, { "name": "Printer" }],
                "retention": [{ "what": "Orders", "period": "7 years", "reason": "tax law" }],
            })
        );
    }
}
