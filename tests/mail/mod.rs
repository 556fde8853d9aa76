//! Mail: letters as they read, and their way out through a real connection.

pub mod desk;
mod folder;
mod headers;
mod injection;
mod law;
mod outcomes;
mod refusals;
mod samples;
mod security;
mod snapshots;
