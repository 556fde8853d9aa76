//! The erasure of a case: a plan that people see first, an approval that can be taken back, a job that carries it out, a
//! second search that confirms it, and what stays for later.
//!
//! The engine is [`crate::workflow::erasing`]. Here it is told whom and where, its plan rests sealed in the vault, its journal
//! is the store, and every change is made under the lease of a job: whoever lost the lease can no longer begin anything.

mod approved;
mod carrying;
mod certificate;
mod concluding;
mod confirming;
mod counting;
mod deciding;
mod due;
mod journal;
mod later;
mod page;
mod papers;
mod planning;
mod proof;
mod standing;
mod tracing;

pub(super) use approved::Matter as Premises;
pub use carrying::carry_out_plan;
pub use certificate::{certificate, print_certificate};
pub use concluding::suggested;
pub use deciding::{RowsDecided, decide_rows};
pub use due::erase_due;
pub use later::{DueErasure, due_erasures};
pub use page::{RowLine, RowPage, again, plan_again, rows};
pub use planning::make_plan;
pub(super) use proof::proof_of;
pub(super) use standing::{ask_for_plan, begin_after_approval, is_carried_out_by_program, standing, wake};
pub use tracing::remembered;
