//! Keeping words back from a document: what is looked for, how it is found whatever it hides in, what is suggested and why.
//!
//! Nothing is withheld that a person did not choose. What they chose is gone from every way of writing that is known here, and
//! [`remains`] says so; a document of which that cannot be shown is not given in part.

mod choice;
mod coded;
mod folded;
mod kind;
mod own;
mod phrase;
mod proof;
mod shapes;
mod suggest;
mod withholding;

pub use choice::{Area, Choices, GRID, Places, WordChoice};
pub use folded::Folded;
pub use kind::DocumentKind;
pub use own::{Own, OwnValue};
pub use phrase::{Phrase, Spacing, TooShort};
pub use proof::{Written, remains, remains_in_bytes};
pub use suggest::{Suggested, Suggester, Suggestion, secrets_in, suggest};
pub use withholding::{MARK, Occurrence, Withholding, occurrences, split};
