//! MySQL's types: how a column is compared and how its value is read and written.

use std::collections::BTreeMap;

use super::sql::Dialect;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnKind;
use crate::ports::connector::Table;

/// What a column holds, as far as comparing and reading differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Decimal,
    Real,
    Date,
    Timestamp,
    Bytes,
    Text,
    /// Everything else: compared and read as text.
    Other,
}

impl Kind {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year" => Self::Integer,
            "decimal" => Self::Decimal,
            "float" | "double" => Self::Real,
            "date" => Self::Date,
            "datetime" | "timestamp" => Self::Timestamp,
            "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" | "bit" => Self::Bytes,
            "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" => Self::Text,
            _ => Self::Other,
        }
    }

    pub(super) fn general(self) -> ColumnKind {
        match self {
            Self::Integer => ColumnKind::Integer,
            Self::Decimal | Self::Real => ColumnKind::Number,
            Self::Date | Self::Timestamp => ColumnKind::Time,
            Self::Bytes => ColumnKind::Bytes,
            Self::Text => ColumnKind::Text,
            Self::Other => ColumnKind::Other,
        }
    }

    /// Whether the server could read the value as this type; a text that is no number would equal 0 there.
    fn takes(self, value: &Value) -> bool {
        let Some(text) = value.as_text() else { return false };
        match self {
            Self::Integer => text.parse::<i128>().is_ok(),
            Self::Decimal | Self::Real => text.parse::<f64>().is_ok_and(f64::is_finite),
            _ => true,
        }
    }

    pub(super) fn read(self, value: mysql::Value) -> Value {
        match value {
            mysql::Value::NULL => Value::Null,
            mysql::Value::Int(number) => Value::Integer(number),
            mysql::Value::UInt(number) => {
                i64::try_from(number).map_or_else(|_large| Value::Decimal(number.to_string()), Value::Integer)
            }
            mysql::Value::Float(number) => Value::Real(number.to_string()),
            mysql::Value::Double(number) => Value::Real(number.to_string()),
            mysql::Value::Bytes(bytes) => self.read_bytes(bytes),
            mysql::Value::Date(year, month, day, 0, 0, 0, 0) if self == Self::Date => {
                Value::Date(format!("{year:04}-{month:02}-{day:02}"))
            }
            mysql::Value::Date(year, month, day, hour, minute, second, micro) => {
                let fraction = if micro == 0 { String::new() } else { format!(".{micro:06}") };
                let text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}");
                Value::Timestamp(text)
            }
            mysql::Value::Time(negative, days, hours, minutes, seconds, micro) => {
                let sign = if negative { "-" } else { "" };
                let hours = u64::from(days) * 24 + u64::from(hours);
                let fraction = if micro == 0 { String::new() } else { format!(".{micro:06}") };
                Value::Text(format!("{sign}{hours:02}:{minutes:02}:{seconds:02}{fraction}"))
            }
        }
    }

    fn read_bytes(self, bytes: Vec<u8>) -> Value {
        if self == Self::Bytes {
            return Value::Bytes(bytes);
        }
        match String::from_utf8(bytes) {
            Ok(text) if self == Self::Decimal => Value::Decimal(text),
            Ok(text) => Value::Text(text),
            Err(error) => Value::Bytes(error.into_bytes()),
        }
    }
}

/// A value as it is bound.
pub(super) fn parameter(value: &Value) -> mysql::Value {
    match value {
        Value::Null => mysql::Value::NULL,
        Value::Bool(yes) => mysql::Value::Int(i64::from(*yes)),
        Value::Integer(number) => mysql::Value::Int(*number),
        Value::Bytes(bytes) => mysql::Value::Bytes(bytes.clone()),
        Value::Decimal(text) | Value::Real(text) | Value::Text(text) | Value::Date(text) | Value::Timestamp(text) => {
            mysql::Value::Bytes(text.clone().into_bytes())
        }
    }
}

/// How MySQL writes what the question means.
pub(super) struct MysqlDialect<'a> {
    pub(super) kinds: &'a BTreeMap<String, Kind>,
}

impl MysqlDialect<'_> {
    fn kind(&self, column: &str) -> Kind {
        self.kinds.get(column).copied().unwrap_or(Kind::Other)
    }
}

impl Dialect for MysqlDialect<'_> {
    fn quoted(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn table(&self, table: &Table) -> String {
        let schema = table.schema.as_deref().map(|schema| format!("{}.", self.quoted(schema))).unwrap_or_default();
        format!("{schema}{}", self.quoted(&table.name))
    }

    fn compared(&self, column: &str) -> String {
        match self.kind(column) {
            Kind::Timestamp => format!("DATE_FORMAT({}, '%Y-%m-%d %H:%i:%s.%f')", self.column(column)),
            Kind::Date | Kind::Other => format!("CAST({} AS CHAR)", self.column(column)),
            _ => self.column(column),
        }
    }

    fn takes(&self, column: &str, value: &Value) -> bool {
        self.kind(column).takes(value)
    }

    /// Texts equal each other to the letter, whatever the column's collation forgives.
    fn place(&self, _number: usize, column: &str) -> String {
        match self.kind(column) {
            Kind::Text => "CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin".to_owned(),
            // As text, because a zero date is no date for the server's stricter modes; whole seconds come without a fraction.
            Kind::Timestamp => "RPAD(?, 26, '.000000')".to_owned(),
            _ => "?".to_owned(),
        }
    }

    fn shown(&self, column: &str) -> String {
        self.column(column)
    }

    fn holds(&self, column: &str, place: &str) -> String {
        format!("LOCATE({place}, LOWER(CONVERT({} USING utf8mb4))) > 0", self.column(column))
    }

    fn differs(&self, column: &str, place: &str) -> String {
        format!("NOT ({} <=> {place})", self.compared(column))
    }

    fn written(&self, _number: usize, _column: &str) -> String {
        "?".to_owned()
    }

    fn changed(&self, table: &Table, verb: &str) -> String {
        let verb = if verb.starts_with("DELETE") { "DELETE asked FROM" } else { verb };
        format!("{verb} {} AS asked", self.table(table))
    }
}
