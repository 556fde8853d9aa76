//! The shop's own systems: one file per kind. All of them only read.

mod sql;
pub mod sqlite;
