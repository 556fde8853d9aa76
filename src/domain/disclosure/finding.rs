//! A finding: one row of one system that is about the person, and how it is tied to them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::value::Value;

/// How a row is tied to the person, strongest first. A row reached in several ways has the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// The row is the person's own record.
    Subject,
    /// The person receives something in somebody else's record, for example a parcel.
    Recipient,
    /// The person wrote or handled the row; it may be about somebody else.
    Author,
    /// The person is named in the text of somebody else's record.
    Mention,
}

impl Link {
    /// The word used in the command line, in files and in maps.
    pub fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Recipient => "recipient",
            Self::Author => "author",
            Self::Mention => "mention",
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// By what a row was found. Not stored: an erasure finds its rows afresh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FoundBy {
    /// The person was recognised in the row itself.
    Recognised,
    /// The row points at a row that was found, or is tied to it in another way.
    #[default]
    Tied,
    /// A row that was found points at this one by its key: others may point at it, too.
    PointedAt,
}

/// A row that was found. Names are those of the data map, never those of one engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The system: the `fides_key` of its dataset.
    pub system: String,
    /// The collection: a table or file of that system.
    pub collection: String,
    /// The columns that tell this row from every other, in the map's order.
    pub key: Vec<(String, Value)>,
    /// How the row is tied to the person.
    pub link: Link,
    /// Whether a person must look at it before it may leave (free text, staff data, another's record).
    pub review: bool,
    /// The columns that may leave, in the map's order. Passwords and tokens are never among them.
    pub fields: Vec<(String, Value)>,
    /// By what it was found.
    #[serde(skip)]
    pub found_by: FoundBy,
}

impl Finding {
    /// The JSON object of the command line: `{"system","collection","key":{},"link","review","fields":{}}`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "system": self.system,
            "collection": self.collection,
            "key": object_of(&self.key),
            "link": self.link.code(),
            "review": self.review,
            "fields": object_of(&self.fields),
        })
    }
}

/// An object with the columns in the order given.
pub fn object_of(columns: &[(String, Value)]) -> serde_json::Value {
    columns.iter().map(|(name, value)| (name.clone(), value.to_json())).collect::<serde_json::Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_link_sorts_first() {
        let mut links = [Link::Mention, Link::Author, Link::Subject, Link::Recipient];
        links.sort();
        assert_eq!(links.map(Link::code), ["subject", "recipient", "author", "mention"]);
    }

    #[test]
    fn a_finding_becomes_the_documented_object() {
        let finding = Finding {
            system: "shop".into(),
            collection: "orders".into(),
            key: vec![("id".into(), Value::Integer(7))],
            link: Link::Subject,
            review: false,
            fields: vec![("total".into(), Value::Decimal("1.50".into())), ("note".into(), Value::Null)],
            found_by: FoundBy::Recognised,
        };
        assert_eq!(
            finding.to_json().to_string(),
            r#"{"system":"shop","collection":"orders","key":{"id":7},"link":"subject","review":false,"fields":{"total":"1.50","note":null}}"#
        );
    }
}
