//! One connection, to either database.

use diesel::r2d2::R2D2Connection;
use diesel::{MultiConnection, PgConnection, SqliteConnection};

/// A connection. Queries are written once, over this; what differs between the databases is in `sqlite` and `postgresql`.
#[derive(MultiConnection)]
pub enum Link {
    /// To the embedded database.
    Sqlite(SqliteConnection),
    /// To a server.
    Postgres(PgConnection),
}

impl Link {
    /// Whether a transaction was left open or lost, so that nobody else must get this connection.
    pub fn is_spoilt(&mut self) -> bool {
        R2D2Connection::is_broken(self)
    }
}

/// Runs the same diesel text on whichever database it is, for the statements that diesel cannot build over both at once:
/// upserts and several rows in one insert.
macro_rules! on_each {
    ($link:expr, $connection:ident => $query:expr) => {
        match $link {
            $crate::adapters::store::link::Link::Sqlite($connection) => $query,
            $crate::adapters::store::link::Link::Postgres($connection) => $query,
        }
    };
}
pub(super) use on_each;
