//! Working on a case together: tags, watching, seeing that somebody else is there, and cases that belong together.

pub mod deeds;
pub mod joining;
mod view;

pub use view::{ChangedView, TogetherView};
