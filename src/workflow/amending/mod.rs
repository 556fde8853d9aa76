//! Amendments in the shop's systems: corrections (Article 16) and the marks of a restriction (Article 18).
//!
//! A handler writes a sheet of corrections, old and new side by side; a restriction's marks follow from the data map. A
//! second person approves. Then a job writes them, a transaction a system, each only where the value still stands as it was
//! seen; looks again; and puts before a person what was changed meanwhile or not taken.

mod adding;
mod carrying;
mod concluding;
mod echo;
mod laying;
mod lifting;
mod moving;
mod opened;
mod proof;
mod restrictions;
mod sheet;
mod standing;
mod system;

pub use adding::restrict_meanwhile;
pub use carrying::carry_out;
pub use laying::{Marking, MarkingRule, markings};
pub(super) use lifting::lift;
pub use opened::{OpenedAmendment, opened};
pub(super) use proof::amended_of;
pub use restrictions::{RestrictionLine, restrictions};
pub use sheet::{Correction, again, compare_anew, propose, take_off};
pub(super) use standing::{begin, drop_proposed, is_carried_out_by_program, standing};
