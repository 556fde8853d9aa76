//! JSON, rewritten sign by sign: what stays keeps its order, its digits and its doubled keys.

use std::collections::BTreeMap;

use super::rewriting::{Collector, Visitor, letters, proven, withholding};
use crate::domain::redaction::{Choices, MARK, Spacing};
use crate::ports::redaction::{CannotRedact, PathInDocument, Reading, Shape};

/// How deep lists and objects may lie inside each other.
const DEEPEST: usize = 100;
/// How many places are told apart.
const MOST_PATHS: usize = 400;

pub(super) fn read(bytes: &[u8]) -> Result<Reading, CannotRedact> {
    let mut collector = Collector::default();
    let nothing = Choices::default();
    let walk = walked(letters(bytes)?, &nothing, &mut collector)?;
    let paths = walk.paths.into_iter().map(|(path, number)| PathInDocument { path, number }).collect();
    Ok(Reading { parts: collector.parts, shape: Shape::Paths(paths), spacing: Spacing::Written })
}

pub(super) fn redact(bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact> {
    let mut withholding = withholding(choices)?;
    let copy = walked(letters(bytes)?, choices, &mut withholding)?.out.into_bytes();
    proven(copy.clone(), &read(&copy)?.parts, choices, Spacing::Written)
}

fn walked<'a>(text: &'a str, choices: &'a Choices, visitor: &'a mut dyn Visitor) -> Result<Walk<'a>, CannotRedact> {
    let mut walk =
        Walk { rest: text, out: String::new(), choices, visitor, path: Vec::new(), paths: BTreeMap::new(), deep: 0 };
    walk.value()?;
    walk.blanks();
    if walk.rest.is_empty() { Ok(walk) } else { Err(CannotRedact::Damaged) }
}

/// A way through a document.
struct Walk<'a> {
    rest: &'a str,
    out: String,
    choices: &'a Choices,
    visitor: &'a mut dyn Visitor,
    path: Vec<String>,
    paths: BTreeMap<String, usize>,
    deep: usize,
}

