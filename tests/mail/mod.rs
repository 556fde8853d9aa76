//! Mail: letters as they read, and their way out through a real connection.

mod desk;
mod folder;
mod headers;
mod injection;
mod refusals;
mod security;
