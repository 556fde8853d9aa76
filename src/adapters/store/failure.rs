//! What an error of the database means to a caller.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};

use crate::ports::store::StoreError;

/// Only the message of the database is kept, never its details: those quote the row.
impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(kind, information) => by_kind(kind, information.as_ref()),
            Error::DeserializationError(_) | Error::SerializationError(_) => {
                Self::Inconsistent { table: "any", column: "of another type than the schema says" }
            }
            other => Self::Unavailable(other.to_string()),
        }
    }
}

fn by_kind(kind: DatabaseErrorKind, information: &dyn DatabaseErrorInformation) -> StoreError {
    match kind {
        DatabaseErrorKind::UniqueViolation => StoreError::Exists(unique_field(information)),
        DatabaseErrorKind::ForeignKeyViolation => StoreError::NotFound,
        DatabaseErrorKind::SerializationFailure => StoreError::Conflict,
        DatabaseErrorKind::ReadOnlyTransaction => StoreError::ReadOnly,
        DatabaseErrorKind::CheckViolation | DatabaseErrorKind::NotNullViolation => {
            StoreError::Inconsistent { table: "any", column: "against a constraint of the schema" }
        }
        _ => by_message(information.message()),
    }
}

/// What diesel does not tell apart. The words are those of SQLite, and of PostgreSQL in its default language.
fn by_message(message: &str) -> StoreError {
    if message.contains("readonly database") {
        StoreError::ReadOnly
    } else if message.contains("deadlock detected") {
        StoreError::Conflict
    } else {
        StoreError::Unavailable(message.to_owned())
    }
}

/// The unique values that callers care about, by the name that the database gives to the column or the constraint.
fn unique_field(information: &dyn DatabaseErrorInformation) -> &'static str {
    let said = information.constraint_name().unwrap_or_else(|| information.message());
    let known = [("right_code", "right"), ("jobs", "key"), ("email", "email"), ("token_hash", "token")];
    known.iter().find(|(part, _)| said.contains(part)).map_or("id", |(_, field)| field)
}
