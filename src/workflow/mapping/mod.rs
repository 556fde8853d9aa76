//! Data maps against the systems themselves: checking one before a person's request depends on it, and drafting one.

mod check;
mod draft;

pub use check::{SystemCheck, check_live};
pub use draft::draft_system;
