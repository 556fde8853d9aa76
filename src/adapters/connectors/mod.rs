//! The shop's own systems: one file per kind. All of them only read.

pub mod csv;
pub mod manual;
mod pg_address;
mod pg_types;
pub mod postgres;
mod sql;
pub mod sqlite;
