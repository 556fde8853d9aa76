//! What takes mail apart.

#[path = "mime.rs"]
pub mod incoming;
