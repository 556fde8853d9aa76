//! One value as a shop's system holds it.

use std::fmt;

use super::value::Value;

/// A value of one field of one record, exactly as it was found. `Debug` does not show it, because it is personal.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing is recorded.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number in the digits of its system, so that no money is rounded: `12.50`, `-3`, `1e21`.
    Number(String),
    /// A text, a date or a time, as stored.
    Text(String),
    /// Bytes that are no text.
    Bytes(Vec<u8>),
    /// A value that was left out under the exemption with this code ([`super::Exemption`]).
    LeftOut(String),
}

impl Cell {
    /// The kind of value, for messages.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::LeftOut(_) => "left out",
        }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(yes) => Self::Bool(yes),
            Value::Integer(number) => Self::Number(number.to_string()),
            Value::Decimal(digits) | Value::Real(digits) => Self::Number(digits),
            Value::Text(text) | Value::Date(text) | Value::Timestamp(text) => Self::Text(text),
            Value::Bytes(bytes) => Self::Bytes(bytes),
        }
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.kind())
    }
}

/// The values of one record, in the order of its collection's columns. A missing value at the end counts as [`Cell::Null`].
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Record {
    /// The values.
    pub cells: Vec<Cell>,
}

impl Record {
    /// A record of these values.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_never_shows_itself_in_a_log() {
        let record = Record::new(vec![Cell::Text("Zsófia".into()), Cell::Number("42".into()), Cell::Null]);
        assert_eq!(format!("{record:?}"), "Record { cells: [[text], [number], [null]] }");
    }
}
