//! Macros: several actions under one name, for one case or for several from the queue. What would happen is said first; each case
//! is done in a transaction of its own, so that it has everything that could be done or nothing.

mod book;
mod carrying;
mod known;
mod planning;

pub use book::{MacroSheet, add_macro, change_macro, kept_macro, macros_for, remove_macro};
pub use carrying::{Deed, carry_out};
pub use known::{StepWords, step_words};
pub use planning::{MOST, Planned, PlannedCase, plan_for};
