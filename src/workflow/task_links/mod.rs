//! Tasks that somebody outside answers from a mailed link: sending it, reminding, taking the answer, and what follows when
//! none comes.
//!
//! What proves a link is computed from its id under the desk's own key: nothing that opens it rests in a table of links, and its
//! address holds nothing about a person. Looking at the page changes nothing, because mail scanners open links.

mod answering;
mod seeing;
mod sending;
mod standing;
mod tending;

pub use answering::{Reply, answer};
pub(super) use seeing::label;
pub use seeing::{Closed, Question, Sight, see};
pub(super) use sending::{Errand, send_in, settle_elsewhere};
pub use sending::{revoke, send};
pub use standing::line;
pub use tending::tend;
