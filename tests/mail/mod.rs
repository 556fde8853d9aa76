//! Mail: letters as they read, and their way out through a real connection.

pub mod desk;
mod dkim;
mod folder;
mod headers;
mod injection;
mod law;
pub mod outcomes;
mod postfix;
mod refusals;
pub mod samples;
mod security;
mod snapshots;
