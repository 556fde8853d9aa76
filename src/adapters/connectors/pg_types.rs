//! PostgreSQL's types: how a column is compared and how its value is read.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use postgres::Row;
use uuid::Uuid;

use super::sql::Dialect;
use crate::domain::disclosure::value::Value;
use crate::ports::connector::Table;

/// What a column holds, as far as comparing and reading differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Numeric,
    Real,
    Bool,
    Date,
    Timestamp,
    /// A timestamp with time zone.
    Instant,
    Uuid,
    Bytes,
    Text,
    /// Everything else: compared and read as text, written as the type of this name.
    Other(String),
}

impl Kind {
    /// By the name of the type, and as a statement says it.
    pub(super) fn of(name: &str, said: &str) -> Self {
        match name {
            "int2" | "int4" | "int8" => Self::Integer,
            "numeric" => Self::Numeric,
            "float4" | "float8" => Self::Real,
            "bool" => Self::Bool,
            "date" => Self::Date,
            "timestamp" => Self::Timestamp,
            "timestamptz" => Self::Instant,
            "uuid" => Self::Uuid,
            "bytea" => Self::Bytes,
            "text" | "varchar" | "bpchar" | "name" => Self::Text,
            _ => Self::Other(said.to_owned()),
        }
    }

    /// The type to which a bound text is cast, so that an index on the column can be used; `None`: the column is cast to text.
    fn cast(&self) -> Option<&'static str> {
        match self {
            Self::Integer => Some("bigint"),
            Self::Numeric => Some("numeric"),
            Self::Date => Some("date"),
            Self::Timestamp => Some("timestamp"),
            Self::Instant => Some("timestamptz"),
            Self::Uuid => Some("uuid"),
            Self::Text => Some("text"),
            _ => None,
        }
    }

    /// The place of a bound text that is written into a column of this kind.
    fn written(&self, number: usize) -> String {
        let cast = match self {
            Self::Integer => "::bigint",
            Self::Numeric => "::numeric",
            Self::Real => "::float8",
            Self::Bool => "::boolean",
            Self::Date => "::date",
            Self::Timestamp => "::timestamp",
            Self::Instant => "::timestamptz",
            Self::Uuid => "::uuid",
            Self::Bytes => return format!("decode(${number}::text, 'base64')"),
            Self::Text => "",
            // An enumeration, JSON or an address takes no text that is not called by its type.
            Self::Other(said) => return format!("${number}::text::{said}"),
        };
        format!("${number}::text{cast}")
    }

    /// Whether the server could read the value as this type; one that it could not equals nothing.
    fn takes(&self, value: &Value) -> bool {
        let Some(text) = value.as_text() else { return false };
        match self {
            Self::Integer => text.parse::<i64>().is_ok(),
            Self::Numeric => text.parse::<f64>().is_ok_and(f64::is_finite),
            Self::Uuid => Uuid::try_parse(&text).is_ok(),
            Self::Bytes => BASE64.decode(&text).is_ok(),
            Self::Date | Self::Timestamp | Self::Instant => is_time(&text),
            // PostgreSQL's text cannot hold the character 0.
            _ => !text.contains('\0'),
        }
    }

    pub(super) fn read(&self, row: &Row, at: usize) -> Result<Value, postgres::Error> {
        if *self == Self::Bytes {
            return Ok(row.try_get::<_, Option<Vec<u8>>>(at)?.map_or(Value::Null, Value::Bytes));
        }
        let Some(text) = row.try_get::<_, Option<String>>(at)? else { return Ok(Value::Null) };
        Ok(match self {
            Self::Integer => text.parse().map_or(Value::Decimal(text), Value::Integer),
            Self::Numeric => Value::Decimal(text),
            Self::Real => Value::Real(text),
            Self::Bool => Value::Bool(text == "true"),
            Self::Date => Value::Date(text),
            Self::Timestamp | Self::Instant => Value::Timestamp(text),
            _ => Value::Text(text),
        })
    }
}

/// Whether the server reads the text as a date or a time, whichever of the two the column holds.
fn is_time(text: &str) -> bool {
    let plain = text.strip_suffix(" BC").unwrap_or(text).replace('T', " ");
    matches!(plain.as_str(), "infinity" | "-infinity")
        || NaiveDate::parse_from_str(&plain, "%Y-%m-%d").is_ok()
        || NaiveDateTime::parse_from_str(&plain, "%Y-%m-%d %H:%M:%S%.f").is_ok()
        || DateTime::parse_from_str(&plain, "%Y-%m-%d %H:%M:%S%.f%#z").is_ok()
}

/// A table's name as `to_regclass` and a statement take it.
pub(super) fn name_of(table: &Table) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let schema = table.schema.as_deref().map(|schema| format!("{}.", quoted(schema))).unwrap_or_default();
    format!("{schema}{}", quoted(&table.name))
}

/// How PostgreSQL writes what the question means.
pub(super) struct PgDialect<'a> {
    pub(super) kinds: &'a BTreeMap<String, Kind>,
}

impl PgDialect<'_> {
    /// A column that nobody knows is compared and written as text.
    fn kind(&self, column: &str) -> Kind {
        self.kinds.get(column).cloned().unwrap_or_else(|| Kind::Other("text".to_owned()))
    }
}

impl Dialect for PgDialect<'_> {
    fn overriding(&self) -> &'static str {
        " OVERRIDING SYSTEM VALUE"
    }

    fn table(&self, table: &Table) -> String {
        name_of(table)
    }

    fn compared(&self, column: &str) -> String {
        let name = self.column(column);
        let kind = self.kind(column);
        if kind == Kind::Bytes || kind.cast().is_some() { name } else { format!("{name}::text") }
    }

    fn takes(&self, column: &str, value: &Value) -> bool {
        self.kind(column).takes(value)
    }

    fn place(&self, number: usize, column: &str) -> String {
        let kind = self.kind(column);
        if kind == Kind::Bytes {
            return kind.written(number);
        }
        match kind.cast() {
            Some("text") | None => format!("${number}::text"),
            Some(cast) => format!("${number}::text::{cast}"),
        }
    }

    fn shown(&self, column: &str) -> String {
        let name = self.column(column);
        if self.kind(column) == Kind::Bytes { name } else { format!("{name}::text") }
    }

    /// In the collation "C", `lower` changes ASCII letters only, whatever the language of the database.
    fn holds(&self, column: &str, place: &str) -> String {
        format!("position({place} in lower({}::text COLLATE \"C\")) > 0", self.column(column))
    }

    fn differs(&self, column: &str, place: &str) -> String {
        format!("{} IS DISTINCT FROM {place}", self.compared(column))
    }

    fn written(&self, number: usize, column: &str) -> String {
        self.kind(column).written(number)
    }
}
