//! Working on a case together: tags, watching, and seeing that somebody else is there.

pub mod deeds;
mod view;

pub use view::{ChangedView, TogetherView};
