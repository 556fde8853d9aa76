//! Cases of one person that are answered together, apart, or beside each other.

mod join;
mod link;
mod plan;
mod split;

pub use join::join;
pub use link::{link, linked, unlink};
pub use plan::{PlannedStep, preview};
pub use split::split;

use super::WorkError;
use crate::domain::request::joining::NotJoined;

/// The rules' refusal as a sentence beside the field that was filled in.
fn refused(no: NotJoined) -> WorkError {
    let words = no.to_string();
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    WorkError::field("other", format!("{first}{}.", letters.as_str()))
}
