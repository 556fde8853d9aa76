//! Destroying what has served its purpose (Article 5(1)(e)): unfinished forms, used codes, ended packages, what was found for
//! requests that were answered, proofs of identity, messages that were set aside, and in the end the contents of the cases.
//!
//! `sweep` is the work of every hour; `plan` says what a day demands, and `carry_out` does it, each thing in a transaction of
//! its own that looks again. A job that falls in the middle goes on where it stopped, because what is done is no longer planned.

mod carry_out;
mod ending;
mod holding;
mod plan;
mod proofs;
mod standing;
mod sweep;

pub use carry_out::{Destroyed, clear_away, run_daily, run_now};
pub use holding::{lift_hold, place_hold};
pub use plan::{Item, What, plan};
pub use standing::{KeptCase, kept_case};
pub(super) use sweep::plan_forgetting;
pub use sweep::{Swept, forget, sweep};
