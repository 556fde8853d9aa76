//! Letters: the wording staff may edit, the facts that fill it, and the letter they make.
//!
//! One source serves every form: [`compose()`] gives blocks, which the mail prints as text and HTML, the package as PDF, and the
//! console as a preview. What the law demands cannot be edited away ([`check()`]); remedies, greeting, signature and imprint
//! are no part of a wording at all.

mod answers;
mod beside;
mod catalogue;
mod check;
mod compose;
mod composed;
mod defaults;
mod done;
mod facts;
mod first;
mod outside;
mod paper;
mod reading;
mod shared;
mod specimen;
mod staff;
mod wording;

pub use catalogue::{Entry, default_wording, entries, is_editable};
pub use check::{Fault, LONGEST, check, written};
pub use compose::LetterGap;
pub use composed::{Composed, compose, facts};
pub use facts::{Fact, Facts, FixedPart};
pub use paper::on_paper;
pub use reading::Reading;
pub use specimen::specimen;
pub use wording::{Part, Piece, Wording, WordingError};
