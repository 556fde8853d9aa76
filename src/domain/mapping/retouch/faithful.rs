//! The promise: a changed text means exactly what it should, has every remark, or is thrown away.

use serde_json::Value;
use thiserror::Error;

use super::patch::Patches;
use super::tree::{Document, read};

/// Why a text was left alone. Nothing of it is changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Untouchable {
    /// It cannot be read.
    #[error("line {line}: {what}")]
    Unreadable {
        /// The line, counted from 1; 0 when it is not known.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// It is written in a way that a form cannot change without touching something else.
    #[error("line {line} is written in a way that a form cannot change faithfully ({what}); change it in the text")]
    Unusual {
        /// The line, counted from 1.
        line: usize,
        /// What stands in the way.
        what: &'static str,
    },
    /// The place is not in the text.
    #[error("there is no {place} in the text any more")]
    Gone {
        /// Names from the system down.
        place: String,
    },
    /// The changed text did not mean what it should, or had lost a remark. It was thrown away.
    #[error("the change could not be written without touching something else; make it in the text")]
    NotFaithful,
}

/// What a text means, as plain values.
pub fn meaning(text: &str) -> Result<Value, Untouchable> {
    serde_saphyr::from_str(text).map_err(|error| Untouchable::Unreadable {
        line: error.location().and_then(|place| usize::try_from(place.line()).ok()).unwrap_or_default(),
        what: error.without_snippet().to_string(),
    })
}

/// The text, changed so that it means `wanted`; every other byte stays.
pub fn retouched(text: &str, wanted: &Value) -> Result<String, Untouchable> {
    let old = meaning(text)?;
    if old == *wanted {
        return Ok(text.to_owned());
    }
    let document = read(text)?;
    let mut patches = Patches::new(text, &document);
    patches.change(&document.root, 0, &old, wanted)?;
    let new = patches.applied()?;
    let faithful = meaning(&new).is_ok_and(|meant| meant == *wanted) && same_remarks(text, &document, &new);
    if faithful { Ok(new) } else { Err(Untouchable::NotFaithful) }
}

