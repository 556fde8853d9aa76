//! Erasing: find the person's rows, decide each one, change the shop's systems, and look again.
//!
//! [`plan_erasure`] gathers as a copy of the data would be gathered, but keeps only keys. Each row gets a ruling from the
//! map's words, its retention and what the live schema says: a row that a kept one needs, or that other people share, is
//! never destroyed. [`carry_out`] makes the changes, one transaction a system, with a journal that lets an interrupted
//! erasure go on; what changed since the plan is never overwritten. [`look_again`] searches a second time: only what it
//! confirms is called erased.

mod columns;
mod confirm;
mod decisions;
mod draft;
mod execute;
mod grounds;
mod journal;
mod keeping;
mod later;
mod locate;
mod needed;
mod outcome;
mod plan;
mod returned;
mod shared;
mod write;

pub use confirm::{Remains, look_again, look_by_key};
pub use decisions::{Decisions, RowName, row_name};
pub use execute::{Carried, carry_out};
pub use journal::{Entry, Standing, read_journal, write_plan};
pub use later::plan_known;
pub use outcome::{EraseError, Hold, Planned, Refusal};
pub use plan::{CollectionErasure, ErasurePlan, ErasureRow, SystemErasure, plan_erasure};
pub use returned::{Returned, erased_before, find_returned};
