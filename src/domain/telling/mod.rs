//! Telling the recipients (Article 19): how each is told of a correction, an erasure or a restriction, and what came of it.
//!
//! Everything here is a pure rule: [`TellingState::after`] is the table of what can happen to a notice, and [`Telling`] is one notice
//! to one recipient with what is owed to it by the calendar. Whom a change concerns is told by [`crate::domain::setup::concerned`].

mod act;
mod record;
mod state;
mod touched;
mod way;

pub use act::RecipientAct;
pub use record::{Due, Patience, Telling, TellingFacts, ToldOf};
pub use state::{Happening, Resolution, TellingState, Unfit};
pub use touched::Touched;
pub use way::Way;
