//! What a macro did, in the words of the case history.

use serde_json::Value;

use super::stream::Sort;
use crate::web::icons::Icon;

/// "used the macro “Ask once more”; not done: send a letter (this address had a letter within the last hour)".
pub fn used(content: &Value) -> (Sort, Icon, String) {
    let name = content.get("name").and_then(Value::as_str);
    let did =
        name.map_or_else(|| "worked on several cases at once".to_owned(), |name| format!("used the macro “{name}”"));
    let not: Vec<String> =
        content.get("not_done").and_then(Value::as_array).into_iter().flatten().map(not_done).collect();
    let words = if not.is_empty() { did } else { format!("{did}; not done: {}", not.join("; ")) };
    (Sort::Event, Icon::Task, words)
}

fn not_done(one: &Value) -> String {
    let text = |key: &str| one.get(key).and_then(Value::as_str).unwrap_or_default();
    let step = match text("step") {
        "team" => "give it to a team",
        "give" => "give it to somebody",
        "tag" => "tag it",
        "untag" => "take a tag away",
        "watch" => "watch it",
        "note" => "write a note",
        "ask_identity" => "ask for proof of identity",
        "letter" => "send a letter",
        "reply" => "begin a reply",
        other => other,
    };
    let why = text("why").trim_end_matches('.');
    let mut letters = why.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    format!("{step} ({first}{})", letters.as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_says_which_macro_and_what_it_could_not_do() {
        let content = json!({ "name": "Ask once more", "done": ["tag"], "not_done": [{ "step": "letter", "why": "This address had a letter within the last hour." }] });
        assert_eq!(
            used(&content).2,
            "used the macro “Ask once more”; not done: send a letter (this address had a letter within the last hour)"
        );
        assert_eq!(used(&json!({ "done": ["tag"] })).2, "worked on several cases at once");
    }
}
