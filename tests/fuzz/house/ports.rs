//! What an adapter of incoming mail promises.

#[path = "../../../src/ports/incoming.rs"]
pub mod incoming;
