//! What one amendment changes, and how it compares with what stands in the system.

use serde::{Deserialize, Serialize};

use crate::domain::disclosure::value::Value;
use crate::domain::personal::Personal;

/// One column of one row: how it reads, how it is to read, and what shows that. `Debug` of its parts hides every value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentContent {
    /// The columns that tell the row from every other, by the map's names.
    pub key: Vec<(String, Value)>,
    /// As it was seen.
    pub before: Value,
    /// As it is to read.
    pub after: Value,
    /// What stood there instead when it was to be written; nothing as long as it stood as it was seen.
    #[serde(default)]
    pub seen: Option<Value>,
    /// What shows that the new value is right, in staff's words.
    #[serde(default)]
    pub evidence: Personal,
}

/// How a live value compares with an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stands {
    /// As it was seen: it may be written.
    AsBefore,
    /// As it is to read: nothing is left to do.
    AsWanted,
    /// Otherwise: somebody changed it, and it is not overwritten.
    Otherwise,
    /// The row is not there any more.
    Gone,
}

impl AmendmentContent {
    /// Compares a live value; `None` when the row is gone. Written forms are compared: a driver may read a column in another
    /// type than the one it was found in.
    pub fn compare(&self, live: Option<&Value>) -> Stands {
        let Some(live) = live else { return Stands::Gone };
        let live = written(live);
        if live == written(&self.after) {
            Stands::AsWanted
        } else if live == written(&self.before) {
            Stands::AsBefore
        } else {
            Stands::Otherwise
        }
    }

    /// Whether it read before as it is to read: somebody else had marked it already.
    pub fn changes_nothing(&self) -> bool {
        written(&self.before) == written(&self.after)
    }

    /// Whether two amendments are about the same row.
    pub fn is_of_same_row(&self, other: &Self) -> bool {
        let same =
            |(one, two): (&(String, Value), &(String, Value))| one.0 == two.0 && written(&one.1) == written(&two.1);
        self.key.len() == other.key.len() && self.key.iter().zip(&other.key).all(same)
    }

    /// The way back: what was written is taken off, and what stood there before returns.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { before: self.after, after: self.before, seen: None, ..self }
    }

    /// The same against what stands there now, after a person has looked at it.
    #[must_use]
    pub fn anew(self) -> Self {
        match self.seen {
            Some(seen) => Self { before: seen, seen: None, ..self },
            None => self,
        }
    }
}

/// The written form; a truth value is a number where an engine has no other way to keep it.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Bool(yes) => Some(u8::from(*yes).to_string()),
        other => other.as_text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(before: Value, after: &str) -> AmendmentContent {
        AmendmentContent {
            key: vec![("id".into(), Value::Integer(1))],
            before,
            after: Value::Text(after.into()),
            seen: None,
            evidence: Personal::new("a bill"),
        }
    }

    #[test]
    fn a_value_that_somebody_changed_is_told_from_one_that_stands_as_seen() {
        let of = content(Value::Text("12 High St".into()), "21 High St");
        let live = |text: &str| of.compare(Some(&Value::Text(text.into())));
        assert_eq!(live("12 High St"), Stands::AsBefore);
        assert_eq!(live("21 High St"), Stands::AsWanted);
        assert_eq!(live("12 high st"), Stands::Otherwise, "another letter is another value");
        assert_eq!(of.compare(Some(&Value::Null)), Stands::Otherwise);
        assert_eq!(of.compare(None), Stands::Gone);
        assert_eq!(content(Value::Null, "x").compare(Some(&Value::Null)), Stands::AsBefore);
        let mark = AmendmentContent { after: Value::Bool(true), ..content(Value::Bool(false), "") };
        assert_eq!(mark.compare(Some(&Value::Integer(1))), Stands::AsWanted);
        assert_eq!(content(Value::Integer(7), "8").compare(Some(&Value::Text("7".into()))), Stands::AsBefore);
    }

    #[test]
    fn a_mark_that_is_taken_off_leaves_what_stood_there() {
        let back = content(Value::Integer(0), "1").reversed();
        assert_eq!((back.before, back.after), (Value::Text("1".into()), Value::Integer(0)));
    }

    #[test]
    fn after_a_look_the_live_value_is_the_old_one() {
        let seen = AmendmentContent { seen: Some(Value::Text("14 High St".into())), ..content(Value::Null, "x") };
        let anew = seen.anew();
        assert_eq!((anew.before, anew.seen), (Value::Text("14 High St".into()), None));
    }
}
