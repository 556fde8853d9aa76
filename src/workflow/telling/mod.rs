//! Telling the recipients of a correction, an erasure, a restriction or its lifting (Article 19): whom it concerns is told in the
//! transaction that confirms the change, answers are tracked, and whatever stays open is put before a person.
//!
//! What proves a recipient's link is computed from its id under the desk's own key, as for the links of tasks. Looking at its page
//! changes nothing, because mail scanners open links.

mod answering;
mod calling;
mod deciding;
mod letter;
mod owing;
mod sending;
mod standing;
mod tending;

pub use answering::{Answer, Sight, answer, came_back, see};
pub(super) use answering::{answered_by_task, wrote};
pub use calling::call;
pub use deciding::{again, resolve};
pub(super) use owing::{Change, tell_of_lifting, tell_recipients};
pub(super) use sending::told_by_letter;
pub use standing::next_step;
pub(super) use standing::told_in_answer;
pub use tending::tend;
