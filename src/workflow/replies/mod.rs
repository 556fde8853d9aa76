//! Writing to the person in one's own words: a draft, a look at the letter, half a minute to take it back.

mod letter;
mod send;
mod texts;

pub(in crate::workflow) use letter::preview_in;
pub use letter::{LONGEST, draft, keep_draft, preview};
pub(in crate::workflow) use send::send_in;
pub use send::{Sending, UNDO, send, sending, take_back};
pub use texts::{MARKS, add_text, filled, remove_text, texts};