impl Walk<'_> {
    fn value(&mut self) -> Result<(), CannotRedact> {
        self.blanks();
        let path = self.path.join(".").replace(".[]", "[]");
        let stays = self.choices.paths.contains(&path);
        let from = self.out.len();
        match self.rest.bytes().next() {
            Some(b'{') => self.inside('}', Walk::member)?,
            Some(b'[') => {
                self.path.push("[]".to_owned());
                self.inside(']', Walk::value)?;
                self.path.pop();
            }
            Some(b'"') => {
                self.count(&path);
                let text = self.string()?;
                let written = self.text(&path, &text);
                self.out.push_str(&quoted(&written));
            }
            Some(_) => {
                self.count(&path);
                self.scalar(&path)?;
            }
            None => return Err(CannotRedact::Damaged),
        }
        if stays {
            self.out.truncate(from);
            self.out.push_str(&quoted(MARK));
        }
        Ok(())
    }

    fn count(&mut self, path: &str) {
        if !path.is_empty() && (self.paths.len() < MOST_PATHS || self.paths.contains_key(path)) {
            *self.paths.entry(path.to_owned()).or_default() += 1;
        }
    }

    /// What stands between two brackets, parted by commas.
    fn inside(&mut self, end: char, entry: fn(&mut Self) -> Result<(), CannotRedact>) -> Result<(), CannotRedact> {
        self.deep += 1;
        if self.deep > DEEPEST {
            return Err(CannotRedact::Damaged);
        }
        self.pass()?;
        self.blanks();
        if !self.rest.starts_with(end) {
            loop {
                entry(self)?;
                self.blanks();
                if !self.rest.starts_with(',') {
                    break;
                }
                self.pass()?;
            }
        }
        self.deep -= 1;
        if self.rest.starts_with(end) { self.pass() } else { Err(CannotRedact::Damaged) }
    }

    fn member(&mut self) -> Result<(), CannotRedact> {
        self.blanks();
        let key = self.string()?;
        let place = self.path.join(".").replace(".[]", "[]");
        let written = self.text(&place, &key);
        self.out.push_str(&quoted(&written));
        self.blanks();
        if !self.rest.starts_with(':') {
            return Err(CannotRedact::Damaged);
        }
        self.pass()?;
        self.path.push(key);
        let value = self.value();
        self.path.pop();
        value
    }

    /// A text with what stays here left out. JSON inside a string is gone through as JSON.
    fn text(&mut self, path: &str, text: &str) -> String {
        let column = self.path.last().cloned().unwrap_or_default();
        if self.deep < DEEPEST && text.trim_start().starts_with(['{', '[']) {
            let inner = Choices { words: self.choices.words.clone(), ..Choices::default() };
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            if let Some(written) =
                is_json.then(|| walked(text, &inner, self.visitor).ok().map(|walk| walk.out)).flatten()
            {
                return written;
            }
        }
        self.visitor.text(&path, &column, text).unwrap_or_else(|| text.to_owned())
    }

    /// A number or a word of the language; it becomes a mark when words stand in it.
    fn scalar(&mut self, path: &str) -> Result<(), CannotRedact> {
        let length = self.rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || "+-.".contains(sign)));
        let (scalar, rest) =
            self.rest.split_at_checked(length.unwrap_or(self.rest.len())).ok_or(CannotRedact::Damaged)?;
        if serde_json::from_str::<serde::de::IgnoredAny>(scalar).is_err() {
            return Err(CannotRedact::Damaged);
        }
        self.rest = rest;
        let column = self.path.last().cloned().unwrap_or_default();
        match self.visitor.text(&path, &column, scalar) {
            Some(written) => self.out.push_str(&quoted(&written)),
            None => self.out.push_str(scalar),
        }
        Ok(())
    }

    /// Reads a string, escapes and all; nothing is written yet.
    fn string(&mut self) -> Result<String, CannotRedact> {
        let mut escaped = false;
        let end = self.rest.char_indices().skip(1).find(|(_, sign)| {
            let is_end = *sign == '"' && !escaped;
            escaped = *sign == '\\' && !escaped;
            is_end
        });
        let (end, _) = end.filter(|_| self.rest.starts_with('"')).ok_or(CannotRedact::Damaged)?;
        let (string, rest) = self.rest.split_at_checked(end + 1).ok_or(CannotRedact::Damaged)?;
        self.rest = rest;
        serde_json::from_str(string).map_err(|_error| CannotRedact::Damaged)
    }

    fn blanks(&mut self) {
        let rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let length = self.rest.len() - rest.len();
        self.out.push_str(self.rest.get(..length).unwrap_or_default());
        self.rest = rest;
    }

    /// Takes over one sign as it is.
    fn pass(&mut self) -> Result<(), CannotRedact> {
        let sign = self.rest.chars().next().ok_or(CannotRedact::Damaged)?;
        self.out.push(sign);
        self.rest = self.rest.get(sign.len_utf8()..).unwrap_or_default();
        Ok(())
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::rewriting::tests::everywhere;
    use super::*;

    const DATA: &str = r#"{"Tom Okafor": 1, "orders": [{"total": 12.50, "gift": {"to": "Tom\u0020Okafor"}, "raw": "{\"n\": \"T\\u006fm Okafor\"}"},
        {"total": 1e3, "gift": null, "phone": 07700900123}]}"#;

    fn data() -> String {
        DATA.replace("07700900123", "447700900123")
    }

    #[test]
    fn words_are_gone_from_keys_values_and_the_json_inside_strings() {
        let copy = String::from_utf8(redact(data().as_bytes(), &everywhere(&["tom okafor", "447700 900123"])).unwrap())
            .unwrap();
        assert!(copy.contains(r#""[withheld]": 1"#) && copy.contains(r#"{"to": "[withheld]"}"#), "{copy}");
        assert!(
            copy.contains(r#""raw": "{\"n\": \"[withheld]\"}""#) && copy.contains(r#""phone": "[withheld]""#),
            "{copy}"
        );
        assert!(
            copy.contains(r#""total": 12.50"#) && copy.contains("1e3") && !copy.to_lowercase().contains("okafor"),
            "{copy}"
        );
        serde_json::from_str::<serde_json::Value>(&copy).unwrap();
    }

    #[test]
    fn a_place_stays_here_in_every_entry_of_a_list() {
        let paths = BTreeSet::from(["orders[].gift".to_owned(), "orders[].total".to_owned()]);
        let copy = redact(data().as_bytes(), &Choices { paths, ..Choices::default() }).unwrap();
        let copy: serde_json::Value = serde_json::from_slice(&copy).unwrap();
        assert_eq!((&copy["orders"][0]["gift"], &copy["orders"][1]["total"]), (&MARK.into(), &MARK.into()));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for broken in ["", "{", "{\"a\" 1}", "[1,]", "nul", "{} x", "\"abc", "[\"\\x\"]", "{\"a\":1,}"] {
            assert_eq!(redact(broken.as_bytes(), &everywhere(&["Tom"])), Err(CannotRedact::Damaged), "{broken}");
        }
        let deep = "[".repeat(5_000) + &"]".repeat(5_000);
        assert_eq!(redact(deep.as_bytes(), &everywhere(&["Tom"])), Err(CannotRedact::Damaged));
    }
}
