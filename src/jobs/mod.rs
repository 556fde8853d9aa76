//! Work that runs after the transaction that asked for it: under a lease, with a fence, idempotently.
//!
//! The [`Runner`] owns the threads; [`Worker`] is what each of them does; [`Bell`] wakes them; [`Schedule`] only rings the
//! bell. One file per kind of job: each loads, talks to the outside without a transaction, and records in one.

mod amend;
mod backoff;
mod bell;
mod erase;
mod fetch;
mod gather;
mod mail;
mod outside;
mod package;
mod remind;
mod runner;
mod schedule;
mod standing;
mod sweep;
mod watch;
mod worker;

pub use backoff::Backoff;
pub use bell::Bell;
pub use outside::Outside;
pub use runner::{Pace, Runner};
pub use schedule::{Schedule, ScheduleError};
pub use worker::{Duty, Worker};
