//! The store on diesel: SQLite, or a PostgreSQL server. One file implements one port, on a `transaction::Transaction`: `cases`
//! [`crate::ports::store::Cases`], and so on. Queries are written once; what the two do not share stands in `sqlite`, `postgresql`.
//!
//! | | embedded (`embedded`, `writer`) | server (`server`) |
//! |---|---|---|
//! | writing | one thread, many pieces of work to one commit, each behind its savepoint | a pool, each piece its own transaction |
//! | losing a race | cannot happen between pieces, only between reading and saving | a guarded update finds no row |
//! | reading | a pool of connections that cannot write, on a snapshot | the same pool, read only, on a snapshot |
//! | search | FTS5 | `tsvector` |

mod amendment_schema;
mod amendments;
mod cases;
mod codes;
mod companies;
mod complaints;
mod deferrals;
mod deliveries;
mod desk;
mod documents;
mod drafts;
mod embedded;
mod emptying;
mod ends;
mod erasures;
mod failure;
mod findings;
mod further_schema;
mod incoming;
mod jobs;
mod link;
mod log;
mod mail_trouble;
mod migrations;
mod open;
mod outbox;
mod place;
mod postgresql;
mod register;
mod reports;
mod retention;
mod rows;
mod schema;
mod server;
mod setup;
mod sqlite;
mod staff;
mod suppressions;
mod tasks;
mod tellings;
mod tls;
mod transaction;
mod uploads;
mod views;
mod wordings;
mod words;
mod writer;

pub use open::{Migrating, OpenError, Options, open};
pub use {place::NotAPlace, place::Place, tls::NoAuthorities, tls::NoTunnel, tls::WrongUrl};
