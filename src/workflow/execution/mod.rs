//! Carrying out what was approved: packing and delivering a copy, or putting every other right to colleagues as tasks.

mod contents;
mod covering;
mod deliver;
mod inventory;
mod left_out;
mod measured;
mod tasks;

pub use deliver::deliver;
pub(super) use tasks::{add_task, add_tasks};
