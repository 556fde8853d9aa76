//! Deadline reminders to staff: those about requests, and the round that complaints make in the same way.

mod requests;
mod rounds;

pub use requests::{remind, sum_of};
pub(in crate::workflow) use rounds::{PAGE, Seen, go_round, seen};
