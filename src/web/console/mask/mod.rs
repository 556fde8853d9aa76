//! What is shown of a person to whom it is masked: short values, and the pages that stand in place of what is closed to them.

pub mod curtain;
pub mod message;
mod words;

pub use words::{addresses, email, identifier, sender, short_name};
