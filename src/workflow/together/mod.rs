//! Working on a case together: who sees it, tags, watching, mentions, and seeing that somebody else is there.

mod news;
mod presence;
pub mod sight;
mod tags;

pub use news::{Watching, given, heard_from_person, mention, tell_watchers, watch};
pub use presence::{Present, beside, changed_since, come_in};
pub use tags::{tag, untag};
pub(in crate::workflow) use tags::{tag_in, untag_in};
