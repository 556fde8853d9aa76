//! A small judge of JSON Schema 2020-12: the keywords that our own schema uses. A keyword it does not know is a fault of the
//! schema or of this judge, and never passed over.

use serde_json::Value;

/// What is wrong with a value, by path; nothing when it fits. `at` is the place of the rule in the schema: `#/$defs/records`.
pub fn faults(schema: &Value, at: &str, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    judge(schema, rule_at(schema, at), value, "", &mut faults);
    faults
}

fn rule_at<'s>(schema: &'s Value, at: &str) -> &'s Value {
    schema.pointer(at.trim_start_matches('#')).unwrap_or_else(|| panic!("the schema has no {at}"))
}

fn judge(schema: &Value, rule: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    let rule = rule.as_object().expect("a rule is an object");
    for (keyword, said) in rule {
        let fits = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "const" => value == said,
            "enum" => said.as_array().expect("a list").contains(value),
            "type" => is_of_type(said, value),
            "required" => {
                said.as_array().expect("a list").iter().all(|name| value.get(name.as_str().expect("a name")).is_some())
            }
            "$ref" => return judge(schema, rule_at(schema, said.as_str().expect("a place")), value, path, faults),
            "anyOf" => said.as_array().expect("a list").iter().any(|one| {
                let mut own = Vec::new();
                judge(schema, one, value, path, &mut own);
                own.is_empty()
            }),
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    judge(schema, said, item, &format!("{path}/{n}"), faults);
                }
                true
            }
            "properties" => {
                for (name, rule) in said.as_object().expect("rules by name") {
                    if let Some(inner) = value.get(name) {
                        judge(schema, rule, inner, &format!("{path}/{name}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = rule.get("properties").and_then(Value::as_object);
                for (name, inner) in value.as_object().into_iter().flatten() {
                    if known.is_some_and(|known| known.contains_key(name)) {
                        continue;
                    }
                    match said {
                        Value::Bool(allowed) if !allowed => faults.push(format!("{path}/{name} is not foreseen")),
                        Value::Bool(_) => {}
                        rule => judge(schema, rule, inner, &format!("{path}/{name}"), faults),
                    }
                }
                true
            }
            unknown => panic!("the judge does not know the keyword {unknown}"),
        };
        if !fits {
            faults.push(format!("{path}: {keyword} {said}"));
        }
    }
}

fn is_of_type(said: &Value, value: &Value) -> bool {
    let one = |name: &Value| match name.as_str().expect("a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the judge does not know the type {other}"),
    };
    said.as_array().map_or_else(|| one(said), |all| all.iter().any(one))
}
