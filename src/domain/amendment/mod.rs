//! Amendments: single columns of the person's rows that are to read otherwise. A rectification puts them right (Article 16
//! UK GDPR), a restriction marks them, and its lifting takes the mark off again (Article 18).
//!
//! Everything here is a pure rule: [`AmendmentContent::compare`] tells a value that stands as it was seen from one that somebody
//! changed meanwhile, and [`Amending::of`] says how far a request's amendments are.

mod content;
mod progress;

pub use content::{AmendmentContent, Stands};
pub use progress::{Amending, AmendmentKind, AmendmentState};