/// Every remark of the old text stands in the new one, in the same order.
fn same_remarks(text: &str, document: &Document, new: &str) -> bool {
    let Ok(changed) = read(new) else { return false };
    let remarks = |text: &str, document: &Document| -> Vec<String> {
        document
            .remarks
            .iter()
            .filter_map(|range| text.get(range.clone()))
            .map(|said| said.trim_end().to_owned())
            .collect()
    };
    remarks(text, document) == remarks(new, &changed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changed(text: &str, change: impl Fn(&mut Value)) -> Result<String, Untouchable> {
        let mut value = meaning(text).unwrap();
        change(&mut value);
        retouched(text, &value)
    }

    const MAP: &str = "# the shop\ndataset:\n- fides_key: shop   # live since 2019\n  collections:\n  - name: orders  # money\n    fields:\n    - name: id\n      fides_meta: {primary_key: true}\n    # who bought\n    - name: email  # typed in\n      fides_meta:\n        identity: email  # by hand\n        length: 40\n    - name: note\n\n# the end\n";

    fn field(value: &mut Value, at: usize) -> &mut serde_json::Map<String, Value> {
        value["dataset"][0]["collections"][0]["fields"][at].as_object_mut().unwrap()
    }

    #[test]
    fn a_key_is_added_after_the_name_and_nothing_else_moves() {
        let new = changed(MAP, |value| {
            field(value, 1).insert("data_categories".into(), json!(["user.contact.email"]));
            field(value, 2).insert("rightsdesk".into(), json!({"free_text": true}));
        });
        let wanted = MAP
            .replace("        length: 40\n", "        length: 40\n      data_categories: [user.contact.email]\n")
            .replace("    - name: note\n", "    - name: note\n      rightsdesk: {free_text: true}\n");
        assert_eq!(new.unwrap(), wanted);
    }

    #[test]
    fn a_key_goes_and_its_remark_stays() {
        let new = changed(MAP, |value| {
            field(value, 1)["fides_meta"].as_object_mut().unwrap().shift_remove("identity");
        });
        assert_eq!(new.unwrap(), MAP.replace("        identity: email  # by hand\n", "        # by hand\n"));
    }

    #[test]
    fn lines_come_where_others_go() {
        let new = changed("a:\n  b:\n    c: 1\n    d: 2 # two\n  e: 3\nf: 4\n", |value| {
            value["a"]["b"].as_object_mut().unwrap().shift_remove("d");
            value["a"].as_object_mut().unwrap().shift_remove("e");
            value["a"]["g"] = json!(5);
        });
        assert_eq!(new.unwrap(), "a:\n  b:\n    c: 1\n    # two\n  g: 5\nf: 4\n");
    }

    #[test]
    fn flow_and_block_are_each_changed_in_their_own_way() {
        let new = changed(MAP, |value| {
            field(value, 0)["fides_meta"]["identity"] = json!("customer_number");
            field(value, 1)["fides_meta"]["length"] = json!(60);
        });
        let wanted = MAP
            .replace("{primary_key: true}", "{primary_key: true, identity: customer_number}")
            .replace("length: 40", "length: 60");
        assert_eq!(new.unwrap(), wanted);
        let new = changed("a: {b: 1, c: 2, d: 3}\n", |value| {
            value["a"].as_object_mut().unwrap().shift_remove("c");
        });
        assert_eq!(new.unwrap(), "a: {b: 1, d: 3}\n");
        let new = changed("a: {b: 1, c: 2}\n", |value| {
            value["a"].as_object_mut().unwrap().shift_remove("c");
        });
        assert_eq!(new.unwrap(), "a: {b: 1}\n");
        let new = changed("a: {b: 1, c: 2, d: 3, e: [1, 2, 3, 4]}\n", |value| {
            value["a"] = json!({"c": 2, "e": [2], "f": 5});
        });
        assert_eq!(new.unwrap(), "a: {c: 2, e: [2], f: 5}\n");
    }

    #[test]
    fn a_field_and_a_collection_are_added_as_their_neighbours_are_written() {
        let new = changed(MAP, |value| {
            let fields = value["dataset"][0]["collections"][0]["fields"].as_array_mut().unwrap();
            fields.push(json!({"name": "ip", "data_categories": ["user.device.ip_address"]}));
        });
        let wanted = MAP.replace(
            "    - name: note\n",
            "    - name: note\n    - name: ip\n      data_categories: [user.device.ip_address]\n",
        );
        assert_eq!(new.unwrap(), wanted);
        let new = changed("dataset:\n- fides_key: a\n  collections: []\n", |value| {
            value["dataset"][0]["collections"] = json!([{"name": "b", "fields": [{"name": "id"}]}]);
        });
        assert_eq!(
            new.unwrap(),
            "dataset:\n- fides_key: a\n  collections:\n  - name: b\n    fields:\n    - name: id\n"
        );
    }

    #[test]
    fn an_empty_place_is_filled_and_windows_lines_stay_windows_lines() {
        let new = changed("a:\r\n  b:\r\n  c: ~ # none\r\n", |value| {
            value["a"]["b"] = json!({"x": 1});
            value["a"]["c"] = json!("yes");
            value["a"]["d"] = json!("new");
        });
        assert_eq!(new.unwrap(), "a:\r\n  b: {x: 1}\r\n  c: \"yes\" # none\r\n  d: new\r\n");
    }

    #[test]
    fn what_cannot_be_changed_faithfully_is_left_alone() {
        for text in ["a: &anchor {b: 1}\nc: *anchor\n", "a: # why\n  # because\n  - b\nz: 1\n", "a: !own b\n"] {
            let refused = changed(text, |value| value["a"] = json!("other"));
            assert!(refused.is_err(), "{text}: {refused:?}");
        }
        assert!(matches!(meaning("a: [1"), Err(Untouchable::Unreadable { .. })));
    }
}
