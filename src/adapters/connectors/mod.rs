//! The shop's own systems: one file per kind. Those that can be changed change only in an erasure's transaction.

pub mod capped;
pub mod csv;
mod csv_change;
pub mod manual;
pub mod mysql;
mod mysql_shape;
mod mysql_types;
mod pg_address;
mod pg_shape;
mod pg_types;
pub mod postgres;
mod protection;
mod reach;
pub mod receiver;
pub mod recipient;
pub mod service;
mod service_call;
mod service_file;
mod sieve;
mod sql;
pub mod sqlite;
mod sqlite_shape;
pub mod webhook;
pub mod xlsx;
