//! Reading single columns: every mistake names its table and column.

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::domain::audit::Hash;
use crate::ports::store::StoreError;
use crate::ports::store::views::QueueCursor;

/// Microseconds since 1970 in UTC: how instants are stored.
pub fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// The stored form of an identifier.
pub fn bytes(id: Uuid) -> Vec<u8> {
    id.as_bytes().to_vec()
}

/// A table, for the name in errors.
#[derive(Clone, Copy)]
pub struct Table(pub &'static str);

impl Table {
    /// The error for a column.
    pub fn wrong(self, column: &'static str) -> StoreError {
        StoreError::Inconsistent { table: self.0, column }
    }

    /// A parsed value that must be there.
    pub fn parsed<T>(self, column: &'static str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or(self.wrong(column))
    }

    /// An instant.
    pub fn instant(self, column: &'static str, micros: i64) -> Result<DateTime<Utc>, StoreError> {
        self.parsed(column, DateTime::from_timestamp_micros(micros))
    }

    /// An instant that may be missing.
    pub fn maybe_instant(self, column: &'static str, micros: Option<i64>) -> Result<Option<DateTime<Utc>>, StoreError> {
        micros.map(|micros| self.instant(column, micros)).transpose()
    }

    /// An identifier.
    pub fn id(self, column: &'static str, bytes: &[u8]) -> Result<Uuid, StoreError> {
        self.parsed(column, Uuid::from_slice(bytes).ok())
    }

    /// An identifier that may be missing.
    pub fn maybe_id(self, column: &'static str, bytes: Option<&Vec<u8>>) -> Result<Option<Uuid>, StoreError> {
        bytes.map(|bytes| self.id(column, bytes)).transpose()
    }

    /// 32 bytes.
    pub fn hash(self, column: &'static str, bytes: &[u8]) -> Result<Hash, StoreError> {
        self.parsed(column, bytes.try_into().ok())
    }

    /// A value kept as JSON.
    pub fn json<T: DeserializeOwned>(self, column: &'static str, text: &str) -> Result<T, StoreError> {
        self.parsed(column, serde_json::from_str(text).ok())
    }

    /// The JSON of a value.
    pub fn to_json<T: serde::Serialize>(self, column: &'static str, value: &T) -> Result<String, StoreError> {
        self.parsed(column, serde_json::to_string(value).ok())
    }
}

/// A date as it is sorted by; `None` comes last.
pub fn sort_key(date: Option<NaiveDate>) -> NaiveDate {
    date.unwrap_or(QueueCursor::UNDATED)
}

/// Reads [`sort_key`] back.
pub fn sort_date(key: NaiveDate) -> Option<NaiveDate> {
    (key != QueueCursor::UNDATED).then_some(key)
}
